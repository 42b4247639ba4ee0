package io.thalweg.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Factorized;
import io.thalweg.Objective;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Searches on sums of single values, of which every search finds the least one. */
class BlackBoxSearchTest {

  private static final int BUDGET = 1_500;

  /** The least value, 0, is at the event of twos, or of ones where there is no two. */
  private static double distance(double[] x, int values) {
    return Arrays.stream(x).map(k -> values - 1 - k).sum();
  }

  static Stream<Arguments> searches() {
    Factorized bits = Bernoulli.ofLogits(new double[6]);
    Factorized categories = Categorical.ofLogits(new double[12], 3);
    return BlackBoxSearch.all(0.1).stream()
        .flatMap(search -> Stream.of(bits, categories).map(law -> Arguments.of(search, law)));
  }

  @ParameterizedTest
  @MethodSource("searches")
  void everySearchFindsTheLeastSumOfSingleValues(BlackBoxSearch search, Factorized law) {
    int size = law.shape().size();
    Objective f = x -> distance(x, law.values());
    SearchRun trial = SearchRun.of(search, law, f, BUDGET, 1);
    double start = trial.meanAfter(0);
    assertTrue(trial.meanAfter(BUDGET) < 0.1 * start, () -> "ends at " + trial.meanAfter(BUDGET));
    assertTrue(start > 0.4 * size);
    double target = SearchRun.target(law, f, 0);
    assertTrue(trial.needs(target) <= BUDGET);
    assertEquals(0, trial.marks().get(trial.marks().size() - 1).least());
  }

  @ParameterizedTest
  @MethodSource("searches")
  void aSeedGivesTheSameMarksWithinTheBudget(BlackBoxSearch search, Factorized law) {
    Objective f = x -> distance(x, law.values());
    List<SearchRun.Mark> marks = SearchRun.of(search, law, f, 100, 2).marks();
    assertEquals(marks, SearchRun.of(search, law, f, 100, 2).marks());
    // The last batch may be one of eight that began below the budget.
    assertTrue(marks.get(marks.size() - 1).evaluations() < 108);
  }

  /** Here nothing better can follow, which would be measured in its place. */
  @Test
  void theLastOfTheLawsRecommendedWithinEightEvaluationsIsMeasured() {
    Factorized law = Bernoulli.ofLogits(0);
    BlackBoxSearch search =
        new BlackBoxSearch() {
          @Override
          public String name() {
            return "early";
          }

          @Override
          public void run(
              Factorized start, Budgeted f, RandomGenerator random, Consumer<Factorized> found) {
            for (int n = 1; n <= 20; n++) {
              f.value(new double[1]);
              if (n == 3 || n == 5 || n == 9) {
                found.accept(Bernoulli.ofLogits(n == 3 ? -40 : 40));
              }
            }
          }
        };
    SearchRun run = SearchRun.of(search, law, x -> x[0], 20, 1);
    assertEquals(
        List.of(5, 9), run.marks().stream().skip(1).map(SearchRun.Mark::evaluations).toList());
    assertEquals(1, run.meanAfter(8));
    assertEquals(run.meanAfter(0), run.meanAfter(4));
  }

  @Test
  void aLawThatWasRecommendedForLongIsMeasuredHoweverSoonItCame() {
    Factorized law = Bernoulli.ofLogits(0);
    double[] logits = {1, 2, 3, 4};
    int[] evaluations = {3, 1, 1, 20};
    BlackBoxSearch search =
        new BlackBoxSearch() {
          @Override
          public String name() {
            return "";
          }

          @Override
          public void run(
              Factorized start,
              Budgeted f,
              RandomGenerator random,
              Consumer<Factorized> recommend) {
            for (int n = 0; n < logits.length; n++) {
              for (int k = 0; k < evaluations[n]; k++) {
                f.value(new double[] {1});
              }
              recommend.accept(Bernoulli.ofLogits(logits[n]));
            }
          }
        };
    SearchRun trial = SearchRun.of(search, law, x -> x[0], 30, 1);
    // The laws after 3 and 4 evaluations stood for one each; that after 5 stood for 20.
    assertEquals(
        List.of(0, 5, 25), trial.marks().stream().map(SearchRun.Mark::evaluations).toList());
  }

  @Test
  void aTargetIsNineTenthsOfTheWayAndIsMetByTheFirstMarkBelow() {
    Factorized law = Bernoulli.ofLogits(1e-9);
    assertEquals(1 - 0.9 * 11, SearchRun.target(law, x -> 1, -10), 1e-12);
    SearchRun trial =
        new SearchRun(
            List.of(
                new SearchRun.Mark(0, 5, Double.POSITIVE_INFINITY),
                new SearchRun.Mark(8, 4, 1),
                new SearchRun.Mark(16, 2, 1)),
            0);
    assertEquals(16, trial.needs(3));
    assertEquals(8, trial.sees(3));
    assertEquals(Double.POSITIVE_INFINITY, trial.needs(1));
    assertEquals(4, trial.meanAfter(15));
  }

  @Test
  void longLocalSearchFindsTheLeastOfAllOutcomes() {
    double[] table = new SplittableRandom(3).doubles(1 << 10).toArray();
    Objective f = x -> table[(int) Arrays.stream(x).reduce(0, (n, bit) -> 2 * n + bit)];
    double least = Arrays.stream(table).min().orElseThrow();
    assertEquals(least, SearchRun.bestKnown(Bernoulli.ofLogits(new double[10]), f));
  }
}
