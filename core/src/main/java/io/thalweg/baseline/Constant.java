package io.thalweg.baseline;

import io.thalweg.Baseline;
import io.thalweg.Distribution;
import java.util.Arrays;

/** The same number always; 0 is no baseline. */
public record Constant(double value) implements Baseline {

  @Override
  public double[] values(Distribution law) {
    double[] values = new double[law.contexts()];
    Arrays.fill(values, value);
    return values;
  }
}
