package io.thalweg.estimator.regression;

import io.thalweg.Events;
import io.thalweg.support.Numbers;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Main effects and waves along a few directions, whose mean is a product of characteristic
 * functions.
 *
 * <pre>
 *   u = code(x) - centre
 *   c(x) = constant + linear . u
 *          + sum_j sum_k even_jk cos(k d_j . u) + odd_jk sin(k d_j . u),   k = 1 .. waves
 *   E exp(i k d_j . u) = product over variables v of E exp(i k d_j,v . u_v)
 * </pre>
 *
 * <p>Cost: variables + waves operations for each event and direction; variables x values x waves
 * for each direction for the mean and its slopes.
 *
 * @param code of the values
 * @param centre of the codes
 * @param constant the constant
 * @param linear of the length of the centre
 * @param directions d_j, [directions x length of the centre], the lowest frequency included
 * @param even coefficients of cosines, [directions x waves]
 * @param odd coefficients of sines, of the same shape
 */
record WaveExpansion(
    SimplexCode code,
    double[] centre,
    double constant,
    double[] linear,
    double[][] directions,
    double[][] even,
    double[][] odd)
    implements KnownMean {

  @Override
  public double[] values(Events events) {
    double[] c = new double[events.count()];
    double[] u = new double[centre.length];
    for (int row = 0; row < c.length; row++) {
      code.encode(events.values(), row * events.size(), centre, u);
      c[row] = constant + dot(linear, u);
      for (int j = 0; j < directions.length; j++) {
        c[row] += sum(even[j], odd[j], dot(directions[j], u));
      }
    }
    return c;
  }

  private static double sum(double[] even, double[] odd, double angle) {
    double[] cos = new double[even.length];
    double[] sin = new double[even.length];
    harmonics(angle, cos, sin);
    return dot(even, cos) + dot(odd, sin);
  }

  /** Writes cos(k angle) and sin(k angle), k = 1, 2, .. */
  static void harmonics(double angle, double[] cos, double[] sin) {
    cos[0] = Math.cos(angle);
    sin[0] = Math.sin(angle);
    for (int k = 1; k < cos.length; k++) {
      cos[k] = cos[k - 1] * cos[0] - sin[k - 1] * sin[0];
      sin[k] = cos[k - 1] * sin[0] + sin[k - 1] * cos[0];
    }
  }

  /** Computes a . b. */
  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @Override
  public double[] slopes(double[] marginals) {
    double[] slopes = new double[marginals.length];
    int context = centre.length / code.width() * code.values();
    for (int i = 0; i < slopes.length; i++) {
      slopes[i] = projection(linear, i % context);
    }
    for (int j = 0; j < directions.length; j++) {
      double[][] cos = new double[context][even[j].length];
      double[][] sin = new double[context][even[j].length];
      for (int i = 0; i < context; i++) {
        harmonics(projection(directions[j], i), cos[i], sin[i]);
      }
      for (int k = 0; k < even[j].length; k++) {
        for (int from = 0; from < slopes.length; from += context) {
          addSlopes(cos, sin, k, even[j][k], odd[j][k], marginals, from, slopes);
        }
      }
    }
    return slopes;
  }

  /** A direction times the centred code of a value of a variable. */
  private double projection(double[] direction, int value) {
    int variable = value / code.values();
    double sum = 0;
    for (int d = 0; d < code.width(); d++) {
      int at = variable * code.width() + d;
      sum += direction[at] * (code.of(value % code.values(), d) - centre[at]);
    }
    return sum;
  }

  /**
   * Adds the slopes of E even cos(k z) + odd sin(k z), the real part of (even - i odd) E exp(i k
   * z).
   */
  private void addSlopes(
      double[][] cos,
      double[][] sin,
      int k,
      double even,
      double odd,
      double[] marginals,
      int from,
      double[] slopes) {
    int values = code.values();
    int size = cos.length / values;
    double[] re = new double[size];
    double[] im = new double[size];
    for (int i = 0; i < cos.length; i++) {
      re[i / values] += marginals[from + i] * cos[i][k];
      im[i / values] += marginals[from + i] * sin[i][k];
    }
    // The product over the variables behind each one, then the one over those before it.
    double[] behindRe = new double[size + 1];
    double[] behindIm = new double[size + 1];
    behindRe[size] = 1;
    for (int v = size - 1; v >= 0; v--) {
      behindRe[v] = behindRe[v + 1] * re[v] - behindIm[v + 1] * im[v];
      behindIm[v] = behindRe[v + 1] * im[v] + behindIm[v + 1] * re[v];
    }
    double beforeRe = even;
    double beforeIm = -odd;
    for (int v = 0; v < size; v++) {
      double restRe = beforeRe * behindRe[v + 1] - beforeIm * behindIm[v + 1];
      double restIm = beforeRe * behindIm[v + 1] + beforeIm * behindRe[v + 1];
      for (int i = v * values; i < (v + 1) * values; i++) {
        slopes[from + i] += restRe * cos[i][k] - restIm * sin[i][k];
      }
      double next = beforeRe * re[v] - beforeIm * im[v];
      beforeIm = beforeRe * im[v] + beforeIm * re[v];
      beforeRe = next;
    }
  }

  @Override
  public void save(DataOutput out) throws IOException {
    Numbers.write(out, centre);
    out.writeDouble(constant);
    Numbers.write(out, linear);
    out.writeInt(directions.length);
    for (int j = 0; j < directions.length; j++) {
      Numbers.write(out, directions[j]);
      out.writeInt(even[j].length);
      Numbers.write(out, even[j]);
      Numbers.write(out, odd[j]);
    }
  }

  /** Reads what was saved. */
  static WaveExpansion load(SimplexCode code, int length, DataInput in) throws IOException {
    double[] centre = new double[length];
    double[] linear = new double[length];
    Numbers.read(in, centre);
    double constant = in.readDouble();
    Numbers.read(in, linear);
    int count = in.readInt();
    double[][] directions = new double[count][length];
    double[][] even = new double[count][];
    double[][] odd = new double[count][];
    for (int j = 0; j < count; j++) {
      Numbers.read(in, directions[j]);
      even[j] = new double[in.readInt()];
      odd[j] = new double[even[j].length];
      Numbers.read(in, even[j]);
      Numbers.read(in, odd[j]);
    }
    return new WaveExpansion(code, centre, constant, linear, directions, even, odd);
  }
}
