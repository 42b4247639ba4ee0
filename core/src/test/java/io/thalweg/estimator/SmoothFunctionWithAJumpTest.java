package io.thalweg.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.Reparameterized;
import io.thalweg.check.Interval;
import io.thalweg.check.VarianceReport;
import io.thalweg.distribution.Gaussian;
import io.thalweg.estimator.pathwise.FiniteDifference;
import io.thalweg.estimator.score.MirroredScore;
import io.thalweg.estimator.score.Reinforce;
import io.thalweg.estimator.score.Rloo;
import io.thalweg.support.SplitMix;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Variances of estimators of values on a smooth function with a jump, against integrals.
 *
 * <pre>
 *   f(x) = sin 2x + 1[x > 0.5],   x = 0.3 + exp(-0.2) e,   e ~ N(0, 1)
 *   scores of mean and log deviation:   exp(0.2) e,   e^2 - 1
 * </pre>
 *
 * <p>Each variance is a sum over both parameters of products of means over e, which have one
 * dimension. They are integrated by the midpoint rule between the jumps.
 */
class SmoothFunctionWithAJumpTest {

  private static final double MEAN = 0.3;
  private static final double LOG_DEVIATION = -0.2;
  private static final double JUMP = 0.5;
  private static final Gaussian LAW = Gaussian.of(MEAN, Math.exp(LOG_DEVIATION));
  private static final Objective F = x -> f(x[0]);
  // No density of a normal law beyond it is as large as 1e-17.
  private static final double END = 9;
  private static final int PIECES = 4_000;

  private static double f(double x) {
    return Math.sin(2 * x) + (x > JUMP ? 1 : 0);
  }

  private static double x(double mean, double logDeviation, double e) {
    return mean + Math.exp(logDeviation) * e;
  }

  private static double f0(double e) {
    return f(x(MEAN, LOG_DEVIATION, e));
  }

  private static double score(int parameter, double e) {
    return parameter == 0 ? e * Math.exp(-LOG_DEVIATION) : e * e - 1;
  }

  /** Returns the mean of a function of e that jumps where it is told. */
  private static double mean(DoubleUnaryOperator g, double... jumps) {
    double[] ends =
        DoubleStream.concat(DoubleStream.of(-END, END), DoubleStream.of(jumps)).sorted().toArray();
    double sum = 0;
    for (int part = 1; part < ends.length; part++) {
      double width = (ends[part] - ends[part - 1]) / PIECES;
      for (int i = 0; i < PIECES; i++) {
        double e = ends[part - 1] + (i + 0.5) * width;
        sum += width * g.applyAsDouble(e) * Math.exp(-e * e / 2);
      }
    }
    return sum / Math.sqrt(2 * Math.PI);
  }

  /** Returns the mean of a function of f(x(e)), f(x(-e)) and e. */
  private static double meanOfF(DoubleUnaryOperator g) {
    double jump = (JUMP - MEAN) / Math.exp(LOG_DEVIATION);
    return mean(g, jump, -jump);
  }

  private interface OneParameter {
    double variance(int parameter);
  }

  private static double both(OneParameter variance) {
    return IntStream.range(0, 2).mapToDouble(variance::variance).sum();
  }

  private static double ofDifferences(double step) {
    return both(
        parameter -> {
          double above = parameter == 0 ? MEAN + step : MEAN;
          double below = parameter == 0 ? MEAN - step : MEAN;
          double wide = parameter == 1 ? LOG_DEVIATION + step : LOG_DEVIATION;
          double narrow = parameter == 1 ? LOG_DEVIATION - step : LOG_DEVIATION;
          DoubleUnaryOperator g = e -> (f(x(above, wide, e)) - f(x(below, narrow, e))) / (2 * step);
          double[] jumps = {(JUMP - above) / Math.exp(wide), (JUMP - below) / Math.exp(narrow)};
          double first = mean(g, jumps);
          return mean(e -> Math.pow(g.applyAsDouble(e), 2), jumps) - first * first;
        });
  }

