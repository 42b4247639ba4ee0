package io.thalweg.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Alarms;
import io.thalweg.Case;
import io.thalweg.Cases;
import io.thalweg.check.Unbiasedness;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every estimator of the registry against the exact gradient, on every case that it fits. */
class UnbiasednessTest {

  private static final StringBuilder TABLE = new StringBuilder();

  static List<Trial> trials() {
    return Trial.all();
  }

  @ParameterizedTest
  @MethodSource("trials")
  void biasIsWhatTheRecipeDeclares(Trial trial) {
    Unbiasedness verdict = trial.judge();
    TABLE.append(
        String.format(
            Locale.ROOT,
            "%-30s%-44s%-14s%8.2f%n",
            trial.recipe().id() + (trial.learned() ? ", learned" : ""),
            trial.problem().name(),
            verdict.verdict(),
            verdict.worstZ()));
    assertEquals(
        trial.promisesNoBias() ? Unbiasedness.Unbiased.class : Unbiasedness.Biased.class,
        verdict.getClass(),
        verdict::toString);
  }

  @AfterAll
  static void printTable() {
    System.out.printf("%-30s%-44s%-14s%8s%n%s", "estimator", "case", "verdict", "worst z", TABLE);
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
