package io.thalweg.estimator.relaxation;

import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Path;
import io.thalweg.Question;
import io.thalweg.Relaxable;
import io.thalweg.Tunable;
import io.thalweg.surrogate.Centre;
import io.thalweg.surrogate.Network;
import io.thalweg.surrogate.Surrogate;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.random.RandomGenerator;

/**
 * RELAX: REINFORCE with a surrogate of f at relaxed points as its control variate.
 *
 * <pre>
 *   z, b = H(z), z' given b
 *   g = [f(b) - c(z')] grad log q(b) + grad c(z) - grad c(z')
 * </pre>
 *
 * <p>grad is the gradient in theta; z' also moves with theta through its condition. Needs: with a
 * network, a relaxable law and any objective; with another surrogate, the law and the objective
 * that the surrogate needs. {@link io.thalweg.surrogate.RescaledRelaxation} needs a Concrete law
 * and a gradient; with it, this estimator is REBAR. Shapes: g [contexts x dimension]. Cost: 1
 * evaluation a context, and 2 with a gradient if the surrogate is a relaxation of f. Bias: none, at
 * any state of the surrogate.
 *
 * <p>Learns by descending the mean over the contexts of |g|^2 in the parameters rho of c,
 *
 * <pre>
 *   grad_rho |g|^2 = grad_rho [ -2 (g . score) c(z') + 2 (J_z g) . grad c(z) - 2 (J_z' g) . grad c(z') ]
 * </pre>
 *
 * <p>with g, the score and the Jacobians J of the paths held fixed.
 *
 * <p>Source: Grathwohl et al. (2018), ICLR, arXiv:1711.00123; Tucker et al. (2017), NeurIPS,
 * arXiv:1703.07370.
 *
 * <pre>{@code
 * var adam = new Adam(0.01, logits.length);
 * var relax = Relax.of(new TanhNetwork(logits.length, 8, 0.01, random));
 * for (int step = 0; step < 500; step++) {
 *   Estimate estimate = relax.estimate(Bernoulli.ofLogits(logits), f, random);
 *   relax.learn(estimate); // the surrogate now approximates f better
 *   adam.step(logits, estimate.gradient());
 * }
 * }</pre>
 *
 * @param <D> the law that the surrogate needs
 * @param <F> the objective that the surrogate needs
 */
public final class Relax<D extends Relaxable, F extends Objective>
    implements Estimator<D, F>, Tunable {

  private final Surrogate<? super D, ? super F> surrogate;

  private Relax(Surrogate<? super D, ? super F> surrogate) {
    this.surrogate = surrogate;
  }

  /**
   * Makes RELAX with a network of z, which has {@link Relaxable#relaxedSize} inputs, and with a
   * {@link Centre}; f may be a black box.
   */
  public static Relax<Relaxable, Objective> of(Network network) {
    return new Relax<>(new Centre().of(network));
  }

  /** Makes RELAX with a surrogate that may evaluate f at relaxed points. */
  public static <D extends Relaxable, F extends Objective> Relax<D, F> of(
      Surrogate<? super D, ? super F> surrogate) {
    return new Relax<>(surrogate);
  }

  @Override
  public Question<? super F> ask(D law, RandomGenerator random) {
    Relaxable.Relaxation relaxation = law.relax(1, random);
    Path z = relaxation.relaxed();
    Path conditional = relaxation.conditional(random);
    Events both = Events.concat(z.points(), conditional.points());
    Tape tape = new Tape(law, relaxation.draws(), z, conditional);
    return surrogate.ask(law, relaxation.draws(), both, joint -> tape.estimate(this, joint));
  }

  @Override
  public void learn(Estimate past) {
    past.memory(this, Tape.Played.class).descend(past.gradient());
  }

  @Override
  public void learn(Estimate past, double[] slopes) {
    past.memory(this, Tape.Played.class).descendAlong(slopes);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    surrogate.save(out);
  }

  @Override
  public void load(DataInput in) throws IOException {
    surrogate.load(in);
  }
}
