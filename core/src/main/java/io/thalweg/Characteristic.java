package io.thalweg;

/**
 * A law of independent numbers with closed characteristic functions, means and variances: counts or
 * continuous variables, or their {@link #coordinates}.
 *
 * <pre>
 *   phi_v(t; theta) = E exp(i t y_v),   y the coordinates, in most families x itself
 * </pre>
 *
 * <p>Source: Lukacs (1970), Characteristic Functions, 2nd edition.
 */
public non-sealed interface Characteristic extends MeanField {

  /** The characteristic functions of the coordinates at this theta. */
  CharacteristicFunctions characteristic();

  /** Whether a variable is a whole number, so that its values are at least 1 apart. */
  default boolean isWhole(int variable) {
    return this instanceof Ordinal;
  }
}
