package io.thalweg.baseline;

import io.thalweg.Baseline;
import io.thalweg.Distribution;
import java.util.Arrays;

/** A constant baseline; the constant 0 means no baseline. */
public record Constant(double value) implements Baseline {

  @Override
  public double[] values(Distribution law) {
    double[] values = new double[law.contexts()];
    Arrays.fill(values, value);
    return values;
  }
}
