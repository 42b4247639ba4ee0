package io.thalweg.estimator.relaxation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Differences;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Squashed;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Temperatures of the estimators that take a draw for its mean, against the published formulas. */
class TemperatureTest {

  private static final double[] LOGITS = {0.3, -0.6, 0.9, 1.2, 0.1, -0.4};
  private static final double[] SLOPES = {0.7, -1.1, 0.4, 0.9, -0.2, 1.6};
  private static final DifferentiableObjective LINEAR =
      DifferentiableObjective.of(b -> dot(SLOPES, b), b -> SLOPES);
  // A handful of operations on numbers of the size of 1.
  private static final double ROUNDING = 1e-14;
  private static final long SEED = 5;

  static Stream<Arguments> lawsAndTemperatures() {
    return Stream.<Squashed>of(Bernoulli.ofLogits(LOGITS), Categorical.ofLogits(LOGITS, 3))
        .flatMap(law -> Stream.of(0.4, 1.0, 1.5).map(tau -> Arguments.of(law, tau)));
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double[] estimate(
      Estimator<? super Squashed, ? super DifferentiableObjective> estimator, Squashed law) {
    return estimator.estimate(law, LINEAR, new SplittableRandom(SEED)).gradient();
  }

  /** Computes the logistic function, or the softmax of each block, of logits / temperature. */
  private static double[] mean(Squashed law, double[] logits, double temperature) {
    double[] exp = Arrays.stream(logits).map(x -> Math.exp(x / temperature)).toArray();
    int categories = law.shape().categories();
    double[] mean = new double[exp.length];
    for (int i = 0; i < exp.length; i++) {
      double sum = categories == 1 ? 1 + exp[i] : 0;
      for (int k = i / categories * categories; categories > 1 && k < i + categories; k++) {
        sum += k / categories == i / categories ? exp[k] : 0;
      }
      mean[i] = exp[i] / sum;
    }
    return mean;
  }

  /**
   * Computes J(y) SLOPES, then takes off the mean over each block, as the authors' program does.
   */
  private static double[] product(Squashed law, double[] y) {
    int categories = law.shape().categories();
    double[] out = new double[y.length];
    for (int block = 0; block < y.length; block += categories) {
      double mean = 0;
      for (int i = block; i < block + categories; i++) {
        for (int k = block; k < block + categories; k++) {
          out[i] += ((i == k ? y[i] : 0) - y[i] * y[k]) * SLOPES[k];
        }
        mean += out[i] / categories;
      }
      for (int i = block; categories > 1 && i < block + categories; i++) {
        out[i] -= mean;
      }
    }
    return out;
  }

  /** Computes factor * J((mu(theta / between) + b) / 2) SLOPES - 1/2 J(mu(theta / end)) SLOPES. */
  private static double[] heun(Squashed law, double between, double end, double factor) {
    double[] b = law.relax(1, new SplittableRandom(SEED)).draws().points();
    double[] middle = mean(law, LOGITS, between);
    Arrays.setAll(middle, i -> (middle[i] + b[i]) / 2);
    double[] first = product(law, middle);
    double[] second = product(law, mean(law, LOGITS, end));
    Arrays.setAll(first, i -> factor * first[i] - second[i] / 2);
    return first;
  }

  @ParameterizedTest
  @MethodSource("lawsAndTemperatures")
  void temperatureOfReinMaxMovesTheMidpointAlone(Squashed law, double temperature) {
    double[] actual = estimate(new ReinMax(temperature), law);
    assertArrayEquals(heun(law, temperature, 1, 2), actual, ROUNDING);
    List<double[]> mistakes =
        List.of(
            heun(law, temperature, temperature, 2),
            heun(law, temperature, 1, 2 / temperature),
            heun(law, 1 / temperature, 1, 2));
    for (double[] mistake : mistakes) {
      assertEquals(temperature != 1, farthest(mistake, actual) > 0.01);
    }
  }

  @ParameterizedTest
  @MethodSource("lawsAndTemperatures")
  void straightThroughIsTheSlopeOfTheTemperedMean(Squashed law, double temperature) {
    double[] actual = estimate(new StraightThrough(temperature), law);
    double[] differences =
        Differences.gradient(theta -> dot(SLOPES, mean(law, theta, temperature)), LOGITS);
    Differences.assertClose(differences, actual, 2);
    double[] undivided = Arrays.stream(actual).map(g -> g * temperature).toArray();
    assertEquals(temperature != 1, farthest(undivided, actual) > 0.01);
  }

  private static double farthest(double[] a, double[] b) {
    double farthest = 0;
    for (int i = 0; i < a.length; i++) {
      farthest = Math.max(farthest, Math.abs(a[i] - b[i]));
    }
    return farthest;
  }

  /** Weights the estimates at both values of a bit by their probabilities. */
  private static double meanOfBit(Estimator<? super Squashed, DifferentiableObjective> estimator) {
    Bernoulli law = Bernoulli.ofLogits(0.8);
    DifferentiableObjective f = DifferentiableObjective.of(b -> b[0], b -> new double[] {1});
    Events outcomes = law.outcomes(0, 2);
    double mean = 0;
    for (int k = 0; k < 2; k++) {
      Bernoulli given = law.given(Events.of(new double[] {outcomes.values()[k]}, 1, 1));
      double g = estimator.estimate(given, f, new SplittableRandom(SEED)).gradient()[0];
      mean += Math.exp(law.logProbability(outcomes)[k]) * g;
    }
    double p = law.probabilities()[0];
    return mean / (p * (1 - p));
  }

  @Test
  void linearObjectiveHasNoBiasAtTemperatureOneAlone() {
    List<DoubleFunction<Estimator<? super Squashed, DifferentiableObjective>>> estimators =
        List.of(ReinMax::new, StraightThrough::new);
    for (var estimator : estimators) {
      assertEquals(1, meanOfBit(estimator.apply(1)), ROUNDING);
      for (double temperature : new double[] {0.5, 2}) {
        assertTrue(Math.abs(meanOfBit(estimator.apply(temperature)) - 1) > 0.01);
      }
    }
  }

  @Test
  void temperatureIsOneWhereNoneIsStated() {
    assertEquals(new ReinMax(1), new ReinMax());
    assertEquals(new StraightThrough(1), new StraightThrough());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void temperatureThatIsNotAboveZeroIsRefused(double temperature) {
    var reinmax = assertThrows(IllegalArgumentException.class, () -> new ReinMax(temperature));
    assertEquals(
        "the temperature of ReinMax is " + temperature + "; it must be finite and above 0",
        reinmax.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new StraightThrough(temperature));
  }
}
