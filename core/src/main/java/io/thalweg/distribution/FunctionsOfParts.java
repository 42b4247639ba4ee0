package io.thalweg.distribution;

import io.thalweg.CharacteristicFunctions;
import io.thalweg.distribution.Layout.Part;
import io.thalweg.support.Require;
import java.util.List;
import java.util.function.Function;

/** The characteristic functions of a product: those of each part at its own coordinates. */
record FunctionsOfParts(Layout layout, List<CharacteristicFunctions> parts)
    implements CharacteristicFunctions {

  private double[] joined(Function<CharacteristicFunctions, double[]> numbers) {
    double[] all = new double[Require.numbers(layout.contexts, layout.size)];
    for (int i = 0; i < parts.size(); i++) {
      Part part = layout.parts.get(i);
      Layout.add(numbers.apply(parts.get(i)), part.size(), all, 0, layout.size, part.at());
    }
    return all;
  }

  @Override
  public double[] means() {
    return joined(CharacteristicFunctions::means);
  }

  @Override
  public double[] variances() {
    return joined(CharacteristicFunctions::variances);
  }

  @Override
  public void pullbackMoments(double[] meanSlopes, double[] varianceSlopes, double[] gradient) {
    for (int i = 0; i < parts.size(); i++) {
      Part part = layout.parts.get(i);
      double[] own = new double[layout.contexts * part.dimension()];
      double[] means = layout.coordinatesOf(part, meanSlopes, 0, layout.contexts);
      double[] variances = layout.coordinatesOf(part, varianceSlopes, 0, layout.contexts);
      parts.get(i).pullbackMoments(means, variances, own);
      layout.addParameters(part, own, gradient);
    }
  }

  @Override
  public double[] phi(double[] t) {
    double[] all = new double[2 * t.length];
    for (int i = 0; i < parts.size(); i++) {
      Part part = layout.parts.get(i);
      double[] own = parts.get(i).phi(layout.coordinatesOf(part, t, 0, layout.contexts));
      Layout.add(own, 2 * part.size(), all, 0, 2 * layout.size, 2 * part.at());
    }
    return all;
  }

  @Override
  public void pullback(double[] t, double[] slopes, double[] gradient) {
    for (int i = 0; i < parts.size(); i++) {
      Part part = layout.parts.get(i);
      double[] own = new double[layout.contexts * part.dimension()];
      double[] frequencies = layout.coordinatesOf(part, t, 0, layout.contexts);
      int width = 2 * layout.size;
      double[] ownSlopes =
          Layout.columns(slopes, 0, layout.contexts, width, 2 * part.at(), 2 * part.size());
      parts.get(i).pullback(frequencies, ownSlopes, own);
      layout.addParameters(part, own, gradient);
    }
  }
}
