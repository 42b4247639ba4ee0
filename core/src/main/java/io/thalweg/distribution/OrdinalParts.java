package io.thalweg.distribution;

import io.thalweg.Events;
import io.thalweg.Ordinal;
import io.thalweg.distribution.Layout.Part;
import io.thalweg.support.Require;

/** A product of whole numbers; each part moves with its own parameters. */
interface OrdinalParts extends Ordinal {

  @Override
  default double largest() {
    return Layout.of(this).largest(part -> ordinal(part).largest());
  }

  @Override
  default double largest(int variable) {
    Part part = Layout.of(this).having(variable);
    return ordinal(part).largest(variable - part.at());
  }

  @Override
  default void addTransport(Events events, double[] differences, double[] gradient) {
    Layout layout = Layout.of(this);
    layout.shape.require("Product", events);
    Require.length("the array of differences", differences, events.count() * layout.size);
    Require.length("the gradient", gradient, layout.contexts * layout.dimension);
    for (Part part : layout.parts) {
      double[] own = new double[layout.contexts * part.dimension()];
      double[] steps = layout.coordinatesOf(part, differences, 0, events.count());
      ordinal(part).addTransport(layout.of(part, events), steps, own);
      layout.addParameters(part, own, gradient);
    }
  }

  @Override
  default boolean hasGap() {
    return Layout.of(this).parts.stream().anyMatch(part -> ordinal(part).hasGap());
  }

  private static Ordinal ordinal(Part part) {
    return (Ordinal) part.law();
  }
}
