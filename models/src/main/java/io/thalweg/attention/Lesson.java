package io.thalweg.attention;

import java.util.Locale;

/**
 * The features from which a predictor learns.
 *
 * <p>A predictor that learns from what a selector shows also learns from which features these are.
 * So the selector may tell it by a hidden feature what this feature would say, and has no use for
 * showing it. A predictor that learns from features by chance cannot be told so.
 *
 * <p>Source: Jethani, Sudarshan, Aphinyanaphongs &amp; Ranganath (2021), AISTATS, arXiv:2103.01890,
 * for both.
 */
public enum Lesson {

  /** The features that the selector shows, as in L2X. */
  SHOWN,

  /** k features by chance, as in REAL-X. */
  CHANCE;

  /** Name in settings. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
