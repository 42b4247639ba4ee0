package io.thalweg.workbench.reproduce;

import java.util.Arrays;
import java.util.Optional;

/** Makes rows of values, one for each seed. */
final class Rows {

  private Rows() {}

  static Row of(String what, double[] values, Optional<Published> published, Row.Gate gate) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
    double spread = values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : Double.NaN;
    return new Row(what, mean, spread, values.length, published, gate);
  }
}
