package io.thalweg.estimator.regression;

import io.thalweg.Factorized;
import io.thalweg.MeanField;
import io.thalweg.support.Numbers;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * A 1 for the value of a finite variable, and zeros for its other values.
 *
 * <pre>
 *   k(x, y) = 1{x = y} / p(y) - 1
 * </pre>
 *
 * <p>k is the kernel of all functions that have mean 0 under the reference law p, summed over
 * characters that are orthonormal under p. p is mixed with a tenth of the uniform law, so that no
 * character is longer than the number of values tells.
 *
 * @param values the number of values of a variable
 * @param reference the reference law before it is mixed, [variables x values]
 */
record OneHotCode(int values, double[] reference) implements KernelFeatures {

  private static final double UNIFORM = 0.1;
  private static final double MOVED = 0.1;

  @Override
  public int width() {
    return values;
  }

  @Override
  public double variance() {
    return values - 1.0;
  }

  @Override
  public double[] kernel(
      double[] event, int from, int variable, double[][] duals, double[] room, int count) {
    return duals[variable * values + (int) event[from + variable]];
  }

  @Override
  public double[] dual(double[] event) {
    double[] dual = new double[reference.length];
    Arrays.fill(dual, -1);
    for (int i = 0; i < event.length; i++) {
      int own = i * values + (int) event[i];
      dual[own] += 1 / ((1 - UNIFORM) * reference[own] + UNIFORM / values);
    }
    return dual;
  }

  @Override
  public FeatureMeans means(MeanField law) {
    Factorized finite = (Factorized) law;
    double[] marginals = finite.marginals();
    double[] sums = new double[marginals.length];
    return new FeatureMeans() {
      @Override
      public double[] features() {
        return marginals;
      }

      @Override
      public void addSlopes(double[] slopes) {
        Arrays.setAll(sums, i -> sums[i] + slopes[i]);
      }

      @Override
      public void pullback(double[] gradient) {
        finite.pullback(sums, gradient);
      }
    };
  }

  @Override
  public boolean suits(MeanField law) {
    double[] now = at(law).reference;
    double most = 0;
    for (int i = 0; i < now.length; i++) {
      most = Math.max(most, Math.abs(now[i] - reference[i]));
    }
    return most <= MOVED;
  }

  /** Takes the mean of the marginals over the contexts. */
  @Override
  public OneHotCode at(MeanField law) {
    double[] all = ((Factorized) law).marginals();
    double[] mean = new double[reference.length];
    for (int i = 0; i < all.length; i++) {
      mean[i % mean.length] += all[i] / law.contexts();
    }
    return new OneHotCode(values, mean);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    Numbers.write(out, reference);
  }

  @Override
  public OneHotCode load(DataInput in) throws IOException {
    double[] read = new double[reference.length];
    Numbers.read(in, read);
    return new OneHotCode(values, read);
  }
}
