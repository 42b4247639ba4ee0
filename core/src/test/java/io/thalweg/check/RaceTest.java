package io.thalweg.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.distribution.Gaussian;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Registry;
import io.thalweg.objective.Problem;
import io.thalweg.objective.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RaceTest {

  private static final int DRAWS = 2_000;

  private static Problem problem(String id) {
    return Problems.all().stream().filter(p -> p.id().equals(id)).findFirst().orElseThrow();
  }

  private static List<Recipe<?, ?>> fitting(Problem problem) {
    List<Recipe<?, ?>> fitting = new ArrayList<>(Registry.all());
    fitting.removeIf(
        recipe -> !recipe.fits(problem.estimand(), problem.law(), problem.objective()));
    return fitting;
  }

  private static Recipe<?, ?> recipe(String id) {
    return Registry.find(id).orElseThrow();
  }

  @Test
  void everyFittingEstimatorRunsOnTheToyAgainstItsExactGradient() {
    Problem toy = problem("toy");
    List<Recipe<?, ?>> watched = new ArrayList<>();
    Race race = Race.run(toy, fitting(toy), DRAWS, 1, watched::add);
    double t = 0.499;
    double p = 0.5;
    double exact = p * (1 - p) * ((1 - t) * (1 - t) - t * t);
    assertArrayEquals(new double[] {exact}, race.exact(), 1e-17);
    assertEquals(fitting(toy), race.entries().stream().map(Race.Entry::recipe).toList());
    assertEquals(Race.ROUNDS * fitting(toy).size(), watched.size());
    assertEquals(fitting(toy), watched.subList(0, fitting(toy).size()));
    for (Race.Entry entry : race.entries()) {
      boolean draws = !entry.recipe().id().equals("enumeration");
      assertEquals(draws ? DRAWS : Race.ROUNDS, entry.report().draws());
      assertEquals(
          Unbiasedness.criticalZ(1e-6, fitting(toy).size()), entry.bias().criticalZ(), 1e-12);
      assertFalse(
          entry.recipe().bias().isEmpty() && entry.bias() instanceof Unbiasedness.Biased,
          entry.recipe().id());
      Interval interval = entry.efficiencyInterval();
      assertTrue(interval.low() <= entry.efficiency(), entry.recipe().id());
      assertTrue(entry.efficiency() <= interval.high(), entry.recipe().id());
    }
  }

  /** A stream for each estimator: an estimator fewer leaves the others as they were. */
  @Test
  void resultsDependOnTheSeedAndTheEstimatorAlone() {
    Problem cos = problem("cos");
    Race all = Race.run(cos, fitting(cos), DRAWS, 7, entry -> {});
    Race one = Race.run(cos, List.of(recipe("rloo")), DRAWS, 7, entry -> {});
    Race other = Race.run(cos, List.of(recipe("rloo")), DRAWS, 8, entry -> {});
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
            toy, List.of(recipe("reinforce"), recipe("moving_average")), DRAWS, 1, recipe -> {});
    double plain = race.entries().get(0).report().variance();
    double learned = race.entries().get(1).report().variance();
    assertTrue(learned < plain / 1e4, learned + " of " + plain);
  }

  private static Race.Entry entry(String id, double variance, double micros, boolean biased) {
    var report =
        new VarianceReport(
            100,
            new double[1],
            new double[1],
            variance,
            new Interval(variance / 2, variance * 2),
            1,
            micros,
            new Interval(micros / 2, micros * 2));
    Unbiasedness verdict =
        biased
            ? new Unbiasedness.Biased(9, 5, 1, 100)
            : new Unbiasedness.Underpowered(1, 5, 1, 100);
    return new Race.Entry(recipe(id), report, verdict);
  }

  private static Optional<String> winner(Race.Entry... entries) {
    return new Race(problem("toy"), new double[1], List.of(entries))
        .winner()
        .map(entry -> entry.recipe().id());
  }

  @Test
  void winnerIsTheMostEfficientOfTheUnbiased() {
    Race.Entry reinforce = entry("reinforce", 1, 2, false);
    assertEquals(0.5, reinforce.efficiency());
    assertEquals(new Interval(0.125, 2), reinforce.efficiencyInterval());
    assertEquals(Optional.of("rloo"), winner(reinforce, entry("rloo", 0.4, 3, false)));
    assertEquals(Optional.of("reinforce"), winner(reinforce, entry("rloo", 0.1, 1, true)));
    assertEquals(
        Optional.of("reinforce"), winner(reinforce, entry("gumbel_softmax", 0.1, 1, false)));
    assertEquals(Optional.of("reinforce"), winner(reinforce, entry("enumeration", 0, 1, false)));
    assertEquals(
        Optional.of("rloo"), winner(entry("arm", 0, 2, false), entry("rloo", 0, 1, false)));
    assertEquals(Optional.empty(), winner(entry("rloo", 1, 1, true)));
  }

  @Test
  void problemWithoutAnExactGradientIsRefused() {
    Problem problem = new Problem("mine", "", Gaussian.of(new double[3], new double[3]), x -> x[0]);
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> Race.run(problem, List.of(recipe("rloo")), DRAWS, 1, entry -> {}));
    assertEquals("problem mine has no outcomes that can be enumerated", thrown.getMessage());
  }

  @Test
  void estimatorThatDoesNotFitIsRefused() {
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> Race.run(problem("cos"), List.of(recipe("arm")), DRAWS, 1, entry -> {}));
    assertEquals(
        "arm needs Bernoulli law, values of f; it does not fit"
            + " Categorical[1 contexts x 1 variables x 4 categories]",
        thrown.getMessage());
  }
}
