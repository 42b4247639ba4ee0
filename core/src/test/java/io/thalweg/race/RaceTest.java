package io.thalweg.race;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Estimand;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.ObjectiveException;
import io.thalweg.Question;
import io.thalweg.check.Component;
import io.thalweg.check.ExactGradient;
import io.thalweg.check.Interval;
import io.thalweg.check.NaturalScale;
import io.thalweg.check.Spread;
import io.thalweg.check.Tail;
import io.thalweg.check.Times;
import io.thalweg.check.Unbiasedness;
import io.thalweg.check.VarianceReport;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.distribution.Gaussian;
import io.thalweg.distribution.Poisson;
import io.thalweg.estimator.Code;
import io.thalweg.estimator.Cost;
import io.thalweg.estimator.Family;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Registry;
import io.thalweg.estimator.score.Reinforce;
import io.thalweg.estimator.score.RiskScore;
import io.thalweg.objective.Fallible;
import io.thalweg.problem.Problem;
import io.thalweg.problem.Problems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RaceTest {

  private static final Component NO_DIRECTION = new Component(Double.NaN, Double.NaN);

  private static final int DRAWS = 2_000;
  private static final Race.Effort EFFORT = Race.Effort.of(DRAWS);

  private static Problem problem(String id) {
    return Problems.find(id).orElseThrow();
  }

  private static List<Recipe<?, ?>> fitting(Problem problem) {
    List<Recipe<?, ?>> fitting = new ArrayList<>(Registry.all());
    fitting.removeIf(
        recipe -> !recipe.fits(problem.estimand(), problem.law(), problem.objective().getClass()));
    return fitting;
  }

  private static Recipe<?, ?> recipe(String id) {
    return Registry.find(id).orElseThrow();
  }

  @Test
  void everyFittingEstimatorRunsOnTheToyAgainstItsExactGradient() {
    Problem toy = problem("toy");
    List<Recipe<?, ?>> watched = new ArrayList<>();
    Race race = Race.run(toy, fitting(toy), EFFORT, 1, watched::add);
    double t = 0.499;
    double p = 0.5;
    double exact = p * (1 - p) * ((1 - t) * (1 - t) - t * t);
    assertArrayEquals(new double[] {exact}, race.exact().orElseThrow(), 1e-17);
    assertEquals(fitting(toy), race.entries().stream().map(Race.Entry::recipe).toList());
    assertEquals((1 + Race.ROUNDS) * fitting(toy).size(), watched.size());
    assertEquals(fitting(toy), watched.subList(0, fitting(toy).size()));
    for (Race.Entry entry : race.entries()) {
      boolean draws = !entry.recipe().id().equals("enumeration");
      assertEquals(draws ? DRAWS : Race.ROUNDS, entry.report().draws());
      assertEquals(
          Unbiasedness.criticalZ(1e-6, 2 * fitting(toy).size()), entry.bias().criticalZ(), 1e-12);
      assertFalse(
          entry.recipe().bias().isEmpty() && entry.bias() instanceof Unbiasedness.Biased,
          entry.recipe().id());
      Interval interval = entry.efficiencyInterval(Currency.TIME);
      assertTrue(interval.low() <= entry.efficiency(Currency.TIME), entry.recipe().id());
      assertTrue(entry.efficiency(Currency.TIME) <= interval.high(), entry.recipe().id());
    }
  }

  /** A stream for each estimator: an estimator fewer leaves the others as they were. */
  @Test
  void resultsDependOnTheSeedAndTheEstimatorAlone() {
    Problem cos = problem("cos");
    Race all = Race.run(cos, fitting(cos), EFFORT, 7, entry -> {});
    Race one = Race.run(cos, List.of(recipe("rloo")), EFFORT, 7, entry -> {});
    Race other = Race.run(cos, List.of(recipe("rloo")), EFFORT, 8, entry -> {});
    Race.Entry rloo =
        all.entries().stream()
            .filter(entry -> entry.recipe().id().equals("rloo"))
            .findFirst()
            .orElseThrow();
    double[] mean = one.entries().get(0).report().mean();
    assertArrayEquals(mean, rloo.report().mean());
    assertFalse(mean[0] == other.entries().get(0).report().mean()[0]);
  }

  /** The mean of f is 250 times its deviation, so that a baseline which learned it is plain. */
  @Test
  void estimatorsThatLearnDoSoBeforeTheyAreMeasured() {
    Problem toy = problem("toy");
    Race race =
        Race.run(
            toy, List.of(recipe("reinforce"), recipe("moving_average")), EFFORT, 1, recipe -> {});
    double plain = race.entries().get(0).report().variance();
    double learned = race.entries().get(1).report().variance();
    assertTrue(learned < plain / 1e4, learned + " of " + plain);
  }

  /** Two warm up for 2,000 estimates each, and their blocks are of 2,000. */
  private static Race stopped(int estimates) {
    AtomicInteger asked = new AtomicInteger();
    return Race.run(
        problem("toy"),
        List.of(recipe("rloo"), recipe("disarm")),
        Race.Effort.of(40_000),
        1,
        entry -> {},
        () -> asked.incrementAndGet() <= 2 * (1 + Race.WARM_UP) + 1 + estimates);
  }

  @Test
  void aRaceThatIsStoppedJudgesWhatWasDrawn() {
    Race race = stopped(3_000);
    assertEquals(List.of(2_000L, 1_000L), draws(race));
    Race whole =
        Race.run(problem("toy"), List.of(recipe("rloo")), Race.Effort.of(2_000), 1, entry -> {});
    VarianceReport rloo = race.entries().get(0).report();
    assertArrayEquals(whole.entries().get(0).report().mean(), rloo.mean());
    assertEquals(whole.entries().get(0).report().variance(), rloo.variance());
    assertEquals(new Interval(rloo.times().total(), rloo.times().total()), rloo.times().interval());
    for (Race.Entry entry : race.entries()) {
      assertTrue(entry.contests(), entry.bias()::toString);
    }
  }

  @Test
  void tooFewDrawsOfARaceThatIsStoppedGetNoVerdict() {
    Race race = stopped(2_999);
    assertEquals(List.of(2_000L, 999L), draws(race));
    assertTrue(race.entries().get(0).contests());
    assertEquals(
        "it drew 999 estimates, and a verdict takes 1,000",
        ((Unbiasedness.Unjudged) race.entries().get(1).bias()).reason());
  }

  @Test
  void anEstimatorOfFewerThanTwoDrawsHasNoEntry() {
    assertEquals(List.of(2_000L), draws(stopped(2_001)));
    assertEquals(List.of(), draws(stopped(1)));
    assertEquals(List.of(), draws(stopped(-3_000)));
  }

  private static List<Long> draws(Race race) {
    return race.entries().stream().map(entry -> entry.report().draws()).toList();
  }

  private static Race.Entry entry(String id, double variance, double micros, boolean biased) {
    var report =
        new VarianceReport(
            100,
            new double[] {1},
            new double[1],
            NO_DIRECTION,
            variance,
            new Interval(variance / 2, variance * 2),
            Tail.NONE,
            1,
            new Times(micros, 0, micros, new Interval(micros / 2, micros * 2)));
    Unbiasedness verdict =
        biased
            ? new Unbiasedness.Biased(9, 5, 1, 100)
            : new Unbiasedness.Underpowered(1, 5, 1, 100, 200);
    return new Race.Entry(recipe(id), report, 0, verdict);
  }

  private static Optional<String> winner(Race.Entry... entries) {
    return new Race(problem("toy"), Optional.empty(), Race.POOLED, List.of(entries), List.of())
        .ranking(Currency.TIME)
        .first()
        .map(entry -> entry.recipe().id());
  }

  @Test
  void winnerIsTheMostEfficientOfTheUnbiased() {
    Race.Entry reinforce = entry("reinforce", 1, 2, false);
    assertEquals(0.5, reinforce.efficiency(Currency.TIME));
    assertEquals(new Interval(0.125, 2), reinforce.efficiencyInterval(Currency.TIME));
    assertEquals(Optional.of("rloo"), winner(reinforce, entry("rloo", 0.4, 3, false)));
    assertEquals(Optional.of("reinforce"), winner(reinforce, entry("rloo", 0.1, 1, true)));
    assertEquals(
        Optional.of("reinforce"), winner(reinforce, entry("gumbel_softmax", 0.1, 1, false)));
    assertEquals(Optional.of("reinforce"), winner(reinforce, entry("enumeration", 0, 1, false)));
    assertEquals(
        Optional.of("rloo"), winner(entry("arm", 0, 2, false), entry("rloo", 0, 1, false)));
    assertEquals(Optional.empty(), winner(entry("rloo", 1, 1, true)));
  }

  private static Race raceOf(Objective f, String... ids) {
    Gaussian law = Gaussian.ofParameters(new double[] {0.2, 0, 0}, new double[] {-0.7, 0, 0});
    List<Recipe<?, ?>> recipes = new ArrayList<>();
    for (String id : ids) {
      recipes.add(recipe(id));
    }
    return Race.run(new Problem("mine", "", law, f), recipes, Race.Effort.of(400_000), 1, r -> {});
  }

  /** The pathwise estimate of a step is 0, whatever its gradient; it must not vouch for others. */
  @Test
  void withoutAnExactGradientTheOthersThatAskForValuesAreTheReference() {
    Objective step = DifferentiableObjective.of(x -> x[0] > 0.1 ? 1 : 0, x -> new double[3]);
    Race race = raceOf(step, "reinforce", "rloo", "reparameterization");
    assertTrue(race.exact().isEmpty());
    assertEquals("pooled mean of the unbiased estimators", race.reference());
    assertEquals(
        List.of("unbiased", "unbiased", "biased"),
        race.entries().stream().map(entry -> entry.bias().verdict()).toList());
    // Which of the two wins is a matter of the machine's speed.
    assertNotEquals(
        "reparameterization", race.ranking(Currency.TIME).first().orElseThrow().recipe().id());
  }

  /** Taken for none, the feature would make the exact gradient 0 and all estimators biased. */
  @Test
  void narrowFeatureDoesNotMakeRightEstimatorsBiased() {
    Objective f = x -> Math.abs(x[0] - 1.1) < 0.03 ? 1 : 0;
    Problem problem = new Problem("mine", "", Gaussian.of(0, 1), f);
    List<Recipe<?, ?>> recipes = List.of(recipe("reinforce"), recipe("rloo"));
    Race race = Race.run(problem, recipes, Race.Effort.of(100_000), 1, r -> {});
    assertEquals("exact by quadrature", race.reference());
    for (Race.Entry entry : race.entries()) {
      assertNotEquals("biased", entry.bias().verdict());
    }
  }

  /** Against itself alone any estimator would be unbiased. */
  @Test
  void estimatorDoesNotVouchForItself() {
    Race race = raceOf(x -> x[0], "rloo");
    Unbiasedness bias = race.entries().get(0).bias();
    assertEquals("unjudged", bias.verdict());
    assertTrue(Double.isNaN(bias.worstZ()));
    assertEquals(Double.POSITIVE_INFINITY, bias.detectable());
  }

  /** Most estimators never draw x_0 &gt; 0.42 of deviation 0.1; those that do are not biased. */
  @Test
  void estimatorsThatSawNothingNeitherVouchNorWin() {
    Gaussian law = Gaussian.ofParameters(new double[3], new double[] {Math.log(0.1), 0, 0});
    Problem problem = new Problem("rare", "rare", law, x -> x[0] > 0.42 ? 1 : 0);
    List<Recipe<?, ?>> recipes =
        List.of(recipe("reinforce"), recipe("rloo"), recipe("nvil"), recipe("importance_sampling"));
    Race race = Race.run(problem, recipes, Race.Effort.of(DRAWS), 1, entry -> {});
    for (Race.Entry entry : race.entries()) {
      assertEquals("unjudged", entry.bias().verdict(), entry.recipe().id());
    }
    assertTrue(race.ranking(Currency.TIME).first().isEmpty());
  }

  /** No draw is above 0.6, six deviations from the mean; f is 0 at all of them. */
  @Test
  void estimatorsThatAllSawNothingAreNotWithoutVariance() {
    Gaussian law = Gaussian.ofParameters(new double[3], new double[] {Math.log(0.1), 0, 0});
    Problem problem = new Problem("rare", "rare", law, x -> x[0] > 0.6 ? 1 : 0);
    List<Recipe<?, ?>> recipes = List.of(recipe("reinforce"), recipe("rloo"));
    Race race = Race.run(problem, recipes, Race.Effort.of(DRAWS), 1, entry -> {});
    for (Race.Entry entry : race.entries()) {
      assertEquals(
          "all unbiased estimators drew nothing but zeros",
          assertInstanceOf(Unbiasedness.Unjudged.class, entry.bias()).reason());
    }
    assertTrue(race.ranking(Currency.TIME).first().isEmpty());
  }

  /** The gradient is 0, except for rounding, which differs between sums and estimates. */
  @Test
  void constantObjectiveConvictsNobody() {
    Problem problem = new Problem("constant", "constant", Poisson.of(8), x -> 3);
    List<Recipe<?, ?>> recipes = List.of(recipe("rloo"), recipe("nvil"), recipe("go"));
    Race race = Race.run(problem, recipes, Race.Effort.of(DRAWS), 1, entry -> {});
    assertTrue(race.exact().isPresent());
    for (Race.Entry entry : race.entries()) {
      assertEquals("unbiased", entry.bias().verdict(), entry.recipe().id());
    }
  }

  @Test
  void sumOverANoisyObjectiveIsNotTakenForExact() {
    SplittableRandom noise = new SplittableRandom(1);
    Problem problem = new Problem("noisy", "noisy", Poisson.of(8), x -> x[0] + noise.nextDouble());
    List<Recipe<?, ?>> recipes = List.of(recipe("rloo"), recipe("moving_average"));
    Race race = Race.run(problem, recipes, Race.Effort.of(DRAWS), 1, entry -> {});
    assertTrue(race.exact().isEmpty());
    assertTrue(race.reference().contains("does not answer the same event"), race.reference());
  }

  /** The scale of a bound asks f no more often than it may. */
  @Test
  void scaleOfABoundKeepsToTheLimitOfEvaluations() {
    int[] calls = {0};
    Objective counting =
        x -> {
          calls[0]++;
          return -x[0] * x[0];
        };
    NaturalScale.of(
        new Estimand.Bound(4), Gaussian.of(0, 1), counting, 500, new SplittableRandom(1));
    assertTrue(calls[0] > 100 && calls[0] <= 500, () -> calls[0] + " evaluations");
  }

  @Test
  void poolThatDisagreesWithItselfGivesNoVerdict() {
    Pool pool = new Pool(1e-12, Spread.unknown());
    pool.add(reportOf(0, 1));
    pool.add(reportOf(20, 1));
    Unbiasedness.Test test = new Unbiasedness.Test(5, 1e3, 100);
    assertTrue(Double.isNaN(pool.judge(reportOf(10, 1), test).worstZ()));
  }

  /** Three that agree outvote one that is wrong. */
  @Test
  void poolLeavesOutTheOneThatDisagreesWithTheOthers() {
    Pool pool = new Pool(1e-12, Spread.unknown());
    for (double mean : new double[] {0, 20, 1, -1}) {
      pool.add(reportOf(mean, 1));
    }
    Unbiasedness.Test test = new Unbiasedness.Test(5, 1e3, 100);
    assertEquals(0.5 / Math.sqrt(4 / 3.0), pool.judge(reportOf(0.5, 1), test).worstZ(), 1e-12);
    assertEquals("biased", pool.judge(reportOf(20, 1), test).verdict());
  }

  /** Thirty bits are too many to enumerate; a thousand draws show some of them too seldom. */
  @Test
  void coordinatesThatAreRarelyDrawnConvictNobodyAndLeaveTheOthersToBeJudged() {
    double[] logits = new double[30];
    Arrays.setAll(logits, i -> -7 + 13.0 * i / 29);
    Objective f = x -> x[0] + x[1] - x[29] * x[15] + x[28];
    Problem problem = new Problem("mine", "", Bernoulli.ofLogits(logits), f);
    List<Recipe<?, ?>> recipes = new ArrayList<>();
    for (String id : List.of("reinforce", "rloo", "nvil", "arm", "disarm", "moving_average")) {
      recipes.add(recipe(id));
    }
    for (int seed = 1; seed <= 20; seed++) {
      Race race = Race.run(problem, recipes, Race.Effort.of(1_000), seed, r -> {});
      for (Race.Entry entry : race.entries()) {
        // Half of the variance of the score of a rare bit is that of its ones.
        assertEquals(
            Math.ceil(50 * (1 + Math.exp(7))),
            assertInstanceOf(Unbiasedness.Underpowered.class, entry.bias()).needed(),
            () -> entry.recipe().id());
      }
    }
  }

  private static VarianceReport reportOf(double mean, double error) {
    Interval any = new Interval(1, 1);
    return new VarianceReport(
        100,
        new double[] {mean},
        new double[] {error},
        NO_DIRECTION,
        1,
        any,
        Tail.NONE,
        1,
        new Times(1, 0, 1, any));
  }

  /** Two errors of 3 and 4 are one of 5: a distance of 10 is a z of 2. */
  @Test
  void errorOfTheReferenceIsAddedToThatOfTheEstimator() {
    VarianceReport own = reportOf(10, 4);
    VarianceReport other = reportOf(0, 3);
    Pool pool = new Pool(1e-12, Spread.unknown());
    pool.add(other);
    Unbiasedness.Test test = new Unbiasedness.Test(5, 1e3, 100);
    assertEquals(2, pool.judge(own, test).worstZ(), 1e-14);
    pool.add(own);
    // Weights 1/9 and 1/16 make a mean of 90 / 25 with an error of 12 / 5.
    assertEquals(6.4 / Math.hypot(4, 2.4), pool.judge(own, test).worstZ(), 1e-14);
  }

  private static VarianceReport still(double variance) {
    Interval any = new Interval(1, 1);
    return new VarianceReport(
        100,
        new double[] {5e-4},
        new double[1],
        NO_DIRECTION,
        variance,
        any,
        Tail.NONE,
        1,
        new Times(1, 0, 1, any));
  }

  /** DisARM gives the same number at every draw on the toy, except for the last digits. */
  @Test
  void varianceOfRoundingIsNone() {
    VarianceReport report = still(1e-33);
    assertEquals(0, report.rounded(5e-4).variance());
    assertEquals(new Interval(0, 0), report.rounded(5e-4).varianceInterval());
    VarianceReport seen = still(1e-25);
    assertEquals(1e-25, seen.rounded(5e-4).variance());
  }

  private static final Objective MASKED =
      x -> {
        if (x[0] == 1) {
          throw new IllegalStateException("not allowed");
        }
        return 2 - x[0];
      };

  /** GO refuses a law that never draws a value between two others. */
  @Test
  void failureOfOneEstimatorIsAResultAndTheOthersGoOn() {
    List<Recipe<?, ?>> recipes = List.of(recipe("go"), recipe("rloo"));
    Problem masked = new Problem("mine", "", Categorical.ofLogits(0.5, -1e3, 0.1), MASKED);
    Race race = Race.run(masked, recipes, EFFORT, 1, r -> {});
    assertEquals(1, race.failures().size());
    assertEquals("go", race.failures().get(0).recipe().id());
    assertTrue(race.failures().get(0).reason().startsWith("GO needs every value"));
    double p = 1 / (1 + Math.exp(0.1 - 0.5));
    double[] exact = {2 * p * (1 - p), 0, -2 * p * (1 - p)};
    assertArrayEquals(exact, race.exact().orElseThrow(), 1e-15);
    assertEquals("rloo", race.ranking(Currency.TIME).first().orElseThrow().recipe().id());
  }

  @Test
  void estimatorThatFailsHalfwayKeepsItsRowWithoutAVerdict() {
    Recipe<?, ?> breaker = breaker(Race.WARM_UP + 500);
    Race race = Race.run(problem("toy"), List.of(breaker, recipe("rloo")), EFFORT, 1, r -> {});
    Race.Entry kept = race.entries().get(0);
    assertEquals(500, kept.report().draws());
    assertEquals(1, kept.report().evaluations());
    assertTrue(kept.report().times().total() > 0);
    assertEquals(
        "it failed after 500 estimates: licence server not reached",
        assertInstanceOf(Unbiasedness.Unjudged.class, kept.bias()).reason());
    assertFalse(kept.contests());
    assertEquals("breaker", race.failures().get(0).recipe().id());
    assertEquals(race.failures().get(0), race.failure(breaker).orElseThrow());
    assertEquals(Optional.empty(), race.failure(recipe("rloo")));
    assertEquals("rloo", race.ranking(Currency.TIME).first().orElseThrow().recipe().id());
    assertEquals(DRAWS, race.entries().get(1).report().draws());
  }

  /** Enumeration of a noisy f is one of those that are compared, with 20 estimates. */
  @Test
  void estimatorsOfANoisyObjectiveAreJudgedAgainstEachOther() {
    Fallible f = Fallible.ofNoisy((x, noise) -> (x[0] - 2 * x[1]) * (1 + noise.nextGaussian()));
    Bernoulli law = Bernoulli.ofLogits(0.3, -0.5);
    Problem noisy = new Problem("mine", "", law, f);
    Race race = Race.run(noisy, fitting(noisy), Race.Effort.of(5_000), 1, r -> {});
    assertEquals(Optional.empty(), race.exact());
    assertTrue(race.entries().stream().anyMatch(entry -> entry.recipe().isYardstick()));
    double[] exact = ExactGradient.of(law, x -> x[0] - 2 * x[1]);
    for (Race.Entry entry : race.entries()) {
      if (entry.recipe().bias().isEmpty() && !entry.recipe().isYardstick()) {
        assertTrue(
            entry.bias() instanceof Unbiasedness.Unbiased
                || entry.bias() instanceof Unbiasedness.Underpowered,
            entry::toString);
        double error = entry.report().standardErrors()[0];
        assertEquals(exact[0], entry.report().mean()[0], 5 * error, entry::toString);
      }
    }
    Race again = Race.run(noisy, List.of(recipe("disarm")), Race.Effort.of(5_000), 1, r -> {});
    Race.Entry disarm = again.entries().get(0);
    // The noise of an estimator does not depend on the others.
    assertEquals(
        List.of(disarm.report().variance()),
        race.entries().stream()
            .filter(entry -> entry.recipe().id().equals("disarm"))
            .map(entry -> entry.report().variance())
            .toList());
  }

  /** The second estimator is stuck in its 100th estimate that is measured. */
  @Test
  void whatWasMeasuredIsKnownWhileAnEstimateNeverEnds() throws Exception {
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    Objective f = x -> x[0];
    Recipe<?, ?> hanging =
        Recipe.ofValues(
            "hanging",
            Family.SCORE,
            Distribution.class,
            Cost.of("1"),
            "-",
            settings -> new Hanging(Race.WARM_UP + 100, new AtomicInteger(), stuck, never),
            settings -> Code.make(Reinforce.class));
    Problem problem = new Problem("mine", "", Bernoulli.ofLogits(0.3), f);
    RunningRace race = new RunningRace(problem, List.of(recipe("rloo"), hanging), EFFORT, 1);
    assertEquals(Optional.empty(), race.soFar());
    Thread thread = new Thread(() -> race.run(r -> {}, () -> true));
    thread.start();
    stuck.await();
    List<Race.Entry> entries = race.soFar().orElseThrow().entries();
    // A block is a twentieth of the draws; the hanging one is in its first.
    assertEquals(DRAWS / 20, entries.get(0).report().draws());
    assertEquals(99, entries.get(1).report().draws());
    assertTrue(entries.get(1).report().times().total() > 0);
    never.countDown();
    thread.join();
    Race whole = race.soFar().orElseThrow();
    assertEquals(DRAWS, whole.entries().get(1).report().draws());
    assertEquals(
        Race.run(problem, List.of(recipe("rloo")), EFFORT, 1, r -> {})
            .entries()
            .get(0)
            .report()
            .mean()[0],
        whole.entries().get(0).report().mean()[0]);
  }

  /** REINFORCE, which waits at one of its questions. */
  private record Hanging(
      int before, AtomicInteger asked, CountDownLatch stuck, CountDownLatch never)
      implements Estimator<Distribution, Objective> {
    @Override
    public Question<? super Objective> ask(Distribution law, RandomGenerator random) {
      if (asked.incrementAndGet() == before) {
        stuck.countDown();
        try {
          never.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      return new Reinforce().ask(law, random);
    }
  }

  @Test
  void estimatorThatFailedHalfwayVouchesForNobody() {
    Problem queue = problem("queue");
    List<Recipe<?, ?>> alone = List.of(breaker(Race.WARM_UP + DRAWS / 2), recipe("rloo"));
    Race race = Race.run(queue, alone, EFFORT, 1, r -> {});
    assertEquals(2, race.entries().size());
    assertTrue(
        assertInstanceOf(Unbiasedness.Unjudged.class, race.entries().get(1).bias())
            .reason()
            .startsWith("there are no other unbiased estimators"));
    List<Recipe<?, ?>> whole = List.of(breaker(Integer.MAX_VALUE), recipe("rloo"));
    assertFalse(
        Race.run(queue, whole, EFFORT, 1, r -> {}).entries().get(1).bias()
            instanceof Unbiasedness.Unjudged);
  }

  private static Recipe<?, ?> breaker(int lasting) {
    return Recipe.ofValues(
        "breaker",
        Family.SCORE,
        Distribution.class,
        Cost.of("1"),
        "-",
        settings -> new Breaker(lasting, new AtomicInteger()),
        settings -> Code.make(Reinforce.class));
  }

  /** REINFORCE, until it has asked so many questions. */
  private record Breaker(int lasting, AtomicInteger asked)
      implements Estimator<Distribution, Objective> {
    @Override
    public Question<? super Objective> ask(Distribution law, RandomGenerator random) {
      if (asked.getAndIncrement() >= lasting) {
        throw new IllegalStateException("licence server not reached");
      }
      return new Reinforce().ask(law, random);
    }
  }

  /** An offset of f of ten million times its spread costs digits, which are no bias. */
  @Test
  void roundingOfALargeOffsetIsNoBias() {
    DifferentiableObjective f = DifferentiableObjective.of(x -> 1e7 + x[0], x -> new double[] {1});
    Problem textbook = new Problem("mine", "", Gaussian.of(0, 1), f);
    Race race = Race.run(textbook, fitting(textbook), EFFORT, 1, r -> {});
    assertEquals(List.of(), race.failures());
    assertArrayEquals(new double[] {1, 0}, race.exact().orElseThrow(), 1e-7);
    for (Race.Entry entry : race.entries()) {
      boolean biased = entry.bias() instanceof Unbiasedness.Biased;
      assertFalse(biased && entry.recipe().bias().isEmpty(), entry::toString);
    }
  }

  /** A default proposal that the law hardly reaches gives weights of 0. */
  @Test
  void lawFarFromZeroIsRacedByAllThatFit() {
    DifferentiableObjective shortfall =
        DifferentiableObjective.of(
            x -> Math.pow(Math.max(0, x[0] - 1005), 2),
            x -> new double[] {2 * Math.max(0, x[0] - 1005)});
    Problem units = new Problem("mine", "", Gaussian.of(1000, 10), shortfall);
    Race race = Race.run(units, fitting(units), EFFORT, 1, r -> {});
    assertEquals(List.of(), race.failures());
    double[] closed = {3.95593114803, 61.7075077452};
    assertArrayEquals(closed, race.exact().orElseThrow(), 1e-6);
  }

  /** Sums and integrals bear such values; the variance of draws would be an infinity. */
  @ParameterizedTest
  @MethodSource
  void valuesOfWhichTheVarianceOverflowsAreRefused(Distribution law) {
    Problem huge = new Problem("mine", "", law, x -> 1e100 * (1 + x[0]));
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> Race.run(huge, List.of(recipe("rloo")), EFFORT, 1, entry -> {}));
    assertTrue(thrown.getMessage().contains("above 1e+75 a variance cannot be computed"));
  }

  static List<Distribution> valuesOfWhichTheVarianceOverflowsAreRefused() {
    return List.of(Bernoulli.ofLogits(0), Poisson.of(3), Gaussian.of(0, 1));
  }

  /** The squares of a likelihood of 1e-170 are 0, and so would be the variance of f. */
  @ParameterizedTest
  @MethodSource("valuesOfWhichTheVarianceOverflowsAreRefused")
  void valuesOfWhichTheVarianceUnderflowsAreRefused(Distribution law) {
    Problem tiny = new Problem("mine", "", law, x -> 1e-170 * (1 + x[0]));
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> Race.run(tiny, List.of(recipe("rloo")), EFFORT, 1, entry -> {}));
    assertTrue(thrown.getMessage().contains("below 1e-75 a variance cannot be computed"));
  }

  @Test
  void failingObjectiveIsNamed() {
    var thrown = assertThrows(ObjectiveException.class, () -> raceOf(x -> Math.sqrt(x[0]), "rloo"));
    assertTrue(thrown.getMessage().startsWith("the objective is NaN at draw"));
  }

  @Test
  void estimatorThatDoesNotFitIsRefused() {
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> Race.run(problem("cos"), List.of(recipe("arm")), EFFORT, 1, entry -> {}));
    assertEquals(
        "arm needs Bernoulli law, values of f; it does not fit"
            + " Categorical[1 contexts x 1 variables x 4 categories]",
        thrown.getMessage());
  }

  /** A thousand estimates would take five seconds, and half of one is the share. */
  @Test
  void anEstimatorThatTakesTooLongIsARowAndTheOthersGoOn() {
    Recipe<Distribution, Objective> slow =
        Recipe.ofValues(
            "slow",
            Family.SCORE,
            Distribution.class,
            Cost.of("1"),
            "-",
            settings -> new Sleeper(),
            settings -> Code.make(Reinforce.class));
    Race race =
        Race.run(problem("toy"), List.of(slow, recipe("rloo")), EFFORT.within(1), 1, entry -> {});
    assertEquals(
        List.of("rloo"), race.entries().stream().map(entry -> entry.recipe().id()).toList());
    String reason = race.failures().get(0).reason();
    assertTrue(reason.startsWith("too slow: an estimate takes "), reason);
    assertTrue(reason.endsWith("its share of the time is 500 ms"), reason);
  }

  /** REINFORCE, five milliseconds late. */
  private record Sleeper() implements Estimator<Distribution, Objective> {
    @Override
    public Question<? super Objective> ask(Distribution law, RandomGenerator random) {
      LockSupport.parkNanos(5_000_000);
      return new Reinforce().ask(law, random);
    }
  }

  /** GO divides by the probability of the middle value, without which its mean is off. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void goIsNotCalledBiasedWhereItMissesARareValue(long seed) {
    Objective f = x -> Math.sqrt(1 + x[0]);
    Race missing = go(Categorical.ofLogits(0, -14, 0.5), f, seed);
    assertEquals(
        "it divides by the probability of a value that occurs only about 0.00063 times in 2,000"
            + " draws",
        assertInstanceOf(Unbiasedness.Unjudged.class, missing.entries().get(0).bias()).reason());
    Race seldom = go(Categorical.ofLogits(0.2, -7, 1, -8, -10, 0), f, seed);
    assertFalse(seldom.entries().get(0).bias() instanceof Unbiasedness.Biased);
    Race often = go(Categorical.ofLogits(0.2, -1, 1, -2, -1, 0), f, seed);
    assertFalse(often.entries().get(0).bias() instanceof Unbiasedness.Unjudged);
  }

  private static Race go(Categorical law, Objective f, long seed) {
    Problem problem = new Problem("rare", "rare", law, f);
    return Race.run(problem, List.of(recipe("go")), EFFORT, seed, entry -> {});
  }

  /** A mistaken estimator does not win, although its bias is declared. */
  @Test
  void risksAreJudgedByEstimatesOfManyMoreDraws() {
    Estimand.TailMean tail = new Estimand.TailMean(0.9);
    Problem problem = new Problem("tail", "tail", Gaussian.of(0, 1), x -> x[0], tail);
    Recipe<?, ?> halved =
        Recipe.ofValues(
                "halved",
                Family.OWN,
                Distribution.class,
                Cost.of("200"),
                "-",
                s -> new Halved(new RiskScore(tail, 200)),
                s -> Code.make(RiskScore.class))
            .ofRisk(RiskScore.BIAS);
    Race race =
        Race.run(
            problem,
            List.of(recipe("risk"), halved),
            new Race.Effort(1_000, 20, 1 << 20, 60),
            1,
            entry -> {});
    assertEquals(
        "mean of 100 score gradients of 10,485 draws each, which have a bias of their own",
        race.reference());
    assertTrue(race.entries().get(0).contests(), race.entries()::toString);
    assertInstanceOf(Unbiasedness.Biased.class, race.entries().get(1).bias());
    assertFalse(race.entries().get(1).contests());
  }

  /** Half of another's gradient. */
  private record Halved(RiskScore whole) implements Estimator<Distribution, Objective> {

    @Override
    public Question<? super Objective> ask(Distribution law, RandomGenerator random) {
      return whole.ask(law, random).then(Halved::half);
    }

    private static Estimate half(Estimate estimate) {
      double[] half = estimate.gradient().clone();
      Arrays.setAll(half, i -> half[i] / 2);
      return estimate.withGradient(half);
    }

    @Override
    public Estimand estimand() {
      return whole.estimand();
    }
  }
}
