package io.thalweg.architecture;

import io.thalweg.Objective;
import io.thalweg.data.Digits;
import io.thalweg.data.ImageSet;
import io.thalweg.data.Part;
import io.thalweg.data.Pixels;
import io.thalweg.data.Split;
import io.thalweg.support.Streams;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The black box f: the loss on the digits for validation after a short training.
 *
 * <p>Of one number of the noise, first weights and batches are those of one stream: f is then a
 * deterministic function of the choices. Known answers are kept, so that several methods on one
 * black box train a network once. They still count an evaluation each time that they ask.
 */
public final class Trials implements Objective {

  /** The number of the noise of f. */
  static final int NOISE = 0;

  private static final int BATCH = 50;

  /**
   * The options of the training of a network.
   *
   * @param layers hidden ones at most
   * @param updates steps of Adam
   * @param rate of Adam
   */
  public record Options(int layers, int updates, double rate) {

    /** Three layers, 60 updates at rate 0.01. */
    public static Options defaults() {
      return new Options(3, 60, 0.01);
    }
  }

  /**
   * The result of a training.
   *
   * @param loss on the digits for validation
   * @param accuracy on the digits for tests
   */
  record Outcome(double loss, double accuracy) {}

  private record Key(Blueprint blueprint, int noise) {}

  private final Options options;
  private final Labelled train;
  private final Labelled validation;
  private final Labelled test;
  private final Map<Key, Outcome> known = new HashMap<>();

  /** Reads the digits that come with the library: 1,250, 250 for validation and 297 for tests. */
  public Trials(Options options) {
    this.options = options;
    ImageSet digits = Digits.load().with(Pixels.GREY, Split.LAST);
    this.train = Labelled.of(digits, Part.TRAIN);
    this.validation = Labelled.of(digits, Part.VALIDATION);
    this.test = Labelled.of(digits, Part.TEST);
  }

  Options options() {
    return options;
  }

  /** The number of choices. */
  int variables() {
    return options.layers() * Blueprint.CHOICES;
  }

  @Override
  public double value(double[] event) {
    return outcome(Blueprint.of(event), NOISE).loss();
  }

  /** Trains a network, unless that was done before. */
  Outcome outcome(Blueprint blueprint, int noise) {
    return known.computeIfAbsent(
        new Key(blueprint.canonical(), noise), key -> train(key.blueprint(), noise));
  }

  private Outcome train(Blueprint blueprint, int noise) {
    Classifier network =
        new Classifier(
            blueprint, train.pixels(), options.rate(), Streams.named(noise, "first weights"));
    RandomGenerator random = Streams.named(noise, "batches");
    for (int update = 0; update < options.updates(); update++) {
      int[] chosen = random.ints(BATCH, 0, train.count()).toArray();
      network.step(train.rows(chosen));
    }
    return new Outcome(network.loss(validation), network.accuracy(test));
  }
}
