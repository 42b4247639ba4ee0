package io.thalweg.estimator.relaxation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Concrete;
import io.thalweg.Differences;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Relaxable;
import io.thalweg.check.VarianceReport;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.distribution.PlackettLuce;
import io.thalweg.estimator.score.Reinforce;
import io.thalweg.optimizer.Adam;
import io.thalweg.problem.Toys;
import io.thalweg.surrogate.Bends;
import io.thalweg.surrogate.Descent;
import io.thalweg.surrogate.Networks;
import io.thalweg.surrogate.TanhNetwork;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Learning goes down the mean of |g|^2 over the contexts, at the noise of the past estimate. */
class RelaxLearningTest {

  private static final int HIDDEN = 3;
  private static final double RATE = 0.1;
  private static final long SEED = 51;

  static Stream<Concrete> concrete() {
    return Stream.of(
        Bernoulli.ofLogits(new double[] {0.4, -0.9, 1.1, 0.2, -0.3, 0.8}).inContexts(2),
        Categorical.ofLogits(
                new double[] {0.3, -0.6, 0.9, 1.2, 0.1, -0.4, 0, 0.5, -1, 0.2, 0.7, 0.6}, 3)
            .inContexts(2),
        PlackettLuce.ofLogits(new double[] {0.4, -0.9, 1.1, 0.2, -0.3, 0.8}).inContexts(2));
  }

  private static int points(Distribution law) {
    return law.sample(1, new SplittableRandom(0)).pointSize();
  }

  private static Objective objective(Relaxable law, double factor) {
    double[] a = new SplittableRandom(52).doubles(points(law), -1, 1).toArray();
    return Objective.ofBatch(
        events -> Descent.times(factor, Bends.exact(a, a).evaluate(events).values()));
  }

  private static double meanSquare(Estimate estimate) {
    double sum = 0;
    for (double g : estimate.gradient()) {
      sum += g * g;
    }
    return sum / estimate.events().contexts();
  }

  private static Relax<Relaxable, Objective> relax(double[] parameters, Relaxable law) {
    return Relax.of(Networks.of(parameters, law.relaxedSize(), HIDDEN, RATE));
  }

  /**
   * f and the weights that leave the hidden layer are small, so that Adam's step tells the size of
   * the gradient in the other weights.
   */
  @ParameterizedTest
  @MethodSource("concrete")
  void networkLearnsDownTheSquaredEstimate(Relaxable law) {
    int inputs = law.relaxedSize();
    double[] start = new SplittableRandom(53).doubles(HIDDEN * (inputs + 2) + 1, -1, 1).toArray();
    double small = Math.sqrt(Descent.SMALL);
    for (int i = HIDDEN * (inputs + 1); i < start.length; i++) {
      start[i] *= small;
    }
    Objective f = objective(law, small);
    Relax<Relaxable, Objective> relax = relax(start, law);
    double centre = centre(law, f, start);
    relax.learn(relax.estimate(law, f, new SplittableRandom(SEED)));
    double[] expected =
        Descent.after(
            new Adam(RATE, start.length),
            start,
            theta ->
                meanSquare(relax(theta, law).estimate(law, f, new SplittableRandom(SEED)))
                    / Descent.SMALL,
            Descent.SMALL);
    expected[expected.length - 1] += centre;
    Estimate after = relax.estimate(law, f, new SplittableRandom(54));
    Estimate wanted = relax(expected, law).estimate(law, f, new SplittableRandom(54));
    Differences.assertClose(wanted.gradient(), after.gradient(), 1);
    // What it started from is of the size of SMALL.
    assertTrue(meanSquare(wanted) > 1e4 * Descent.SMALL, "size " + meanSquare(wanted));
  }

  /** The mean of f - r(z') at the draws of an estimate, to be added to what the network gives. */
  private static double centre(Relaxable law, Objective f, double[] parameters) {
    SplittableRandom random = new SplittableRandom(SEED);
    Relaxable.Relaxation relaxation = law.relax(1, random);
    Events conditional = relaxation.conditional(random).points();
    double[] r = Networks.of(parameters, law.relaxedSize(), HIDDEN, RATE).at(conditional).values();
    double[] values = f.evaluate(relaxation.draws()).values();
    return (Arrays.stream(values).sum() - Arrays.stream(r).sum()) / r.length;
  }

