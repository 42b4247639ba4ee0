package io.thalweg.distribution;

import io.thalweg.Characteristic;
import io.thalweg.CharacteristicFunctions;

/** A law of {@link Counts} that are {@link Spectral}, each of them a whole number. */
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
