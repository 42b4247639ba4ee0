package io.thalweg.estimator.regression;

import io.thalweg.Characteristic;
import io.thalweg.CharacteristicFunctions;
import io.thalweg.MeanField;
import io.thalweg.support.Numbers;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * A code of numbers that are standardised by the mean and the deviation of a law, and their
 * squares.
 *
 * <pre>
 *   e_v = (x_v - location_v) / scale_v,   code of x_v = (e_v, e_v^2)
 * </pre>
 *
 * @param locations one for each variable
 * @param scales one for each variable, above 0
 */
record NumberCode(double[] locations, double[] scales) implements FeatureMap {

  /** e and e^2. */
  static final int WIDTH = 2;

  private static final double LEAST_SCALE = 1e-100;
  // The values of a count are at least 1 apart.
  private static final double LEAST_SCALE_OF_COUNTS = 0.25;

  /** Makes a code that leaves numbers as they are. */
  static NumberCode plain(int size) {
    double[] scales = new double[size];
    Arrays.fill(scales, 1);
    return new NumberCode(new double[size], scales);
  }

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public int waved() {
    return 1;
  }

  @Override
  public void encode(double[] event, int from, double[] centre, double[] u) {
    for (int i = 0; i < locations.length; i++) {
      double e = standardised(event[from + i], i);
      u[WIDTH * i] = e - centre[WIDTH * i];
      u[WIDTH * i + 1] = e * e - centre[WIDTH * i + 1];
    }
  }

  /** Returns e for a value of a variable. */
  double standardised(double x, int variable) {
    return (x - locations[variable]) / scales[variable];
  }

  @Override
  public NumberMeans means(MeanField law) {
    return new NumberMeans(this, (Characteristic) law);
  }

  /** Standardises by the mean over the contexts of a law, and the deviation from it. */
  @Override
  public NumberCode at(MeanField law) {
    Characteristic numbers = (Characteristic) law;
    CharacteristicFunctions functions = numbers.characteristic();
    double[] means = functions.means();
    double[] variances = functions.variances();
    double[] centres = new double[locations.length];
    for (int i = 0; i < means.length; i++) {
      centres[i % centres.length] += means[i] / law.contexts();
    }
    double[] squares = new double[centres.length];
    for (int i = 0; i < means.length; i++) {
      double away = means[i] - centres[i % centres.length];
      squares[i % centres.length] += (variances[i] + away * away) / law.contexts();
    }
    double[] scales = new double[squares.length];
    for (int i = 0; i < scales.length; i++) {
      double least = numbers.isWhole(i) ? LEAST_SCALE_OF_COUNTS : LEAST_SCALE;
      scales[i] = Math.max(Math.sqrt(squares[i]), least);
    }
    return new NumberCode(centres, scales);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    Numbers.write(out, locations);
    Numbers.write(out, scales);
  }

  @Override
  public NumberCode load(DataInput in) throws IOException {
    NumberCode code = plain(locations.length);
    Numbers.read(in, code.locations);
    Numbers.read(in, code.scales);
    return code;
  }
}
