package io.thalweg.vae;

import java.util.function.Function;
import java.util.random.RandomGenerator;

/** The images of each minibatch: in an order that is new in each epoch, or drawn. */
final class Order {

  private final int images;
  private final int batch;
  private final boolean permuted;
  private final Function<String, RandomGenerator> streams;
  private int[] permutation = {};
  private int epochOf = -1;

  /**
   * Makes an order.
   *
   * @param streams a generator for each name
   * @throws IllegalArgumentException if there are fewer images than a batch
   */
  Order(int images, int batch, boolean permuted, Function<String, RandomGenerator> streams) {
    if (images < batch) {
      throw new IllegalArgumentException(
          "batch is %d; it must be at most the %d training images".formatted(batch, images));
    }
    this.images = images;
    this.batch = batch;
    this.permuted = permuted;
    this.streams = streams;
  }

  int stepsPerEpoch() {
    return images / batch;
  }

  /** Returns the images of a step, counted from 0. */
  int[] batch(int step) {
    int[] chosen = new int[batch];
    if (!permuted) {
      RandomGenerator random = streams.apply("batch " + step);
      for (int i = 0; i < batch; i++) {
        chosen[i] = random.nextInt(images);
      }
      return chosen;
    }
    int epoch = step / stepsPerEpoch();
    if (epoch != epochOf) {
      permutation = permutation(streams.apply("epoch " + epoch));
      epochOf = epoch;
    }
    System.arraycopy(permutation, step % stepsPerEpoch() * batch, chosen, 0, batch);
    return chosen;
  }

  private int[] permutation(RandomGenerator random) {
    int[] order = new int[images];
    for (int i = 0; i < images; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
