package io.thalweg.estimator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.ObjectiveException;
import io.thalweg.baseline.MovingAverage;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.estimator.combinator.Parallel;
import io.thalweg.estimator.coupling.Arsm;
import io.thalweg.estimator.score.Reinforce;
import io.thalweg.estimator.score.Rloo;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ParallelTest {

  static List<Trial> trials() {
    return Trial.all().stream()
        .filter(trial -> trial.problem().law().contexts() > 1 && !trial.learned())
        .filter(trial -> trial.estimator().learner().isEmpty())
        .toList();
  }

  private static Estimate draw(Trial trial, int threads) {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      Estimator<Distribution, Objective> estimator = trial.estimator();
      return new Parallel<Distribution, Objective>(estimator, executor, 1)
          .estimate(trial.problem().law(), trial.problem().objective(), new SplittableRandom(4));
    } finally {
      executor.shutdown();
    }
  }

  @ParameterizedTest
  @MethodSource("trials")
  void anyNumberOfThreadsGivesTheSameEstimate(Trial trial) {
    Estimate one = draw(trial, 1);
    for (int threads : new int[] {2, 5}) {
      Estimate many = draw(trial, threads);
      assertArrayEquals(one.gradient(), many.gradient());
      assertArrayEquals(one.weights(), many.weights());
      assertArrayEquals(one.values(), many.values());
    }
  }

  /** Half of the contexts ask for other values than the other half. */
  @Test
  void eachContextIsItsOwn() {
    Bernoulli law = Bernoulli.ofLogits(new double[] {0.3, -0.2, 0.7, 0.1, -0.4}).inContexts(5);
    Objective f =
        Objective.ofBatch(
            events -> {
              double[] values = new double[events.count()];
              for (int row = 0; row < values.length; row++) {
                values[row] = (1 + events.context(row)) * events.values()[row];
              }
              return values;
            });
    double[] sums = new double[5];
    SplittableRandom random = new SplittableRandom(1);
    Parallel<Bernoulli, Objective> parallel = new Parallel<>(new Rloo(2), Runnable::run, 2);
    int draws = 20_000;
    for (int n = 0; n < draws; n++) {
      Estimate estimate = parallel.estimate(law, f, random);
      assertEquals(5, estimate.values().length);
      for (int c = 0; c < 5; c++) {
        sums[c] += estimate.gradient()[c];
      }
    }
    for (int c = 0; c < 5; c++) {
      double p = law.probabilities()[c];
      double exact = (1 + c) * p * (1 - p);
      // A draw is (c + 1) / 2 with probability 2 p (1 - p), 0 otherwise.
      double deviation = (1 + c) * Math.sqrt(p * (1 - p) * (0.5 - p * (1 - p)) / draws);
      assertEquals(exact, sums[c] / draws, 5 * deviation);
    }
  }

  @Test
  void pullbackReachesEveryPart() {
    double[] own = new double[1];
    Objective f =
        new Objective() {
          @Override
          public double value(double[] event) {
            return event[0];
          }

          @Override
          public Evaluation evaluate(Events events) {
            return new Evaluation() {
              @Override
              public double[] values() {
                return events.values();
              }

              @Override
              public void pullback(double[] weights) {
                for (int row = 0; row < weights.length; row++) {
                  own[0] += weights[row] * (1 + events.context(row));
                }
              }
            };
          }
        };
    Estimate estimate =
        new Parallel<Bernoulli, Objective>(new Reinforce(), Runnable::run, 2)
            .estimate(Bernoulli.ofLogits(new double[5]).inContexts(5), f, new SplittableRandom(1));
    estimate.evaluation().pullback(new double[] {1, 10, 100, 1_000, 10_000});
    assertEquals(1 + 20 + 300 + 4_000 + 50_000, own[0]);
  }

  @Test
  void raggedEventsStayWithTheirContexts() {
    double[] logits = new SplittableRandom(2).doubles(3 * 2 * 3).toArray();
    Categorical law = Categorical.ofLogits(logits, 3).inContexts(3);
    Estimate estimate =
        new Parallel<Categorical, Objective>(new Arsm(), Runnable::run, 1)
            .estimate(law, x -> x[0] + 3 * x[1], new SplittableRandom(1));
    double[] sums = new double[3];
    for (int row = 0; row < estimate.weights().length; row++) {
      sums[estimate.events().context(row)] += estimate.weights()[row];
    }
    assertArrayEquals(new double[] {1, 1, 1}, sums);
  }

  @Test
  void whatTheObjectiveThrowsComesThroughAsItIs() {
    Parallel<Bernoulli, Objective> parallel = new Parallel<>(new Rloo(2), Runnable::run, 1);
    Objective failing =
        x -> {
          throw new ArithmeticException("no");
        };
    ObjectiveException thrown =
        assertThrows(
            ObjectiveException.class,
            () ->
                parallel.estimate(
                    Bernoulli.ofLogits(new double[3]).inContexts(3),
                    failing,
                    new SplittableRandom(1)));
    assertTrue(thrown.getMessage().contains("no"), thrown.getMessage());
  }

  @Test
  void errorsComeThroughAsTheyAre() {
    Parallel<Bernoulli, Objective> parallel = new Parallel<>(new Rloo(2), Runnable::run, 1);
    AssertionError own = new AssertionError("no");
    Objective failing =
        x -> {
          throw own;
        };
    AssertionError thrown =
        assertThrows(
            AssertionError.class,
            () ->
                parallel.estimate(
                    Bernoulli.ofLogits(new double[3]).inContexts(3),
                    failing,
                    new SplittableRandom(1)));
    assertSame(own, thrown);
  }

  @Test
  void whatLearnsIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Parallel<Distribution, Objective>(
                new Reinforce().minus(new MovingAverage(0.9)), Runnable::run, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Parallel<Distribution, Objective>(new Reinforce(), Runnable::run, 0));
  }
}
