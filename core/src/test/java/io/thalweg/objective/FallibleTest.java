package io.thalweg.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.ObjectiveException;
import io.thalweg.check.ExactGradient;
import io.thalweg.check.VarianceReport;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.distribution.Gaussian;
import io.thalweg.estimator.coupling.DisArm;
import io.thalweg.estimator.pathwise.MeasureValued;
import io.thalweg.estimator.score.Rloo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objectives that fail, in all ways that a Java function can. */
class FallibleTest {

  private static final Noisy SPREAD = (x, noise) -> x[0] + noise.nextGaussian();

  private static Events numbers(double... values) {
    return Events.of(values, 1, 1);
  }

  private static double[] values(Objective f, double... events) {
    return f.evaluate(numbers(events)).values();
  }

  private static String failure(Objective f, double... events) {
    return assertThrows(ObjectiveException.class, () -> values(f, events)).getMessage();
  }

  private static double failingAtTwo(double[] x) {
    if (x[0] == 2) {
      throw new IllegalStateException("no licence");
    }
    return 10 * x[0];
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void anyNumberOfThreadsGivesTheSameBits(int threads) {
    Events x = Gaussian.of(0, 1).sample(500, new SplittableRandom(1));
    Objective f = e -> Math.sin(e[0]) / 3;
    assertArrayEquals(
        f.evaluate(x).values(), Fallible.of(f).parallel(threads).evaluate(x).values());
    Fallible noisy = Fallible.ofNoisy(SPREAD);
    assertArrayEquals(
        noisy.seeded(4).evaluate(x).values(),
        noisy.parallel(threads).seeded(4).evaluate(x).values());
  }

  /** Both threads wait for the other, so that one alone would wait for ever. */
  @Test
  void eventsOfOneCallAreAskedSideBySide() {
    CountDownLatch both = new CountDownLatch(2);
    Fallible f =
        Fallible.of(
                x -> {
                  both.countDown();
                  await(both);
                  return x[0];
                })
            .parallel(2);
    assertArrayEquals(new double[] {5, 6}, values(f, 5, 6));
  }

  /** A task that asks the same objective must not wait for the threads that wait for it. */
  @Test
  void threadsMayAskAgainFromWithin() {
    List<Fallible> self = new ArrayList<>();
    Fallible f =
        Fallible.of(
                x -> x[0] <= 0 ? 1 : Arrays.stream(values(self.get(0), x[0] - 1, x[0] - 1)).sum())
            .parallel(2);
    self.add(f);
    assertArrayEquals(new double[] {32, 32, 32}, values(f, 5, 5, 5));
  }

  @Test
  void errorsAreNoFailuresOfAnEvent() {
    Fallible f =
        Fallible.of(
                x -> {
                  throw new AssertionError("a bug");
                })
            .retries(3)
            .parallel(2);
    assertEquals("a bug", assertThrows(AssertionError.class, () -> values(f, 1, 2)).getMessage());
  }

  @Test
  void failuresNameTheirEventAndTheirLine() {
    Fallible f = Fallible.of(FallibleTest::failingAtTwo).parallel(2);
    String message = failure(f, 1, 3, 2, 2);
    assertTrue(
        message.startsWith(
            "the objective failed at draw 2 of context 0, x = [2.0]:"
                + " java.lang.IllegalStateException: no licence (FallibleTest.java:"),
        message);
    assertEquals(
        "the objective failed at draw 1 of context 0, x = [0.0]: the answer is NaN; it must be finite",
        failure(Fallible.of(x -> Math.log(x[0]) * 0), 1, 0));
  }

  /** An objective of batches sees contexts and categories of a row as it does in the whole. */
  @Test
  void rowsKeepTheirContextsAndTheirShape() {
    Categorical law = Categorical.ofLogits(new double[] {0, 1, 2, 3, 4, 5}, 3);
    Events x = law.sample(4, new SplittableRandom(1));
    Objective f =
        Objective.ofBatch(
            events -> {
              double[] values = new double[events.count()];
              Arrays.setAll(
                  values,
                  row ->
                      events.value(row)[0]
                          + 10 * events.context(row)
                          + 100 * events.categories()
                          + 1000 * events.contexts());
              return values;
            });
    assertArrayEquals(
        f.evaluate(x).values(),
        Fallible.of(f).retries(1).cached(9).parallel(3).evaluate(x).values());
  }

  /** Fails at each event so many times, and then no more. */
  private static Objective recovering(int failures) {
    Map<Double, AtomicInteger> asked = new ConcurrentHashMap<>();
    return x -> {
      int times = asked.computeIfAbsent(x[0], k -> new AtomicInteger()).getAndIncrement();
      if (x[0] < 3 && times < failures) {
        throw new IllegalStateException("busy");
      }
      return x[0];
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void whatRecoversIsRetriedAndCounted(int threads) {
    Fallible f = Fallible.of(recovering(2)).retries(2).parallel(threads);
    assertArrayEquals(new double[] {1, 2, 3, 4}, values(f, 1, 2, 3, 4));
    assertEquals(new Counts(8, 4, 0, 4, 0, 0, 0), f.counts());
    assertEquals("f was evaluated 8 times: 4 failed, 4 were retries", f.counts().describe());
    Fallible seldom = Fallible.of(recovering(3)).parallel(threads).retries(2);
    assertTrue(failure(seldom, 1, 3).contains("IllegalStateException: busy"));
    assertEquals(new Counts(4, 3, 0, 2, 0, 0, 0), seldom.counts());
  }

  @Test
  void retriesHaveTheNoiseThatTheyHad() {
    List<Double> noises = new ArrayList<>();
    Fallible f =
        Fallible.ofNoisy(
                (x, noise) -> {
                  noises.add(noise.nextDouble());
                  return noises.size() < 3 ? Double.NaN : 0;
                })
            .retries(2);
    values(f, 1);
    assertEquals(3, noises.size());
    assertEquals(1, noises.stream().distinct().count());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void hangsTakeTheirTimeAndNoMore() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    Fallible f =
        Fallible.of(
                x -> {
                  if (x[0] == 2) {
                    try {
                      await(never);
                    } finally {
                      released.countDown();
                    }
                  }
                  return x[0];
                })
            .timeLimit(Duration.ofSeconds(2));
    assertEquals(
        "the objective failed at draw 1 of context 0, x = [2.0]: it took longer than 2.0 s",
        failure(f, 1, 2, 3));
    // The thread heeds its interruption, and what it then throws is not counted again.
    released.await();
    assertEquals(new Counts(3, 1, 1, 0, 0, 0, 0), f.counts());
    assertArrayEquals(new double[] {2}, values(f.failuresAs(2), 2));
    assertEquals(
        "f was evaluated 4 times: 2 failed, of these 2 took too long, 1 events were skipped",
        f.counts().describe());
  }

  @Test
  void timeLimitsComposeWithRetriesAndThreads() {
    AtomicInteger calls = new AtomicInteger();
    CountDownLatch never = new CountDownLatch(1);
    Fallible f =
        Fallible.of(
                x -> {
                  if (calls.getAndIncrement() == 0) {
                    await(never);
                  }
                  return x[0];
                })
            .timeLimit(Duration.ofSeconds(2))
            .retries(1)
            .parallel(3);
    assertArrayEquals(new double[] {7, 8, 9}, values(f, 7, 8, 9));
    assertEquals(new Counts(4, 1, 1, 1, 0, 0, 0), f.counts());
  }

  @Test
  void skippedEventsHaveTheMeanOfEarlierCalls() {
    Fallible f = Fallible.of(FallibleTest::failingAtTwo).skips(0.5);
    assertEquals(Optional.empty(), f.caveat());
    // In the first call that of the others: (10 + 40) / 2.
    assertArrayEquals(new double[] {10, 25, 40}, values(f, 1, 2, 4));
    // Not (10 + 40 + 90) / 3: the values of a call do not depend on each other.
    assertArrayEquals(new double[] {90, 25}, values(f, 9, 2));
    assertEquals((10 + 40 + 90) / 3.0, values(f, 2)[0], 1e-14);
    assertEquals(3, f.counts().skips());
    assertEquals(
        Optional.of(
            "f failed at 3 of 6 events, which were skipped: the estimates are of"
                + " P(f does not fail) E[f | f does not fail], and biased for E f"),
        f.caveat());
    assertEquals(f.caveat(), f.parallel(2).seeded(3).caveat());
  }

  /**
   * The closed form with m = E[f | no failure]: grad_k = p_k (f_k - m) where f does not fail, and 0
   * where it does.
   */
  @Test
  void gradientWithSkippedEventsIsThatOfTheConditionalMean() {
    Categorical law = Categorical.ofLogits(Math.log(0.5), Math.log(0.25), Math.log(0.25));
    Fallible f =
        Fallible.of(
                x -> {
                  if (x[0] == 1) {
                    throw new IllegalStateException("no convergence");
                  }
                  return 3 + 4 * x[0];
                })
            .skips(0.9);
    // In proportion 2 to 1, as they are likely; then f is evaluated at all outcomes at once.
    f.evaluate(Events.ofCategories(new double[] {0, 0, 2}, 1, 1, 3));
    double m = (2 * 3 + 11) / 3.0;
    double share = 0.75;
    double[] conditional = {0.5 / share * (3 - m), 0, 0.25 / share * (11 - m)};
    double[] gradient = ExactGradient.of(law, f);
    for (int k = 0; k < 3; k++) {
      assertEquals(share * conditional[k], gradient[k], 1e-14);
    }
    assertEquals(1, f.counts().skips());
  }

  @Test
  void moreFailuresThanAllowedAreAFailure() {
    Fallible f = Fallible.of(FallibleTest::failingAtTwo).skips(0.002);
    double[] two = {1, 2, 2};
    assertArrayEquals(new double[] {10, 10, 10}, values(f, two));
    String third = failure(f, 1, 2);
    assertTrue(
        third.contains(
            "3 of 5 events have failed, more than the share of 0.002 that may be skipped; the last:"
                + " no licence"),
        third);
    String first = failure(Fallible.of(FallibleTest::failingAtTwo).skips(0.9), 2);
    assertTrue(first.contains("there is no value yet in place of one that failed"), first);
  }

  @Test
  void failuresMayHaveAValueOfTheirOwn() {
    Bernoulli law = Bernoulli.ofLogits(0.3, -1);
    Objective f =
        x -> {
          if (x[0] + x[1] == 2) {
            throw new IllegalStateException("overload");
          }
          return x[0];
        };
    Fallible fined = Fallible.of(f).failuresAs(50);
    assertArrayEquals(
        ExactGradient.of(law, x -> x[0] + x[1] == 2 ? 50 : x[0]),
        ExactGradient.of(law, fined),
        1e-14);
    assertEquals(Optional.of("events at which f failed count as 50.0"), fined.caveat());
  }

  @Test
  void knownValuesAreNotAskedAgain() {
    AtomicInteger calls = new AtomicInteger();
    Fallible f =
        Fallible.of(
                x -> {
                  calls.incrementAndGet();
                  return failingAtTwo(x);
                })
            .cached(2);
    assertArrayEquals(new double[] {10, 30, 10, 10}, values(f, 1, 3, 1, 1));
    assertEquals(2, calls.get());
    assertEquals(2, f.counts().hits());
    // 4 pushes out 3, which was not needed for longest.
    values(f, 1);
    values(f, 4);
    assertEquals(3, calls.get());
    assertArrayEquals(new double[] {10, 30}, values(f, 1, 3));
    assertEquals(4, calls.get());
    assertEquals(new Counts(4, 0, 0, 0, 0, 4, 0), f.counts());
    // Failures are not remembered.
    failure(f, 2);
    failure(f, 2);
    assertEquals(6, calls.get());
  }

  @Test
  void memoryDoesNotFreezeTheNoise() {
    Fallible f = Fallible.ofNoisy(SPREAD).cached(100);
    double[] first = values(f, 1, 1);
    assertEquals(first[0], first[1]);
    assertNotEquals(first[0], values(f, 1)[0]);
    assertEquals(2, f.counts().evaluations());
  }

  @Test
  void eventsOfAContextShareTheNoiseOfTheirQuestion() {
    Fallible f = Fallible.ofNoisy((x, noise) -> noise.nextDouble());
    Events x = Events.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 1);
    double[] first = f.evaluate(x).values();
    assertEquals(first[0], first[2]);
    assertEquals(first[0], first[4]);
    assertEquals(first[1], first[3]);
    assertNotEquals(first[0], first[1]);
    double[] second = f.evaluate(x).values();
    assertNotEquals(first[0], second[0]);
    assertArrayEquals(first, f.seeded(1).evaluate(x).values());
    assertNotEquals(first[0], f.seeded(2).evaluate(x).values()[0]);
    double[] byRow = f.seededByRow(1).evaluate(x).values();
    assertEquals(6, Arrays.stream(byRow).distinct().count());
  }

  /** The mean of 20,000 uniform numbers has a standard error of .00204; six of them are allowed. */
  @Test
  void noiseOfQuestionsIsUniform() {
    Fallible f = Fallible.ofNoisy((x, noise) -> noise.nextDouble());
    double sum = 0;
    double products = 0;
    double last = 0.5;
    for (int question = 0; question < 20_000; question++) {
      double noise = values(f, 1)[0];
      sum += noise;
      products += (noise - 0.5) * (last - 0.5);
      last = noise;
    }
    assertEquals(0.5, sum / 20_000, 6 * 0.00204);
    // The standard error of the mean product is 1 / 12 / sqrt(20,000).
    assertEquals(0, products / 20_000, 6 * 0.00059);
  }

  @Test
  void sharedNoiseCancelsInDifferences() {
    Bernoulli law = Bernoulli.ofLogits(0.3, -1, 2);
    Objective plain = x -> x[0] - 2 * x[1] * x[2];
    Fallible noisy = Fallible.ofNoisy((x, noise) -> plain.value(x) + noise.nextGaussian());
    for (Estimator<? super Bernoulli, Objective> estimator :
        List.<Estimator<? super Bernoulli, Objective>>of(new Rloo(4), new DisArm())) {
      double[] exact = estimator.estimate(law, plain, new SplittableRandom(1)).gradient();
      double[] common = estimator.estimate(law, noisy, new SplittableRandom(1)).gradient();
      // Rounding of values below 10.
      assertArrayEquals(exact, common, 1e-14);
      double[] apart =
          estimator.estimate(law, noisy.seededByRow(1), new SplittableRandom(1)).gradient();
      double most = 0;
      for (int i = 0; i < exact.length; i++) {
        most = Math.max(most, Math.abs(apart[i] - exact[i]));
      }
      assertTrue(most > 1e-3, estimator::toString);
    }
  }

  /** Common random numbers are what makes a difference of two events good. */
  @Test
  void sharedNoiseDividesTheVarianceOfAMeasureValuedEstimate() {
    Gaussian law = Gaussian.of(1, 1);
    Fallible f = Fallible.ofNoisy((x, noise) -> Math.max(0, x[0] - 1) + 2 * noise.nextGaussian());
    double[] variances =
        Stream.of(f.seeded(1), f.seededByRow(1))
            .mapToDouble(
                noisy ->
                    VarianceReport.of(
                            new MeasureValued(), law, noisy, 5_000, new SplittableRandom(2))
                        .variance())
            .toArray();
    // 24 with more draws.
    assertTrue(variances[0] < variances[1] / 15, Arrays.toString(variances));
  }

  /** f = (1 + 2 noise) x_0 x_1, which is 2 x_0 x_1 in the mean. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void estimatesUnderNoiseAreUnbiased(boolean byRow) {
    Bernoulli law = Bernoulli.ofLogits(0.3, -1);
    Fallible noisy = Fallible.ofNoisy((x, noise) -> (1 + 2 * noise.nextDouble()) * x[0] * x[1]);
    Fallible f = byRow ? noisy.seededByRow(5) : noisy.seeded(5);
    double[] exact = ExactGradient.of(law, x -> 2 * x[0] * x[1]);
    for (Estimator<? super Bernoulli, Objective> estimator :
        List.<Estimator<? super Bernoulli, Objective>>of(new Rloo(3), new DisArm())) {
      VarianceReport report = VarianceReport.of(estimator, law, f, 20_000, new SplittableRandom(2));
      for (int i = 0; i < exact.length; i++) {
        double error = report.standardErrors()[i];
        assertEquals(exact[i], report.mean()[i], 5 * error, estimator::toString);
        // A noise of mean 0 in place of 1, or one that is drawn twice as large, would be seen.
        assertTrue(5 * error < 0.1 * Math.abs(exact[i]), estimator::toString);
      }
    }
  }

  @Test
  void whatIsAskedIsLogged() {
    List<String> lines = new ArrayList<>();
    Fallible f = Fallible.of(FallibleTest::failingAtTwo).logged(lines::add).failuresAs(0);
    values(f, 1, 2);
    assertEquals(
        List.of("[1.0] -> 10.0", "[2.0] failed: java.lang.IllegalStateException: no licence"),
        lines);
  }

  @Test
  void whatIsNotPossibleIsRefused() {
    Fallible f = Fallible.of(x -> 0);
    assertEquals(f, Fallible.of(f));
    assertRefused("the number of threads is 0; it must be at least 1", () -> f.parallel(0));
    assertRefused("the number of retries is 0; it must be at least 1", () -> f.retries(0));
    assertRefused(
        "the time limit in seconds is 0.0; it must be finite and above 0",
        () -> f.timeLimit(Duration.ZERO));
    assertRefused(
        "the share of events that may be skipped is 1.0; it must be between 0 and 1",
        () -> f.skips(1));
    assertRefused(
        "the value of failures is NaN; it must be finite", () -> f.failuresAs(Double.NaN));
    assertRefused(
        "the number of values that are kept is 0; it must be at least 1", () -> f.cached(0));
    assertRefused(
        "1 seeds were given for 2 events [1 contexts x 1 variables]",
        () -> new Request(numbers(1, 2), new long[1]));
  }

  private static void assertRefused(String message, Runnable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }

  /** A law with many draws of one context is what threads of contexts cannot share out. */
  @Test
  void estimatesAreThoseOfTheObjectiveItself() {
    Distribution law = Gaussian.of(1, 2);
    Objective f = x -> Math.exp(-x[0] * x[0]);
    assertArrayEquals(
        new Rloo(64).estimate(law, f, new SplittableRandom(3)).gradient(),
        new Rloo(64)
            .estimate(
                law,
                Fallible.of(f).timeLimit(Duration.ofMinutes(1)).retries(1).cached(10).parallel(3),
                new SplittableRandom(3))
            .gradient());
  }
}
