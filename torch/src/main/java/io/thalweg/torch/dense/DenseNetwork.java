package io.thalweg.torch.dense;

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
  private final Matrix ones = new Matrix(1);
  private long evaluations;

  /**
   * A network with random weights.
   *
   * @param inputs coordinates of a point
   * @param rate the learning rate of Adam
   * @param hidden units of each hidden layer
   */
  public DenseNetwork(RandomGenerator random, double rate, int inputs, int... hidden) {
    int[] sizes = new int[hidden.length + 2];
    sizes[0] = inputs;
    System.arraycopy(hidden, 0, sizes, 1, hidden.length);
    sizes[hidden.length + 1] = 1;
    this.rate = Require.positive("the learning rate", rate);
    this.parameters = new Parameters(Layers.parameters(sizes));
    this.layers = new Layers(parameters, 0, 1, 0, sizes);
    layers.randomize(random);
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
    private final long number = ++evaluations;
    private final double[] values;
    private final double[] gradients;

    AtPoints(double[] points, int rows) {
      this.rows = rows;
      this.values = new double[rows];
      this.gradients = new double[points.length];
      float[] filled = new float[rows];
      Arrays.fill(filled, 1);
      ones.ensure(rows).put(0, rows, filled);
      layers.ensureOutputs(rows);
      layers.ensureSlopes(rows);
      Workers.overRows(
          0,
          rows,
          (from, to, scratch) -> {
            layers.forward(points, from, to, scratch);
            valuesToSlopes(from, to, scratch);
            layers.backward(from, to, scratch);
            layers.slopesOfInputs(from, to, scratch, gradients);
          });
    }

    /** The slope of the output in itself is 1. */
    private void valuesToSlopes(int from, int to, Scratch scratch) {
      Matrix last = layers.outputs[layers.depth()];
      float[] block = scratch.block(0, to - from);
      last.get(from, to - from, block);
      for (int r = 0; r < to - from; r++) {
        values[from + r] = block[r];
      }
      Arrays.fill(block, 0, to - from, 1);
      last.put(from, to - from, block);
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
      if (number != evaluations) {
        throw new IllegalStateException(
            "the network was asked again; only its last outputs can be descended");
      }
      Require.length("the array of weights", weights, rows);
      Require.length("the array of directions", directions, gradients.length);
      layers.ensureTangents(rows);
      Workers.overRows(
          0,
          rows,
          (from, to, scratch) -> {
            layers.along(directions, from, to, scratch);
            float[] zeros = scratch.block(0, to - from);
            Arrays.fill(zeros, 0, to - from, 0);
            layers.bendOfOutputs().put(from, to - from, zeros);
            layers.backwardAlong(from, to, scratch);
            layers.addSlopes(weights, from, to, scratch);
          });
      Workers.overParameters(
          parameters.size(),
          (part, parts, scratch) -> layers.gatherBends(rows, ones, part, parts, scratch));
      // The layers' outputs are those of weights that are no more.
      evaluations++;
      parameters.step(rate);
    }
  }
}
