package io.thalweg.distribution;

import io.thalweg.Characteristic;
import io.thalweg.CharacteristicFunctions;
import io.thalweg.distribution.Layout.Part;
import java.util.List;

/** A product of laws with closed characteristic functions. */
interface CharacteristicParts extends Characteristic {

  @Override
  default CharacteristicFunctions characteristic() {
    Layout layout = Layout.of(this);
    List<CharacteristicFunctions> parts =
        layout.parts.stream().map(part -> characteristic(part).characteristic()).toList();
    return new FunctionsOfParts(layout, parts);
  }

  @Override
  default double[] coordinates(double[] values) {
    Layout layout = Layout.of(this);
    int rows = values.length / layout.size;
    return layout.coordinates(
        rows,
        part -> characteristic(part).coordinates(layout.coordinatesOf(part, values, 0, rows)));
  }

  @Override
  default boolean hasClosedMeans() {
    return Layout.of(this).parts.stream().allMatch(part -> characteristic(part).hasClosedMeans());
  }

  @Override
  default boolean isWhole(int variable) {
    Part part = Layout.of(this).having(variable);
    return characteristic(part).isWhole(variable - part.at());
  }

  private static Characteristic characteristic(Part part) {
    return (Characteristic) part.law();
  }
}
