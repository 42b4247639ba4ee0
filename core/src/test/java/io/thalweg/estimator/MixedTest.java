package io.thalweg.estimator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Estimand;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.check.ExactGradient;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Gaussian;
import io.thalweg.estimator.combinator.Mixed;
import io.thalweg.optimizer.Descent;
import io.thalweg.problem.Problem;
import io.thalweg.problem.Problems;
import io.thalweg.support.SplitMix;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of combinations of estimators: no bias whatever was learned, and less variance. */
@Tag("proof")
class MixedTest {

  private static final Objective F = x -> 3 + x[0] - 2 * x[0] * x[1];
  private static final Bernoulli BITS = Bernoulli.ofLogits(0.4, -0.9);

  private static Mixed<Distribution, Objective> mixture(String ids, Distribution law) {
    return Mixed.of(
        MixedRecipes.members(List.of(ids.split("\\+", -1)), law, Objective.class, new SplitMix(1)));
  }

  /** The mean over all draws of one estimate, in the state in which the estimator is. */
  private static double[] mean(
      Estimator<Distribution, Objective> estimator, Distribution law, Objective f) {
    Cells cells = Cells.of(estimator, law, f);
    double[] mean = new double[law.dimension()];
    for (long cell = 0; cell < cells.count(); cell++) {
      double[] gradient = cells.gradient(estimator, law, f, cell);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += cells.volume(cell) * gradient[i];
      }
    }
    return mean;
  }

  /** Weights are those of the first regressions and of later ones, with theta on its way. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "local_expectation+reinforce+disarm",
        "rloo:draws=3+reinforce+optimal_loo:draws=3",
        "reinforce",
        "rloo+moving_average+rao_blackwell",
      })
  void meanOverAllDrawsIsTheGradientWhateverThePastWas(String ids) {
    Mixed<Distribution, Objective> mixture = mixture(ids, BITS);
    SplitMix random = new SplitMix(1);
    int combined = 0;
    for (int step = 0; step < 1_000; step++) {
      double turn = 0.01 * step;
      Distribution law = BITS.at(new double[] {Math.cos(turn), Math.sin(turn)});
      if (step % 100 == 50 || (step % 10 == 0 && step < 80)) {
        double[] exact = ExactGradient.of((Bernoulli) law, F);
        // Rounding of a sum of at most 729 terms whose weights add up to 1.
        assertArrayEquals(exact, mean(mixture, law, F), 1e-13);
        combined += isCombined(mixture, law) ? 1 : 0;
      }
      Descent.learn(mixture, law, F, random);
    }
    assertTrue(combined > 5, () -> "combined only in few states: " + mixture.chosen());
  }

  /** The gradient of the bound of f = 1 is not 0, and so an answer to it is no control. */
  @ParameterizedTest
  @ValueSource(strings = {"vimco", "vimco+local_disarm"})
  void meanOverAllDrawsIsTheGradientOfABound(String ids) {
    Objective f = x -> -3 * (x[0] - 0.2) * (x[1] - 0.6) - x[0] - 3;
    Estimand.Bound bound = new Estimand.Bound(2);
    Map<String, Estimator<Distribution, Objective>> members = new LinkedHashMap<>();
    for (String id : ids.split("\\+", -1)) {
      Settings two = Settings.defaults().withDraws(2);
      members.put(id, Registry.parse(id).create(BITS, Objective.class, two, new SplitMix(1)));
    }
    Mixed<Distribution, Objective> mixture = Mixed.of(members);
    double[] exact = ExactGradient.ofBound(bound, BITS, f);
    SplitMix random = new SplitMix(1);
    for (int step = 0; step < 200; step++) {
      if (step % 50 == 49) {
        // Rounding of a sum of at most 6,561 terms whose weights add up to 1.
        assertArrayEquals(exact, mean(mixture, BITS, f), 1e-13);
      }
      Descent.learn(mixture, BITS, f, random);
    }
  }

  @Test
  void lawOfAnotherDimensionThanThatLearnedFromIsRefused() {
    Mixed<Distribution, Objective> mixture = mixture("reinforce+rloo", BITS);
    Bernoulli three = Bernoulli.ofLogits(0.1, 0.2, 0.3);
    Estimate early = mixture.estimate(three, F, new SplitMix(1));
    Descent.learn(mixture, BITS, F, new SplitMix(1));
    SplitMix random = new SplitMix(1);
    var thrown = assertThrows(IllegalArgumentException.class, () -> mixture.ask(three, random));
    assertEquals(
        "a mixture that learned with 2 parameters a context was given a law with 3",
        thrown.getMessage());
    assertThrows(IllegalArgumentException.class, () -> mixture.learn(early));
  }

  /** Infinite squares would stay in the sums of all later lessons. */
  @Test
  void estimateWhoseSquaresOverflowTeachesNothing() {
    Objective huge = x -> 1e160 * F.value(x);
    Mixed<Distribution, Objective> mixture = mixture("reinforce", BITS);
    Mixed<Distribution, Objective> other = mixture("reinforce", BITS);
    SplitMix random = new SplitMix(1);
    SplitMix same = new SplitMix(1);
    for (int step = 0; step < 200; step++) {
      if (step == 50) {
        Descent.learn(mixture, BITS, huge, new SplitMix(2));
      }
      double[] expected = Descent.learn(other, BITS, F, same).gradient();
      assertArrayEquals(expected, Descent.learn(mixture, BITS, F, random).gradient());
    }
    double[] plain = mixture("reinforce", BITS).estimate(BITS, F, new SplitMix(3)).gradient();
    double[] learned = mixture.estimate(BITS, F, new SplitMix(3)).gradient();
    assertTrue(!Arrays.equals(plain, learned), "weights were learned");
  }

  /** Whether an estimate is that of no estimator of the mixture. */
  private static boolean isCombined(Mixed<Distribution, Objective> mixture, Distribution law) {
    double[] e = mixture.estimate(law, F, new SplitMix(3)).gradient();
    return mixture.chosen().stream()
        .map(id -> mixture(id, law).estimate(law, F, new SplitMix(3)).gradient())
        .noneMatch(alone -> Arrays.equals(alone, e));
  }

  /** Equal events are evaluated once, but for those that one estimator draws twice. */
  @ParameterizedTest
  @CsvSource({
    "local_expectation+reinforce, 3",
    "rloo:draws=5+reinforce+optimal_loo:draws=5, 5",
    "disarm+reinforce, 2",
    "reinforce+rloo:draws=3, 3"
  })
  void eventsThatAreSharedAreEvaluatedOnce(String ids, int evaluations) {
    Mixed<Distribution, Objective> mixture = mixture(ids, BITS);
    for (int seed = 0; seed < 50; seed++) {
      Estimate estimate = mixture.estimate(BITS, F, new SplitMix(seed));
      assertEquals(evaluations, estimate.evaluations());
      assertEquals(1, Arrays.stream(estimate.weights()).sum(), 1e-15);
    }
  }

  private static double lossOf(
      Estimator<Distribution, Objective> estimator, Problem problem, int draws) {
    SplitMix random = new SplitMix(11);
    double[] sums = new double[problem.law().contexts() * problem.law().dimension()];
    double squares = 0;
    double evaluations = 0;
    for (int n = 0; n < draws; n++) {
      Estimate one = Descent.learn(estimator, problem.law(), problem.objective(), random);
      evaluations += one.evaluations();
      for (int i = 0; i < sums.length; i++) {
        sums[i] += one.gradient()[i];
        squares += one.gradient()[i] * one.gradient()[i];
      }
    }
    double variance = squares / draws;
    for (double sum : sums) {
      variance -= sum / draws * (sum / draws);
    }
    return variance * evaluations / draws;
  }

  /**
   * Variance x evaluations after 500 estimates, of the next 500, with those of trying all. The
   * error of a ratio of variances of so many estimates of 20 bits and more is below a tenth here.
   */
  @ParameterizedTest
  @CsvSource({
    "abs20, local_expectation+arms+reinforce+rloo, 3",
    "cubic20, local_expectation+arms+reinforce+rloo, 1.5",
    "step20, local_expectation+arms+reinforce+rloo, 1.1",
    "nk30, local_expectation+arms+reinforce+rloo, 1",
    "sat30, disarm+rloo, 0.9",
  })
  void mixtureBeatsItsBestMemberByAFactor(String id, String ids, double factor) {
    Problem problem = Problems.find(id).orElseThrow();
    double best = Double.POSITIVE_INFINITY;
    for (String member : ids.split("\\+", -1)) {
      Estimator<Distribution, Objective> alone =
          Registry.parse(member)
              .create(
                  problem.law(),
                  problem.objective().getClass(),
                  Settings.defaults(),
                  new SplitMix(1));
      boolean learns = alone.learner().isPresent();
      if (learns) {
        lossOf(alone, problem, 500);
      }
      best = Math.min(best, lossOf(alone, problem, 500));
    }
    Mixed<Distribution, Objective> mixture = mixture(ids, problem.law());
    lossOf(mixture, problem, 500);
    double loss = lossOf(mixture, problem, 500);
    double ratio = best / loss;
    assertTrue(ratio >= factor, () -> id + ": best member / mixture = " + ratio);
  }

  /** The sum over a variable of a quadratic is linear in the scores of the other variables. */
  @Test
  void productsOfPairsLeaveNoVariance() {
    Bernoulli law = Bernoulli.ofLogits(0.3, -0.8, 0.1, 1.2);
    Objective f = x -> x[0] * x[1] - 2 * x[1] * x[2] + x[2] * x[3] + 3 * x[0];
    Problem problem = new Problem("pairs", "pairs", law, f);
    Mixed<Distribution, Objective> mixture = mixture("local_expectation+reinforce", law);
    double before = lossOf(mixture("local_expectation", law), problem, 300);
    lossOf(mixture, problem, 1_000);
    double after = lossOf(mixture, problem, 300);
    assertTrue(after < 1e-4 * before, () -> before + " before, " + after + " after");
  }

  /** The slope of a square is linear in the noise, and so in the score. */
  @Test
  void slopesOfASquareLeaveNoVariance() {
    DifferentiableObjective f =
        DifferentiableObjective.of(x -> x[0] * x[0] + x[1], x -> new double[] {2 * x[0], 1});
    Gaussian law = Gaussian.of(new double[] {0.5, -1}, new double[] {1, 0.7});
    Problem problem = new Problem("square", "square", law, f);
    Mixed<Distribution, Objective> mixture =
        Mixed.of(
            MixedRecipes.members(
                List.of("reparameterization", "reinforce"), law, f.getClass(), new SplitMix(1)));
    double before = lossOf(mixture, problem, 10);
    lossOf(mixture, problem, 1_000);
    double after = lossOf(mixture, problem, 300);
    assertTrue(after < 1e-3 * before, () -> before + " before, " + after + " after");
    assertEquals(1, mixture.estimate(law, f, new SplitMix(1)).evaluations());
  }

  /** The regression adds one evaluation to thirteen, and so it is always asked. */
  @Test
  void memberThatLearnsIsTaughtWhileAnotherLeads() {
    Bernoulli law = Bernoulli.ofLogits(new double[12]);
    Objective f = x -> x[0] * x[1] * x[2] + x[3] * x[4] * x[5] - x[6] * x[7] * x[8] + x[9] * x[10];
    Problem problem = new Problem("triples", "triples", law, f);
    Mixed<Distribution, Objective> mixture = mixture("local_expectation+regression", law);
    for (int step = 0; step < 200; step++) {
      int most = Descent.learn(mixture, law, f, new SplitMix(step)).evaluations();
      assertTrue(most == 14 || mixture.chosen().get(0).equals("regression"));
    }
    assertEquals("regression", mixture.chosen().get(0));
    double alone = lossOf(mixture("local_expectation", law), problem, 100);
    double late = lossOf(mixture, problem, 100);
    assertTrue(late < alone / 10, () -> alone + " alone, " + late + " late");
  }

  /** A copy that was loaded goes on to the same bits. */
  @Test
  void whatWasSavedGoesOnToTheSameBits() throws IOException {
    String ids = "local_expectation+arms+moving_average+regression";
    Mixed<Distribution, Objective> whole = mixture(ids, BITS);
    SplitMix random = new SplitMix(8);
    for (int step = 0; step < 150; step++) {
      Descent.learn(whole, BITS, F, random);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    whole.save(new DataOutputStream(bytes));
    Mixed<Distribution, Objective> copy = mixture(ids, BITS);
    copy.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    for (int step = 0; step < 100; step++) {
      double[] expected = Descent.learn(whole, BITS, F, new SplitMix(step)).gradient();
      assertArrayEquals(expected, Descent.learn(copy, BITS, F, new SplitMix(step)).gradient());
    }
    assertEquals(whole.chosen(), copy.chosen());
    Mixed<Distribution, Objective> other = mixture("reinforce+rloo", BITS);
    var thrown =
        assertThrows(
            IOException.class,
            () -> other.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))));
    assertEquals("a mixture of 4 estimators was saved; this one has 2", thrown.getMessage());
  }

  @Test
  void biasedEstimatorsAreRefused() {
    var thrown =
        assertThrows(IllegalArgumentException.class, () -> mixture("reinforce+grpo", BITS));
    assertTrue(thrown.getMessage().startsWith("grpo is biased: "), thrown::getMessage);
    assertTrue(
        thrown.getMessage().endsWith("; only estimators without bias can be mixed"),
        thrown::getMessage);
  }

  @Test
  void idNamesTheMembersAndTheirSettings() {
    String id = "mixture:of=local_expectation+rloo:draws=4";
    Recipe<?, ?> recipe = Registry.parse(id);
    assertEquals(id, recipe.id());
    assertEquals(
        "Mixed.of(MixedRecipes.members(List.of(\"local_expectation\", \"rloo:draws=4\"), law,"
            + " Objective.class, random))",
        recipe.code(BITS, Objective.class, Settings.defaults()).expression());
    var thrown =
        assertThrows(
            IllegalArgumentException.class, () -> Registry.parse("mixture:of=reinforce+roo"));
    assertEquals("there is no estimator 'roo'", thrown.getMessage());
  }

  private static List<String> standard(Distribution law, Class<? extends Objective> f) {
    return List.copyOf(MixedRecipes.standard(law, f, new SplitMix(1)).keySet());
  }

  @Test
  void standardMembersFitLawAndObjective() {
    Gaussian gaussian = Gaussian.of(0, 1);
    assertEquals(
        List.of("local_expectation", "arms", "reinforce", "rloo"), standard(BITS, Objective.class));
    assertEquals(
        List.of("reparameterization", "reinforce", "rloo"),
        standard(gaussian, DifferentiableObjective.class));
    assertEquals(List.of("reinforce", "rloo"), standard(gaussian, Objective.class));
  }
}
