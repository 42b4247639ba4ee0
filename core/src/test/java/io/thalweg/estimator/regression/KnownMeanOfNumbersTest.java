package io.thalweg.estimator.regression;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Characteristic;
import io.thalweg.Events;
import io.thalweg.MeanField;
import io.thalweg.Reparameterized;
import io.thalweg.distribution.Binomial;
import io.thalweg.distribution.Exponential;
import io.thalweg.distribution.Gamma;
import io.thalweg.distribution.Gaussian;
import io.thalweg.distribution.Geometric;
import io.thalweg.distribution.Logistic;
import io.thalweg.distribution.Lognormal;
import io.thalweg.distribution.NegativeBinomial;
import io.thalweg.distribution.Poisson;
import io.thalweg.estimator.score.Rloo;
import io.thalweg.internal.Numerics;
import java.io.DataOutput;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The mean of the estimate over all counts, or by quadrature, under surrogates that were fitted.
 */
@Tag("proof")
class KnownMeanOfNumbersTest {

  private static final double TOLERANCE = 1e-9;
  // A thousand times the tolerance.
  private static final double WRONG = 1e-6;
  // Beyond, the nodes are at the ends of a double.
  private static final double FURTHEST = 3.1;
  private static final int[] ESTIMATES = {5, 30, 150};

  /**
   * A law of one or two variables with all its events, or nodes of quadrature.
   *
   * @param weights the probabilities of the events
   */
  private record Trial(Characteristic law, Events events, double[] weights) {

    @Override
    public String toString() {
      return law.toString();
    }

    /** Sums f score over the events. */
    double[] exact() {
      double[] weighted = new double[weights.length];
      Arrays.setAll(weighted, row -> weights[row] * f(events.value(row)));
      return law.weightedScore(events, weighted);
    }

    /** The mean over the events of the estimate of one draw. */
    double[] mean(KnownMean c) {
      SurrogateRegression<MeanField> regression = new SurrogateRegression<>(1);
      double[] mean = new double[law.dimension()];
      for (int row = 0; row < weights.length; row++) {
        double[] x = events.value(row);
        double[] f = {f(x)};
        double[] g = regression.gradient(law, Events.of(x, law.shape()), f, c, 0.3);
        for (int i = 0; i < mean.length; i++) {
          mean[i] += weights[row] * g[i];
        }
      }
      return mean;
    }
  }

  static List<Trial> trials() {
    return List.of(
        counts(Poisson.of(1.3), 30),
        counts(Poisson.of(0.4, 1.1), 25),
        counts(Binomial.of(3, 0.3, 0.6), 3),
        counts(NegativeBinomial.of(1.7, 0.7), 60),
        counts(Geometric.of(0.6), 60),
        quadrature(Gaussian.of(0.3, 0.8), 64),
        quadrature(Gaussian.of(new double[] {0.3, -1}, new double[] {0.8, 0.5}), 12),
        quadrature(Gamma.of(2.3, 1.6), 64),
        quadrature(Exponential.of(1.3), 64),
        quadrature(Logistic.of(0.3, 0.6), 64),
        quadrature(Lognormal.of(0.3, 0.6), 64));
  }

  /** All counts up to the largest, above which there is less than the rounding of a double. */
  private static Trial counts(Characteristic law, int largest) {
    Events events = grid(law, IntStream.rangeClosed(0, largest).asDoubleStream().toArray());
    double[] weights = Arrays.stream(law.logProbability(events)).map(Math::exp).toArray();
    return new Trial(law, events, weights);
  }

  /** The double-exponential rule for the uniform number of each variable. */
  private static <D extends Reparameterized & Characteristic> Trial quadrature(
      D law, int stepsPerUnit) {
    int half = (int) (FURTHEST * stepsPerUnit);
    double[] u = new double[2 * half + 1];
    double[] weights = new double[u.length];
    for (int n = 0; n < u.length; n++) {
      double s = (double) (n - half) / stepsPerUnit;
      u[n] = Numerics.sigmoid(Math.PI * Math.sinh(s));
      weights[n] = Math.PI * Math.cosh(s) * u[n] * (1 - u[n]) / stepsPerUnit;
      u[n] = Math.min(u[n], 1 - 0x1p-53);
    }
    Events uniforms = grid(law, u);
    double[] products = new double[uniforms.count()];
    Arrays.fill(products, 1);
    int size = law.shape().size();
    for (int i = 0, row = 0; row < products.length; row++) {
      for (int v = 0; v < size; v++, i++) {
        products[row] *= weights[Arrays.binarySearch(u, uniforms.values()[i])];
      }
    }
    return new Trial(law, law.transform(uniforms.values()), products);
  }

  /** Events with each of some numbers in each place. */
  private static Events grid(Characteristic law, double[] numbers) {
    int size = law.shape().size();
    int rows = (int) Math.pow(numbers.length, size);
    double[] x = new double[rows * size];
    for (int row = 0; row < rows; row++) {
      int rest = row;
      for (int v = 0; v < size; v++) {
        x[row * size + v] = numbers[rest % numbers.length];
        rest /= numbers.length;
      }
    }
    return Events.of(x, law.shape());
  }

  private static double f(double[] x) {
    double last = x[x.length - 1];
    return Math.cos(x[0] - 0.2 * last * last) + 1 / (1 + Math.exp(3 - 4 * x[0]));
  }

  /** Learns at a theta that moves to that of the law. */
  private static SurrogateLearner learned(Characteristic law, int estimates) {
    SplittableRandom random = new SplittableRandom(61);
    SurrogateLearner learner = new SurrogateLearner(1_000, law.shape().size(), VariableKind.of(law));
    for (int n = 0; n < estimates; n++) {
      double[] theta = law.parameters();
      for (int i = 0; i < theta.length; i++) {
        theta[i] += 0.3 * Math.cos(i) * (estimates - n) / estimates;
      }
      Characteristic then = (Characteristic) law.at(theta);
      learner.learn(new Rloo(2).estimate(then, KnownMeanOfNumbersTest::f, random), then, true);
    }
    return learner;
  }

  private static double distance(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> Math.abs(a[i] - b[i])).max().orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("trials")
  void meanOverAllEventsIsTheGradientWhateverWasLearned(Trial trial) {
    for (int estimates : ESTIMATES) {
      KnownMean c = learned(trial.law, estimates).surrogate();
      double error = distance(trial.exact(), trial.mean(c));
      assertTrue(error < TOLERANCE, () -> estimates + " estimates: off by " + error);
    }
  }

  /** A surrogate whose mean does not move with the last parameter, such as the deviation. */
  private record Forgetful(KnownMean sound) implements KnownMean {

    @Override
    public double[] values(Events events) {
      return sound.values(events);
    }

    @Override
    public void addMeanGradient(MeanField law, double[] gradient) {
      double last = gradient[gradient.length - 1];
      sound.addMeanGradient(law, gradient);
      gradient[gradient.length - 1] = last;
    }

    @Override
    public void save(DataOutput out) {
      throw new AssertionError();
    }
  }

  @ParameterizedTest
  @MethodSource("trials")
  void meanThatForgetsTheLastParameterIsRejected(Trial trial) {
    KnownMean c = new Forgetful(learned(trial.law, 150).surrogate());
    assertTrue(distance(trial.exact(), trial.mean(c)) > WRONG);
  }
}
