package io.thalweg.estimator.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Alarms;
import io.thalweg.Estimate;
import io.thalweg.Events;
import io.thalweg.Finite;
import io.thalweg.Objective;
import io.thalweg.check.ExactGradient;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.distribution.ForwardingLaw;
import io.thalweg.distribution.PlackettLuce;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The probabilities behind the unordered set, against all orders in which a set can be drawn. */
class UnorderedSetTest {

  private static final double[] P = {0.5, 0.2, 0.15, 0.1, 0.05};

  /** P(the first draws are these, in this order). */
  private static double ofOrder(int... order) {
    double probability = 1;
    double left = 1;
    for (int n : order) {
      probability *= P[n] / left;
      left -= P[n];
    }
    return probability;
  }

  private static SetProbabilities of(int... set) {
    return SetProbabilities.of(Arrays.stream(P).map(Math::log).toArray(), 0, 1, set);
  }

  @Test
  void firstIsTheShareOfOrdersThatBeginWithIt() {
    double begin4 = ofOrder(4, 0, 2) + ofOrder(4, 2, 0);
    double begin0 = ofOrder(0, 4, 2) + ofOrder(0, 2, 4);
    double begin2 = ofOrder(2, 0, 4) + ofOrder(2, 4, 0);
    double all = begin4 + begin0 + begin2;
    SetProbabilities chances = of(4, 0, 2);
    assertEquals(begin4 / all, chances.first(0), 1e-14);
    assertEquals(begin0 / all, chances.first(1), 1e-14);
    assertEquals(begin2 / all, chances.first(2), 1e-14);
  }

  /** Each of 200! orders has a probability of e^-863, which is no number but as a logarithm. */
  @Test
  void setsOfEventsThatAreAllUnlikelyHaveTheirShares() {
    PlackettLuce law = PlackettLuce.ofLogits(new double[200]);
    Estimate estimate = new UnorderedSet(4).estimate(law, x -> x[0], new SplittableRandom(1));
    for (double weight : estimate.weights()) {
      assertEquals(0.25, weight, 1e-12);
    }
    for (double slope : estimate.gradient()) {
      assertTrue(Double.isFinite(slope));
    }
  }

  @Test
  void weightsOfEveryBaselineAddUpToOne() {
    SetProbabilities chances = of(1, 3, 0, 4);
    for (int i = 0; i < 4; i++) {
      double sum = 0;
      for (int j = 0; j < 4; j++) {
        sum += chances.baseline(i, j);
      }
      assertEquals(1, sum, 1e-14);
    }
  }

  /** Summed over all sets of K outcomes, each as often as it is drawn. */
  @Test
  void meanOverAllSetsIsTheGradient() {
    double[] f = {0.3, -1.2, 0.8, 2.1, -0.4};
    double mean = 0;
    for (int n = 0; n < 5; n++) {
      mean += P[n] * f[n];
    }
    double[] gradient = new double[5];
    for (int a = 0; a < 5; a++) {
      for (int b = a + 1; b < 5; b++) {
        double probability = ofOrder(a, b) + ofOrder(b, a);
        SetProbabilities chances = of(a, b);
        add(gradient, probability * chances.first(0), a, f[a] - baseline(chances, 0, f[a], f[b]));
        add(gradient, probability * chances.first(1), b, f[b] - baseline(chances, 1, f[a], f[b]));
      }
    }
    for (int n = 0; n < 5; n++) {
      assertEquals(P[n] * (f[n] - mean), gradient[n], 1e-14);
    }
  }

  private static double baseline(SetProbabilities chances, int i, double first, double second) {
    return chances.baseline(i, 0) * first + chances.baseline(i, 1) * second;
  }

  /** Adds the score of an outcome, e_outcome - P. */
  private static void add(double[] gradient, double weight, int outcome, double advantage) {
    for (int n = 0; n < gradient.length; n++) {
      gradient[n] += weight * advantage * ((n == outcome ? 1 : 0) - P[n]);
    }
  }

  @Test
  void setOfAllOutcomesGivesTheExactGradient() {
    Bernoulli bits = Bernoulli.ofLogits(0.4, -1.3);
    Objective f = b -> Math.exp(b[0] - 2 * b[1]);
    double[] estimate = new UnorderedSet(9).estimate(bits, f, new SplittableRandom(1)).gradient();
    assertArrayEquals(ExactGradient.of(bits, f), estimate, 1e-14);
  }

  @Test
  void setOfAllOrdersGivesTheExactGradient() {
    PlackettLuce orders = PlackettLuce.ofLogits(0.4, -1.3, 0.9, 0, 0.2, -0.5).inContexts(2);
    Objective f = o -> Math.exp(o[0] - 2 * o[1]);
    double[] estimate = new UnorderedSet(9).estimate(orders, f, new SplittableRandom(1)).gradient();
    assertArrayEquals(ExactGradient.of(orders, f), estimate, 1e-14);
  }

