package io.thalweg.estimator;

/** The number of evaluations of f that an estimate takes for each context, in words. */
@FunctionalInterface
public interface Cost {

  /** The cost at these settings. */
  String at(Settings settings);

  /** Makes a cost that does not depend on the settings. */
  static Cost of(String words) {
    return settings -> words;
  }

  /**
   * Makes a cost of K evaluations.
   *
   * @param standard K where the settings do not state it
   */
  static Cost draws(int standard) {
    return settings -> "K = " + settings.draws(standard);
  }

  /** Returns this cost, with a gradient of f at each evaluation. */
  default Cost withGradient() {
    return settings -> at(settings) + " with gradient";
  }
}
