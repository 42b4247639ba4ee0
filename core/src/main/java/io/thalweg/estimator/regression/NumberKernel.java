package io.thalweg.estimator.regression;

import io.thalweg.Characteristic;
import io.thalweg.MeanField;
import io.thalweg.support.Numbers;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A number, its square and its waves, standardised by the mean and deviation of a reference law.
 *
 * <pre>
 *   e = (x - location) / scale
 *   code = (e, e^2, cos(w_k e), sin(w_k e)) - means under the reference law,   w_k = 0.6 k
 *   k(x, y) = sum_d weight_d code_d(x) code_d(y)
 * </pre>
 *
 * <p>The waves have the weights exp(-(0.8 w_k)^2 / 2), which makes of them a periodic Gaussian
 * kernel of the length 0.8.
 *
 * @param standard the locations and scales
 * @param means under the reference law, [variables x width]
 */
record NumberKernel(NumberCode standard, double[] means) implements KernelFeatures {

  // A seventh wave would have a weight below 1 in 250.
  static final int WAVES = 6;
  // All waves repeat after 10.5 deviations, so that they tell apart all but the furthest tails.
  static final double LOWEST = 0.6;
  private static final int POWERS = NumberCode.WIDTH;
  private static final int WIDTH = POWERS + 2 * WAVES;
  // Values nearer than about a deviation are taken to be alike.
  private static final double LENGTH = 0.8;
  // Beyond, means under the reference law are far from 0, and its waves are too long or too short.
  private static final double MOVED = 0.5;
  private static final double GREW = 1.25;
  private static final double[] WEIGHTS = weights();

  private static double[] weights() {
    double[] weights = new double[WIDTH];
    weights[0] = 1;
    // e^2 of a normal variable has the variance 2.
    weights[1] = 0.5;
    double total = 0;
    for (int k = 1; k <= WAVES; k++) {
      total += Math.exp(-Math.pow(LENGTH * LOWEST * k, 2) / 2);
    }
    for (int k = 1; k <= WAVES; k++) {
      double weight = Math.exp(-Math.pow(LENGTH * LOWEST * k, 2) / 2) / total;
      weights[wave(k - 1)] = weight;
      weights[wave(k - 1) + 1] = weight;
    }
    return weights;
  }

  /** The place of the cosine of wave k among the features of a variable; its sine is the next. */
  static int wave(int k) {
    return POWERS + 2 * k;
  }

  /** Makes a kernel of which nothing but the number of variables is known. */
  static NumberKernel plain(int size) {
    return new NumberKernel(NumberCode.plain(size), new double[size * WIDTH]);
  }

  @Override
  public int width() {
    return WIDTH;
  }

  /** Returns 1 for the number, 2 / 2 for its square, and at most 1 for waves. */
  @Override
  public double variance() {
    return 3;
  }

  /** Writes the codes of a variable. */
  private void encode(double x, int variable, double[] codes, int at) {
    double e = standard.standardised(x, variable);
    codes[at] = e;
    codes[at + 1] = e * e;
    double cos = Math.cos(LOWEST * e);
    double sin = Math.sin(LOWEST * e);
    codes[at + wave(0)] = cos;
    codes[at + wave(0) + 1] = sin;
    for (int i = at + wave(1); i < at + WIDTH; i += 2) {
      codes[i] = codes[i - 2] * cos - codes[i - 1] * sin;
      codes[i + 1] = codes[i - 2] * sin + codes[i - 1] * cos;
    }
    for (int d = 0; d < WIDTH; d++) {
      codes[at + d] -= means[variable * WIDTH + d];
    }
  }

  @Override
  public double[] kernel(
      double[] event, int from, int variable, double[][] duals, double[] room, int count) {
    double[] codes = new double[WIDTH];
    encode(event[from + variable], variable, codes, 0);
    KernelFeatures.sum(codes, 0, duals, variable * WIDTH, WIDTH, room, count);
    return room;
  }

  @Override
  public double[] dual(double[] event) {
    double[] dual = new double[means.length];
    for (int i = 0; i < event.length; i++) {
      encode(event[i], i, dual, i * WIDTH);
    }
    for (int i = 0; i < dual.length; i++) {
      dual[i] *= WEIGHTS[i % WIDTH];
    }
    return dual;
  }

  @Override
  public FeatureMeans means(MeanField law) {
    return new NumberKernelMeans(this, (Characteristic) law);
  }

  @Override
  public boolean suits(MeanField law) {
    NumberCode now = standard.at(law);
    boolean near = true;
    for (int i = 0; i < now.scales().length; i++) {
      double grew = now.scales()[i] / standard.scales()[i];
      double moved = now.locations()[i] - standard.locations()[i];
      near &= grew < GREW && grew > 1 / GREW && Math.abs(moved) < MOVED * standard.scales()[i];
    }
    return near;
  }

  /** Takes the mean of the means over the contexts. */
  @Override
  public NumberKernel at(MeanField law) {
    NumberKernel raw = new NumberKernel(standard.at(law), new double[means.length]);
    double[] all = raw.means(law).features();
    double[] mean = new double[means.length];
    for (int i = 0; i < all.length; i++) {
      mean[i % mean.length] += all[i] / law.contexts();
    }
    return new NumberKernel(raw.standard, mean);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    standard.save(out);
    Numbers.write(out, means);
  }

  @Override
  public NumberKernel load(DataInput in) throws IOException {
    NumberKernel read = new NumberKernel(standard.load(in), new double[means.length]);
    Numbers.read(in, read.means);
    return read;
  }
}
