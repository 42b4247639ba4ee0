package io.thalweg.estimator.flow;

import java.util.Arrays;
import org.apache.commons.numbers.gamma.Erfc;

/** The velocities of a mixture of two normal laws at one x, from its distribution function. */
record TwoNormals(double[] w, double[] m, double[] s, double x) {

  double density(int k) {
    double e = (x - m[k]) / s[k];
    return Math.exp(-e * e / 2) / (s[k] * Math.sqrt(2 * Math.PI));
  }

  double p() {
    return w[0] * density(0) + w[1] * density(1);
  }

  double slope(int k) {
    return -(x - m[k]) / (s[k] * s[k]) * density(k);
  }

  /** Phi_k - F = w_j (Phi_k - Phi_j), from the nearer tails. */
  double above(int k) {
    double own = (x - m[k]) / s[k] / Math.sqrt(2);
    double other = (x - m[1 - k]) / s[1 - k] / Math.sqrt(2);
    double difference =
        own + other > 0
            ? Erfc.value(other) - Erfc.value(own)
            : Erfc.value(-own) - Erfc.value(-other);
    return w[1 - k] * difference / 2;
  }

  /** -dF/dtheta of the logits, the means and the logarithms of the deviations. */
  double[] fluxes() {
    double[] flux = new double[6];
    for (int k = 0; k < 2; k++) {
      flux[k] = -w[k] * above(k);
      flux[2 + k] = w[k] * density(k);
      flux[4 + k] = w[k] * (x - m[k]) * density(k);
    }
    return flux;
  }

  double[] velocities() {
    return Arrays.stream(fluxes()).map(flux -> flux / p()).toArray();
  }

  /** (flux' - flux p' / p) / p. */
  double[] divergences() {
    double fall = (w[0] * slope(0) + w[1] * slope(1)) / p();
    double[] flux = fluxes();
    double[] change = new double[6];
    for (int k = 0; k < 2; k++) {
      change[k] = -w[k] * (density(k) - p());
      change[2 + k] = w[k] * slope(k);
      change[4 + k] = w[k] * (density(k) + (x - m[k]) * slope(k));
    }
    Arrays.setAll(change, i -> (change[i] - flux[i] * fall) / p());
    return change;
  }
}
