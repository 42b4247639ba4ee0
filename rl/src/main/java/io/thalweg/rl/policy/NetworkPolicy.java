package io.thalweg.rl.policy;

import io.thalweg.dense.Architecture;
import io.thalweg.dense.Forward;
import io.thalweg.dense.Layers;
import io.thalweg.dense.Optimizer;
import io.thalweg.dense.Parameters;
import io.thalweg.dense.Rule;
import io.thalweg.rl.Actor;
import io.thalweg.rl.BatchActor;
import io.thalweg.support.Require;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A policy that is a dense network of the observation; what all contexts share stands beside it.
 *
 * <p>The network is trained in batches on OpenBLAS, and acts in plain Java: for one observation a
 * native call takes longer than the network itself.
 */
public final class NetworkPolicy implements Policy {

  private final ActionLaw actions;
  private final Architecture architecture;
  private final Parameters parameters;
  private final Layers layers;
  private final Optimizer optimizer;

  /**
   * Makes a policy with random weights; shared parameters start at 0.
   *
   * @param observations the length of an observation
   * @param rule of descent, in place of Adam at the rate of the network
   */
  public NetworkPolicy(
      ActionLaw actions, int observations, Net net, Rule rule, RandomGenerator random) {
    this(actions, net.layers(observations, actions.outputs()), rule, random);
    double[] values = parameters.values();
    int last = net.units().length == 0 ? observations : net.units()[net.units().length - 1];
    int end = architecture.parameters();
    for (int i = 0; i < end; i++) {
      values[i] *= i < end - actions.outputs() * (last + 1) ? net.hidden() : net.last();
    }
    parameters.set(values);
  }

  private NetworkPolicy(
      ActionLaw actions, Architecture architecture, Rule rule, RandomGenerator random) {
    this.actions = actions;
    this.architecture = architecture;
    this.parameters = new Parameters(architecture.parameters() + actions.shared());
    this.layers = new Layers(parameters, 0, random, architecture);
    this.optimizer = new Optimizer(parameters, rule);
  }

  @Override
  public ActionLaw actions() {
    return actions;
  }

  /** The parameters: those of the network, then the shared ones. */
  public Parameters parameters() {
    return parameters;
  }

  /** The sizes and activations of the network. */
  public Architecture architecture() {
    return architecture;
  }

  private double[] shared() {
    return parameters.values(architecture.parameters(), parameters.size());
  }

  @Override
  public Outputs at(double[] observations, int rows) {
    return new AtRows(layers.forward(observations, rows), rows);
  }

  @Override
  public Actor sampling() {
    return acting(p -> random -> actions.draw(p, random));
  }

  @Override
  public BatchActor samplingMany() {
    return (observations, rows, random) -> {
      try (Outputs outputs = at(observations, rows)) {
        return outputs.law(actions).sample(1, random).values();
      }
    };
  }

  @Override
  public Actor greedy() {
    return acting(p -> random -> actions.best(p));
  }

  private interface Choice {
    double[] action(RandomGenerator random);
  }

  private Actor acting(Function<double[], Choice> choice) {
    Perceptron network = new Perceptron(architecture, parameters.values());
    double[] shared = shared();
    double[] p = new double[actions.dimension()];
    System.arraycopy(shared, 0, p, actions.outputs(), shared.length);
    Choice made = choice.apply(p);
    return (observation, random) -> {
      Require.length("the observation", observation, architecture.inputs());
      network.apply(observation, p);
      return made.action(random);
    };
  }

  @Override
  public double[] takeGradient() {
    return parameters.takeGradient();
  }

  @Override
  public void step() {
    optimizer.step();
  }

  @Override
  public double[] gradient() {
    return parameters.gradient();
  }

  /** Writes the kind of policy, its parameters and the state of its optimiser. */
  @Override
  public void save(DataOutput out) throws IOException {
    PolicyFormat.write(out, actions, architecture);
    parameters.save(out);
    optimizer.save(out);
  }

  @Override
  public void load(DataInput in) throws IOException {
    PolicyFormat.read(in).require(actions, architecture);
    parameters.load(in);
    optimizer.load(in);
  }

  /**
   * Reads a policy that {@link #save} wrote, to act with it; trained further, it would go on with
   * Adam at a rate of 0.001 from its first step.
   *
   * <pre>{@code
   * Checkpoint saved = Checkpoint.read(Path.of("results/train-cartpole/a2c-1.checkpoint"));
   * Actor actor = NetworkPolicy.read(saved.state()).greedy();
   * Episodes episodes = new Player(CartPole::new, 200).play(actor, 10, random);
   * }</pre>
   *
   * @throws IOException if it is no such policy
   */
  public static NetworkPolicy read(DataInput in) throws IOException {
    PolicyFormat.Kind kind = PolicyFormat.read(in);
    NetworkPolicy policy =
        new NetworkPolicy(kind.actions(), kind.architecture(), Rule.adam(0.001), () -> 0L);
    policy.parameters.load(in);
    return policy;
  }

  private final class AtRows implements Outputs {

    private final Forward forward;
    private final int rows;
    private final double[] p;

    AtRows(Forward forward, int rows) {
      this.forward = forward;
      this.rows = rows;
      this.p = actions.shared() == 0 ? forward.outputs() : widened(forward.outputs(), shared());
    }

    private double[] widened(double[] outputs, double[] shared) {
      int narrow = actions.outputs();
      double[] wide = new double[rows * actions.dimension()];
      for (int row = 0; row < rows; row++) {
        System.arraycopy(outputs, row * narrow, wide, row * actions.dimension(), narrow);
        System.arraycopy(shared, 0, wide, row * actions.dimension() + narrow, shared.length);
      }
      return wide;
    }

    @Override
    public double[] parameters() {
      return p;
    }

    @Override
    public void pullback(double[] slopes) {
      Require.length("the array of slopes", slopes, p.length);
      if (actions.shared() == 0) {
        forward.pullback(slopes);
        return;
      }
      double[] shared = new double[actions.shared()];
      for (int row = 0; row < rows; row++) {
        int at = row * actions.dimension() + actions.outputs();
        for (int i = 0; i < shared.length; i++) {
          shared[i] += slopes[at + i];
        }
      }
      forward.pullback(narrow(slopes));
      NetworkPolicy.this.parameters.gather(architecture.parameters(), shared);
    }

    @Override
    public double[] inputGradients(double[] slopes) {
      return forward.inputGradients(narrow(slopes));
    }

    /** Leaves out the slopes in shared parameters. */
    private double[] narrow(double[] slopes) {
      int narrow = actions.outputs();
      double[] outputs = new double[rows * narrow];
      for (int row = 0; row < rows; row++) {
        System.arraycopy(slopes, row * actions.dimension(), outputs, row * narrow, narrow);
      }
      return outputs;
    }

    @Override
    public double[] pushforward(double[] tangent) {
      double[] pushed = forward.pushforward(tangent);
      return actions.shared() == 0
          ? pushed
          : widened(pushed, Arrays.copyOfRange(tangent, architecture.parameters(), tangent.length));
    }

    @Override
    public void close() {
      forward.close();
    }
  }
}
