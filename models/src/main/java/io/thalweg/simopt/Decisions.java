package io.thalweg.simopt;

import io.thalweg.simulation.Input;
import io.thalweg.simulation.Parameters;

/** Decisions that laws recommend. */
final class Decisions {

  // As good as certain, and far from what a double cannot hold.
  private static final double CERTAIN = 200;

  private Decisions() {}

  /** Makes the likeliest outcome of each law of bits or categories certain. */
  static Parameters likeliest(Parameters at) {
    double[] theta = at.theta();
    for (Input input : at.inputs()) {
      int from = at.place(input, 0);
      int count = at.count(input);
      if (count == 1) {
        theta[from] = theta[from] > 0 ? CERTAIN : -CERTAIN;
        continue;
      }
      int best = from;
      for (int i = from; i < from + count; i++) {
        best = theta[i] > theta[best] ? i : best;
      }
      for (int i = from; i < from + count; i++) {
        theta[i] = i == best ? CERTAIN : 0;
      }
    }
    return at.at(theta);
  }
}
