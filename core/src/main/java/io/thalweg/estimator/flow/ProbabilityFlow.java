package io.thalweg.estimator.flow;

import io.thalweg.Differentiable;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.Proposal;
import io.thalweg.Question;
import io.thalweg.VelocityField;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The probability flow gradient: every estimator that weighs one value and one gradient of f.
 *
 * <pre>
 *   x ~ q,   w = p(x; theta) / q(x)
 *   g_i = w { u_i . grad f + f [score_i + u_i . grad log p + div u_i] }
 * </pre>
 *
 * <p>u_i is any velocity field and q any sampling law. u = 0 is REINFORCE, and with another q
 * importance sampling; the path of the law makes the square bracket zero, and is
 * reparameterisation; no unbiased estimator of this form is outside of the family.
 *
 * <p>Needs: a law whose log-density has a gradient, an objective with a gradient; p u f that goes
 * to zero at the ends of the support and is continuous, for else mass flows out unseen and the
 * estimate is biased; across jumps of f there is {@link JumpFlow}. A flux at infinity cannot be
 * refused, as it depends on f where no draw falls. {@link io.thalweg.check.Unbiasedness} finds it
 * where the estimate has a variance; where it has none the test has no power; and a flux that meets
 * a change of f only beyond all draws is not seen at all. So a field may not grow faster than p f
 * falls. Shapes: g [contexts x dimension]. Cost: 1 evaluation and 1 gradient of f a context. Bias:
 * none, but for the error of a divergence by differences.
 *
 * <p>Source: Parmas &amp; Sugiyama (2021), AISTATS, arXiv:2105.14900, equation 19.
 *
 * @param field makes u of the law
 * @param proposal makes q of the law
 * @param divergence how div u is computed
 * @param <D> what the law must be able to do
 */
public record ProbabilityFlow<D extends Differentiable>(
    Function<? super D, ? extends VelocityField> field,
    Function<? super D, ? extends Proposal> proposal,
    Divergence divergence)
    implements Estimator<D, DifferentiableObjective> {

  /** Along a field that states its divergence, at draws of the law itself. */
  public static <D extends Differentiable> ProbabilityFlow<D> along(
      Function<? super D, ? extends VelocityField> field) {
    return new ProbabilityFlow<>(field, law -> law, Divergence.stated());
  }

  /** The same at draws of another law, which must draw all that the law draws. */
  public ProbabilityFlow<D> drawnFrom(Function<? super D, ? extends Proposal> other) {
    return new ProbabilityFlow<>(field, other, divergence);
  }

  /** The same with a divergence that is had otherwise. */
  public ProbabilityFlow<D> withDivergence(Divergence other) {
    return new ProbabilityFlow<>(field, proposal, other);
  }

  /**
   * One draw of the gradient.
   *
   * @throws IllegalArgumentException if the log-density has no finite gradient at a draw, the
   *     proposal draws what the law cannot or misses what it can, or the field is of another shape
   */
  @Override
  public Question<DifferentiableObjective> ask(D law, RandomGenerator random) {
    Weighted draws = Weighted.of(law, proposal.apply(law), 1, random);
    Divergence.Sum sum = divergence.at(draws.events(), random);
    return Question.ofSlopes(
        law, draws.events(), draws.weights(), f -> gradient(law, draws, sum, f));
  }

  private double[] gradient(D law, Weighted draws, Divergence.Sum sum, Linearization f) {
    Events x = draws.events();
    double[] value = draws.times(f.values());
    double[] gradient = law.weightedScore(x, value);
    VelocityField u = field.apply(law);
    u.pullback(x, cotangents(law, x, f, draws.weights(), value), 0, gradient);
    sum.add(u, value, gradient);
    return gradient;
  }

  /** w (grad f + f grad log p), what u is multiplied with. */
  private static double[] cotangents(
      Differentiable law, Events x, Linearization f, double[] weights, double[] value) {
    double[] slopes = law.densityGradient(x);
    double[] gradients = f.gradients();
    double[] cotangents = new double[slopes.length];
    int size = x.pointSize();
    for (int i = 0; i < cotangents.length; i++) {
      if (!Double.isFinite(slopes[i])) {
        throw new IllegalArgumentException(
            "the log-density of %s has slope %s in coordinate %d at %s; a flow needs a finite one"
                .formatted(law, slopes[i], i % size, x.name(i / size)));
      }
      cotangents[i] = weights[i / size] * gradients[i] + value[i / size] * slopes[i];
    }
    return cotangents;
  }

  @Override
  public Optional<String> bias() {
    return divergence.error();
  }
}
