package io.thalweg.distribution;

import io.thalweg.Events;
import io.thalweg.WeaklyDifferentiable;
import io.thalweg.distribution.Layout.Part;
import io.thalweg.support.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A product of laws whose derivatives are differences of two laws.
 *
 * <pre>
 *   q = r s,   dr/dtheta_i = constant_i (r+_i - r-_i)   =>   dq/dtheta_i = constant_i (r+_i s - r-_i s)
 * </pre>
 *
 * <p>The two events of a pair are the draw of all parts, with the coordinates of one part replaced.
 */
interface WeakParts extends WeaklyDifferentiable {

  @Override
  default Pairs pairs(RandomGenerator random) {
    Layout layout = Layout.of(this);
    List<Pairs> own = new ArrayList<>();
    for (Part part : layout.parts) {
      own.add(((WeaklyDifferentiable) part.law()).pairs(random));
    }
    Events draw = layout.join(1, part -> own.get(layout.parts.indexOf(part)).draw().values());
    double[] constants = new double[layout.contexts * layout.dimension];
    double[] positive = repeated(draw.values(), layout.dimension);
    double[] negative = positive.clone();
    for (int p = 0; p < own.size(); p++) {
      Part part = layout.parts.get(p);
      layout.addParameters(part, own.get(p).constants(), constants);
      replace(layout, part, own.get(p).positive(), positive);
      replace(layout, part, own.get(p).negative(), negative);
    }
    return new Pairs(draw, constants, draw.withValues(positive), draw.withValues(negative));
  }

  private static double[] repeated(double[] draw, int times) {
    double[] all = new double[Require.numbers(times, draw.length)];
    for (int i = 0; i < times; i++) {
      System.arraycopy(draw, 0, all, i * draw.length, draw.length);
    }
    return all;
  }

  /** Puts the events of a part in the place of its coordinates, in the rows of its parameters. */
  private static void replace(Layout layout, Part part, Events own, double[] all) {
    int first = part.from() * layout.contexts;
    for (int row = 0; row < own.count(); row++) {
      int at = (first + row) * layout.size + part.at();
      System.arraycopy(own.values(), row * part.size(), all, at, part.size());
    }
  }
}
