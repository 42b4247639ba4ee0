package io.thalweg.estimator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Case;
import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Factorized;
import io.thalweg.Objective;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The exact mean of estimators that are linear in their uniform numbers between the jumps of the
 * law: the middles of all cells, weighted by volume, give it.
 *
 * <p>A trial finds out whether an estimator is linear, so that new recipes are included. {@link
 * UnbiasednessTest} judges the others.
 */
@Tag("proof")
class MidpointExactnessTest {

  private static final int MOST_CELLS = 200_000;
  // Places that are tried, over all cells: a jump within one of few cells is not to be missed.
  private static final int PLACES = 2_000;
  // Rounding of a sum of at most 200,000 terms whose weights add up to 1, with room to spare.
  private static final double ROUNDING = 1e-12;

  private static final List<Trial> LINEAR =
      Trial.all().stream()
          .filter(trial -> trial.problem().law() instanceof Factorized)
          .filter(MidpointExactnessTest::isLinear)
          .toList();

  static List<Trial> linearTrials() {
    return LINEAR;
  }

  /** Whether the estimate half way between any two places of a cell is half way too. */
  private static boolean isLinear(Trial trial) {
    Estimator<Distribution, Objective> estimator = trial.estimator();
    Distribution law = trial.problem().law();
    Objective f = trial.problem().objective();
    Cells cells = Cells.of(estimator, law, f);
    if (cells.count() > MOST_CELLS) {
      return false;
    }
    SplittableRandom random = new SplittableRandom(5);
    for (long place = 0; place < Math.max(PLACES, cells.count()); place++) {
      long cell = place % cells.count();
      double[] one = random.doubles(cells.uniforms()).toArray();
      double[] other = random.doubles(cells.uniforms()).toArray();
      double[] between = new double[one.length];
      Arrays.setAll(between, n -> (one[n] + other[n]) / 2);
      double[] low = cells.gradient(estimator, law, f, cell, one);
      double[] high = cells.gradient(estimator, law, f, cell, other);
      double[] middle = cells.gradient(estimator, law, f, cell, between);
      for (int i = 0; i < middle.length; i++) {
        if (Math.abs(low[i] + high[i] - 2 * middle[i]) > ROUNDING) {
          return false;
        }
      }
    }
    return true;
  }

  private static double[] mean(Trial trial) {
    Estimator<Distribution, Objective> estimator = trial.estimator();
    Case problem = trial.problem();
    Cells cells = Cells.of(estimator, problem.law(), problem.objective());
    double[] mean = new double[problem.exact().length];
    double total = 0;
    for (long cell = 0; cell < cells.count(); cell++) {
      double volume = cells.volume(cell);
      double[] gradient = cells.gradient(estimator, problem.law(), problem.objective(), cell);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += volume * gradient[i];
      }
      total += volume;
    }
    assertEquals(1, total, ROUNDING);
    return mean;
  }

  @ParameterizedTest
  @MethodSource("linearTrials")
  void meanOverAllCellsIsTheGradientIfAndOnlyIfTheRecipePromisesIt(Trial trial) {
    double[] exact = trial.problem().exact();
    double[] mean = mean(trial);
    if (trial.promisesNoBias()) {
      assertArrayEquals(exact, mean, ROUNDING);
    } else {
      double worst = 0;
      for (int i = 0; i < exact.length; i++) {
        worst = Math.max(worst, Math.abs(exact[i] - mean[i]));
      }
      assertTrue(worst > Trial.RESOLUTION * trial.problem().scale(), "bias of " + worst);
    }
  }

  /** None of these may drop out of the exact test unseen. */
  @Test
  void estimatorsKnownToBeLinearAreTested() {
    Set<String> ids =
        linearTrials().stream()
            .map(trial -> trial.recipe().id())
            .collect(Collectors.toCollection(TreeSet::new));
    for (String family : List.of("bernoulli", "categorical")) {
      Set<String> tested =
          linearTrials().stream()
              .filter(trial -> trial.problem().name().contains(family))
              .map(trial -> trial.recipe().id())
              .collect(Collectors.toSet());
      assertTrue(
          tested.containsAll(
              List.of(
                  "enumeration",
                  "reinforce",
                  "moving_average",
                  "rloo",
                  "local_expectation",
                  "go",
                  "measure_valued",
                  "straight_through")),
          () -> family + ": " + tested);
    }
    assertTrue(ids.containsAll(List.of("arm", "disarm", "double_cv", "rodeo")), ids::toString);
  }

  /** Their estimates bend within a cell, so that middles would prove nothing. */
  @Test
  void nonlinearEstimatorsAreLeftOut() {
    assertTrue(
        linearTrials().stream()
            .map(trial -> trial.recipe().id())
            .noneMatch(Set.of("rebar", "relax", "gumbel_softmax")::contains));
  }
}
