package io.thalweg.estimator.pathwise;

import io.thalweg.Checked;
import io.thalweg.Events;
import io.thalweg.Reparameterized;
import java.util.Arrays;

/** Laws at parameters a step away, and their events. */
final class Moved {

  private Moved() {}

  /** Returns the law at theta + step x direction. */
  static Reparameterized at(Reparameterized law, double[] direction, double step) {
    double[] theta = law.parameters();
    for (int i = 0; i < theta.length; i++) {
      theta[i] += step * direction[i];
    }
    return Checked.at(law, theta, law.contexts());
  }

  /** Joins one or more batches. */
  static Events joined(Events... parts) {
    return Events.concat(parts[0], Arrays.copyOfRange(parts, 1, parts.length));
  }
}
