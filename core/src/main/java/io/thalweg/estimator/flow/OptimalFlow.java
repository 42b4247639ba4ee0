package io.thalweg.estimator.flow;

import io.thalweg.Adaptive;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Linearization;
import io.thalweg.Question;
import io.thalweg.Reparameterized;
import io.thalweg.support.Require;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The mixture of likelihood ratio and path that minimises the variance, by regression.
 *
 * <pre>
 *   u_i = sum_k w_ik psi_k(x) path_i(x)
 *   g_i = likelihood ratio + sum_k w_ik [flow along psi_k path_i, less the likelihood ratio] - b_i . scores
 * </pre>
 *
 * <p>The flow gradient is affine in its velocity field, and the term that u adds to the likelihood
 * ratio has mean zero. So over the fields of a {@link Basis}, with scores as constant baselines and
 * the functions of the basis as control variates, a regression finds the weights that minimise the
 * variance. They are fitted on other draws than those that they multiply: on the draws of past
 * estimates, after it has {@linkplain #learn learned}, and on the other nine tenths of the batch.
 * With few draws it uses few controls; a control that does not help on draws on which it was not
 * fitted is left out, and where few draws decide, choices that these do not tell apart are
 * averaged. Where the density has a gap, such as between two modes far apart, the path's
 * contribution is rare and large: until some draw has shown it, the regression takes the path for
 * exact, and the estimates are close together and wrong.
 *
 * <p>Needs: a law with a path, an objective with a gradient and no jumps. Shapes: g [contexts x
 * dimension]; contexts share the weights. Cost: K evaluations and K gradients of f a context, in
 * one batch; and of its own O(K dimension m^2 + 10 dimension m^3) with m controls, some 10 for one
 * variable. Bias: none.
 *
 * <p>Source: Parmas &amp; Sugiyama (2021), AISTATS, arXiv:2105.14900, for the family, whose best
 * member they leave open; Stein's identity as control variates: Oates, Girolami &amp; Chopin
 * (2017), JRSS B 79, arXiv:1410.2392.
 *
 * <pre>{@code
 * var flow = new OptimalFlow(10);
 * for (int step = 0; step < 100; step++) {
 *   Gaussian law = Gaussian.of(parameters[0], Math.exp(parameters[1]));
 *   Estimate estimate = flow.estimate(law, f, random);
 *   adam.step(parameters, estimate.gradient());
 *   flow.learn(estimate); // later weights are fitted to these draws, too
 * }
 * }</pre>
 */
public final class OptimalFlow
    implements Estimator<Reparameterized, DifferentiableObjective>, Adaptive {

  private static final int DEGREE = 3;
  private static final double MEMORY = 2000;

  private final int draws;
  private final Basis basis;
  private final FlowRegression regression;

  /**
   * Makes a flow over polynomials up to degree 3, with a memory of 2,000 draws.
   *
   * @param draws K
   * @throws IllegalArgumentException if K is below 1
   */
  public OptimalFlow(int draws) {
    this(draws, Basis.ofDegree(DEGREE), MEMORY);
  }

  /**
   * Makes a flow over a basis.
   *
   * @param draws K
   * @param memory the number of past draws on which weights are fitted, beside those of the batch;
   *     0 for none
   * @throws IllegalArgumentException if K is below 1 or the memory below 0
   */
  public OptimalFlow(int draws, Basis basis, double memory) {
    this.draws = Require.atLeast(1, "the number of draws of a flow", draws);
    this.basis = basis;
    this.regression = new FlowRegression(memory);
  }

  @Override
  public Question<DifferentiableObjective> ask(Reparameterized law, RandomGenerator random) {
    Weighted drawn = Weighted.of(law, law, draws, random);
    Optional<Halves> past = regression.past();
    return Question.of(Linearization.class, drawn.events(), f -> estimate(law, drawn, f, past));
  }

  private Estimate estimate(
      Reparameterized law, Weighted drawn, Linearization f, Optional<Halves> past) {
    Draws controlled = new Controls(law, drawn, f).with(basis).draws();
    FlowRegression.Fit fit = FlowRegression.fit(controlled, past);
    double[] gradient = Draws.means(law, fit.estimates());
    return new Estimate(law, gradient, drawn.events(), drawn.weights(), f).remembering(this, fit);
  }

  @Override
  public void learn(Estimate past) {
    regression.learn(past.memory(this, FlowRegression.Fit.class));
  }

  @Override
  public void save(DataOutput out) throws IOException {
    basis.save(out);
    regression.save(out);
  }

  @Override
  public void load(DataInput in) throws IOException {
    basis.require(in);
    regression.load(in);
  }
}
