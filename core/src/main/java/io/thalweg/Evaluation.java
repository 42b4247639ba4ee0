package io.thalweg;

/** What an objective answered for a batch of events. */
@FunctionalInterface
public interface Evaluation {

  /** One value for each row of the events; to be read, not written. */
  double[] values();

  /** An evaluation that holds the given values. */
  static Evaluation of(double[] values) {
    return () -> values;
  }
}
