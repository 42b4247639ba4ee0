package io.thalweg.dense;

import io.thalweg.Events;
import io.thalweg.support.Require;
import io.thalweg.surrogate.Network;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The network of a surrogate: dense layers with tanh between them and one output.
 *
 * <pre>
 *   h_0 = z,   h_l = tanh(W_l h_(l-1) + b_l),   r(z) = W_L h_(L-1) + b_L
 * </pre>
 *
 * <p>Learns by {@link Parameters#step}. Outputs at one batch give derivatives and can be descended
 * until the network is asked at the next.
 */
public final class DenseNetwork implements Network {

  private final Parameters parameters;
  private final Layers layers;
  private final double rate;

  /**
   * A network with random weights.
   *
   * @param inputs coordinates of a point
   * @param rate the learning rate of Adam
   * @param hidden units of each hidden layer
   * @throws IllegalArgumentException if a size is below 1 or the rate is not above 0
   */
  public DenseNetwork(RandomGenerator random, double rate, int inputs, int... hidden) {
    int[] sizes = Network.sizes(inputs, hidden);
    this.rate = Require.positive("the learning rate", rate);
    this.parameters = new Parameters(Weights.count(sizes));
    this.layers = new Layers(new Weights(parameters, 0, random, sizes), 1, 0);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    parameters.save(out);
  }

  @Override
  public void load(DataInput in) throws IOException {
    parameters.load(in);
  }

  @Override
  public Outputs at(Events points) {
    if (points.pointSize() != layers.inputs()) {
      throw new IllegalArgumentException(
          "a network of %d inputs was given %s".formatted(layers.inputs(), points));
    }
    return new AtPoints(points.points(), points.count());
  }

  private final class AtPoints implements Outputs {
    private final int rows;
    private final long batch;
    private final double[] values;
    private final double[] gradients;

    AtPoints(double[] points, int rows) {
      this.rows = rows;
      this.values = new double[rows];
      this.gradients = new double[points.length];
      this.batch = layers.begin(rows);
      layers.ensureSlopes(rows);
      Workers.overRows(
          0,
          rows,
          (from, to, scratch) -> {
            layers.forward(points, from, to, scratch);
            Matrix result = layers.result();
            scratch.overBlocks(from, to, result, this::valuesToSlopes, result);
            layers.backward(from, to, scratch);
            layers.slopesOfInputs(from, to, scratch, gradients);
          });
    }

    /** The slope of the output in itself is 1. */
    private void valuesToSlopes(float[][] x, int row, int n) {
      for (int r = 0; r < n; r++) {
        values[row + r] = x[0][r];
        x[0][r] = 1;
      }
    }

    @Override
    public double[] values() {
      return values;
    }

    @Override
    public double[] gradients() {
      return gradients;
    }

    @Override
    public void descend(double[] weights, double[] directions) {
      if (!layers.isCurrent(batch)) {
        throw new IllegalStateException(
            "the network was asked again or its parameters have changed; only its last outputs can"
                + " be descended");
      }
      Require.length("the array of weights", weights, rows);
      Require.length("the array of directions", directions, gradients.length);
      layers.ensureTangents(rows);
      layers.factors(rows, row -> 1);
      Workers.overRows(
          0,
          rows,
          (from, to, scratch) -> {
            layers.along(directions, from, to, scratch);
            scratch.overBlocks(
                from, to, layers.bendOfOutputs(), (x, row, n) -> Arrays.fill(x[0], 0, n, 0));
            layers.backwardAlong(from, to, scratch);
            layers.addSlopes(weights, from, to, scratch);
          });
      Workers.overParameters(
          parameters.size(), (share, scratch) -> layers.gatherBends(rows, share, scratch));
      parameters.step(rate);
    }
  }
}
