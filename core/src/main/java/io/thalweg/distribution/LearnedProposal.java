package io.thalweg.distribution;

import io.thalweg.Distribution;
import io.thalweg.Events;
import io.thalweg.Proposal;
import io.thalweg.optimizer.Adam;
import io.thalweg.support.Numbers;
import io.thalweg.support.Require;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A sampling law that learns to draw where the estimate varies: a mixture of the law and of a law
 * of its family at other parameters.
 *
 * <pre>
 *   q = (1 - share) p(x; theta) + share p(x; theta + eta)
 *   eta ascends E_p |g - G| log p(x; theta + eta)   (cross-entropy)
 *   share = the one of 0, 1/4, 1/2, 3/4 with least E_p (p / q) |g - G|^2, from past draws
 * </pre>
 *
 * <p>The share is 0 until another one is better by a tenth, so that nothing is lost if nothing can
 * be gained; weights never exceed 4.
 *
 * <p>Source: Rubinstein &amp; Kroese (2004), The Cross-Entropy Method; Hesterberg (1995),
 * Technometrics 37, doi 10.1080/00401706.1995.10484303.
 */
public final class LearnedProposal {

  private static final double[] SHARES = {0, 0.25, 0.5, 0.75};
  private static final double BETTER = 0.9;

  private final double rate;
  private final double memory;
  private double[] shift = {};
  // Null until something was learned: before, the number of parameters is not known.
  private @Nullable Adam adam;
  private final double[] spreads = new double[SHARES.length];
  private double share;

  /**
   * Makes the law itself, which has learned nothing.
   *
   * @param rate the learning rate of eta
   * @param memory the number of past draws that count for the share
   * @throws IllegalArgumentException if the rate or the memory is not above 0
   */
  public LearnedProposal(double rate, double memory) {
    this.rate = Require.positive("the learning rate of the sampling law", rate);
    this.memory = Require.positive("the memory of the sampling law", memory);
  }

  /** Makes q for a law. */
  public Proposal of(Distribution law) {
    return share > 0 ? new Mixture(law, shifted(law), share) : law;
  }

  private Distribution shifted(Distribution law) {
    double[] theta = law.parameters();
    for (int i = 0; shift.length > 0 && i < theta.length; i++) {
      theta[i] += shift[i % shift.length];
    }
    return law.at(theta);
  }

  /**
   * Learns from draws and the distances of their estimates from the mean.
   *
   * @param law under which they were drawn
   * @param x draws of the sampling law as it is now
   * @param distances w |g - G| of each draw; nothing is learned if their squares overflow
   */
  public void learn(Distribution law, Events x, double[] distances) {
    if (!Double.isFinite(Arrays.stream(distances).map(distance -> distance * distance).sum())) {
      return;
    }
    Adam optimizer = adam;
    if (optimizer == null) {
      shift = new double[law.dimension()];
      optimizer = new Adam(rate, shift.length);
      adam = optimizer;
    }
    Distribution other = shifted(law);
    double[] own = law.logProbability(x);
    double[] others = other.logProbability(x);
    double kept = Math.exp(-x.count() / memory);
    double[] now = new double[SHARES.length];
    for (int row = 0; row < own.length; row++) {
      double ratio = Math.exp(others[row] - own[row]);
      double drawn = 1 - share + share * ratio;
      for (int k = 0; k < now.length; k++) {
        double candidate = 1 - SHARES[k] + SHARES[k] * ratio;
        now[k] += distances[row] * distances[row] * drawn / candidate;
      }
    }
    for (int k = 0; k < now.length; k++) {
      spreads[k] = kept * spreads[k] + now[k];
    }
    choose();
    ascend(optimizer, other.scores(x), distances);
  }

  private void choose() {
    int best = 0;
    for (int k = 1; k < spreads.length; k++) {
      best = spreads[k] < spreads[best] ? k : best;
    }
    share = spreads[best] < BETTER * spreads[0] ? SHARES[best] : 0;
  }

  private void ascend(Adam optimizer, double[] scores, double[] distances) {
    double total = Arrays.stream(distances).sum();
    double[] down = new double[shift.length];
    for (int at = 0; total > 0 && at < scores.length; at++) {
      down[at % down.length] -= distances[at / down.length] / total * scores[at];
    }
    optimizer.step(shift, down);
  }

  /** Writes what was learned. */
  public void save(DataOutput out) throws IOException {
    out.writeInt(shift.length);
    if (adam != null) {
      Numbers.write(out, shift);
      adam.save(out);
    }
    Numbers.write(out, spreads);
    out.writeDouble(share);
  }

  /** Reads what was learned. */
  public void load(DataInput in) throws IOException {
    shift = new double[in.readInt()];
    adam = null;
    if (shift.length > 0) {
      Numbers.read(in, shift);
      adam = new Adam(rate, shift.length);
      adam.load(in);
    }
    Numbers.read(in, spreads);
    share = in.readDouble();
  }
}
