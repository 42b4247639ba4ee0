package io.thalweg.baseline;

import io.thalweg.Adaptive;
import io.thalweg.Baseline;
import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.support.Numbers;
import io.thalweg.support.Require;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The constants that minimise the variance of REINFORCE, from exponential means over past
 * estimates.
 *
 * <pre>
 *   for each parameter:   c_d = E[f score_d^2] / E[score_d^2]
 *   one for all:          c = sum_d E[f score_d^2] / sum_d E[score_d^2]
 * </pre>
 *
 * <p>This is Cov[f score_d, score_d] / Var[score_d], because the mean score is zero. All contexts
 * share the constants. A parameter whose score was always 0 has baseline 0.
 *
 * <p>Source: Weaver &amp; Tao (2001), UAI, arXiv:1301.2315; Greensmith, Bartlett &amp; Baxter
 * (2004), JMLR 5.
 */
public final class Optimal implements Baseline, Adaptive {

  private final double decay;
  private final boolean shared;
  // Of f score_d^2, then of score_d^2; empty before the first estimate.
  private double[] means = {};

  private Optimal(double decay, boolean shared) {
    this.decay = Require.fraction("the decay of the optimal baseline", decay);
    this.shared = shared;
  }

  /**
   * Makes one constant for all parameters.
   *
   * @param decay the share of the old means that each estimate keeps
   * @throws IllegalArgumentException if the decay is not strictly between 0 and 1
   */
  public static Optimal shared(double decay) {
    return new Optimal(decay, true);
  }

  /**
   * Makes a constant for each parameter.
   *
   * @param decay the share of the old means that each estimate keeps
   * @throws IllegalArgumentException if the decay is not strictly between 0 and 1
   */
  public static Optimal perParameter(double decay) {
    return new Optimal(decay, false);
  }

  @Override
  public double[] values(Distribution law) {
    int dimension = law.dimension();
    double[] values = new double[shared ? law.contexts() : law.contexts() * dimension];
    if (means.length == 0) {
      return values;
    }
    requireSize(law);
    if (shared) {
      double above = Arrays.stream(means, 0, dimension).sum();
      double below = Arrays.stream(means, dimension, 2 * dimension).sum();
      Arrays.fill(values, below > 0 ? above / below : 0);
      return values;
    }
    for (int i = 0; i < values.length; i++) {
      double below = means[dimension + i % dimension];
      values[i] = below > 0 ? means[i % dimension] / below : 0;
    }
    return values;
  }

  @Override
  public void learn(Estimate past) {
    int dimension = past.law().dimension();
    boolean first = means.length == 0;
    if (first) {
      means = new double[2 * dimension];
    }
    requireSize(past.law());
    double[] now = new double[2 * dimension];
    double[] scores = past.law().scores(past.events());
    for (int i = 0; i < scores.length; i++) {
      int row = i / dimension;
      double weight = past.weights()[row] / past.law().contexts() * scores[i] * scores[i];
      now[i % dimension] += weight * past.evaluation().values()[row];
      now[dimension + i % dimension] += weight;
    }
    for (int d = 0; d < means.length; d++) {
      means[d] = first ? now[d] : decay * means[d] + (1 - decay) * now[d];
    }
  }

  private void requireSize(Distribution law) {
    if (means.length != 2 * law.dimension()) {
      throw new IllegalArgumentException(
          "an optimal baseline of %d parameters was given %s".formatted(means.length / 2, law));
    }
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeInt(means.length);
    Numbers.write(out, means);
  }

  @Override
  public void load(DataInput in) throws IOException {
    double[] saved = new double[in.readInt()];
    Numbers.read(in, saved);
    means = saved;
  }
}
