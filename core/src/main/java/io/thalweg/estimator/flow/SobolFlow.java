package io.thalweg.estimator.flow;

import io.thalweg.Adaptive;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Linearization;
import io.thalweg.Question;
import io.thalweg.Reparameterized;
import io.thalweg.support.PointSet;
import io.thalweg.support.Require;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The optimal flow at scrambled Sobol points, with fields along the directions in which f changes
 * most.
 *
 * <pre>
 *   x_1 .. x_K from a randomised point set,   g as in {@link OptimalFlow}, with more fields:
 *   psi(d . x) path_i   and   psi(d . x) sum_j a_j path_j
 * </pre>
 *
 * <p>d and a are leading eigenvectors of E grad f grad f^T and of E h h^T, h the reparameterisation
 * gradient, over past draws. Points of one randomisation depend on each other. So once a thousand
 * past draws are known, or ten times K, all points belong to one randomisation, and the weights are
 * fitted on the past only. Before that there are eight randomisations, and the weights of each are
 * fitted on the past and on the seven others. The estimates of one call say nothing about their
 * error; that of several calls does.
 *
 * <p>Needs: a law with a path, an objective with a gradient and no jumps. Shapes: g [contexts x
 * dimension]; contexts share weights and directions. Cost: K evaluations and K gradients of f a
 * context, in one batch; and of its own O(K dimension m^2 + dimension m^3) with m controls, some 10
 * for one variable and 45 for many. A power of 2 is the best K. Bias: none, because every point has
 * the law's distribution, given the weights that it is multiplied by.
 *
 * <p>Source: Parmas &amp; Sugiyama (2021), AISTATS, arXiv:2105.14900, for the flow; Buchholz,
 * Wenzel &amp; Mandt (2018), ICML, arXiv:1807.01604, for Sobol points; Hickernell, Lemieux &amp;
 * Owen (2005), Statistical Science 20, for control variates with them.
 */
public final class SobolFlow
    implements Estimator<Reparameterized, DifferentiableObjective>, Adaptive {

  private static final int DEGREE = 3;
  private static final double MEMORY = 2000;
  private static final int RANDOMISATIONS = 8;
  // Past draws with which the weights are good enough for a single randomisation.
  private static final double ENOUGH = 1000;
  private static final double TIMES = 10;

  private final int draws;
  private final Basis basis;
  private final PointSet points;
  private final FlowRegression regression;
  private final LeadingDirections leading;
  // Of the past, once it is enough.
  private Optional<double[]> weights = Optional.empty();

  /**
   * Makes a flow over polynomials up to degree 3, at Sobol points, with a memory of 2,000 draws.
   *
   * @param draws K, best a power of 2
   * @throws IllegalArgumentException if K is below 1
   */
  public SobolFlow(int draws) {
    this(draws, Basis.ofDegree(DEGREE), MEMORY, PointSet.sobol());
  }

  /**
   * Makes a flow over a basis, at points of a kind.
   *
   * @param draws K, best a power of 2
   * @param memory the number of past draws on which weights are fitted
   * @param points chooses the uniform numbers of one randomisation
   * @throws IllegalArgumentException if K is below 1 or the memory not above 0
   */
  public SobolFlow(int draws, Basis basis, double memory, PointSet points) {
    this.draws = Require.atLeast(1, "the number of draws of a flow", draws);
    this.basis = basis;
    this.points = points;
    this.regression = new FlowRegression(Require.positive("the memory of a flow", memory));
    this.leading = new LeadingDirections(memory);
  }

  @Override
  public Question<DifferentiableObjective> ask(Reparameterized law, RandomGenerator random) {
    int folds = weights.isPresent() ? 1 : Math.min(draws, RANDOMISATIONS);
    double[] each = new double[Require.numbers(draws, law.contexts())];
    Arrays.fill(each, 1.0 / draws);
    Weighted drawn = new Weighted(law.transform(uniforms(law, folds, random)), each);
    Directions directions = leading.present(law);
    Optional<Halves> past = regression.past();
    Optional<double[]> fitted = weights;
    // A draw of all contexts is of one randomisation.
    int[] bounds = FlowRegression.bounds(draws, folds, law.contexts());
    return Question.of(
        Linearization.class,
        drawn.events(),
        f -> {
          Draws controlled = controlled(new Controls(law, drawn, f), directions);
          double[] estimates =
              fitted
                  .map(controlled::less)
                  .orElseGet(() -> FlowRegression.fit(controlled, past, bounds).estimates());
          return new Estimate(law, Draws.means(law, estimates), drawn.events(), each, f)
              .remembering(this, new Tape(law, drawn, f));
        });
  }

  /** Draws the points of several randomisations, one after the other. */
  private double[] uniforms(Reparameterized law, int folds, RandomGenerator random) {
    int length = Require.numbers(law.contexts(), law.noise());
    double[] uniforms = new double[Require.numbers(draws, length)];
    int[] bounds = FlowRegression.bounds(draws, folds, 1);
    for (int k = 0; k < folds; k++) {
      int count = bounds[k + 1] - bounds[k];
      double[] own = points.draw(count, law.contexts(), law.noise(), random);
      System.arraycopy(own, 0, uniforms, bounds[k] * length, own.length);
    }
    return uniforms;
  }

  private Draws controlled(Controls plain, Directions directions) {
    return plain.with(basis).with(directions, basis.degree()).draws();
  }

  /** The parts of an estimate from which the flow learns. */
  private record Tape(Reparameterized law, Weighted drawn, Linearization f) {}

  @Override
  public void learn(Estimate past) {
    Tape tape = past.memory(this, Tape.class);
    Controls plain = new Controls(tape.law, tape.drawn, tape.f);
    leading.learn(tape.law, tape.drawn.events(), tape.f.gradients(), plain.moved());
    // With the new directions: the first batch has been estimated without any.
    Directions directions = leading.present(tape.law);
    regression.learn(controlled(plain, directions));
    fit();
  }

  private void fit() {
    weights =
        regression
            .past()
            .filter(halves -> halves.count() >= Math.min(ENOUGH, TIMES * draws))
            .map(Halves::weights);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    basis.save(out);
    regression.save(out);
    leading.save(out);
  }

  @Override
  public void load(DataInput in) throws IOException {
    basis.require(in);
    regression.load(in);
    leading.load(in);
    fit();
  }
}
