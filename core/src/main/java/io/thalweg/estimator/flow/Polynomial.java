package io.thalweg.estimator.flow;

import io.thalweg.Events;
import io.thalweg.Reparameterized;
import java.util.ArrayList;
import java.util.List;

/**
 * A function of each coordinate by itself, with its derivative.
 *
 * @param values [draws x size]
 * @param slopes [draws x size]
 */
record Polynomial(double[] values, double[] slopes) {

  // Of t^2 = z^2 / (1 + z^2 / 2): what is fitted where draws are many must not grow where they are
  // few.
  private static final double BOUND = 2;

  private Polynomial(int length) {
    this(new double[length], new double[length]);
  }

  /** Lists the functions of a basis: one for each degree; for angles a cosine and a sine. */
  static List<Polynomial> upTo(int degree, Reparameterized law, Events x) {
    Standard standard = Standard.of(law);
    int size = x.pointSize();
    boolean angles = false;
    for (int v = 0; v < size; v++) {
      angles |= law.isAngle(v);
    }
    int length = x.points().length;
    List<Polynomial> all = new ArrayList<>();
    for (int k = 0; k < (angles ? 2 : 1) * degree; k++) {
      all.add(new Polynomial(length));
    }
    for (int at = 0; at < length; at++) {
      int place = x.context(at / size) * size + at % size;
      double z = (x.points()[at] - standard.centres()[place]) / standard.scales()[place];
      for (int k = 1; k <= degree; k++) {
        if (law.isAngle(at % size)) {
          all.get(k - 1).put(at, Math.cos(k * x.points()[at]), -k * Math.sin(k * x.points()[at]));
          all.get(degree + k - 1)
              .put(at, Math.sin(k * x.points()[at]), k * Math.cos(k * x.points()[at]));
        } else {
          all.get(k - 1).hermite(at, k, z, standard.scales()[place]);
        }
      }
    }
    return all;
  }

  private void put(int at, double value, double slope) {
    values[at] = value;
    slopes[at] = slope;
  }

  private void hermite(int at, int degree, double z, double scale) {
    double[] psi = hermite(degree, z);
    put(at, psi[0], psi[1] / scale);
  }

  /** Computes He_k(t) and its derivative in z. */
  static double[] hermite(int degree, double z) {
    double root = StrictMath.hypot(1, z / Math.sqrt(BOUND));
    double t = z / root;
    double before = 1;
    double value = t;
    for (int k = 1; k < degree; k++) {
      double next = t * value - k * before;
      before = value;
      value = next;
    }
    // He_k' = k He_(k-1), and dt/dz = root^-3.
    return new double[] {value, degree * before / (root * root * root)};
  }
}
