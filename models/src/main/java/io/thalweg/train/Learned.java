package io.thalweg.train;

import io.thalweg.Adaptive;
import io.thalweg.Estimator;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/** State of a training that an estimator has learned. */
public final class Learned {

  private Learned() {}

  /** Writes it, or nothing if the estimator does not learn. */
  public static void save(Estimator<?, ?> estimator, DataOutput out) throws IOException {
    Optional<Adaptive> learner = estimator.learner();
    if (learner.isPresent()) {
      learner.get().save(out);
    }
  }

  /**
   * Reads what {@link #save} wrote.
   *
   * @throws IOException if it is that of an estimator of another size
   */
  public static void load(Estimator<?, ?> estimator, DataInput in) throws IOException {
    Optional<Adaptive> learner = estimator.learner();
    if (learner.isPresent()) {
      learner.get().load(in);
    }
  }
}
