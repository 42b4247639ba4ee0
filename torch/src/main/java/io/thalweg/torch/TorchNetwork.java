package io.thalweg.torch;

import io.thalweg.Events;
import io.thalweg.surrogate.Network;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/**
 * A network for surrogates on libtorch, with the second derivatives that learning needs.
 *
 * <p>Outputs keep their graph until the {@link Scope} around them is closed.
 */
public final class TorchNetwork implements Network {

  private final Dense network;
  private final TorchAdam optimizer;
  private final TensorVector parameters;

  /**
   * Makes a network with random weights and one output; must be called outside of any scope.
   *
   * @param inputs the number of coordinates of a point
   * @param rate the learning rate of Adam
   * @param hidden the number of units of each hidden layer
   */
  public TorchNetwork(RandomGenerator random, double rate, int inputs, int... hidden) {
    this.network = new Dense(random, Network.sizes(inputs, hidden));
    this.optimizer = new TorchAdam(network.parameters(), rate);
    this.parameters = TorchAdam.vector(network.parameters());
  }

  @Override
  public void save(DataOutput out) throws IOException {
    optimizer.save(out);
  }

  @Override
  public void load(DataInput in) throws IOException {
    optimizer.load(in);
  }

  @Override
  public Outputs at(Events points) {
    return new AtPoints(
        Tensors.of(points.points(), points.count(), points.pointSize()).set_requires_grad(true));
  }

  private final class AtPoints implements Outputs {
    private final Tensor points;
    private final Tensor outputs;
    private final Tensor slopes;

    AtPoints(Tensor points) {
      this.points = points;
      this.outputs = network.forward(points).view(points.size(0));
      double[] ones = new double[Math.toIntExact(points.size(0))];
      Arrays.fill(ones, 1);
      this.slopes = Tensors.gradient(outputs, points, Tensors.of(ones, ones.length), true);
    }

    @Override
    public double[] values() {
      return Tensors.toArray(outputs);
    }

    @Override
    public double[] gradients() {
      return Tensors.toArray(slopes);
    }

    @Override
    public void descend(double[] weights, double[] directions) {
      Tensor a = Tensors.of(weights, weights.length);
      Tensor v = Tensors.of(directions, points.size(0), points.size(1));
      Tensor functional = outputs.mul(a).sum().add(slopes.mul(v).sum());
      optimizer.zero();
      Tensors.backward(functional.view(1), Tensors.of(new float[] {1}, 1), parameters);
      optimizer.step();
    }
  }
}
