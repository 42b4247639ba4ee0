package io.thalweg.estimator.relaxation;

import io.thalweg.Averaged;
import io.thalweg.Path;

/**
 * The mean of a law whose logits are divided by a temperature, softmax(theta / temperature) for
 * categories; its derivative is that in the logits of the law itself.
 *
 * @param path of the mean in the divided logits
 */
record TemperedMean(Path path, double temperature) {

  static TemperedMean of(Averaged law, double temperature) {
    if (temperature == 1) {
      return new TemperedMean(law.mean(), temperature);
    }
    double[] divided = law.parameters().clone();
    for (int i = 0; i < divided.length; i++) {
      divided[i] /= temperature;
    }
    return new TemperedMean(law.at(divided).mean(), temperature);
  }

  /** The mean of every context, [contexts x point size]. */
  double[] points() {
    return path.points().points();
  }

  /** Computes (dmean/dtheta)^T slopes. */
  double[] pullback(Averaged law, double[] slopes) {
    double[] gradient = path.pullback(law, slopes);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] /= temperature;
    }
    return gradient;
  }
}
