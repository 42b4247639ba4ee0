package io.thalweg.attention;

import java.util.Locale;

/**
 * The law of the masks m that a predictor learns from, where a selector shows k features of a
 * point.
 *
 * <p>A selector can encode the label in which features it hides; a predictor that is trained on
 * random subsets cannot read the code.
 *
 * <p>Source: Chen, Song, Wainwright &amp; Jordan (2018), ICML, arXiv:1802.07814, for {@link
 * #SELECTED}; Jethani, Sudarshan, Aphinyanaphongs &amp; Ranganath (2021), AISTATS,
 * arXiv:2103.01890, for {@link #RANDOM}.
 */
public enum PredictorMasks {

  /** The features that the selector shows, as in L2X. */
  SELECTED,

  /** Random subsets of k features, as in REAL-X. */
  RANDOM;

  /** Name in settings. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
