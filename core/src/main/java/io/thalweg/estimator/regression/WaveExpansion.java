package io.thalweg.estimator.regression;

import io.thalweg.Events;
import io.thalweg.MeanField;
import io.thalweg.support.Numbers;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

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
 * <p>Cost: variables + waves operations for each event and direction; variables x waves, and times
 * the values of finite variables, for each direction for the mean and its slopes.
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
    FeatureMap code,
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
  public void addMeanGradient(MeanField law, double[] gradient) {
    WaveMeans means = code.means(law);
    double[] slopes = new double[law.contexts() * linear.length];
    Arrays.setAll(slopes, i -> linear[i % linear.length]);
    means.addSlopes(slopes);
    for (int j = 0; j < directions.length; j++) {
      WaveMeans.Waves waves = means.waves(directions[j], centre, even[j].length);
      int variables = waves.cos()[0].length;
      double[][] cos = new double[even[j].length][variables];
      double[][] sin = new double[even[j].length][variables];
      int size = variables / law.contexts();
      for (int k = 0; k < even[j].length; k++) {
        for (int from = 0; from < variables; from += size) {
          putSlopes(waves, k, even[j][k], odd[j][k], from, size, cos[k], sin[k]);
        }
      }
      waves.add(cos, sin);
    }
    means.pullback(gradient);
  }

  /**
   * Writes the slopes of E even cos(k z) + odd sin(k z), the real part of (even - i odd) E exp(i k
   * z), in the parts of the factors of E exp(i k z).
   */
  private static void putSlopes(
      WaveMeans.Waves waves,
      int k,
      double even,
      double odd,
      int from,
      int size,
      double[] cos,
      double[] sin) {
    double[] re = waves.cos()[k];
    double[] im = waves.sin()[k];
    // The product over the variables behind each one, then the one over those before it.
    double[] behindRe = new double[size + 1];
    double[] behindIm = new double[size + 1];
    behindRe[size] = 1;
    for (int v = size - 1; v >= 0; v--) {
      int i = from + v;
      behindRe[v] = behindRe[v + 1] * re[i] - behindIm[v + 1] * im[i];
      behindIm[v] = behindRe[v + 1] * im[i] + behindIm[v + 1] * re[i];
    }
    double beforeRe = even;
    double beforeIm = -odd;
    for (int v = 0; v < size; v++) {
      int i = from + v;
      cos[i] = beforeRe * behindRe[v + 1] - beforeIm * behindIm[v + 1];
      sin[i] = -beforeRe * behindIm[v + 1] - beforeIm * behindRe[v + 1];
      double next = beforeRe * re[i] - beforeIm * im[i];
      beforeIm = beforeRe * im[i] + beforeIm * re[i];
      beforeRe = next;
    }
  }

  @Override
  public void save(DataOutput out) throws IOException {
    code.save(out);
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
  static WaveExpansion load(FeatureMap kind, int length, DataInput in) throws IOException {
    FeatureMap code = kind.load(in);
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