  /** The list of a law and the growth of its events draw from one law of sets. */
  @Test
  void grownSetsAreDrawnWithoutReplacement() {
    PlackettLuce law = PlackettLuce.ofLogits(0.4, -0.3, 0.9);
    assertTrue(worstZ(law, law) < Alarms.CRITICAL_Z);
    PlackettLuce other = PlackettLuce.ofLogits(0.2, -0.3, 0.9);
    assertTrue(worstZ(law, other) > Alarms.CRITICAL_Z, "a change of 0.2 is seen");
  }

  /** The largest z of the number of draws of each ordered pair of different orders. */
  private static double worstZ(PlackettLuce drawn, PlackettLuce expected) {
    SplittableRandom random = new SplittableRandom(4);
    int trials = 20_000;
    double[][] counts = new double[6][6];
    Events all = expected.outcomes(0, 6);
    for (int n = 0; n < trials; n++) {
      List<StochasticBeam.Beginning> pair = new StochasticBeam(drawn, 0, 2, random).events();
      counts[number(all, pair.get(0).values())][number(all, pair.get(1).values())]++;
    }
    double[] log = expected.logProbability(all);
    double worst = 0;
    for (int a = 0; a < 6; a++) {
      for (int b = 0; b < 6; b++) {
        double p = a == b ? 0 : Math.exp(log[a]) * Math.exp(log[b]) / -Math.expm1(log[a]);
        double deviation = Math.sqrt(trials * p * (1 - p));
        worst =
            Math.max(
                worst, a == b ? counts[a][b] : Math.abs(counts[a][b] - trials * p) / deviation);
      }
    }
    return worst;
  }

  private static int number(Events all, double[] order) {
    return IntStream.range(0, all.count())
        .filter(row -> Arrays.equals(all.value(row), order))
        .findFirst()
        .orElseThrow();
  }

  /** Ten items have 3,628,800 orders, and one of them nearly all of the probability. */
  @Test
  void ordersTooManyToListAreDrawnToo() {
    double[] logits = IntStream.range(0, 100).mapToDouble(i -> i % 10 * 12).toArray();
    PlackettLuce law = PlackettLuce.ofLogits(logits).inContexts(10);
    Estimate estimate = new UnorderedSet(4).estimate(law, o -> o[0], new SplittableRandom(5));
    assertEquals(40, estimate.evaluations());
    for (int c = 0; c < 10; c++) {
      assertEquals(9, estimate.events().value(c)[0]);
      assertEquals(1, estimate.weights()[c], 1e-4);
    }
  }

  @Test
  void drawsAreDifferentOutcomes() {
    Categorical law = Categorical.ofLogits(5, 0, 0, -30);
    SplittableRandom random = new SplittableRandom(2);
    for (int n = 0; n < 200; n++) {
      double[] set = new UnorderedSet(3).estimate(law, x -> x[0], random).events().values();
      assertEquals(3, Arrays.stream(set).distinct().count());
    }
  }

  /** One outcome has all of the probability that a double holds; the others still have an order. */
  @Test
  void outcomesOfHardlyAnyProbabilityDoNoHarm() {
    Categorical law = Categorical.ofLogits(0, -800, -805, -806);
    SplittableRandom random = new SplittableRandom(3);
    for (int n = 0; n < 100; n++) {
      for (double g : new UnorderedSet(3).estimate(law, x -> x[0], random).gradient()) {
        assertEquals(0, g, 1e-300);
      }
    }
  }

  /** A bit among three listed outcomes, of which the last is never drawn. */
  private record NeverTwo(Bernoulli law) implements ForwardingLaw, Finite {

    @Override
    public long outcomes() {
      return 3;
    }

    @Override
    public Events outcomes(long from, int count) {
      return Events.of(LongStream.range(from, from + count).asDoubleStream().toArray(), 1, 1);
    }

    @Override
    public double[] logProbability(Events events) {
      double[] log = law.logProbability(bits(events));
      Arrays.setAll(log, row -> events.values()[row] == 2 ? Double.NEGATIVE_INFINITY : log[row]);
      return log;
    }

    @Override
    public double[] scores(Events events) {
      return law.scores(bits(events));
    }

    private static Events bits(Events events) {
      return Events.of(Arrays.stream(events.values()).map(x -> Math.min(x, 1)).toArray(), 1, 1);
    }

    @Override
    public NeverTwo at(double[] parameters) {
      return new NeverTwo(law.at(parameters));
    }
  }

  @Test
  void outcomesOfNoProbabilityAreLeftOut() {
    NeverTwo law = new NeverTwo(Bernoulli.ofLogits(0.4));
    Objective f = x -> Math.exp(x[0]);
    Estimate estimate = new UnorderedSet(3).estimate(law, f, new SplittableRandom(1));
    assertEquals(2, estimate.evaluations());
    assertArrayEquals(ExactGradient.of(law.law(), f), estimate.gradient(), 1e-15);
  }

  @Test
  void drawsOutOfRangeAreRefused() {
    var thrown = assertThrows(IllegalArgumentException.class, () -> new UnorderedSet(17));
    assertEquals(
        "the number of draws of an unordered set is 17; it must be at most 16",
        thrown.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new UnorderedSet(1));
  }
}
