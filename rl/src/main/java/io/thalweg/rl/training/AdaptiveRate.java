package io.thalweg.rl.training;

import io.thalweg.support.Require;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A learning rate that follows the divergence of the steps of the policy.
 *
 * <pre>
 *   d = mean over the observations of KL(law before the step || law after it)
 *   rate = rate / 1.5 if d &gt; 2 target,   1.5 rate if d &lt; target / 2
 * </pre>
 *
 * <p>The rate stays between 1e-4 times and 10 times the one it begins with: a policy that has
 * nearly stopped choosing diverges by no step, however large.
 *
 * <p>Source: factor and tolerance are those of the released code of Grathwohl et al. (2018), ICLR,
 * arXiv:1711.00123, for continuous actions.
 */
final class AdaptiveRate {

  private static final double FACTOR = 1.5;
  private static final double TOLERANCE = 2;
  private static final double FASTEST = 10;
  private static final double SLOWEST = 1e-4;

  private final double start;
  private final double target;
  // The rate is this times the one it begins with.
  private double pace = 1;

  /**
   * Begins with a rate.
   *
   * @param target the divergence of a step, in nats; 0 leaves the rate alone
   */
  AdaptiveRate(double start, double target) {
    this.start = Require.positive("the learning rate", start);
    this.target = Require.atLeast(0, "the divergence of a step", target);
  }

  /** The present rate. */
  double value() {
    return start * pace;
  }

  /** Whether the rate follows divergences, which otherwise need not be computed. */
  boolean isAdaptive() {
    return target > 0;
  }

  /** Changes the rate after a step with this divergence, in nats. */
  void follow(double divergence) {
    if (divergence > TOLERANCE * target) {
      pace = Math.max(SLOWEST, pace / FACTOR);
    } else if (divergence < target / TOLERANCE) {
      pace = Math.min(FASTEST, pace * FACTOR);
    }
  }

  void save(DataOutput out) throws IOException {
    out.writeDouble(pace);
  }

  void load(DataInput in) throws IOException {
    pace = in.readDouble();
  }
}