  /** g is affine in eta and equal to REINFORCE at eta = 0. */
  @ParameterizedTest
  @MethodSource("concrete")
  void rebarLearnsDownTheSquaredEstimate(Concrete law) {
    double small = Math.sqrt(Descent.SMALL);
    double[] a =
        Arrays.copyOf(new double[] {0.9, -0.4, 0.3, 0.8, -1.1, 0.5, 0.2, -0.7, 0.6}, points(law));
    double[] b =
        Arrays.copyOf(new double[] {-0.6, 1.2, 0.7, -0.8, 0.4, 1.0, -0.3, 0.5, 0.9}, points(law));
    DifferentiableObjective f = Bends.scaled(small, a, b);
    Rebar rebar = new Rebar(0.6, RATE);
    Estimate estimate = rebar.estimate(law, f, new SplittableRandom(SEED));
    Events x = law.relax(1, new SplittableRandom(SEED)).draws();
    double[] reinforce = law.weightedScore(x, f.evaluate(x).values());
    double[] expected =
        Descent.after(
            new Adam(RATE, 2),
            new double[] {1, Math.log(0.6)},
            p -> {
              double[] g =
                  new Rebar(Math.exp(p[1]), RATE)
                      .estimate(law, f, new SplittableRandom(SEED))
                      .gradient();
              double sum = 0;
              for (int i = 0; i < g.length; i++) {
                sum += Math.pow(p[0] * g[i] + (1 - p[0]) * reinforce[i], 2);
              }
              return sum / law.contexts() / Descent.SMALL;
            },
            Descent.SMALL);
    rebar.learn(estimate);
    double[] actual = {rebar.surrogate().scale(), Math.log(rebar.surrogate().temperature())};
    Differences.assertClose(expected, actual, 1);
    assertTrue(Math.abs(expected[1] - Math.log(0.6)) > RATE / 100, "the step can be seen");
  }

  /** The optimiser of the network would need 1e8 steps. */
  @Test
  void aLargeConstantInTheObjectiveIsGoneAfterTheFirstEstimate() {
    Bernoulli law = Bernoulli.ofLogits(0.4, -1, 2);
    Objective f = x -> x[0] * x[1] - x[2];
    Relax<Relaxable, Objective> relax =
        Relax.of(new TanhNetwork(3, 4, 0.01, new SplittableRandom(1)));
    SplittableRandom random = new SplittableRandom(SEED);
    Objective far = x -> 1e6 + f.value(x);
    relax.learn(relax.estimate(law, far, random));
    double variance = VarianceReport.of(relax, law, far, 2_000, random).variance();
    double plain = VarianceReport.of(new Reinforce(), law, f, 2_000, random).variance();
    assertTrue(variance < 4 * plain, variance + " against " + plain);
  }

  @Test
  void estimatesOfOthersAreRefused() {
    Bernoulli law = Bernoulli.ofLogits(0.3);
    Relax<Relaxable, Objective> relax =
        Relax.of(new TanhNetwork(1, 2, RATE, new SplittableRandom(1)));
    Estimate other = new Reinforce().estimate(law, x -> x[0], new SplittableRandom(1));
    var thrown = assertThrows(IllegalArgumentException.class, () -> relax.learn(other));
    assertEquals("Relax can only learn from its own estimates", thrown.getMessage());
  }

  @Test
  void estimatesOfAnotherInstanceAreRefused() {
    var law = Bernoulli.ofLogits(0.3);
    var own = new Rebar(0.5, RATE);
    var foreign = new Rebar(0.5, RATE).estimate(law, Toys.square(0.4), new SplittableRandom(1));
    assertThrows(IllegalArgumentException.class, () -> own.learn(foreign));
  }

  /** The gradient of an estimate is that at the parameters it was drawn with, however late. */
  @Test
  void learningFromTwoEarlierEstimatesIsLearningFromBothGradients() {
    var law = Bernoulli.ofLogits(0.3);
    var f = Toys.square(0.4);
    var kept = new Rebar(0.5, RATE);
    Estimate first = kept.estimate(law, f, new SplittableRandom(1));
    Estimate second = kept.estimate(law, f, new SplittableRandom(2));
    kept.learn(first);
    kept.learn(second);
    var adam = new Adam(RATE, 2);
    double[] expected = {1, Math.log(0.5)};
    for (int seed = 1; seed <= 2; seed++) {
      int draw = seed;
      double[] gradient =
          Differences.gradient(
              p -> meanSquare(rebar(p).estimate(law, f, new SplittableRandom(draw))),
              new double[] {1, Math.log(0.5)});
      adam.step(expected, gradient);
    }
    assertEquals(expected[1], Math.log(kept.surrogate().temperature()), 1e-6);
  }

  /** REBAR at scale 1, which is all that its constructor gives; the scale is not compared. */
  private static Rebar rebar(double[] p) {
    return new Rebar(Math.exp(p[1]), RATE);
  }
}
