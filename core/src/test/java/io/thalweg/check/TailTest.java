package io.thalweg.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TailTest {

  private static Moments draw(int count, long seed, ToDoubleFunction<SplittableRandom> estimator) {
    SplittableRandom random = new SplittableRandom(seed);
    Moments moments = new Moments(1);
    for (int draw = 0; draw < count; draw++) {
      moments.add(new double[] {estimator.applyAsDouble(random)});
    }
    return moments;
  }

  /** Squares u^-1/a have the tail index a. */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1.5, 3})
  void indexIsThatOfAParetoLaw(double index) {
    Tail tail = draw(20_000, 1, random -> pareto(index, random)).tail();
    // The deviation of an index from 64 draws is an eighth of it.
    assertEquals(index, tail.index(), 3 * index / 8);
    assertEquals(index < 1, tail.isHeavy());
  }

  private static double pareto(double index, SplittableRandom random) {
    double sign = random.nextBoolean() ? 1 : -1;
    return sign * Math.sqrt(Math.pow(1 - random.nextDouble(), -1 / index));
  }

  @Test
  void lawsWithLightTailsAreNotHeavy() {
    for (int seed = 0; seed < 100; seed++) {
      assertFalse(draw(1_000, seed, SplittableRandom::nextGaussian).tail().isHeavy());
      assertFalse(draw(1_000, seed, r -> r.nextInt(3)).tail().isHeavy());
      assertFalse(draw(1_000, seed, r -> 7).tail().isHeavy());
    }
  }

  /** Three draws in a thousand that are a thousand times as large say nothing of their number. */
  @Test
  void fewDrawsThatStandOutAreHeavy() {
    int[] count = {0};
    Tail tail = draw(1_000, 1, r -> ++count[0] % 333 == 0 ? 1_000 : r.nextGaussian()).tail();
    assertTrue(tail.isHeavy());
    assertEquals(1 / 3.0, tail.largestShare(), 1e-3);
  }

  /** An estimator that is the same but for a rare outcome, of which ten draws say little. */
  @Test
  void fewDrawsThatDifferAtAllAreHeavy() {
    int[] count = {0};
    Tail tail = draw(10_000, 1, r -> ++count[0] % 1_000 == 0 ? 7 : 1).tail();
    assertEquals(0, tail.index());
    assertTrue(tail.isHeavy());
    assertEquals(Double.POSITIVE_INFINITY, tail.excess());
    assertEquals(0.1, tail.largestShare(), 1e-12);
  }

  /** The rate of misses, of 5 % at most for a normal law, is below 10 % also for heavier tails. */
  @Test
  void intervalsOfTheVarianceWidenWithTheTail() {
    double e = Math.E;
    assertTrue(covered(15, r -> Math.pow(r.nextGaussian(), 3)) >= 270);
    assertTrue(covered(945, r -> Math.pow(r.nextGaussian(), 5)) >= 270);
    assertTrue(covered((e - 1) * e, r -> Math.exp(r.nextGaussian())) >= 270);
    assertTrue(
        covered((Math.exp(4) - 1) * Math.exp(4), r -> Math.exp(2 * r.nextGaussian())) >= 270);
  }

  private static int covered(double variance, ToDoubleFunction<SplittableRandom> estimator) {
    int covered = 0;
    for (int seed = 0; seed < 300; seed++) {
      Interval interval = draw(1_000, seed, estimator).varianceInterval();
      covered += interval.low() <= variance && variance <= interval.high() ? 1 : 0;
    }
    return covered;
  }
}
