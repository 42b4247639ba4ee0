package io.thalweg.benchmarks;

import io.thalweg.dense.Activation;
import io.thalweg.dense.OpenBlas;
import io.thalweg.dense.Rule;
import io.thalweg.rl.BatchActor;
import io.thalweg.rl.Environment;
import io.thalweg.rl.Space;
import io.thalweg.rl.environment.CartPole;
import io.thalweg.rl.environment.CartPoles;
import io.thalweg.rl.environment.LunarLander;
import io.thalweg.rl.policy.ActionLaw;
import io.thalweg.rl.policy.Net;
import io.thalweg.rl.policy.NetworkPolicy;
import io.thalweg.support.SplitMix;
import io.thalweg.support.Workspace;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Steps of environments; an episode that has ended is followed by the next.
 *
 * <p>An operation is a thousand steps, so that its microseconds are the nanoseconds of one step.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Environments {

  /** The number of steps of one operation. */
  public static final int STEPS = 1_000;

  // A multiple of all numbers of copies.
  private static final int MANY = 512;
  private static final int SOME = 100;

  /** The number of copies that step side by side. */
  @Param("1024")
  public int copies = 1_024;

  /** The seed of weights, actions and episodes. */
  @Param("1")
  public long seed = 1;

  private final Workspace workspace = new Workspace();
  private SplitMix random;
  private CartPoles carts;
  private BatchActor policy;
  private Environment cart;
  private Environment lander;
  // Random actions, drawn before, so that steps alone are timed.
  private double[][] forCarts;
  private double[][] forCart;
  private double[][] forLander;

  /** Makes the benchmark; public because JMH calls it. */
  public Environments() {}

  /** Draws actions and begins episodes. */
  @Setup
  public void prepare() {
    OpenBlas.threads(1);
    random = new SplitMix(seed);
    cart = new CartPole();
    lander = new LunarLander();
    carts = new CartPoles(copies);
    policy = policy(carts.space()).samplingMany();
    forCarts = new double[MANY * STEPS / copies][copies];
    forCart = new double[SOME * STEPS][1];
    forLander = new double[STEPS][1];
    draw(forCarts, carts.space().choices());
    draw(forCart, cart.space().choices());
    draw(forLander, lander.space().choices());
    begin();
  }

  private NetworkPolicy policy(Space space) {
    Net net = Net.of(0.01, Activation.RELU, 10, 10);
    int seen = space.observations();
    return new NetworkPolicy(ActionLaw.of(space), seen, net, Rule.adam(0.01), random);
  }

  private void draw(double[][] actions, int choices) {
    for (double[] some : actions) {
      for (int i = 0; i < some.length; i++) {
        some[i] = random.nextInt(choices);
      }
    }
  }

  private void begin() {
    for (int copy = 0; copy < copies; copy++) {
      carts.reset(copy, random);
    }
    cart.reset(random);
    lander.reset(random);
  }

  /** Makes steps of many carts under random actions, and returns how many episodes ended. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public int cartPoles() {
    int ended = 0;
    for (double[] actions : forCarts) {
      carts.step(actions);
      ended += resetEnded();
    }
    return ended;
  }

  /** Makes steps of many carts under a policy with two layers of 10 units. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public int cartPolesWithPolicy() {
    int ended = 0;
    for (int step = 0; step < MANY * STEPS / copies; step++) {
      carts.step(workspace.reuse(() -> policy.act(carts.observations(), copies, random)));
      ended += resetEnded();
    }
    return ended;
  }

  private int resetEnded() {
    boolean[] terminated = carts.terminated();
    int ended = 0;
    for (int copy = 0; copy < copies; copy++) {
      if (terminated[copy]) {
        carts.reset(copy, random);
        ended++;
      }
    }
    return ended;
  }

  /** Makes steps of one cart under random actions. */
  @Benchmark
  @OperationsPerInvocation(SOME)
  public int cartPole() {
    return steps(cart, forCart);
  }

  /** Makes steps of one lander under random actions. */
  @Benchmark
  public int lunarLander() {
    return steps(lander, forLander);
  }

  private int steps(Environment environment, double[][] actions) {
    int ended = 0;
    for (double[] action : actions) {
      if (environment.step(action).terminated()) {
        environment.reset(random);
        ended++;
      }
    }
    return ended;
  }
}
