package io.thalweg.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Alarms;
import io.thalweg.Assigned;
import io.thalweg.Case;
import io.thalweg.Cases;
import io.thalweg.Shape;
import io.thalweg.check.Unbiasedness;
import io.thalweg.distribution.Catalogue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every estimator of the registry against the exact gradient, on every case that it fits.
 *
 * <p>The tests of this class judge the same estimates, which are drawn once, on all cores.
 */
@Tag("proof")
class UnbiasednessTest {

  private static final Map<String, Map<String, Cell>> TABLE = new TreeMap<>();

  /** The results of all cases of one estimator under one law. */
  private record Cell(Set<String> verdicts, double worstZ, int trials) {

    Cell and(Cell other) {
      Set<String> all = new TreeSet<>(verdicts);
      all.addAll(other.verdicts);
      return new Cell(all, Math.max(worstZ, other.worstZ), trials + other.trials);
    }
  }

  /** Draws on all cores; whatever fails here fails again, alone, in the tests of its trial. */
  @BeforeAll
  static void draw() {
    trials().parallelStream().forEach(UnbiasednessTest::tryToDraw);
  }

  private static void tryToDraw(Trial trial) {
    try {
      Judged.of(trial);
    } catch (RuntimeException e) {
      System.out.println(trial + ": " + e);
    }
  }

  static List<Trial> trials() {
    return Trial.all().stream().filter(trial -> !trial.isProvenBySums()).toList();
  }

  @ParameterizedTest
  @MethodSource("trials")
  void biasIsWhatTheRecipeDeclares(Trial trial) {
    Unbiasedness verdict = Judged.of(trial).verdict();
    String law = trial.problem().law().getClass().getSimpleName();
    TABLE
        .computeIfAbsent(trial.recipe().id(), id -> new TreeMap<>())
        .merge(law, new Cell(Set.of(verdict.verdict()), verdict.worstZ(), 1), Cell::and);
    assertEquals(
        trial.promisesNoBias() ? Unbiasedness.Unbiased.class : Unbiasedness.Biased.class,
        verdict.getClass(),
        verdict::toString);
  }

  static List<Trial> soundTrials() {
    return trials().stream().filter(trial -> trial.promisesNoBias() && !trial.learned()).toList();
  }

  @ParameterizedTest
  @MethodSource("soundTrials")
  void coordinateScaledByNineTenthsIsRejected(Trial trial) {
    Unbiasedness verdict = Judged.of(trial).scaled(trial.problem().largest(), 0.9);
    assertInstanceOf(Unbiasedness.Biased.class, verdict);
  }

  static List<Trial> trialsOfDraws() {
    return trials().stream().filter(Trial::estimatesTheMean).toList();
  }

  /** The weights make an estimate of E f of the events. */
  @ParameterizedTest
  @MethodSource("trialsOfDraws")
  void weightedEventsEstimateTheMeanOfTheObjective(Trial trial) {
    Judged drawn = Judged.of(trial);
    // Where weights add up to 1 in every estimate, rounding is all that is left.
    drawn.weights().assertMean(1, Math.max(drawn.weights().error(), 1e-15), "sum of weights");
    Unbiasedness verdict = drawn.meanOfObjective();
    assertInstanceOf(Unbiasedness.Unbiased.class, verdict, verdict::toString);
  }

  @AfterAll
  static void printTable() {
    String format = "%-32s%-24s%-22s%8s%8s%n";
    StringBuilder text = new StringBuilder();
    text.append(String.format(format, "estimator", "law", "verdict", "worst z", "trials"));
    TABLE.forEach(
        (id, cells) ->
            cells.forEach(
                (law, cell) ->
                    text.append(
                        String.format(
                            Locale.ROOT,
                            format,
                            id,
                            law,
                            String.join(", ", cell.verdicts()),
                            "%.2f".formatted(cell.worstZ()),
                            cell.trials()))));
    System.out.print(text);
  }

  /** The least that the table must cover. */
  @Test
  void thirtyEstimatorsAndFifteenLawsAreTried() {
    Set<String> estimators =
        trials().stream().map(trial -> trial.recipe().id()).collect(Collectors.toSet());
    Set<Class<?>> laws =
        trials().stream()
            .map(trial -> trial.problem().law().getClass())
            .collect(Collectors.toSet());
    assertTrue(estimators.size() >= 30, () -> estimators.size() + " estimators");
    assertTrue(laws.size() >= 15, () -> laws.size() + " laws");
    Catalogue.all().forEach(law -> assertTrue(laws.contains(law.example().getClass()), law.name()));
  }

  static List<Case> cases() {
    return Cases.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void tenthOfTheLargestCoordinateIsWithinTheResolution(Case problem) {
    double largest = Math.abs(problem.exact()[problem.largest()]);
    assertTrue(
        0.1 * largest >= Trial.RESOLUTION * problem.scale(),
        () -> "largest coordinate %s, scale %s".formatted(largest, problem.scale()));
  }

  static List<Recipe<?, ?>> recipes() {
    return Registry.all();
  }

  /** Otherwise a mistake about all variables but the first would pass. */
  @ParameterizedTest
  @MethodSource("recipes")
  void someCaseOfAnotherVariableThanTheFirstLeads(Recipe<?, ?> recipe) {
    List<Case> several =
        trials().stream()
            .filter(trial -> trial.recipe().id().equals(recipe.id()))
            .map(Trial::problem)
            .filter(problem -> problem.law().shape().size() > 1)
            .toList();
    // JumpFlowTest has the cases of jumps under several variables.
    if (!recipe.id().equals("jump_flow")) {
      assertTrue(
          several.stream().anyMatch(UnbiasednessTest::laterVariableLeads), several::toString);
    }
  }

  /**
   * The parameters of categories stand by variable, those of an order by item, all others variable
   * after variable.
   */
  private static boolean laterVariableLeads(Case problem) {
    Shape shape = problem.law().shape();
    int parameter = problem.largest() % problem.law().dimension();
    boolean byVariable = shape.categories() > 1 && !(problem.law() instanceof Assigned);
    return byVariable ? parameter >= shape.categories() : parameter % shape.size() > 0;
  }

  @Test
  void everyRecipeIsTried() {
    Set<String> tried =
        trials().stream().map(trial -> trial.recipe().id()).collect(Collectors.toSet());
    Registry.all().forEach(recipe -> assertTrue(tried.contains(recipe.id()), recipe.id()));
  }

  @Test
  void comparisonsStayWithinTheShareOfFalseAlarms() {
    int coordinates = trials().stream().mapToInt(trial -> trial.problem().exact().length).sum();
    assertTrue(coordinates <= Alarms.COMPARISONS / 2, () -> coordinates + " coordinates");
  }
}
