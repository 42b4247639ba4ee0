package io.thalweg.dense;

import io.thalweg.Events;
import io.thalweg.surrogate.Network;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.random.RandomGenerator;

/**
 * The network of a surrogate: dense layers with one output, and by default with tanh between them.
 *
 * <pre>
 *   h_0 = z,   h_l = tanh(W_l h_(l-1) + b_l),   r(z) = W_L h_(L-1) + b_L
 * </pre>
 *
 * <p>Outputs at a batch give derivatives and can be descended until the network has learned.
 */
public final class DenseNetwork implements Network {

  private final Parameters parameters;
  private final Optimizer optimizer;
  private final DenseObjective outputs;
  private final int inputs;

  /**
   * Makes a network with random weights.
   *
   * @param inputs coordinates of a point
   * @param rate the learning rate of Adam
   * @param hidden units of each hidden layer
   * @throws IllegalArgumentException if a size is below 1 or the rate is not above 0
   */
  public DenseNetwork(RandomGenerator random, double rate, int inputs, int... hidden) {
    this(random, Rule.adam(rate), inputs, hidden);
  }

  /**
   * Makes a network with random weights that learns by another rule than Adam at a constant rate.
   *
   * @param inputs coordinates of a point
   * @param hidden units of each hidden layer
   * @throws IllegalArgumentException if a size is below 1
   */
  public DenseNetwork(RandomGenerator random, Rule rule, int inputs, int... hidden) {
    this(random, rule, Architecture.tanh(Network.sizes(inputs, hidden)));
  }

  /**
   * Makes a network of any layers with random weights.
   *
   * @throws IllegalArgumentException if it has not one output
   */
  public DenseNetwork(RandomGenerator random, Rule rule, Architecture architecture) {
    if (architecture.outputs() != 1) {
      throw new IllegalArgumentException(
          "a surrogate has one output; these layers have %d".formatted(architecture.outputs()));
    }
    this.inputs = architecture.inputs();
    this.parameters = new Parameters(architecture.parameters());
    this.optimizer = new Optimizer(parameters, rule);
    Layers layers = new Layers(parameters, 0, random, architecture);
    this.outputs = new DenseObjective(layers, Head.identity());
  }

  @Override
  public void save(DataOutput out) throws IOException {
    parameters.save(out);
    optimizer.save(out);
  }

  @Override
  public void load(DataInput in) throws IOException {
    float[] numbers = parameters.read(in);
    Runnable moments = optimizer.read(in);
    parameters.put(0, numbers);
    moments.run();
  }

  @Override
  public Outputs at(Events points) {
    if (points.pointSize() != inputs) {
      throw new IllegalArgumentException(
          "a network of %d inputs was given %s".formatted(inputs, points));
    }
    return new AtPoints(outputs.evaluate(points));
  }

  private final class AtPoints implements Outputs {
    private final DenseObjective.Answer answer;

    AtPoints(DenseObjective.Answer answer) {
      this.answer = answer;
    }

    @Override
    public double[] values() {
      return answer.values();
    }

    @Override
    public double[] gradients() {
      return answer.gradients();
    }

    @Override
    public void descend(double[] weights, double[] directions) {
      answer.pullback(weights, directions);
      optimizer.step();
    }
  }
}
