package io.thalweg.estimator.relaxation;

import io.thalweg.Adaptive;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Path;
import io.thalweg.Relaxable;
import io.thalweg.surrogate.Surrogate;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
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
 * relaxable law, and of the objective what the surrogate asks: nothing for a network, a gradient
 * for {@link io.thalweg.surrogate.RescaledRelaxation}, with which this estimator is REBAR. Shapes:
 * g [contexts x dimension]. Cost: 1 evaluation a context, and 2 with a gradient if the surrogate is
 * a relaxation of f. Bias: none, at any state of the surrogate.
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
 * @param <F> what the surrogate asks of the objective
 */
public final class Relax<F extends Objective> implements Estimator<Relaxable, F>, Adaptive {

  private final Surrogate<? super F> surrogate;

  /** With a surrogate of f. */
  public Relax(Surrogate<? super F> surrogate) {
    this.surrogate = surrogate;
  }

  @Override
  public Estimate estimate(Relaxable law, F objective, RandomGenerator random) {
    Relaxable.Relaxation relaxation = law.relax(1, random);
    Path z = relaxation.relaxed();
    Path conditional = relaxation.conditional(random);
    Events both = Events.concat(z.points(), conditional.points());
    Surrogate.Joint joint = surrogate.evaluate(objective, relaxation.draws(), both);
    int contexts = law.contexts();
    double[] f = joint.objective().values();
    double[] c = joint.surrogate().values();
    double[] advantages = new double[contexts];
    for (int i = 0; i < contexts; i++) {
      advantages[i] = f[i] - c[contexts + i];
    }
    double[] slopes = joint.surrogate().gradients().clone();
    int half = slopes.length / 2;
    for (int i = half; i < slopes.length; i++) {
      slopes[i] = -slopes[i];
    }
    double[] gradient = new double[contexts * law.dimension()];
    law.addScore(relaxation.draws(), advantages, gradient);
    z.pullback(slopes, 0, gradient);
    conditional.pullback(slopes, half, gradient);
    return new Tape(this, gradient, joint, law, relaxation.draws(), z, conditional);
  }

  @Override
  public void learn(Estimate past) {
    if (!(past instanceof Tape tape) || tape.drawnBy != this) {
      throw new IllegalArgumentException("RELAX can only learn from its own estimates");
    }
    tape.descend();
  }

  @Override
  public void save(DataOutput out) throws IOException {
    surrogate.save(out);
  }

  @Override
  public void load(DataInput in) throws IOException {
    surrogate.load(in);
  }

  /** An estimate that remembers how it was made. */
  private static final class Tape extends Estimate {
    private final Relax<?> drawnBy;
    private final Surrogate.Outputs surrogate;
    private final Relaxable law;
    private final Events draws;
    private final Path z;
    private final Path conditional;

    Tape(
        Relax<?> drawnBy,
        double[] gradient,
        Surrogate.Joint joint,
        Relaxable law,
        Events draws,
        Path z,
        Path conditional) {
      super(law, gradient, joint.events(), 1, joint.objective());
      this.drawnBy = drawnBy;
      this.surrogate = joint.surrogate();
      this.law = law;
      this.draws = draws;
      this.z = z;
      this.conditional = conditional;
    }

    void descend() {
      int contexts = law.contexts();
      int dimension = law.dimension();
      double[] score = new double[contexts * dimension];
      double[] ones = new double[contexts];
      Arrays.fill(ones, 1);
      law.addScore(draws, ones, score);
      double[] weights = new double[2 * contexts];
      double[] tangents = new double[score.length];
      for (int i = 0; i < score.length; i++) {
        tangents[i] = 2 * gradient()[i] / contexts;
        weights[contexts + i / dimension] -= tangents[i] * score[i];
      }
      int half = z.points().count() * z.points().pointSize();
      double[] directions = new double[2 * half];
      z.pushforward(tangents, directions, 0);
      conditional.pushforward(tangents, directions, half);
      for (int i = half; i < directions.length; i++) {
        directions[i] = -directions[i];
      }
      surrogate.descend(weights, directions);
    }
  }
}
