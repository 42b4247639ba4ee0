package io.thalweg.rl.training;

import io.thalweg.Drawn;
import io.thalweg.rl.Copyable;
import io.thalweg.rl.Space;
import io.thalweg.rl.Step;
import io.thalweg.rl.policy.ActionLaw;
import io.thalweg.rl.policy.GaussianActions;
import io.thalweg.support.SplitMix;
import java.util.random.RandomGenerator;

/**
 * A world of three states with continuous actions, and the gradients of a policy that a program in
 * another language integrated with 120 nodes.
 *
 * <pre>
 *   P(s' | s, a) = softmax(LOGITS[s] + a SLOPES[s]), the last entry ends the episode
 *   r = tanh(CENTRES[s] + a) - 0.3 (a - BEST[s])^2,   a ~ N(mean[s], exp(log sd[s])^2)
 * </pre>
 */
final class ThreeStates implements Copyable {

  static final double GAMMA = 0.9;
  static final int LIMIT = 5;

  /** Mean and logarithm of the standard deviation in each state. */
  static final double[][] PARAMETERS = {{0.538, -0.285}, {-0.14, -0.185}, {-0.446, -0.49}};

  /** The gradients in mean and log sd of each state. */
  static final double[] USUAL = {
    -1.2264942930096367,
    -0.24416915339114587,
    -0.3964628943241485,
    -0.2374185174825296,
    1.5313094745213136,
    -0.09661747537765453
  };

  static final double[] DISCOUNTED = {
    -1.0519893190939535,
    -0.21005805653046505,
    -0.33882722894322576,
    -0.20549707296598668,
    1.1966678551982728,
    -0.07551060009218886
  };

  private static final double[][] LOGITS = {
    {0.034, 1.36, 1.225, -1.51}, {-0.298, -0.527, 0.57, -1.056}, {0.747, -1.847, 1.567, -1.096}
  };
  private static final double[][] SLOPES = {
    {0.68, -0.137, -0.379, 0.463}, {0.825, -0.203, -0.153, 0.686}, {-0.87, -1.514, 0.395, -0.671}
  };
  private static final double[] CENTRES = {-1.92, -0.814, -0.468};
  private static final double[] BEST = {-1.193, -1.492, 0.037};
  private static final double[] BOUNDS = {0};

  private RandomGenerator random = new SplitMix(0);
  private int state;

  @Override
  public Space space() {
    return Space.continuous(3, BOUNDS, BOUNDS);
  }

  @Override
  public double[] reset(RandomGenerator generator) {
    random = generator;
    state = random.nextDouble() < 0.6 ? 0 : 1;
    return observation();
  }

  @Override
  public Step step(double[] action) {
    double a = action[0];
    double off = a - BEST[state];
    double reward = Math.tanh(CENTRES[state] + a) - 0.3 * off * off;
    double[] p = new double[4];
    double sum = 0;
    for (int to = 0; to < 4; to++) {
      p[to] = Math.exp(LOGITS[state][to] + a * SLOPES[state][to]);
      sum += p[to];
    }
    double left = random.nextDouble() * sum;
    int to = 0;
    while (to < 3 && left >= p[to]) {
      left -= p[to++];
    }
    state = to == 3 ? state : to;
    return new Step(observation(), reward, to == 3);
  }

  private double[] observation() {
    double[] one = new double[3];
    one[state] = 1;
    return one;
  }

  @Override
  public ThreeStates copy(RandomGenerator generator) {
    ThreeStates copy = new ThreeStates();
    copy.random = generator;
    copy.state = state;
    return copy;
  }

  /** Normal actions with a standard deviation of each state. */
  record OwnDeviations(GaussianActions normal) implements ActionLaw {

    @Override
    public int outputs() {
      return normal.dimension();
    }

    @Override
    public int shared() {
      return 0;
    }

    @Override
    public Drawn law(double[] parameters) {
      return normal.law(parameters);
    }

    @Override
    public double[] draw(double[] parameters, RandomGenerator generator) {
      return normal.draw(parameters, generator);
    }

    @Override
    public double[] best(double[] parameters) {
      return normal.best(parameters);
    }

    @Override
    public double entropy(double[] parameters) {
      return normal.entropy(parameters);
    }

    @Override
    public void addEntropy(double[] parameters, double factor, double[] gradient, int at) {
      normal.addEntropy(parameters, factor, gradient, at);
    }

    @Override
    public double divergence(double[] from, double[] to) {
      return normal.divergence(from, to);
    }
  }
}
