package io.thalweg;

/**
 * A law of independent numbers whose characteristic functions, means and variances have closed
 * forms: counts or continuous variables, or their {@link #coordinates}.
 *
 * <pre>
 *   phi_v(t; theta) = E exp(i t y_v),   y the coordinates, in most families x itself
 * </pre>
 *
 * <p>A law of one's own that extends {@link io.thalweg.distribution.Univariate} or {@link
 * io.thalweg.distribution.Counts} needs variables that are {@link
 * io.thalweg.distribution.Spectral}, and returns {@code spectra()} from {@link #characteristic}.
 * Any other law implements {@link CharacteristicFunctions}.
 *
 * <p>Source: Lukacs (1970), Characteristic Functions, 2nd edition.
 */
public non-sealed interface Characteristic extends MeanField {

  /** Returns the characteristic functions of the coordinates at this theta. */
  CharacteristicFunctions characteristic();

  /**
   * Whether a variable is a whole number, so that its values are at least 1 apart; not, unless a
   * law says so.
   *
   * @param variable of 0 to size - 1
   */
  default boolean isWhole(int variable) {
    return false;
  }

  /**
   * Whether the closed means hold at this theta, to the digits of a double.
   *
   * <p>Here, variances and squared means must be below 1e300, so that their slopes are numbers,
   * too.
   */
  @Override
  default boolean hasClosedMeans() {
    CharacteristicFunctions functions = characteristic();
    double[] means = functions.means();
    double[] variances = functions.variances();
    boolean closed = true;
    for (int i = 0; i < means.length; i++) {
      closed &= means[i] * means[i] < 1e300 && variances[i] < 1e300;
    }
    return closed;
  }
}
