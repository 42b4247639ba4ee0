package io.thalweg.program;

import io.thalweg.Events;
import java.util.random.RandomGenerator;

/**
 * Events of one node, with its law.
 *
 * @param given the law
 * @param own the events under the contexts of the law
 * @param rows the same events under the contexts of the program
 */
record Draw(Given<?> given, Events own, Events rows) {

  /** Draws the root of a program, some events for each context. */
  static Draw ofRoot(Node<?> node, int contexts, int draws, RandomGenerator random) {
    Given<?> given = node.given(contexts);
    Events own = given.law().sample(draws, random);
    return new Draw(given, own, own);
  }

  /** Draws one event for each row of the parents. */
  static Draw of(Node<?> node, Events[] parents, RandomGenerator random) {
    Given<?> given = node.given(parents[0].count(), parents);
    Events own = given.law().sample(1, random);
    return new Draw(given, own, Rows.under(own, parents[0]));
  }

  /** Makes a draw of events that are given, at the law of their parents. */
  static Draw at(Node<?> node, Events rows, Events[] parents) {
    return parents.length == 0
        ? new Draw(node.given(rows.contexts()), rows, rows)
        : new Draw(node.given(rows.count(), parents), Rows.each(rows), rows);
  }

  /** Returns the draw at other rows, each with the event of its context; of a trace of one draw. */
  Draw heldAt(Events other) {
    Events held = Rows.held(rows, other);
    return new Draw(given, held, held);
  }

  /** Returns other events under the same law; of a trace of one draw. */
  Draw replacedBy(Events other) {
    return new Draw(given, other, other);
  }

  double[] logProbability() {
    return given.law().logProbability(own);
  }
}
