package io.thalweg;

import java.util.Optional;

/**
 * A law of which one event of every context may have been drawn already, such as an action that was
 * taken.
 *
 * <p>An estimator that is asked about {@code law.given(x)} uses x as its own first draw, and makes
 * the estimate that it would have made, had it drawn x itself:
 *
 * <pre>
 *   x ~ q(.; theta),   E[g of the law given x] = E[g of the law | its first draw is x]
 * </pre>
 *
 * <p>So f(x) that is known from elsewhere, such as the return of an action, need not be evaluated
 * again. Most estimators ask f at x; those that draw from another law, or ask f between the
 * outcomes, may not. The mean of g over x is the gradient only if x was drawn from this law at
 * these parameters.
 *
 * <pre>{@code
 * Categorical law = Categorical.ofLogits(0.2, -1.0, 0.7);
 * Events action = law.sample(1, random);
 * Estimate estimate = new Arsm().estimate(law.given(action), f, random); // asks f at it first
 * }</pre>
 */
public interface Drawn extends Distribution {

  /**
   * Returns the same law, of which events have been drawn already; {@link #at} forgets them.
   *
   * <p>The first draw of {@link #sample}, of paths and of relaxations is these events, and the
   * noise behind coupled draws is drawn given them. All further draws are new.
   *
   * <p>The second of two calls of {@link #sample} begins with the same events as the first. So an
   * estimator must not take the first draws of two calls for independent ones.
   *
   * @param draw one event of every context, shared and not copied
   * @throws IllegalArgumentException if the events are not of this law's shape, there is more than
   *     one of a context, or one has probability 0
   */
  Drawn given(Events draw);

  /** The events that were drawn already, one of every context; empty for a plain law. */
  Optional<Events> drawn();
}
