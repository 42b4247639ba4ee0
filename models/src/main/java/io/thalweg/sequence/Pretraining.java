package io.thalweg.sequence;

import io.thalweg.dense.Optimizer;
import io.thalweg.dense.Rule;
import java.util.random.RandomGenerator;

/**
 * Steps before the first one: those of maximum likelihood, whose gradient is exact, and then of a
 * discriminator that knows the generator.
 *
 * @param random draws the sequences
 */
record Pretraining(SequenceOptions options, TokenModel oracle, RandomGenerator random) {

  private static final int BATCH = 64;

  void train(TokenModel generator, Discriminator discriminator) {
    Optimizer optimizer =
        new Optimizer(generator.parameters(), Rule.adam(options.likelihoodRate()));
    for (int step = 0; step < options.likelihood(); step++) {
      generator.descendLikelihood(oracle.sample(BATCH, random));
      optimizer.step();
    }
    for (int step = 0; step < options.criticSteps(); step++) {
      int count = options.criticBatch();
      discriminator.step(oracle.sample(count, random), generator.sample(count, random));
    }
  }
}
