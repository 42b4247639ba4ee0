package io.thalweg.distribution;

import io.thalweg.Characteristic;
import io.thalweg.CharacteristicFunctions;

/**
 * Whole numbers whose characteristic functions are closed. Only a subclass of {@link Counts} whose
 * variables are {@link Spectral} may be one.
 */
interface SpectralCounts extends Characteristic {

  @Override
  default CharacteristicFunctions characteristic() {
    return ((Counts) this).spectra();
  }

  @Override
  default boolean isWhole(int variable) {
    return true;
  }
}
