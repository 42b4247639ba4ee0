package io.thalweg.estimator.regression;

import io.thalweg.Characteristic;
import java.util.Arrays;

/** The means of the codes of a kernel of numbers: those of a code, and waves of each variable. */
final class NumberKernelMeans implements FeatureMeans {

  private static final int POWERS = NumberCode.WIDTH;

  private final NumberKernel code;
  private final NumberMeans means;
  private final WaveMeans.Waves waves;

  NumberKernelMeans(NumberKernel code, Characteristic law) {
    this.code = code;
    means = code.standard().means(law);
    double[] direction = new double[POWERS * code.standard().scales().length];
    Arrays.fill(direction, NumberKernel.LOWEST);
    waves = means.waves(direction, new double[direction.length], NumberKernel.WAVES);
  }

  @Override
  public double[] features() {
    double[] powers = means.features();
    int width = code.width();
    double[] codes = new double[powers.length / POWERS * width];
    for (int i = 0; i < powers.length / POWERS; i++) {
      System.arraycopy(powers, i * POWERS, codes, i * width, POWERS);
      for (int k = 0; k < NumberKernel.WAVES; k++) {
        codes[i * width + NumberKernel.wave(k)] = waves.cos()[k][i];
        codes[i * width + NumberKernel.wave(k) + 1] = waves.sin()[k][i];
      }
    }
    for (int i = 0; i < codes.length; i++) {
      codes[i] -= code.means()[i % code.means().length];
    }
    return codes;
  }

  @Override
  public void addSlopes(double[] slopes) {
    int width = code.width();
    int variables = slopes.length / width;
    double[] powers = new double[POWERS * variables];
    double[][] cos = new double[NumberKernel.WAVES][variables];
    double[][] sin = new double[NumberKernel.WAVES][variables];
    for (int i = 0; i < variables; i++) {
      System.arraycopy(slopes, i * width, powers, i * POWERS, POWERS);
      for (int k = 0; k < NumberKernel.WAVES; k++) {
        cos[k][i] = slopes[i * width + NumberKernel.wave(k)];
        sin[k][i] = slopes[i * width + NumberKernel.wave(k) + 1];
      }
    }
    means.addSlopes(powers);
    waves.add(cos, sin);
  }

  @Override
  public void pullback(double[] gradient) {
    means.pullback(gradient);
  }
}
