package io.thalweg.distribution;

import io.thalweg.Distribution;
import io.thalweg.Events;
import io.thalweg.Shape;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Bits of one context, whatever the parameters are. */
public record OneContext(Bernoulli bits) implements Distribution {

  @Override
  public Distribution at(double[] parameters) {
    return new OneContext(Bernoulli.ofLogits(Arrays.copyOf(parameters, dimension())));
  }

  @Override
  public int dimension() {
    return bits.dimension();
  }

  @Override
  public double[] parameters() {
    return bits.parameters();
  }

  @Override
  public Shape shape() {
    return bits.shape();
  }

  @Override
  public Events sample(int draws, RandomGenerator random) {
    return bits.sample(draws, random);
  }

  @Override
  public double[] logProbability(Events events) {
    return bits.logProbability(events);
  }

  @Override
  public double[] scores(Events events) {
    return bits.scores(events);
  }
}
