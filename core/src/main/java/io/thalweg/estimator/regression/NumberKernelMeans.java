package io.thalweg.estimator.regression;

import io.thalweg.Characteristic;
import java.util.Arrays;

/** The means of the codes of a kernel of numbers: those of a code, and waves of each variable. */
final class NumberKernelMeans implements CodeMeans {

  private final NumberKernel code;
  private final NumberMeans means;
  private final WaveMeans.Waves waves;

  NumberKernelMeans(NumberKernel code, Characteristic law) {
    this.code = code;
    means = code.standard().means(law);
    double[] direction = new double[2 * code.standard().scales().length];
    Arrays.fill(direction, NumberKernel.LOWEST);
    waves = means.waves(direction, new double[direction.length], NumberKernel.WAVES);
  }

  @Override
  public double[] codes() {
    double[] powers = means.codes();
    int width = code.width();
    double[] codes = new double[powers.length / 2 * width];
    for (int i = 0; i < powers.length / 2; i++) {
      codes[i * width] = powers[2 * i];
      codes[i * width + 1] = powers[2 * i + 1];
      for (int k = 0; k < NumberKernel.WAVES; k++) {
        codes[i * width + 2 * k + 2] = waves.cos()[k][i];
        codes[i * width + 2 * k + 3] = waves.sin()[k][i];
      }
    }
    for (int i = 0; i < codes.length; i++) {
      codes[i] -= code.means()[i % code.means().length];
    }
    return codes;
  }

  @Override
  public void addCodes(double[] slopes) {
    int width = code.width();
    int variables = slopes.length / width;
    double[] powers = new double[2 * variables];
    double[][] cos = new double[NumberKernel.WAVES][variables];
    double[][] sin = new double[NumberKernel.WAVES][variables];
    for (int i = 0; i < variables; i++) {
      powers[2 * i] = slopes[i * width];
      powers[2 * i + 1] = slopes[i * width + 1];
      for (int k = 0; k < NumberKernel.WAVES; k++) {
        cos[k][i] = slopes[i * width + 2 * k + 2];
        sin[k][i] = slopes[i * width + 2 * k + 3];
      }
    }
    means.addCodes(powers);
    waves.add(cos, sin);
  }

  @Override
  public void addTo(double[] gradient) {
    means.addTo(gradient);
  }
}
