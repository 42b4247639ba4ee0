package io.thalweg.estimator;

import io.thalweg.Concrete;
import io.thalweg.Events;
import io.thalweg.Squash;
import io.thalweg.distribution.ForwardingLaw;
import io.thalweg.distribution.PlackettLuce;
import io.thalweg.internal.Softmax;
import java.util.random.RandomGenerator;

/** A law of orders whose NeuralSort takes the sums of distances for constants. */
record WithoutDistances(PlackettLuce law) implements ForwardingLaw, Concrete {

  @Override
  public WithoutDistances at(double[] parameters) {
    return new WithoutDistances(law.at(parameters));
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
  public Relaxation relax(int draws, RandomGenerator random) {
    return law.relax(draws, random);
  }

  @Override
  public Squash squash() {
    return (z, temperature) -> new Still(law.squash().at(z, temperature), law.relaxedSize());
  }

  private record Still(Squash.Points sound, int items) implements Squash.Points {

    @Override
    public double[] points() {
      return sound.points();
    }

    @Override
    public double[] pushforward(double[] v) {
      return sound.pushforward(v);
    }

    @Override
    public double[] pullback(double[] w) {
      double[] scores = new Softmax(items).product(points(), w);
      double[] out = new double[scores.length / items];
      for (int at = 0; at < scores.length; at++) {
        int place = at / items % items;
        out[at / (items * items) * items + at % items] += (items - 1 - 2 * place) * scores[at];
      }
      return out;
    }

    @Override
    public double[] curvature(double[] u, double[] v) {
      return sound.curvature(u, v);
    }
  }
}
