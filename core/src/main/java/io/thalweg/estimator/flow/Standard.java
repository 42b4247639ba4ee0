package io.thalweg.estimator.flow;

import io.thalweg.Cumulative;
import io.thalweg.Distribution;
import io.thalweg.Drawn;
import io.thalweg.Events;
import io.thalweg.Reparameterized;
import io.thalweg.support.Streams;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Centre and scale of every coordinate, independent of the draws of an estimate.
 *
 * <p>They are quantiles if the law has distribution functions, otherwise mean and deviation of
 * points that a fixed generator draws. Any numbers would be valid: they only choose the polynomials
 * of the basis.
 *
 * @param centres [contexts x size]
 * @param scales [contexts x size]
 */
record Standard(double[] centres, double[] scales) {

  // A normal variable lies within one deviation of its mean with this probability.
  private static final double LOWER = 0.15865525393145707;
  private static final int POINTS = 64;

  static Standard of(Reparameterized law) {
    if (!(law instanceof Cumulative)) {
      return moments(law);
    }
    return IntStream.range(0, law.shape().size()).allMatch(law::isAngle)
        ? unit(law)
        : quantiles(law);
  }

  /** Centres and scales that leave angles unchanged. */
  private static Standard unit(Reparameterized law) {
    double[] ones = new double[law.contexts() * law.shape().size()];
    Arrays.fill(ones, 1);
    return new Standard(new double[ones.length], ones);
  }

  private static Standard quantiles(Reparameterized law) {
    int n = law.contexts() * law.shape().size();
    double[] uniforms = new double[3 * n];
    Arrays.fill(uniforms, 0, n, 0.5);
    Arrays.fill(uniforms, n, 2 * n, LOWER);
    Arrays.fill(uniforms, 2 * n, 3 * n, 1 - LOWER);
    double[] x = law.transform(uniforms).values();
    double[] centres = Arrays.copyOf(x, n);
    double[] scales = new double[n];
    Arrays.setAll(scales, i -> scale((x[2 * n + i] - x[n + i]) / 2));
    return new Standard(centres, scales);
  }

  private static Standard moments(Reparameterized law) {
    // An event that was drawn already belongs to the estimate: the numbers must not depend on it.
    boolean given = law instanceof Drawn known && known.drawn().isPresent();
    Distribution plain = given ? law.at(law.parameters()) : law;
    Events points = plain.sample(POINTS, Streams.named(1, "centres and scales"));
    double[] x = points.values();
    int n = points.contexts() * points.size();
    double[] centres = new double[n];
    double[] scales = new double[n];
    for (int i = 0; i < x.length; i++) {
      centres[i % n] += x[i] / POINTS;
    }
    for (int i = 0; i < x.length; i++) {
      scales[i % n] += (x[i] - centres[i % n]) * (x[i] - centres[i % n]) / POINTS;
    }
    Arrays.setAll(scales, i -> scale(Math.sqrt(scales[i])));
    return new Standard(centres, scales);
  }

  private static double scale(double spread) {
    return spread > 0 && Double.isFinite(spread) ? spread : 1;
  }
}