  private static double gradient(int parameter) {
    return meanOfF(e -> f0(e) * score(parameter, e));
  }

  private static double ofReinforce() {
    return both(
        parameter ->
            meanOfF(e -> Math.pow(f0(e) * score(parameter, e), 2))
                - Math.pow(gradient(parameter), 2));
  }

  /** A U-statistic of four draws with the kernel (f_1 - f_2) (s_1 - s_2) / 2 (Hoeffding 1948). */
  private static double ofFourLeaveOneOut() {
    double m = meanOfF(SmoothFunctionWithAJumpTest::f0);
    return both(
        parameter -> {
          DoubleUnaryOperator s = e -> score(parameter, e);
          double squared = Math.pow(gradient(parameter), 2);
          // Of s (f - m); the mean of s is 0, so that terms with it alone drop out.
          double centred = meanOfF(e -> Math.pow((f0(e) - m) * s.applyAsDouble(e), 2));
          double spread =
              meanOfF(e -> Math.pow(f0(e) - m, 2)) * meanOfF(e -> Math.pow(s.applyAsDouble(e), 2));
          double one = (centred - squared) / 4;
          double two = (centred + spread + 2 * squared) / 2 - squared;
          return (4 * one + two) / 6;
        });
  }

  /** Two pairs, each with the mean of f over the other as its baseline. */
  private static double ofTwoMirroredPairs() {
    DoubleUnaryOperator mean = e -> (f0(e) + f0(-e)) / 2;
    double m = meanOfF(mean);
    double second = meanOfF(e -> Math.pow(mean.applyAsDouble(e), 2));
    return both(
        parameter -> {
          DoubleUnaryOperator product =
              e -> f0(e) * score(parameter, e) + f0(-e) * score(parameter, -e);
          DoubleUnaryOperator scores = e -> score(parameter, e) + score(parameter, -e);
          double first = meanOfF(product);
          double own =
              meanOfF(e -> Math.pow(product.applyAsDouble(e), 2))
                  - 2 * m * meanOfF(e -> product.applyAsDouble(e) * scores.applyAsDouble(e))
                  + second * meanOfF(e -> Math.pow(scores.applyAsDouble(e), 2));
          double cross = meanOfF(e -> mean.applyAsDouble(e) * scores.applyAsDouble(e));
          return (own + first * first + cross * cross) / 8 - Math.pow(gradient(parameter), 2);
        });
  }

  static Arguments[] variances() {
    return new Arguments[] {
      Arguments.of(new FiniteDifference(0.1), ofDifferences(0.1), "6.25", 60_000),
      Arguments.of(new FiniteDifference(0.01), ofDifferences(0.01), "31.9", 100_000),
      Arguments.of(new Reinforce(), ofReinforce(), "1.71", 60_000),
      Arguments.of(new Rloo(4), ofFourLeaveOneOut(), "0.796", 60_000),
      Arguments.of(new MirroredScore(4), ofTwoMirroredPairs(), "0.521", 60_000)
    };
  }

  /** Draws each variance; an interval of 95 %, three times as wide, is missed once in 1e8 times. */
  @ParameterizedTest
  @MethodSource("variances")
  void theVarianceThatIsDrawnIsTheIntegral(
      Estimator<? super Reparameterized, ? super Objective> estimator,
      double integral,
      String threeDigits,
      int draws) {
    assertEquals(threeDigits, "%.3g".formatted(integral));
    VarianceReport report = VarianceReport.of(estimator, LAW, F, draws, new SplitMix(1));
    Interval interval = report.varianceInterval();
    double half = 3 * (interval.high() - interval.low()) / 2;
    assertEquals(integral, report.variance(), half, estimator::toString);
    assertTrue(half < 0.2 * integral, () -> "an error of a fifth would not be seen: " + half);
  }
}
