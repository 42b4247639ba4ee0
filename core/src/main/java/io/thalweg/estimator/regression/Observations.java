package io.thalweg.estimator.regression;

import io.thalweg.Distribution;
import io.thalweg.Events;
import io.thalweg.MeanField;
import io.thalweg.Shape;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * Past evaluations, weighted for a law.
 *
 * <pre>
 *   weight of x = min(1, q(x) / q_then(x)) |score(x)|^2, scaled to the mean 1
 * </pre>
 *
 * <p>The mean weight of an evaluation is the overlap of the law that drew it with the present law.
 * The square of the score is the weight of an error at x in the variance of a score estimator. With
 * several contexts all weights are 1, because the context of a past event is not known.
 */
final class Observations {

  private static final int CHUNK = 256;

  private final PastEvaluations past;
  private final FeatureMap code;
  // Of the events, [kept x size].
  private final double[] coordinates;
  private final double[] weights;
  private final double[] centre;
  private final double[] u;
  private final double mean;

  Observations(PastEvaluations past, FeatureMap code, MeanField law) {
    this.past = past;
    this.code = code;
    this.weights = weights(past, law);
    this.coordinates = law.coordinates(Arrays.copyOf(past.events(), past.kept() * past.size()));
    int linear = past.size() * code.width();
    this.u = new double[linear];
    double[] sums = new double[linear];
    double sum = 0;
    double[] origin = new double[linear];
    for (int place = 0; place < weights.length; place++) {
      code.encode(coordinates, place * past.size(), origin, u);
      for (int i = 0; i < linear; i++) {
        sums[i] += weights[place] * u[i];
      }
      sum += weights[place] * past.value(place);
    }
    double total = Arrays.stream(weights).sum();
    this.centre = Arrays.stream(sums).map(s -> s / total).toArray();
    this.mean = sum / total;
  }

  private static double[] weights(PastEvaluations past, Distribution law) {
    double[] weights = new double[past.kept()];
    Arrays.fill(weights, 1);
    if (law.contexts() > 1) {
      return weights;
    }
    for (int from = 0; from < weights.length; from += CHUNK) {
      int to = Math.min(from + CHUNK, weights.length);
      Events x =
          Events.of(
              Arrays.copyOfRange(past.events(), from * past.size(), to * past.size()), law.shape());
      double[] log = law.logProbability(x);
      double[] scores = law.scores(x);
      for (int place = from; place < to; place++) {
        double square = 0;
        for (int i = (place - from) * law.dimension();
            i < (place - from + 1) * law.dimension();
            i++) {
          square += scores[i] * scores[i];
        }
        double ratio = Math.exp(log[place - from] - past.logProbability(place));
        weights[place] = Math.min(1, ratio) * square;
      }
    }
    double mean = Arrays.stream(weights).average().orElseThrow();
    // A law that is certain of its outcome has no score, and nothing to estimate.
    Arrays.setAll(weights, place -> mean > 0 ? weights[place] / mean : 1);
    return weights;
  }

  /** The code of events. */
  FeatureMap code() {
    return code;
  }

  /** The evaluations. */
  PastEvaluations past() {
    return past;
  }

  /** Computes a surrogate at all evaluations. */
  double[] values(KnownMean c) {
    return c.values(Events.of(coordinates, new Shape(1, past.size(), 1)));
  }

  /** Computes a surrogate at the newest evaluations, the newest first. */
  double[] newestValues(KnownMean c, int number) {
    double[] newest = new double[number * past.size()];
    for (int age = 0; age < number; age++) {
      System.arraycopy(event(past.place(age)), 0, newest, age * past.size(), past.size());
    }
    return c.values(Events.of(newest, new Shape(1, past.size(), 1)));
  }

  /** The coordinates of an event. */
  double[] event(int place) {
    return Arrays.copyOfRange(coordinates, place * past.size(), (place + 1) * past.size());
  }

  /** f at the newest evaluations, minus the mean of f, the newest first. */
  double[] newest(int most) {
    double[] y = new double[Math.min(most, count())];
    Arrays.setAll(y, age -> y(past.place(age)));
    return y;
  }

  /** The weighted sum of the squares of the residuals of the newest evaluations. */
  double error(double[] residuals) {
    double error = 0;
    for (int age = 0; age < residuals.length; age++) {
      error += weight(past.place(age)) * residuals[age] * residuals[age];
    }
    return error;
  }

  /** The weights of the newest evaluations, the newest first. */
  double[] newestWeights(int most) {
    double[] newest = new double[Math.min(most, count())];
    Arrays.setAll(newest, age -> weight(past.place(age)));
    return newest;
  }

  /** Computes features of the newest evaluations by which a fit is judged, the newest first. */
  double[][] judged(UnaryOperator<double[]> features) {
    double[][] newest = new double[Math.min(SurrogateFamily.JUDGED, count())][];
    Arrays.setAll(newest, age -> features.apply(u(past.place(age))));
    return newest;
  }

  /** The residuals of a fit at the newest evaluations, each left out of it. */
  double[] residualsWithout(Ridge.Fit fit, UnaryOperator<double[]> features) {
    double[][] newest = judged(features);
    double[] residuals = fit.freedoms(newest, newestWeights(newest.length));
    Arrays.setAll(residuals, age -> fit.residual(newest[age], y(past.place(age))) / residuals[age]);
    return residuals;
  }

  /** The number of evaluations. */
  int count() {
    return weights.length;
  }

  /** The weighted mean of the codes. */
  double[] centre() {
    return centre;
  }

  /** The weighted mean of f. */
  double mean() {
    return mean;
  }

  /** f at an evaluation, minus the mean of f. */
  double y(int place) {
    return past.value(place) - mean;
  }

  /** The weight of an evaluation. */
  double weight(int place) {
    return weights[place];
  }

  /** The centred codes of an evaluation, valid until the next call. */
  double[] u(int place) {
    code.encode(coordinates, place * past.size(), centre, u);
    return u;
  }

  /** Makes least squares in these features. */
  Ridge ridge(QuadraticFeatures products) {
    Ridge ridge = new Ridge(products.features());
    for (int place = 0; place < weights.length; place++) {
      ridge.add(products.of(u(place)), y(place), weights[place]);
    }
    return ridge;
  }

  /**
   * Measures how much the residuals of a fit of main effects vary with each product of two codes,
   * over all evaluations but the newest.
   *
   * @return lower triangle
   */
  double[][] promise(Ridge.Fit fit, QuadraticFeatures mainEffects, int newest) {
    double[][] sums = new double[u.length][u.length];
    double[] squares = new double[u.length];
    for (int age = newest; age < weights.length; age++) {
      int place = past.place(age);
      double residual = fit.residual(mainEffects.of(u(place)), y(place));
      for (int i = 0; i < u.length; i++) {
        squares[i] += weights[place] * u[i] * u[i];
        double factor = weights[place] * residual * u[i];
        for (int j = 0; j < i; j++) {
          sums[i][j] += factor * u[j];
        }
      }
    }
    for (int i = 0; i < u.length; i++) {
      for (int j = 0; j < i; j++) {
        double scale = squares[i] * squares[j];
        sums[i][j] = scale > 0 ? sums[i][j] * sums[i][j] / scale : 0;
      }
    }
    return sums;
  }
}
