package io.thalweg;

/**
 * A law of independent numbers with closed characteristic functions, means and variances: counts or
 * continuous variables.
 *
 * <pre>
 *   phi_v(t; theta) = E exp(i t x_v)
 * </pre>
 *
 * <p>Source: Lukacs (1970), Characteristic Functions, 2nd edition.
 */
public non-sealed interface Characteristic extends MeanField {

  /** The characteristic functions at this theta. */
  CharacteristicFunctions characteristic();
}
