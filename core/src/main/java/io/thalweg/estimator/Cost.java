package io.thalweg.estimator;

/** The evaluations of f that an estimate takes for each context, in words. */
@FunctionalInterface
public interface Cost {

  /** The cost at these settings. */
  String at(Settings settings);

  /** A cost that no setting changes. */
  static Cost of(String words) {
    return settings -> words;
  }

  /**
   * K evaluations.
   *
   * @param times K, in units of {@link Settings#draws}
   */
  static Cost draws(int times) {
    return settings -> "K = " + times * settings.draws();
  }

  /** The same evaluations, each with a gradient of f. */
  default Cost withGradient() {
    return settings -> at(settings) + " with gradient";
  }
}
