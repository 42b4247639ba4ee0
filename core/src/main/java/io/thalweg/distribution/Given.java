package io.thalweg.distribution;

import io.thalweg.Events;
import io.thalweg.Shape;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Events that were drawn already, as the first draw of a law. */
final class Given {

  private Given() {}

  /**
   * Refuses anything but one event of every context.
   *
   * @param law its name in messages
   */
  static Events one(String law, Shape shape, Events draw) {
    shape.require(law, draw);
    if (!draw.isIndexed()) {
      throw new IllegalArgumentException(
          "%s was given relaxed points; events that were drawn have category indices"
              .formatted(law));
    }
    if (draw.isRagged() || draw.draws() != 1) {
      throw new IllegalArgumentException(
          "%s was given %s; it must be given one event of every context"
              .formatted(law, draw.isRagged() ? "ragged events" : draw.draws() + " draws"));
    }
    return draw;
  }

  /**
   * Refuses anything but one event of every context, and events of probability 0.
   *
   * @param possible whether the number at a place of the events has a probability above 0
   */
  static Events one(String law, Shape shape, Events draw, IntPredicate possible) {
    one(law, shape, draw);
    for (int i = 0; i < draw.values().length; i++) {
      if (!possible.test(i)) {
        throw new IllegalArgumentException(
            "%s was given %s, of which coordinate %d has probability 0: it cannot have been drawn"
                .formatted(law, draw.name(i / shape.size()), i % shape.size()));
      }
    }
    return draw;
  }

  /**
   * Overwrites the first draw with the events that were drawn already, if there are any.
   *
   * @return x
   */
  static double[] first(@Nullable Events drawn, double[] x) {
    if (drawn != null) {
      System.arraycopy(drawn.values(), 0, x, 0, drawn.values().length);
    }
    return x;
  }
}
