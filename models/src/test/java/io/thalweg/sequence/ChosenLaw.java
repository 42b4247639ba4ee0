package io.thalweg.sequence;

import io.thalweg.Distribution;
import io.thalweg.Events;
import io.thalweg.Factorized;
import io.thalweg.Shape;
import io.thalweg.distribution.Categorical;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A categorical law of one variable whose draws are {@link Choices} in place of random ones.
 *
 * @param law that it is otherwise
 */
record ChosenLaw(Categorical law, Choices choices) implements Factorized {

  @Override
  public Events sample(int draws, RandomGenerator random) {
    double[] q = law.probabilities();
    int categories = law.categories();
    double[] tokens = new double[draws * law.contexts()];
    for (int row = 0; row < tokens.length; row++) {
      int from = row % law.contexts() * categories;
      tokens[row] = choices.choose(Arrays.copyOfRange(q, from, from + categories));
    }
    return Events.of(tokens, law.shape());
  }

  @Override
  public Shape shape() {
    return law.shape();
  }

  @Override
  public int dimension() {
    return law.dimension();
  }

  @Override
  public double[] parameters() {
    return law.parameters();
  }

  @Override
  public Distribution at(double[] parameters) {
    return new ChosenLaw(law.at(parameters), choices);
  }

  @Override
  public double[] logProbability(Events events) {
    return law.logProbability(events);
  }

  @Override
  public double[] scores(Events events) {
    return law.scores(events);
  }

  @Override
  public int values() {
    return law.values();
  }

  @Override
  public double[] marginals() {
    return law.marginals();
  }

  @Override
  public long outcomes() {
    return law.outcomes();
  }

  @Override
  public Events outcomes(long from, int count) {
    return law.outcomes(from, count);
  }
}
