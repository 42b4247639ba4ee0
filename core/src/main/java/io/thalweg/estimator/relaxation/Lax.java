package io.thalweg.estimator.relaxation;

import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.Path;
import io.thalweg.Question;
import io.thalweg.Reparameterized;
import io.thalweg.Tunable;
import io.thalweg.surrogate.Angular;
import io.thalweg.surrogate.Centre;
import io.thalweg.surrogate.Network;
import io.thalweg.surrogate.Surrogate;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.random.RandomGenerator;

/**
 * LAX: REINFORCE with a surrogate of f, differentiated along the path of the law, as its control
 * variate.
 *
 * <pre>
 *   x = T(theta, noise)
 *   g = [f(x) - c(x)] grad log q(x) + (dx/dtheta)^T grad c(x)
 * </pre>
 *
 * <p>Needs: a law with a path, any objective, with jumps too. Shapes: g [contexts x dimension].
 * Cost: 1 evaluation a context. Bias: none, at any state of the surrogate. Learns by descending the
 * mean over the contexts of |g|^2 in the parameters of c, as {@link Relax} does.
 *
 * <p>Source: Grathwohl et al. (2018), ICLR, arXiv:1711.00123.
 */
public final class Lax implements Estimator<Reparameterized, Objective>, Tunable {

  private final Network surrogate;
  private final Centre centre = new Centre();

  /**
   * Makes an estimator with a surrogate of f, to which a {@link Centre} is added.
   *
   * @param surrogate a network with the number of inputs that {@link Angular#inputs} states
   */
  public Lax(Network surrogate) {
    this.surrogate = surrogate;
  }

  @Override
  public Question<Objective> ask(Reparameterized law, RandomGenerator random) {
    Path x = law.path(1, random);
    Surrogate<Distribution, Objective> seen = centre.of(Angular.of(surrogate, law));
    Tape tape = new Tape(law, x.points(), x);
    return seen.ask(law, x.points(), x.points(), joint -> tape.estimate(this, joint));
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
    centre.save(out);
    surrogate.save(out);
  }

  @Override
  public void load(DataInput in) throws IOException {
    centre.load(in);
    surrogate.load(in);
  }
}
