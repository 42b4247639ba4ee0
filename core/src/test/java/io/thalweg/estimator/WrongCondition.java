package io.thalweg.estimator;

import static io.thalweg.internal.Numerics.sigmoid;
import static io.thalweg.internal.Numerics.softplus;

import io.thalweg.Concrete;
import io.thalweg.Events;
import io.thalweg.Path;
import io.thalweg.Relaxable;
import io.thalweg.Squash;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.ForwardingLaw;
import io.thalweg.support.Uniforms;
import java.util.random.RandomGenerator;

/** A relaxation of Bernoulli variables that draws z again given the opposite of b. */
record WrongCondition(Bernoulli law, Relaxable.Relaxation sound) implements Relaxable.Relaxation {

  @Override
  public Events draws() {
    return sound.draws();
  }

  @Override
  public Path relaxed() {
    return sound.relaxed();
  }

  @Override
  public Path conditional(RandomGenerator random) {
    double[] b = draws().values();
    double[] v = Uniforms.open(random, b.length);
    double[] logits = law.parameters();
    double[] z = new double[b.length];
    double[] slopes = new double[b.length];
    for (int i = 0; i < b.length; i++) {
      boolean one = b[i] == 0;
      double logNot = Math.log1p(-v[i]);
      double x = one ? logits[i] + Math.log(v[i]) : logNot - logits[i];
      z[i] = one ? softplus(x) - logNot : Math.log(v[i]) - softplus(x);
      slopes[i] = sigmoid(x);
    }
    return new Diagonal(Events.of(z, law.contexts(), law.dimension()), slopes);
  }

  /** A law whose relaxation is this one. */
  static Concrete of(Bernoulli law) {
    return new Law(law);
  }

  private record Law(Bernoulli law) implements ForwardingLaw, Concrete {

    @Override
    public Concrete at(double[] parameters) {
      return of(law.at(parameters));
    }

    @Override
    public double[] weightedScore(Events events, double[] weights) {
      return law.weightedScore(events, weights);
    }

    @Override
    public int relaxedSize() {
      return law.relaxedSize();
    }

    @Override
    public Squash squash() {
      return law.squash();
    }

    @Override
    public Relaxation relax(int draws, RandomGenerator random) {
      return new WrongCondition(law, law.relax(draws, random));
    }
  }

  /** One draw of each context, whose every coordinate moves with its own logit. */
  private record Diagonal(Events points, double[] slopes) implements Path {

    @Override
    public void pullback(double[] cotangents, int offset, double[] gradient) {
      for (int i = 0; i < slopes.length; i++) {
        gradient[i] += slopes[i] * cotangents[offset + i];
      }
    }

    @Override
    public void pushforward(double[] tangents, double[] out, int offset) {
      for (int i = 0; i < slopes.length; i++) {
        out[offset + i] = slopes[i] * tangents[i];
      }
    }
  }
}
