package io.thalweg.estimator.flow;

import io.thalweg.Adaptive;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Linearization;
import io.thalweg.Question;
import io.thalweg.Reparameterized;
import io.thalweg.estimator.pathwise.PointSet;
import io.thalweg.support.Require;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
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
 * fitted is left out. Where the density has a gap, such as between two modes far apart, the path's
 * contribution is rare and large: until some draw has shown it, the regression takes the path for
 * exact, and the estimates are close together and wrong.
 *
 * <p>The draws can be spread evenly, as a {@link PointSet}. Draws of one set depend on each other;
 * so their weights are fitted on the past only and, as long as the past holds fewer than ten times
 * the draws of an estimate, on the others of four sets of K / 4 draws that are independent of each
 * other. The weights are those of least variance under independent draws; the path alone is taken
 * in their place where the estimates of past sets have varied less by a tenth under it.
 *
 * <p>Needs: a law with a path, an objective with a gradient and no jumps. Shapes: g [contexts x
 * dimension]; contexts share the weights. Cost: K evaluations and K gradients of f a context, in
 * one batch; and of its own O(K dimension m^2 + 10 dimension m^3) with m controls, some 10 for one
 * variable. Bias: none.
 *
 * <p>Source: Parmas &amp; Sugiyama (2021), AISTATS, arXiv:2105.14900, for the family, whose best
 * member they leave open; Stein's identity as control variates: Oates, Girolami &amp; Chopin
 * (2017), JRSS B 79, arXiv:1410.2392; evenly spread noise: Buchholz, Wenzel &amp; Mandt (2018),
 * ICML, arXiv:1807.01604.
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
  private static final int SETS = 4;

  private final int draws;
  private final Basis basis;
  private final FlowRegression regression;
  private final Rivals rivals = new Rivals();
  // Empty for independent draws, as the law makes them.
  private final Optional<PointSet> points;

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
    this(draws, basis, memory, Optional.empty());
  }

  /**
   * Makes a flow over polynomials up to degree 3 whose draws are spread evenly.
   *
   * @param draws K; a multiple of 4 for weights in the first estimates, a power of 2 for even
   *     points
   * @throws IllegalArgumentException if K is below 1
   */
  public OptimalFlow(int draws, PointSet points) {
    this(draws, Basis.ofDegree(DEGREE), MEMORY, Optional.of(points));
  }

  private OptimalFlow(int draws, Basis basis, double memory, Optional<PointSet> points) {
    this.draws = Require.atLeast(1, "the number of draws of a flow", draws);
    this.basis = basis;
    this.regression = new FlowRegression(memory);
    this.points = points;
  }

  @Override
  public Question<DifferentiableObjective> ask(Reparameterized law, RandomGenerator random) {
    Optional<Halves> past = regression.past();
    boolean together = draws % SETS > 0 || FlowRegression.suffices(past, draws * law.contexts());
    Weighted drawn =
        points
            .map(set -> spread(law, set, together ? 1 : SETS, random))
            .orElseGet(() -> Weighted.of(law, law, draws, random));
    boolean path = together && rivals.isSecondBetter();
    return Question.of(
        Linearization.class,
        drawn.events(),
        f -> {
          Draws draws = new Controls(law, drawn, f).with(basis).draws();
          Drawn own =
              points.isEmpty() || !together ? fitted(law, draws, past) : kept(law, draws, past);
          double[] gradient = path ? own.path : own.gradient;
          return new Estimate(law, gradient, drawn.events(), drawn.weights(), f)
              .remembering(this, own);
        });
  }

  /**
   * What one estimate leaves to learn from.
   *
   * @param gradient by the weights of the regression
   * @param path by the path alone; empty if not tried
   */
  private record Drawn(FlowRegression.Fit fit, double[] gradient, double[] path) {}

  /** Fits on the past and on other draws. */
  private Drawn fitted(Reparameterized law, Draws draws, Optional<Halves> past) {
    FlowRegression.Fit fit =
        points.isEmpty() ? FlowRegression.fit(draws, past) : FlowRegression.fit(draws, past, SETS);
    return new Drawn(fit, Draws.means(law, fit.estimates()), new double[0]);
  }

  /** Fits on the past, and tries the path beside it. */
  private static Drawn kept(Reparameterized law, Draws draws, Optional<Halves> past) {
    FlowRegression.Fit fit = FlowRegression.fitOnPast(draws, past);
    double[] path = draws.target().clone();
    double[] moved = draws.controls().get(draws.whole());
    Arrays.setAll(path, at -> path[at] + moved[at]);
    return new Drawn(fit, Draws.means(law, fit.estimates()), Draws.means(law, path));
  }

  /** Draws some sets of points, one after the other. */
  private Weighted spread(Reparameterized law, PointSet set, int sets, RandomGenerator random) {
    double[] uniforms = new double[Require.numbers(draws, law.contexts(), law.noise())];
    int length = uniforms.length / sets;
    for (int from = 0; from < uniforms.length; from += length) {
      double[] own = set.forAll(draws / sets, law.contexts(), law.noise(), random);
      System.arraycopy(own, 0, uniforms, from, length);
    }
    double[] weights = new double[draws * law.contexts()];
    Arrays.fill(weights, 1.0 / draws);
    return new Weighted(law.transform(uniforms), weights);
  }

  @Override
  public void learn(Estimate past) {
    Drawn drawn = past.memory(this, Drawn.class);
    regression.learn(drawn.fit);
    if (drawn.path.length > 0) {
      rivals.add(drawn.gradient, drawn.path);
    }
  }

  @Override
  public void save(DataOutput out) throws IOException {
    basis.save(out);
    regression.save(out);
    rivals.save(out);
  }

  @Override
  public void load(DataInput in) throws IOException {
    basis.require(in);
    regression.load(in);
    rivals.load(in);
  }
}
