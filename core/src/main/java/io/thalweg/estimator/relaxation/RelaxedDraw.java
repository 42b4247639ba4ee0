package io.thalweg.estimator.relaxation;

import io.thalweg.Concrete;
import io.thalweg.Distribution;
import io.thalweg.Path;
import io.thalweg.Squash;

/**
 * A relaxed draw of every context, y = squash(z / temperature), and its derivative in theta.
 *
 * @param z the path of the relaxed variables
 */
record RelaxedDraw(Distribution law, Path z, double temperature, Squash.Points y) {

  static RelaxedDraw of(Concrete law, Path z, double temperature) {
    return of(law, z, law.squash(), temperature);
  }

  static RelaxedDraw of(Distribution law, Path z, Squash squash, double temperature) {
    return new RelaxedDraw(law, z, temperature, squash.at(z.points().points(), temperature));
  }

  /** Computes (dy/dz)^T slopes. */
  double[] cotangents(double[] slopes) {
    double[] cotangents = y.pullback(slopes);
    for (int i = 0; i < cotangents.length; i++) {
      cotangents[i] /= temperature;
    }
    return cotangents;
  }

  /** Computes (dy/dtheta)^T slopes. */
  double[] pullback(double[] slopes) {
    return z.pullback(law, cotangents(slopes));
  }
}
