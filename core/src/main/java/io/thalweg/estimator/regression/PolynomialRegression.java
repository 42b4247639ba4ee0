package io.thalweg.estimator.regression;

import io.thalweg.Adaptive;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Factorized;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.support.Require;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A score estimator with a quadratic surrogate of f that is fitted to past evaluations, which
 * remain true when theta moves.
 *
 * <pre>
 *   x_1 .. x_K ~ q(.; theta),   r_k = f(x_k) - c(x_k)
 *   g = 1/K sum_k (r_k - share mean of r over the others) score(x_k) + grad_theta E c
 *   c(x) = constant + sum_i a_i u_i + sum over i &lt; j of b_ij u_i u_j,   u = code(x) - centre
 * </pre>
 *
 * <p>The codes of a variable's values are the corners of a simplex, -1 and 1 for a bit. No variable
 * is multiplied with itself, so that E c needs no draw. Before learning, c = 0 and share = 1, which
 * is RLOO. c is fitted by ridge regression, in which an evaluation has the weight min(1, q(x) /
 * q_then(x)) |score(x)|^2. A constant, main effects, and main effects with products are fitted at
 * several penalties; the fit that best predicts each of the last 256 evaluations from all others is
 * kept. share is the slope between its errors at the draws of one estimate. Up to 480 products of
 * codes, enough for 31 bits, all are fitted. Beyond that, c has each code times the projection on
 * the leading direction of the previous fit, and the 128 single products that promise most.
 *
 * <p>Needs: independent variables of finitely many values, any objective, the same from step to
 * step. Several contexts share one surrogate of the mean of f over the contexts, without the
 * weights; share then corrects for differences between contexts. Shapes: g [contexts x dimension].
 * Bias: none, at any state of c, which has seen no draw of its own estimate. Cost: K evaluations a
 * context, in one batch, and (variables x (values - 1))^2 operations for each. Learning fits again
 * whenever the n evaluations kept have grown by a tenth, each time with n m^2 / 2 + 512 m^2 + 2 m^3
 * / 3 operations for m features; m is at most 529 for 200 bits. Memory: 8 (variables + 3) bytes an
 * evaluation and some 8 m^2.
 *
 * <p>Source: ridge regression, Hoerl &amp; Kennard (1970), Technometrics 12; its errors of
 * prediction, Allen (1974), Technometrics 16; a control variate of known mean that is fitted to
 * draws, Owen &amp; Zhou (2000), JASA 95; of a gradient, Gu et al. (2016), ICLR, arXiv:1511.05176.
 *
 * <pre>{@code
 * var adam = new Adam(0.01, logits.length);
 * var regression = new PolynomialRegression(2);
 * for (int step = 0; step < 500; step++) {
 *   Estimate estimate = regression.estimate(Bernoulli.ofLogits(logits), f, random);
 *   regression.learn(estimate); // keeps both evaluations for later fits
 *   adam.step(logits, estimate.gradient());
 * }
 * }</pre>
 */
public final class PolynomialRegression implements Estimator<Factorized, Objective>, Adaptive {

  private static final int MEMORY = 5_000;

  private final int draws;
  private final int memory;
  // Null until something was learned: before, the size of events is not known.
  private @Nullable PolynomialLearner learner;

  /**
   * Makes an estimator with K draws that keeps the last 5,000 evaluations.
   *
   * @throws IllegalArgumentException if there is no draw
   */
  public PolynomialRegression(int draws) {
    this(draws, MEMORY);
  }

  /**
   * Makes an estimator with K draws.
   *
   * @param draws K
   * @param memory the number of past evaluations that are kept
   * @throws IllegalArgumentException if there is no draw or fewer than 2 evaluations are kept
   */
  public PolynomialRegression(int draws, int memory) {
    this.draws = Require.atLeast(1, "the number of draws", draws);
    this.memory = Require.atLeast(2, "the number of evaluations kept", memory);
  }

  @Override
  public Question<Objective> ask(Factorized law, RandomGenerator random) {
    Events x = law.sample(draws, random);
    if (learner == null) {
      return Question.ofValues(law, x, draws, f -> law.weightedScore(x, advantages(f, law, 1)));
    }
    learner.require(law, x);
    Quadratic c = learner.surrogate();
    double share = learner.share();
    return Question.ofValues(law, x, draws, f -> gradient(law, x, f, c, share));
  }

  private double[] gradient(Factorized law, Events x, double[] f, Quadratic c, double share) {
    double[] residuals = f.clone();
    double[] predicted = c.values(x);
    for (int row = 0; row < residuals.length; row++) {
      residuals[row] -= predicted[row];
    }
    double[] gradient = law.weightedScore(x, advantages(residuals, law, share));
    law.pullback(c.slopes(law.marginals()), gradient);
    return gradient;
  }

  private double[] advantages(double[] residuals, Factorized law, double share) {
    int contexts = law.contexts();
    double[] sums = new double[contexts];
    for (int row = 0; row < residuals.length; row++) {
      sums[row % contexts] += residuals[row];
    }
    double[] advantages = new double[residuals.length];
    for (int row = 0; row < residuals.length; row++) {
      double others = draws == 1 ? 0 : (sums[row % contexts] - residuals[row]) / (draws - 1);
      advantages[row] = (residuals[row] - share * others) / draws;
    }
    return advantages;
  }

  @Override
  public void learn(Estimate past) {
    if (!(past.law() instanceof Factorized law)) {
      throw new IllegalArgumentException(
          "regression can only learn from independent finite variables, not from " + past.law());
    }
    if (learner == null) {
      learner = new PolynomialLearner(memory, past.events().size(), law.values());
    }
    learner.require(law, past.events());
    learner.learn(past, law);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeBoolean(learner != null);
    if (learner != null) {
      learner.save(out);
    }
  }

  @Override
  public void load(DataInput in) throws IOException {
    learner = in.readBoolean() ? PolynomialLearner.load(memory, in) : null;
  }
}
