package io.thalweg.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Alarms;
import io.thalweg.Case;
import io.thalweg.Cases;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimand;
import io.thalweg.Finite;
import io.thalweg.Objective;
import io.thalweg.check.ExactGradient;
import io.thalweg.check.NaturalScale;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.distribution.Product;
import io.thalweg.support.Streams;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A law that was given an event leads to the estimates that would have followed, had the event been
 * drawn: estimates of given and of plain laws have equal means at each first event, and over the
 * events that the law draws the mean is the exact gradient.
 */
@Tag("proof")
class GivenTest {

  // Estimators of which the first event with a weight is none that was drawn first.
  private static final Set<String> WEIGHED =
      Set.of("enumeration", "rao_blackwell", "sum_and_sample", "best_of");
  // In natural scales.
  private static final double RESOLUTION = 0.04;

  static final Case BITS =
      listed(
          "2 contexts of bernoulli x 2",
          Bernoulli.ofLogits(new double[] {0.4, -0.9, -0.5, 0.8}).inContexts(2),
          DifferentiableObjective.of(
              b -> Math.pow(1.5 * b[0] + 0.6 * b[1] - 0.4, 2),
              b -> {
                double slope = 2 * (1.5 * b[0] + 0.6 * b[1] - 0.4);
                return new double[] {1.5 * slope, 0.6 * slope};
              }));
  static final Case CATEGORIES = known("categorical x 4");
  static final Case TWO_CATEGORIES =
      listed(
          "categorical 2 x 3",
          Categorical.ofLogits(new double[] {0.5, 0, -0.4, 0.3, -0.2, 0.4}, 3),
          x -> Math.cos(x[0] + 2 * x[1]) + 0.5 * x[0]);
  private static final Case PRODUCT =
      listed(
          "bernoulli x categorical x 3",
          Product.of(Bernoulli.ofLogits(-0.3), Categorical.ofLogits(0.4, 0, -0.3)),
          x -> Math.cos(x[0] + 2 * x[1]));

  private static final Map<Trial, FirstEvents> ALL = new ConcurrentHashMap<>();

  private static Case known(String name) {
    return Cases.all().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  private static Case listed(String name, Finite law, Objective f) {
    double scale = NaturalScale.of(law, f, Streams.named(1, name)).value();
    return new Case(name, law, f, ExactGradient.of(law, f), scale, Estimand.MEAN, Set.of());
  }

  /** Estimators that learn come after they have learned. */
  static List<Trial> trials() {
    return Stream.of(
            on(BITS, recipe -> true),
            on(CATEGORIES, recipe -> true),
            on(TWO_CATEGORIES, recipe -> recipe.law() == Categorical.class),
            on(PRODUCT, recipe -> true),
            on(known("gaussian"), recipe -> true),
            on(known("step under gaussian"), recipe -> recipe.id().equals("jump_flow")),
            on(known("bound of 2, 2 contexts of bernoulli x 2"), recipe -> true),
            on(known("bound of 3, gaussian"), recipe -> true),
            on(known("best of 2, 2 contexts of bernoulli x 2"), recipe -> true))
        .flatMap(trials -> trials)
        .toList();
  }

  private static Stream<Trial> on(Case problem, Predicate<Recipe<?, ?>> chosen) {
    return Registry.all().stream()
        .filter(chosen)
        .filter(
            recipe ->
                recipe.fits(problem.estimand(), problem.law(), problem.objective().getClass()))
        .map(recipe -> new Trial(recipe, problem, false))
        .map(
            trial ->
                trial.estimator().learner().isEmpty()
                    ? trial
                    : new Trial(trial.recipe(), problem, true));
  }

  /** Leaves out those that list outcomes, weigh draws by f, or may miss the event. */
  static List<Trial> trialsWithAFirstEvent() {
    return trials().stream()
        .filter(trial -> !GivenContractTest.ELSEWHERE.contains(trial.recipe().id()))
        .filter(trial -> !WEIGHED.contains(trial.recipe().id()))
        .toList();
  }

  static List<Trial> soundTrials() {
    return trials().stream().filter(Trial::promisesNoBias).toList();
  }

  /** Risks are left out: a first event below the quantile has no weight that tells it. */
  @Test
  void everyRecipeForLawsWithEventsIsTried() {
    assertEquals(
        GivenContractTest.trials().stream()
            .filter(trial -> !(trial.problem().estimand() instanceof Estimand.Risk))
            .map(trial -> trial.recipe().id())
            .distinct()
            .sorted()
            .toList(),
        trials().stream().map(trial -> trial.recipe().id()).distinct().sorted().toList());
  }

  @Test
  void comparisonsStayWithinTheShareOfFalseAlarms() {
    int count = trials().stream().mapToInt(trial -> FirstEvents.comparisons(trial.problem())).sum();
    assertTrue(count <= 3 * Alarms.COMPARISONS / 10, () -> count + " comparisons");
  }

  private static FirstEvents given(Trial trial) {
    return ALL.computeIfAbsent(
        trial,
        key ->
            FirstEvents.of(
                FirstEvents.given(key.estimator(), key.problem().objective()),
                key.problem(),
                RESOLUTION,
                key.random("given events")));
  }

  @ParameterizedTest
  @MethodSource("trialsWithAFirstEvent")
  void estimatesAtAFirstEventAreTheSameWhetherItIsGivenOrDrawn(Trial trial) {
    FirstEvents given = given(trial);
    FirstEvents.Comparison comparison =
        given.with(given.plain(trial.estimator(), trial.random("plain")));
    assertTrue(comparison.agrees(), comparison::toString);
    // Two errors, each at most that of the mean over all events.
    assertTrue(comparison.resolution() <= 1.5 * RESOLUTION, comparison::toString);
  }

  @ParameterizedTest
  @MethodSource("soundTrials")
  void meanOverGivenEventsIsTheExactGradient(Trial trial) {
    FirstEvents.Comparison comparison = given(trial).withExact();
    assertTrue(comparison.agrees(), comparison::toString);
    assertTrue(comparison.resolution() <= RESOLUTION, comparison::toString);
  }
}
