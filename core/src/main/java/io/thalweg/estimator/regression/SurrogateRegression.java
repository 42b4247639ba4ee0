package io.thalweg.estimator.regression;

import io.thalweg.Adaptive;
import io.thalweg.Estimand;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.MeanField;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.support.Require;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * An estimator with a surrogate of f that is fitted to past evaluations, which remain true when
 * theta moves.
 *
 * <pre>
 *   x_1 .. x_K ~ q(.; theta),   r_k = f(x_k) - c(x_k)
 *   g = 1/K sum_k (r_k - share mean of r over the others) score(x_k) + grad_theta E c
 * </pre>
 *
 * <p>c is of the family that best predicts each of the last 256 evaluations from all others:
 *
 * <pre>
 *   polynomial: constant + sum_i a_i u_i + sum over i &lt; j of b_ij u_i u_j
 *   waves:      constant + sum_i a_i u_i + sum_jk e_jk cos(k d_j . u) + o_jk sin(k d_j . u)
 *   ANOVA:      constant + sum_t alpha_t (s_1 sum_i k_i + s_2 sum of k_i k_j + s_3 sum of k_i k_j k_l)
 * </pre>
 *
 * <p>u and k_i depend on the variables:
 *
 * <ul>
 *   <li>Of finitely many values: u are the centred codes of the values, the corners of a simplex,
 *       -1 and 1 for a bit. k_i = 1{x_i = y_ti} / p_i(y_ti) - 1 at a past event y_t.
 *   <li>Counts and continuous variables: u are e and e^2, e = (x - mean) / deviation, by the law at
 *       the time of the fit. Waves run along e. k_i = sum_d w_d h_d(x_i) h_d(y_ti), h = e, e^2 and
 *       six waves, less their means.
 * </ul>
 *
 * <p>No code of a variable is multiplied with another of the same one, and the mean of a wave is a
 * product of characteristic functions, so that E c needs no draw. Polynomials have all products up
 * to 480; beyond that, those along one direction and the 128 single ones that promise most. Waves
 * have up to four directions, which are learned. ANOVA has all interactions of up to three
 * variables, however many, around at most 1,500 past events. All are ridge regressions, in which an
 * evaluation has the weight min(1, q(x) / q_then(x)) |score(x)|^2. share is the slope between the
 * errors left out at the draws of one estimate. Before learning, c = 0 and share = 1, which is
 * RLOO.
 *
 * <p>{@link #of} puts another estimator, the base, in place of independent draws:
 *
 * <pre>
 *   g = estimate of the base at f - c + grad_theta E c
 * </pre>
 *
 * <p>{@link #or} takes the base as long as it has less variance. For bits, antithetic draws have
 * less where what c leaves is even, and independent ones where it is odd.
 *
 * <p>Needs: independent variables of finitely many values, or numbers whose characteristic function
 * has a closed form, any objective, the same from step to step. At a theta at which the law has no
 * {@linkplain MeanField#hasClosedMeans closed means}, it is RLOO, or the base. Several contexts
 * share one surrogate of the mean of f over the contexts, without the weights; share then corrects
 * for differences between contexts. Shapes: g [contexts x dimension]. Bias: none, or that of the
 * base, at any state of c, which has seen no draw of its own estimate. For counts and continuous
 * laws what c leaves is in the tails: events rarer than 1 in 10,000 can hold most of the variance,
 * so that a standard error or variance from a few thousand estimates may be far too small, and a
 * z-test may call it biased. Cost: K evaluations a context, or those of the base, in one batch.
 * With v variables and n evaluations kept, c costs (v (values - 1))^2 operations for each draw as a
 * polynomial, v + 64 as waves, 3 v min(n, 1500) as ANOVA, of numbers (2 v)^2, v + 64 and 17 v
 * min(n, 1500). Learning fits again whenever n has grown by a tenth, unless c predicted all new
 * evaluations up to rounding. Polynomials take n m^2 / 2 + 384 m^2 + m^3 / 2 operations for m
 * features, at most 529 for 200 bits; waves a few times n m^2 for m at most 400; ANOVA n^2 (a v +
 * 1) / 20 + n^2 for the evaluations that are new, and 4 (n^3 / 6 + a v n^2 / 2), a = 3, or 17 for
 * numbers, when they have grown by half, for n at most 1,500. A family that was twice as wrong as
 * another rests until n has grown by half, one that was 1.2 times as wrong until it has grown by a
 * quarter. Memory: 8 (v + 3) bytes an evaluation, some 8 m^2, and 8 n^2 for ANOVA, 18 MB at the
 * most; for numbers ANOVA adds 8 x 14 v n for the features at past events.
 *
 * <p>Source: ridge regression, Hoerl &amp; Kennard (1970), Technometrics 12; its errors of
 * prediction, Allen (1974), Technometrics 16; a control variate of known mean that is fitted to
 * draws, Owen &amp; Zhou (2000), JASA 95; of a gradient, Gu et al. (2016), ICLR, arXiv:1511.05176;
 * kernels of interactions, Saunders, Gammerman &amp; Vovk (1998), ICML, and Durrande et al. (2013),
 * J. Multivariate Analysis 115, arXiv:1106.3571; waves for kernels, Rahimi &amp; Recht (2007),
 * NIPS; sums along learned directions, Friedman &amp; Stuetzle (1981), JASA 76.
 *
 * <pre>{@code
 * var adam = new Adam(0.01, logits.length);
 * var regression = new SurrogateRegression<>(2);
 * for (int step = 0; step < 500; step++) {
 *   Estimate estimate = regression.estimate(Bernoulli.ofLogits(logits), f, random);
 *   regression.learn(estimate); // keeps both evaluations for later fits
 *   adam.step(logits, estimate.gradient());
 * }
 * }</pre>
 *
 * @param <D> the law, which the base may restrict
 */
public final class SurrogateRegression<D extends MeanField>
    implements Estimator<D, Objective>, Adaptive {

  private static final int MEMORY = 5_000;

  private final int draws;
  private final int memory;
  private final @Nullable Estimator<? super D, Objective> base;
  private final BaseChoice choice;
  // Null until something was learned: before, the size of events is not known.
  private @Nullable SurrogateLearner learner;

  /**
   * Makes an estimator with K independent draws that keeps the last 5,000 evaluations.
   *
   * @throws IllegalArgumentException if there is no draw
   */
  public SurrogateRegression(int draws) {
    this(draws, MEMORY);
  }

  /**
   * Makes an estimator with K independent draws.
   *
   * @param draws K
   * @param memory the number of past evaluations that are kept
   * @throws IllegalArgumentException if there is no draw or fewer than 2 evaluations are kept
   */
  public SurrogateRegression(int draws, int memory) {
    this(
        Require.atLeast(1, "the number of draws", draws),
        Require.atLeast(2, "the number of evaluations kept", memory),
        null,
        BaseChoice.never());
  }

  private SurrogateRegression(
      int draws, int memory, @Nullable Estimator<? super D, Objective> base, BaseChoice choice) {
    this.draws = draws;
    this.memory = memory;
    this.base = base;
    this.choice = choice;
  }

  /**
   * Makes an estimator that corrects the estimates of another one, and keeps the last 5,000
   * evaluations.
   *
   * @param base an estimator of the gradient of E f, from values of f at events of the law
   * @throws IllegalArgumentException if it estimates something else
   */
  public static <D extends MeanField> SurrogateRegression<D> of(
      Estimator<? super D, Objective> base) {
    return new SurrogateRegression<>(1, MEMORY, ofMean(base), BaseChoice.always());
  }

  /**
   * Returns an estimator that has learned nothing, with the same number of draws and of evaluations
   * kept, which corrects another one as long as that has less variance than independent draws.
   *
   * <p>The base draws first. Its estimates tell the variance of both: independent draws with the
   * same residuals would have the variance E |r score|^2 / K. When they have less by a tenth, they
   * take its place, and the base draws every sixteenth estimate, so that it can come back.
   *
   * @param base an estimator of the gradient of E f, from values of f at events of the law
   * @throws IllegalArgumentException if it estimates something else
   */
  public <E extends D> SurrogateRegression<E> or(Estimator<? super E, Objective> base) {
    return new SurrogateRegression<>(draws, memory, ofMean(base), BaseChoice.byVariance());
  }

  private static <D extends MeanField> Estimator<? super D, Objective> ofMean(
      Estimator<? super D, Objective> base) {
    Require.given("the estimator that is corrected", base);
    if (!base.estimand().equals(Estimand.MEAN)) {
      throw new IllegalArgumentException(
          "regression corrects estimators of the gradient of E f, not of " + base.estimand());
    }
    return base;
  }

  @Override
  public Question<Objective> ask(D law, RandomGenerator random) {
    if (base != null && choice.isBase()) {
      return corrected(law, base.ask(law, random));
    }
    Events x = law.sample(draws, random);
    if (learner == null || !law.hasClosedMeans()) {
      return Question.ofValues(law, x, draws, f -> law.weightedScore(x, advantages(f, law, 1)));
    }
    learner.require(law, x);
    KnownMean c = learner.surrogate();
    double share = learner.share();
    return Question.ofValues(law, x, draws, f -> gradient(law, x, f, c, share));
  }

  /** Puts f - c in place of f, and adds the gradient of E c. */
  private Question<Objective> corrected(D law, Question<? super Objective> asked) {
    Events x = asked.events();
    if (learner == null || !law.hasClosedMeans()) {
      return Question.of(
          Evaluation.class, x, f -> remembering(law, asked.answer(f), f.values(), f));
    }
    learner.require(law, x);
    KnownMean c = learner.surrogate();
    return Question.of(
        Evaluation.class,
        x,
        f -> {
          double[] residuals = residuals(law, x, f.values(), c);
          Estimate estimate = asked.answer(Evaluation.of(residuals));
          Estimate whole = remembering(law, estimate, residuals, f);
          c.addMeanGradient(law, whole.gradient());
          return whole;
        });
  }

  private Estimate remembering(D law, Estimate estimate, double[] residuals, Evaluation f) {
    return new Estimate(law, estimate.gradient().clone(), estimate.events(), estimate.weights(), f)
        .remembering(
            this, new Correction(estimate, residuals, learner != null && learner.hasFitted()));
  }

  /** Computes the estimate of independent draws for a given surrogate. */
  double[] gradient(MeanField law, Events x, double[] f, KnownMean c, double share) {
    double[] gradient = law.weightedScore(x, advantages(residuals(law, x, f, c), law, share));
    c.addMeanGradient(law, gradient);
    return gradient;
  }

  private static double[] residuals(MeanField law, Events x, double[] f, KnownMean c) {
    double[] residuals = f.clone();
    double[] predicted = c.values(x.withValues(law.coordinates(x.values())));
    for (int row = 0; row < residuals.length; row++) {
      residuals[row] -= predicted[row];
    }
    return residuals;
  }

  private double[] advantages(double[] residuals, MeanField law, double share) {
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
  public Optional<String> bias() {
    return base == null ? Optional.empty() : base.bias();
  }

  @Override
  public void learn(Estimate past) {
    if (!(past.law() instanceof MeanField law)) {
      throw new IllegalArgumentException(
          "regression can only learn from independent variables of finitely many values, or numbers"
              + " whose characteristic function has a closed form, not from "
              + past.law());
    }
    if (learner == null) {
      learner = new SurrogateLearner(memory, past.events().size(), VariableKind.of(law));
    }
    learner.require(law, past.events());
    boolean byBase = past.isRememberedBy(this);
    if (byBase) {
      Correction correction = past.memory(this, Correction.class);
      choice.learn(correction, law);
      baseLearner().ifPresent(part -> part.learn(correction.estimate()));
    } else {
      choice.learn();
    }
    learner.learn(past, law, !byBase);
  }

  private Optional<Adaptive> baseLearner() {
    return base == null ? Optional.empty() : base.learner();
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeBoolean(learner != null);
    if (learner != null) {
      learner.save(out);
    }
    choice.save(out);
    if (baseLearner().isPresent()) {
      baseLearner().get().save(out);
    }
  }

  @Override
  public void load(DataInput in) throws IOException {
    learner = in.readBoolean() ? SurrogateLearner.load(memory, in) : null;
    choice.load(in);
    if (baseLearner().isPresent()) {
      baseLearner().get().load(in);
    }
  }
}
