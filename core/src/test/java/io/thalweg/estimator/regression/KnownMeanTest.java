package io.thalweg.estimator.regression;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Events;
import io.thalweg.Factorized;
import io.thalweg.check.ExactGradient;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every draw, weighted by its probability, under surrogates of arbitrary coefficients. */
@Tag("proof")
class KnownMeanTest {

  // Rounding of sums of at most 81 terms.
  private static final double ROUNDING = 1e-12;
  // A million times the rounding.
  private static final double WRONG = 1e-6;

  private static final List<Factorized> LAWS =
      List.of(
          Bernoulli.ofLogits(0.4, -1.1, 0.7, 1.6),
          Categorical.ofLogits(
              new double[] {0.4, -1.1, 0.8, 0, 1.3, -0.7, 0.2, 0.5, -1, 0.9, 0, 0.3}, 3));

  private static final SplittableRandom RANDOM = new SplittableRandom(7);

  /** A law, a surrogate, and the same surrogate whose mean forgets one term. */
  private record Trial(Factorized law, KnownMean sound, KnownMean forgetful) {}

  // Both tests judge the same surrogates.
  private static final List<Trial> TRIALS =
      LAWS.stream().flatMap(law -> Stream.of(quadratic(law), waves(law), anova(law))).toList();

  static List<Trial> trials() {
    return TRIALS;
  }

  private static double[] numbers(int count) {
    return RANDOM.doubles(count, -1, 1).toArray();
  }

  private static Trial quadratic(Factorized law) {
    SimplexCode code = new SimplexCode(law.values());
    int linear = law.shape().size() * code.width();
    double[][] pairs = new double[linear][linear];
    for (int i = 0; i < linear; i++) {
      for (int j = 0; j < i - i % code.width(); j++) {
        pairs[i][j] = RANDOM.nextDouble(-1, 1);
        pairs[j][i] = pairs[i][j];
      }
    }
    double[] centre = numbers(linear);
    double[] effects = numbers(linear);
    Quadratic c = new Quadratic(code, centre, 2, effects, pairs);
    double[][] fewer = Arrays.stream(pairs).map(double[]::clone).toArray(double[][]::new);
    fewer[0][linear - 1] = 0;
    fewer[linear - 1][0] = 0;
    return trial(law, c, new Quadratic(code, centre, 2, effects, fewer));
  }

  private static Trial waves(Factorized law) {
    SimplexCode code = new SimplexCode(law.values());
    int linear = law.shape().size() * code.width();
    double[] centre = numbers(linear);
    double[] effects = numbers(linear);
    double[][] directions = {numbers(linear), numbers(linear)};
    double[][] even = {numbers(3), numbers(3)};
    double[][] odd = {numbers(3), numbers(3)};
    double[][] fewer = {even[0], {even[1][0], even[1][1], 0}};
    return trial(
        law,
        new WaveExpansion(code, centre, 2, effects, directions, even, odd),
        new WaveExpansion(code, centre, 2, effects, directions, fewer, odd));
  }

  private static Trial anova(Factorized law) {
    int size = law.shape().size();
    double[][] table = new double[size * law.values()][6];
    for (int t = 0; t < 6; t++) {
      for (int i = 0; i < size; i++) {
        int own = RANDOM.nextInt(law.values());
        double height = RANDOM.nextDouble(1.5, 4);
        for (int value = 0; value < law.values(); value++) {
          table[i * law.values() + value][t] = value == own ? height - 1 : -1;
        }
      }
    }
    double[] alpha = numbers(6);
    OneHotCode code = new OneHotCode(law.values(), new double[size * law.values()]);
    double[] scales = {0.3, 0.5, 0.7, 0.4};
    double[] fewer = {0.3, 0.5, 0.7, 0};
    return trial(
        law,
        new AnovaExpansion(code, table, 2, scales, alpha),
        new AnovaExpansion(code, table, 2, fewer, alpha));
  }

  private static Trial trial(Factorized law, KnownMean sound, KnownMean fewer) {
    return new Trial(law, sound, new OtherMean(sound, fewer));
  }

  private static double f(double[] x) {
    return Math.exp(x[0] - 0.7 * x[x.length - 1]) + x[1] * x[2];
  }

  /** The mean of the estimate over all pairs of draws. */
  private static double[] mean(Factorized law, KnownMean c) {
    Events all = law.outcomes(0, (int) law.outcomes());
    SurrogateRegression<Factorized> regression = new SurrogateRegression<>(2);
    double[] log = law.logProbability(all);
    int size = all.size();
    double[] mean = new double[law.dimension()];
    for (int a = 0; a < all.count(); a++) {
      for (int b = 0; b < all.count(); b++) {
        double[] pair = Arrays.copyOf(all.value(a), 2 * size);
        System.arraycopy(all.value(b), 0, pair, size, size);
        double[] values = {f(all.value(a)), f(all.value(b))};
        double[] g = regression.gradient(law, Events.of(pair, law.shape()), values, c, 0.3);
        for (int i = 0; i < mean.length; i++) {
          mean[i] += Math.exp(log[a] + log[b]) * g[i];
        }
      }
    }
    return mean;
  }

  @ParameterizedTest
  @MethodSource("trials")
  void meanOverAllDrawsIsTheGradientUnderAnySurrogate(Trial trial) {
    double[] exact = ExactGradient.of(trial.law, KnownMeanTest::f);
    assertArrayEquals(exact, mean(trial.law, trial.sound), ROUNDING);
  }

  @ParameterizedTest
  @MethodSource("trials")
  void meanOfTheSurrogateThatForgetsATermIsRejected(Trial trial) {
    double[] exact = ExactGradient.of(trial.law, KnownMeanTest::f);
    double[] wrong = mean(trial.law, trial.forgetful);
    double most = 0;
    for (int i = 0; i < exact.length; i++) {
      most = Math.max(most, Math.abs(wrong[i] - exact[i]));
    }
    assertTrue(most > WRONG, "off by " + most);
  }
}
