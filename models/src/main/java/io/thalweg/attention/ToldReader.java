package io.thalweg.attention;

import io.thalweg.Events;
import io.thalweg.dense.Architecture;
import io.thalweg.dense.Layers;
import io.thalweg.dense.Optimizer;
import io.thalweg.dense.Parameters;
import io.thalweg.dense.Rule;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/** Trains a classifier on events that it is told: what a law without error would let it reach. */
final class ToldReader {

  private ToldReader() {}

  /**
   * A batch with the events that the classifier is told.
   *
   * @param labels of its contexts
   * @param events one of each context
   */
  record Batch(View view, int[] labels, Events events) {}

  /**
   * Returns a trained classifier.
   *
   * @param weights draws the first weights
   * @param rule that its weights descend by
   * @param batches the batch of each step
   */
  static Layers train(
      Architecture reading,
      RandomGenerator weights,
      Rule rule,
      int steps,
      IntFunction<Batch> batches) {
    Parameters parameters = new Parameters(reading.parameters());
    Layers reader = new Layers(parameters, 0, weights, reading);
    Optimizer descent = new Optimizer(parameters, rule);
    for (int step = 0; step < steps; step++) {
      Batch batch = batches.apply(step);
      try (Recognition f = new Recognition(reader, batch.view(), batch.labels())) {
        f.learn(batch.events());
        descent.step();
      }
    }
    return reader;
  }
}
