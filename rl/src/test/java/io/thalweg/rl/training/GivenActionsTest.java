package io.thalweg.rl.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Distribution;
import io.thalweg.Drawn;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.check.Unbiasedness;
import io.thalweg.estimator.Family;
import io.thalweg.estimator.Settings;
import io.thalweg.rl.Judge;
import io.thalweg.rl.Returns;
import io.thalweg.rl.Space;
import io.thalweg.rl.Stub;
import io.thalweg.rl.policy.ActionLaw;
import io.thalweg.rl.policy.BernoulliActions;
import io.thalweg.rl.policy.GaussianActions;
import io.thalweg.rl.policy.Waves;
import io.thalweg.support.SplitMix;
import io.thalweg.support.Streams;
import io.thalweg.surrogate.Observed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Estimates of every estimator given an action, summed over all actions with their probabilities.
 *
 * <pre>
 *   sum_a pi(a | s) E[g | s, a was taken] = gradient of E Q(s, a)
 * </pre>
 */
@Tag("proof")
class GivenActionsTest {

  private static final double ROUNDING = 1e-12;
  // In units of the natural scale.
  private static final double RESOLUTION = 0.05;
  private static final double NOISE = 0.3;
  private static final int LESSONS = 5;
  private static final List<Space> SPACES =
      List.of(
          Space.discrete(1, 3),
          Space.discrete(1, 2, 3),
          Space.discrete(1, 2, 2),
          Space.continuous(1, new double[1], new double[1]),
          Space.continuous(1, new double[2], new double[2]));

  /** An estimator for actions of a space, after it has learned if it does. */
  private record Trial(Method method, Space space, boolean learned) {

    ActionLaw actions() {
      return method.actions(space);
    }

    /**
     * Leaves out what takes long, flows and regression in two variables, and two choices where
     * three are tried.
     */
    boolean isWanted() {
      boolean isWide = space.actionSize() > 1;
      boolean isSlow =
          method.recipe().family() == Family.FLOW
              || (method.recipe().id().equals("regression") && space.choices() == 0);
      return !(isSlow && isWide) && (space.choices() != 2 || actions() instanceof BernoulliActions);
    }

    AllActions all() {
      return AllActions.of(actions());
    }

    /** The returns as the estimator needs them. */
    Objective returns(AllActions all, double noise, RandomGenerator random) {
      Returns returns = all.returns(noise, random);
      return method.needsSlopes() ? returns.smooth() : returns;
    }

    Estimator<Distribution, Objective> estimator() {
      AllActions all = all();
      Observed.Sight sight = new Observed.Sight();
      sight.show(all.observations(), all.contexts());
      Settings settings =
          Settings.defaults()
              .withNetworks((inputs, random) -> new Observed(new Waves(inputs + 1, random), sight));
      SplitMix random = Streams.named(1, this + ": lessons");
      Estimator<Distribution, Objective> estimator =
          method.recipe().create(all.law(), method.objective(), settings, random);
      for (int i = 0; learned && i < LESSONS; i++) {
        Estimate estimate = estimator.estimate(all.law(), returns(all, 1, random), random);
        estimator.learner().orElseThrow().learn(estimate);
      }
      return estimator;
    }

    /** Whether nothing is drawn but the action. */
    boolean isExact() {
      Estimator<Distribution, Objective> estimator = estimator();
      return Arrays.equals(estimate(estimator, 1), estimate(estimator, 2));
    }

    double[] estimate(Estimator<Distribution, Objective> estimator, long seed) {
      SplitMix random = new SplitMix(seed);
      AllActions all = all();
      return all.mean(estimator.estimate(all.law(), returns(all, 0, random), random).gradient());
    }

    @Override
    public String toString() {
      return method.id() + (learned ? ", learned, on " : " on ") + actions();
    }
  }

  private static final List<Trial> TRIALS = all();
  private static final Set<Trial> EXACT =
      TRIALS.stream().filter(Trial::isExact).collect(Collectors.toSet());

  private static List<Trial> all() {
    List<Trial> trials = new ArrayList<>();
    for (Space space : SPACES) {
      for (Method method : Method.fitting(Stub.of(space))) {
        Trial fresh = new Trial(method, space, false);
        boolean isSound = method.recipe().bias().isEmpty();
        if (method.baseline() == Method.Baseline.NONE && isSound && fresh.isWanted()) {
          trials.add(new Trial(method, space, fresh.estimator().learner().isPresent()));
        }
      }
    }
    return trials;
  }

  static List<Trial> trialsWithoutNoise() {
    return TRIALS.stream().filter(EXACT::contains).toList();
  }

  static List<Trial> trialsWithNoise() {
    return TRIALS.stream().filter(trial -> !EXACT.contains(trial)).toList();
  }

  @ParameterizedTest
  @MethodSource("trialsWithoutNoise")
  void estimatesAddUpToTheExactGradient(Trial trial) {
    assertArrayEquals(trial.all().exact(), trial.estimate(trial.estimator(), 1), ROUNDING);
  }

  @ParameterizedTest
  @MethodSource("trialsWithNoise")
  void estimatesOfNoisyReturnsAddUpToTheGradientOnAverage(Trial trial) {
    Unbiasedness verdict = judge(trial, trial.estimator());
    assertInstanceOf(Unbiasedness.Unbiased.class, verdict, verdict::toString);
  }

  private static Unbiasedness judge(Trial trial, Estimator<Distribution, Objective> estimator) {
    AllActions all = trial.all();
    boolean continuous = trial.actions() instanceof GaussianActions;
    Drawn law = all.law();
    return Judge.of(
        random -> {
          double[] shifts = {random.nextDouble(), random.nextDouble()};
          AllActions now = continuous ? AllActions.of(trial.actions(), 2, shifts) : all;
          Drawn given = continuous ? now.law() : law;
          return now.mean(
              estimator.estimate(given, trial.returns(now, NOISE, random), random).gradient());
        },
        all.exact(),
        RESOLUTION * all.scale(),
        trial.toString());
  }

  static List<Space> spaces() {
    return SPACES;
  }

  /** An estimate that is a quarter too small would therefore be found. */
  @ParameterizedTest
  @MethodSource("spaces")
  void quarterOfTheLargestCoordinateIsWithinTheResolution(Space space) {
    AllActions all = new Trial(Method.find("reinforce").orElseThrow(), space, false).all();
    double largest = Arrays.stream(all.exact()).map(Math::abs).max().orElseThrow();
    assertTrue(
        0.25 * largest >= RESOLUTION * all.scale(),
        () -> "largest coordinate %s, scale %s".formatted(largest, all.scale()));
  }

  /** The list grows with the registry; these must not fall out of it. */
  @Test
  void estimatorsOfEveryFamilyAreTried() {
    assertTrue(
        ids(TRIALS)
            .containsAll(
                Set.of(
                    "reinforce",
                    "nvil",
                    "rloo",
                    "unordered_set",
                    "rodeo",
                    "local_expectation",
                    "arm",
                    "disarm",
                    "arms",
                    "carms",
                    "ar",
                    "ars",
                    "arsm",
                    "relax",
                    "lax",
                    "go",
                    "measure_valued",
                    "reparameterization")),
        () -> ids(TRIALS).toString());
    assertTrue(
        ids(trialsWithoutNoise())
            .containsAll(
                Set.of(
                    "reinforce", "nvil", "local_expectation", "go", "lax", "reparameterization")),
        () -> ids(trialsWithoutNoise()).toString());
  }

  private static Set<String> ids(List<Trial> trials) {
    return trials.stream()
        .map(trial -> trial.method().id())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
