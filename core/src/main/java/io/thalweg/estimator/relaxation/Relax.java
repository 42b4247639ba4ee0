package io.thalweg.estimator.relaxation;

import io.thalweg.Adaptive;
import io.thalweg.Concrete;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Path;
import io.thalweg.Question;
import io.thalweg.Relaxable;
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
 * <p>grad is the gradient in theta; z' moves with theta through its condition too. Needs: a
 * relaxable law and any objective for a network; a Concrete law and what the surrogate asks of the
 * objective otherwise, as {@link io.thalweg.surrogate.RescaledRelaxation} asks for a gradient, with
 * which this estimator is REBAR. Shapes: g [contexts x dimension]. Cost: 1 evaluation a context,
 * and 2 with a gradient if the surrogate is a relaxation of f. Bias: none, at any state of the
 * surrogate.
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
 * @param <D> what the surrogate asks of the law
 * @param <F> what the surrogate asks of the objective
 */
public final class Relax<D extends Relaxable, F extends Objective>
    implements Estimator<D, F>, Adaptive {

  private final Surrogate<? super F> surrogate;

  private Relax(Surrogate<? super F> surrogate) {
    this.surrogate = surrogate;
  }

  /** With a network of z, of {@link Relaxable#relaxedSize} inputs: f may be a black box. */
  public static Relax<Relaxable, Objective> of(Network network) {
    return new Relax<>(network);
  }

  /** With a surrogate that may ask f at relaxed points. */
  public static <F extends Objective> Relax<Concrete, F> of(Surrogate<? super F> surrogate) {
    return new Relax<>(surrogate);
  }

  @Override
  public Question<? super F> ask(D law, RandomGenerator random) {
    Relaxable.Relaxation relaxation = law.relax(1, random);
    Path z = relaxation.relaxed();
    Path conditional = relaxation.conditional(random);
    Events both = Events.concat(z.points(), conditional.points());
    Tape tape = new Tape(law, relaxation.draws(), z, conditional);
    return surrogate.ask(relaxation.draws(), both, joint -> tape.estimate(this, joint));
  }

  @Override
  public void learn(Estimate past) {
    past.memory(this, Tape.Played.class).descend(past.gradient());
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
