package io.thalweg.dense;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.optimizer.Adam;
import io.thalweg.optimizer.Schedule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizerTest {

  private static final double RATE = 0.1;
  private static final int STEPS = 8;
  // Some fifteen roundings a step, half a unit each of a sum of moves of RATE.
  private static final double ROUNDING = 15 * STEPS * 0x1p-24 * STEPS * RATE;

  @AfterEach
  void oneThreadAgain() {
    OpenBlas.threads(1);
  }

  // Less than a block, some blocks, and so many that two threads share them.
  @ParameterizedTest
  @CsvSource({"1, 1", "9001, 1", "50001, 1", "50001, 2"})
  void stepsAreThoseOfAdamInDoublePrecision(int size, int threads) {
    OpenBlas.threads(threads);
    SplittableRandom random = new SplittableRandom(2);
    Parameters parameters = new Parameters(size);
    Optimizer optimizer = new Optimizer(parameters, Rule.adam(RATE));
    Adam adam = new Adam(RATE, size);
    double[] expected = new double[size];
    for (int step = 0; step < STEPS; step++) {
      double[] gradient = new double[size];
      // From far below epsilon to far above.
      Arrays.setAll(gradient, i -> (float) (random.nextGaussian() * Math.pow(10, i % 13 - 10)));
      adam.step(expected, gradient);
      parameters.gather(0, gradient);
      optimizer.step();
    }
    assertArrayEquals(expected, parameters.values(), ROUNDING);
  }

  /** A rule and its formula for one parameter in double precision. */
  record Case(Rule rule, Formula formula) {
    @Override
    public String toString() {
      return rule.toString();
    }
  }

  /** The parameter after a step. */
  @FunctionalInterface
  interface Formula {

    /**
     * One step.
     *
     * @param m of two moments, to be changed
     */
    double step(int t, double theta, double g, double[] m);
  }

  static List<Case> rules() {
    Schedule half = Schedule.steps(RATE, 3, 0.5);
    return List.of(
        new Case(
            new AdamRule(half, 0.8, 0.95, 0.01, 0.2),
            (t, theta, g, m) -> {
              average(m, g, 0.8, 0.95);
              double rate = halved(t);
              double root = Math.sqrt(m[1] / (1 - Math.pow(0.95, t)));
              return theta * (1 - 0.2 * rate)
                  - rate * m[0] / (1 - Math.pow(0.8, t)) / (root + 0.01);
            }),
        new Case(
            new RadamRule(half, 0.9, 0.999, 1e-8, 0.1),
            (t, theta, g, m) -> {
              average(m, g, 0.9, 0.999);
              double rate = halved(t);
              return theta * (1 - 0.1 * rate) - rate * radam(t, m, 0.9, 0.999);
            }),
        new Case(
            new RadamRule(Schedule.constant(RATE), 0.5, 0.8, 1e-8, 0),
            (t, theta, g, m) -> {
              average(m, g, 0.5, 0.8);
              return theta - RATE * radam(t, m, 0.5, 0.8);
            }),
        new Case(Rule.sgd(half), (t, theta, g, m) -> theta - halved(t) * g),
        new Case(
            new SgdRule(Schedule.constant(RATE), 0.7, 0.3),
            (t, theta, g, m) -> {
              m[0] = 0.7 * m[0] + g;
              return theta * (1 - 0.3 * RATE) - RATE * m[0];
            }));
  }

  /** RATE, halved once in three steps. */
  private static double halved(int t) {
    int times = (t - 1) / 3;
    return RATE * Math.pow(0.5, times);
  }

  private static void average(double[] m, double g, double beta1, double beta2) {
    m[0] = beta1 * m[0] + (1 - beta1) * g;
    m[1] = beta2 * m[1] + (1 - beta2) * g * g;
  }

  /** The step of algorithm 2 of Liu et al. (2020) at rate 1. */
  private static double radam(int t, double[] m, double beta1, double beta2) {
    double most = 2 / (1 - beta2) - 1;
    double power = Math.pow(beta2, t);
    double known = most - 2 * t * power / (1 - power);
    double mean = m[0] / (1 - Math.pow(beta1, t));
    if (known <= 5) {
      return mean;
    }
    double up = (known - 4) * (known - 2) * most;
    double down = (most - 4) * (most - 2) * known;
    return mean * Math.sqrt(up / down) / Math.sqrt(m[1] / (1 - power));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void stepsOfEveryRuleAreThoseOfItsFormula(Case one) {
    SplittableRandom random = new SplittableRandom(3);
    int size = 100;
    Parameters parameters = new Parameters(size);
    double[] expected = random.doubles(size, -1, 1).map(x -> (float) x).toArray();
    parameters.set(expected);
    Optimizer optimizer = new Optimizer(parameters, one.rule);
    double[][] moments = new double[size][2];
    for (int step = 1; step <= STEPS; step++) {
      double[] gradient = random.doubles(size, -1, 1).map(x -> (float) x).toArray();
      for (int i = 0; i < size; i++) {
        expected[i] = one.formula.step(step, expected[i], gradient[i], moments[i]);
      }
      parameters.gather(0, gradient);
      optimizer.step();
    }
    assertEquals(STEPS, optimizer.steps());
    // Parameters of size 1, too, are rounded at every step.
    assertArrayEquals(expected, parameters.values(), ROUNDING + 2 * STEPS * 0x1p-24);
  }

  /** The first steps of RAdam by hand: without the second moment, then with little trust in it. */
  @Test
  void radamWaitsForTheSecondMoment() {
    Parameters parameters = new Parameters(1);
    Optimizer optimizer = new Optimizer(parameters, Rule.radam(Schedule.constant(RATE)));
    double[] moves = new double[6];
    double last = 0;
    for (int step = 0; step < moves.length; step++) {
      parameters.gather(0, new double[] {2});
      optimizer.step();
      moves[step] = last - parameters.values()[0];
      last = parameters.values()[0];
    }
    // rho_5 = 4.996, so that five steps are of the rate times the mean of the gradient, 2.
    assertArrayEquals(
        new double[] {0.2, 0.2, 0.2, 0.2, 0.2}, Arrays.copyOf(moves, 5), 10 * Math.ulp(1f));
    // rho_6 = 5.994: r = sqrt(1.994 * 3.994 * 1999 / (1995 * 1997 * 5.994)) = 0.0258.
    assertEquals(RATE * 0.0258, moves[5], RATE * 0.0001);
  }

  @Test
  void savedStateGoesOnExactlyAndAnotherIsRefused() throws IOException {
    Parameters parameters = new Parameters(3);
    Optimizer optimizer = new Optimizer(parameters, Rule.adam(RATE));
    step(parameters, optimizer);
    ByteArrayOutputStream weights = new ByteArrayOutputStream();
    parameters.save(new DataOutputStream(weights));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    optimizer.save(new DataOutputStream(bytes));
    Parameters others = new Parameters(3);
    Optimizer other = new Optimizer(others, Rule.adam(RATE));
    byte[] cut = Arrays.copyOf(bytes.toByteArray(), bytes.size() - 1);
    assertThrows(EOFException.class, () -> other.load(in(cut)));
    assertEquals(0, other.steps());
    other.load(in(bytes.toByteArray()));
    byte[] half = Arrays.copyOf(weights.toByteArray(), weights.size() / 2);
    assertThrows(EOFException.class, () -> others.load(in(half)));
    assertArrayEquals(new double[3], others.values(), 0);
    others.load(in(weights.toByteArray()));
    step(parameters, optimizer);
    step(others, other);
    assertArrayEquals(parameters.values(), others.values(), 0);
    Optimizer sgd = new Optimizer(others, Rule.sgd(Schedule.constant(1)));
    Exception refusal = assertThrows(IOException.class, () -> sgd.load(in(bytes.toByteArray())));
    assertEquals(
        "the saved state holds 2 moments of each parameter where 0 are needed",
        refusal.getMessage());
  }

  private static DataInputStream in(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }

  private static void step(Parameters parameters, Optimizer optimizer) {
    parameters.gather(0, new double[] {1, -2, 0.5});
    optimizer.step();
  }

  @Test
  void constantsThatAreNoneAreRefused() {
    Schedule rate = Schedule.constant(1);
    for (double share : new double[] {-0.1, 1, Double.NaN}) {
      assertThrows(IllegalArgumentException.class, () -> new AdamRule(rate, share, 0.9, 1e-8, 0));
      assertThrows(IllegalArgumentException.class, () -> new AdamRule(rate, 0.9, share, 1e-8, 0));
      assertThrows(IllegalArgumentException.class, () -> new RadamRule(rate, share, 0.9, 1e-8, 0));
      assertThrows(IllegalArgumentException.class, () -> new RadamRule(rate, 0.9, share, 1e-8, 0));
      assertThrows(IllegalArgumentException.class, () -> new SgdRule(rate, share, 0));
    }
    Exception refusal =
        assertThrows(
            IllegalArgumentException.class, () -> new AdamRule(rate, 0.9, 0.999, 1e-8, -1));
    assertEquals(
        "the weight decay is -1.0; it must be finite and at least 0", refusal.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new AdamRule(rate, 0.9, 0.9, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new RadamRule(rate, 0.9, 0.9, 0, 0));
  }

  @Test
  void ratesThatAreNoneAreRefusedAndNothingIsChanged() {
    for (double rate : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      Exception refusal = assertThrows(IllegalArgumentException.class, () -> Rule.adam(rate));
      assertEquals(
          "the learning rate is " + rate + "; it must be finite and above 0", refusal.getMessage());
    }
    Parameters parameters = new Parameters(1);
    parameters.gather(0, new double[] {3});
    for (double rate : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      Optimizer optimizer = new Optimizer(parameters, Rule.adam(step -> rate));
      Exception refusal = assertThrows(IllegalArgumentException.class, optimizer::step);
      assertEquals(
          "the learning rate of step 1 is " + rate + "; it must be finite and at least 0",
          refusal.getMessage());
      assertEquals(0, optimizer.steps());
    }
    new Optimizer(parameters, Rule.adam(RATE)).step();
    // The first step of Adam is of the length of the rate.
    assertEquals(-RATE, parameters.values()[0], Math.ulp((float) RATE));
    assertArrayEquals(new double[] {3}, parameters.gradient(), 0);
    assertArrayEquals(new double[1], parameters.takeGradient(), 0);
  }
}
