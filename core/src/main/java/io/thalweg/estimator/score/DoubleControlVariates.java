package io.thalweg.estimator.score;

import io.thalweg.Adaptive;
import io.thalweg.Averaged;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.Path;
import io.thalweg.Question;
import io.thalweg.support.Coefficient;
import io.thalweg.support.LeaveOneOut;
import io.thalweg.support.Require;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.random.RandomGenerator;

/**
 * RLOO with a first-order expansion of f that is subtracted at each draw; its slope comes from the
 * other draws.
 *
 * <pre>
 *   b_1 .. b_K ~ q(.; theta),   mu = E b
 *   c_k = (b_k - mu) . mean of grad f over the other draws
 *   A = 1/K sum_k (f(b_k) - mean of f over the others) score(b_k)
 *   B = 1/K sum_k (c_k - mean of c over the others) score(b_k) - (dmu/dtheta)^T mean of grad f
 *   g = A - alpha B,   E B = 0
 * </pre>
 *
 * <p>The expansion is a control variate twice: of each draw, and of its baseline from the other
 * draws. Needs: an Averaged law, for its mean, and an objective with a gradient; f is evaluated at
 * draws only. Shapes: A, B, g [contexts x dimension]. Cost: K evaluations and K gradients of f a
 * context, in one batch. Bias: none, at any alpha. Learns alpha by regression of past A on past B.
 *
 * <p>Source: Titsias &amp; Shi (2022), AISTATS, arXiv:2111.05300, for Bernoulli variables.
 */
public final class DoubleControlVariates
    implements Estimator<Averaged, DifferentiableObjective>, Adaptive {

  private final int draws;
  private final Coefficient alpha;

  /**
   * Makes an estimator.
   *
   * @param draws K
   * @param decay the share of the old means that alpha keeps at each estimate
   * @throws IllegalArgumentException if K is below 2 or the share not between 0 and 1
   */
  public DoubleControlVariates(int draws, double decay) {
    this.draws = Require.atLeast(2, "the number of draws of double control variates", draws);
    this.alpha = new Coefficient(decay);
  }

  @Override
  public Question<DifferentiableObjective> ask(Averaged law, RandomGenerator random) {
    Events b = law.sample(draws, random);
    double coefficient = alpha.coefficient();
    return Question.of(Linearization.class, b, f -> estimate(law, b, f, coefficient));
  }

  private Estimate estimate(Averaged law, Events b, Linearization f, double coefficient) {
    double[] slopes = f.gradients();
    Path mean = law.mean();
    double[] plain = leaveOneOut(law, b, f.values());
    double[] control = leaveOneOut(law, b, expansions(b, mean.points().points(), slopes));
    double[] less = new double[slopes.length / draws];
    for (int i = 0; i < slopes.length; i++) {
      less[i % less.length] -= slopes[i] / draws;
    }
    mean.pullback(less, 0, control);
    double[] gradient = plain.clone();
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] -= coefficient * control[i];
    }
    return new Estimate(law, gradient, b, draws, f).remembering(this, new Parts(plain, control));
  }

  /** The parts A and B of an estimate. */
  private record Parts(double[] plain, double[] control) {}

  private static double[] leaveOneOut(Distribution law, Events b, double[] values) {
    return law.weightedScore(b, LeaveOneOut.advantages(values, law.contexts()));
  }

  /** Computes c for each row. */
  private double[] expansions(Events b, double[] mean, double[] slopes) {
    double[] sums = new double[mean.length];
    for (int i = 0; i < slopes.length; i++) {
      sums[i % sums.length] += slopes[i];
    }
    double[] c = new double[b.count()];
    for (int i = 0; i < slopes.length; i++) {
      int at = i % sums.length;
      double others = (sums[at] - slopes[i]) / (draws - 1);
      c[i / b.pointSize()] += (b.points()[i] - mean[at]) * others;
    }
    return c;
  }

  @Override
  public void learn(Estimate past) {
    Parts parts = past.memory(this, Parts.class);
    alpha.learn(parts.plain, parts.control);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    alpha.save(out);
  }

  @Override
  public void load(DataInput in) throws IOException {
    alpha.load(in);
  }
}
