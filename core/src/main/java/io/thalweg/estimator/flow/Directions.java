package io.thalweg.estimator.flow;

import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.Reparameterized;
import java.util.ArrayList;
import java.util.List;

/**
 * Directions in x, each with the functions psi of the coordinate along it, and as many directions
 * in theta, along whose paths fields go.
 *
 * <pre>
 *   psi_k(x) = He_k(t),   t = z / sqrt(1 + z^2 / 2),   z = d . standardised x
 * </pre>
 *
 * @param inX [directions x size], unit vectors
 * @param inTheta [directions x parameters], unit vectors
 * @param count the number of directions
 */
record Directions(double[] inX, double[] inTheta, int count) {

  /** No directions. */
  static final Directions NONE = new Directions(new double[0], new double[0], 0);

  /** Lists the functions of one direction at some points: one for each degree. */
  List<Linearization> functions(int direction, int degree, Reparameterized law, Events x) {
    List<Linearization> functions = new ArrayList<>();
    Standard standard = Standard.of(law);
    double[] along = along(direction, standard, x);
    int size = x.pointSize();
    for (int k = 1; k <= degree; k++) {
      double[] values = new double[along.length];
      double[] slopes = new double[x.points().length];
      for (int row = 0; row < along.length; row++) {
        double[] psi = Polynomial.hermite(k, along[row]);
        values[row] = psi[0];
        for (int v = 0; v < size; v++) {
          slopes[row * size + v] =
              psi[1] * inX[direction * size + v] / standard.scales()[x.context(row) * size + v];
        }
      }
      functions.add(Linearization.of(values, slopes));
    }
    return functions;
  }

  /** The coordinate z of every point along a direction. */
  private double[] along(int direction, Standard standard, Events x) {
    int size = x.pointSize();
    double[] along = new double[x.count()];
    for (int at = 0; at < x.points().length; at++) {
      int place = x.context(at / size) * size + at % size;
      along[at / size] +=
          inX[direction * size + at % size]
              * (x.points()[at] - standard.centres()[place])
              / standard.scales()[place];
    }
    return along;
  }
}
