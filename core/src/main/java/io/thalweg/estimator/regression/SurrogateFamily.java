package io.thalweg.estimator.regression;

import io.thalweg.MeanField;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A family of surrogates that are fitted to past evaluations and judged by errors left out. */
interface SurrogateFamily {

  /** The largest number of the newest evaluations by which a fit is judged. */
  int JUDGED = 256;

  /**
   * A fit, with its errors at the newest evaluations.
   *
   * @param surrogate the surrogate c
   * @param residuals f - c at the newest evaluations, each left out of the fit, the newest first
   * @param error the weighted sum of the squares of the residuals; not finite if the fit failed
   */
  record Fitted(KnownMean surrogate, double[] residuals, double error) {}

  /**
   * Fits a surrogate.
   *
   * @return null if there are too few or too many numbers for this family
   */
  @Nullable Fitted fit(Observations seen, MeanField law);

  /** Writes what the next fit starts from. */
  void save(DataOutput out) throws IOException;

  /** Reads what was saved. */
  void load(DataInput in) throws IOException;

  /** Reads a surrogate of this family. */
  KnownMean loadSurrogate(DataInput in) throws IOException;
}
