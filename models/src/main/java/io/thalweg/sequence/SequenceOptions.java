package io.thalweg.sequence;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The options of a training of sequences.
 *
 * @param tokens the number of different tokens
 * @param length the tokens of a sequence
 * @param window the tokens before a token on which its law depends
 * @param hidden units of the networks of oracle and generator
 * @param oracle the seed of the oracle, which is the same for all seeds of trainings
 * @param sharpness the standard deviation of the oracle's logits, nearly
 * @param likelihood steps of maximum likelihood before the first step
 * @param likelihoodRate their rate of Adam
 * @param batch sequences of a step against the discriminator
 * @param rate the rate of Adam of these steps
 * @param odds the weight of log(1 - D) in the cost -(log D - odds log(1 - D))
 * @param criticHidden units of the network of the discriminator
 * @param criticSteps steps of the discriminator before the first step
 * @param criticBatch sequences of each kind that the discriminator sees at a step
 * @param criticRate the rate of Adam of the discriminator, and of surrogates
 */
public record SequenceOptions(
    int tokens,
    int length,
    int window,
    int hidden,
    int oracle,
    double sharpness,
    int likelihood,
    double likelihoodRate,
    int batch,
    double rate,
    double odds,
    int criticHidden,
    int criticSteps,
    int criticBatch,
    double criticRate) {

  /**
   * Checks that a window fits into a sequence.
   *
   * @throws IllegalArgumentException if it does not
   */
  public SequenceOptions {
    if (window >= length) {
      throw new IllegalArgumentException(
          "a window of %d tokens does not fit into a sequence of %d; it must be shorter"
              .formatted(window, length));
    }
  }

  /** Twenty tokens of thirty, as published; sizes and rates are those that train in a minute. */
  public static SequenceOptions defaults() {
    return new SequenceOptions(30, 20, 3, 32, 1, 3, 60, 0.01, 8, 0.003, 1, 32, 100, 64, 0.01);
  }

  /** All of them by name, in words of the command line. */
  Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("tokens", Integer.toString(tokens));
    settings.put("length", Integer.toString(length));
    settings.put("window", Integer.toString(window));
    settings.put("hidden", Integer.toString(hidden));
    settings.put("oracle", Integer.toString(oracle));
    settings.put("sharpness", Double.toString(sharpness));
    settings.put("likelihood", Integer.toString(likelihood));
    settings.put("likelihood_rate", Double.toString(likelihoodRate));
    settings.put("batch", Integer.toString(batch));
    settings.put("rate", Double.toString(rate));
    settings.put("odds", Double.toString(odds));
    settings.put("critic_hidden", Integer.toString(criticHidden));
    settings.put("critic_steps", Integer.toString(criticSteps));
    settings.put("critic_batch", Integer.toString(criticBatch));
    settings.put("critic_rate", Double.toString(criticRate));
    return settings;
  }
}
