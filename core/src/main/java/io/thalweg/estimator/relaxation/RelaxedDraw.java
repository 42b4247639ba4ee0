package io.thalweg.estimator.relaxation;

import io.thalweg.Concrete;
import io.thalweg.Path;
import io.thalweg.internal.Squash;

/**
 * A relaxed draw of every context, y = squash(z / temperature), and its derivative in theta.
 *
 * @param z the path of the relaxed variables
 */
record RelaxedDraw(Concrete law, Path z, double temperature, Squash squash, double[] y) {

  static RelaxedDraw of(Concrete law, Path z, double temperature) {
    Squash squash = new Squash(z.points().categories());
    return new RelaxedDraw(
        law, z, temperature, squash, squash.apply(z.points().points(), temperature));
  }

  /** Computes (dy/dtheta)^T slopes. */
  double[] pullback(double[] slopes) {
    double[] cotangents = squash.product(y, slopes);
    for (int i = 0; i < cotangents.length; i++) {
      cotangents[i] /= temperature;
    }
    return z.pullback(law, cotangents);
  }
}
