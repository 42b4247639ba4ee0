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
 * The probability flow gradient, the general estimator that combines one value and one gradient of
 * f.
 *
 * <pre>
 *   x ~ q,   w = p(x; theta) / q(x)
 *   g_i = w { u_i . grad f + f [score_i + u_i . grad log p + div u_i] }
 * </pre>
 *
 * <p>u_i is any velocity field and q any sampling law. u = 0 is REINFORCE and, with another q,
 * importance sampling. Along the path of the law the square bracket is zero, which is
 * reparameterisation. Every unbiased estimator of this form is a member of the family.
 *
 * <p>Needs: a law whose log-density has a gradient, an objective with a gradient; p u f must go to
 * zero at the ends of the support and be continuous; otherwise probability flows out unseen and the
 * estimate is biased. For jumps of f use {@link JumpFlow}. A flux at infinity cannot be refused,
 * because it depends on f where no draw falls. {@link io.thalweg.check.Unbiasedness} detects it if
 * the estimate has a variance; without variance the test has no power, and a flux that meets a
 * change of f only beyond all draws is not detected at all. So a field must not grow faster than p
 * f decreases. Shapes: g [contexts x dimension]. Cost: 1 evaluation and 1 gradient of f a context.
 * Bias: none, except the error of a divergence by differences.
 *
 * <p>Source: Parmas &amp; Sugiyama (2021), AISTATS, arXiv:2105.14900, equation 19.
 *
 * @param field makes u for the law
 * @param proposal makes q for the law
 * @param divergence how div u is computed
 * @param <D> what the law must be able to do
 */
public record ProbabilityFlow<D extends Differentiable>(
    Function<? super D, ? extends VelocityField> field,
    Function<? super D, ? extends Proposal> proposal,
    Divergence divergence)
    implements Estimator<D, DifferentiableObjective> {

  /** Makes a flow along a field that states its divergence, at draws of the law itself. */
  public static <D extends Differentiable> ProbabilityFlow<D> along(
      Function<? super D, ? extends VelocityField> field) {
    return new ProbabilityFlow<>(field, law -> law, Divergence.stated());
  }

  /** Returns this flow at draws of another law, which must draw everything that the law draws. */
  public ProbabilityFlow<D> drawnFrom(Function<? super D, ? extends Proposal> other) {
    return new ProbabilityFlow<>(field, other, divergence);
  }

  /** Returns this flow with another way to compute the divergence. */
  public ProbabilityFlow<D> withDivergence(Divergence other) {
    return new ProbabilityFlow<>(field, proposal, other);
  }

  /**
   * Draws the events of one estimate.
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

  /** Computes w (grad f + f grad log p), with which u is multiplied. */
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
