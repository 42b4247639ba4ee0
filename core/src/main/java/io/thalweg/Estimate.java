package io.thalweg;

import io.thalweg.support.Require;
import io.thalweg.support.Workspace;
import java.util.Arrays;
import java.util.Optional;

/**
 * One estimate of a gradient, with all evaluations that were made for it.
 *
 * <p>With the events and their weights a model can train on the same evaluations: for every context
 * the weighted sum of f over the events estimates E f, without bias if the estimator has none. For
 * a bound the weights are the normalised importance weights instead: their pullback is an estimate
 * of the gradient of the bound in f's own parameters. Arrays are shared, not copied; treat them as
 * read-only.
 */
public final class Estimate {

  private final Distribution law;
  private final double[] gradient;
  private final Events events;
  private final double[] weights;
  private final Evaluation evaluation;
  private final Optional<Memory> memory;

  /** The data that an estimator needs to learn from an estimate. */
  private record Memory(Object drawnBy, Object content) {}

  /**
   * Makes an estimate with explicit weights.
   *
   * @param law the law under which it was drawn
   * @param gradient [contexts x dimension]
   * @param events all events at which f was evaluated
   * @param weights one for each event; their mean sum is 1 for each context
   * @param evaluation the evaluation of f at these events
   * @throws IllegalArgumentException if there is not one weight and one value for each event
   */
  public Estimate(
      Distribution law, double[] gradient, Events events, double[] weights, Evaluation evaluation) {
    this(law, gradient, events, weights, evaluation, Optional.empty());
  }

  private Estimate(
      Distribution law,
      double[] gradient,
      Events events,
      double[] weights,
      Evaluation evaluation,
      Optional<Memory> memory) {
    Require.length("the gradient", gradient, law.contexts() * law.dimension());
    Require.length("the array of weights", weights, events.count());
    Require.length("the array of values of f", evaluation.values(), events.count());
    this.law = law;
    this.gradient = gradient;
    this.events = events;
    this.weights = weights;
    this.evaluation = evaluation;
    this.memory = memory;
  }

  /**
   * Makes an estimate in which the first {@code draws} rows of every context are draws of equal
   * weight.
   *
   * @throws IllegalArgumentException if there are not so many draws
   */
  public Estimate(
      Distribution law, double[] gradient, Events events, int draws, Evaluation evaluation) {
    this(law, gradient, events, equalWeights(events, draws), evaluation);
  }

  /**
   * Returns this estimate with the data that its estimator needs to learn from it.
   *
   * @param drawnBy the estimator
   */
  public Estimate remembering(Object drawnBy, Object content) {
    return new Estimate(
        law, gradient, events, weights, evaluation, Optional.of(new Memory(drawnBy, content)));
  }

  /**
   * Returns the data that an estimator left in its estimate.
   *
   * @param drawnBy the estimator
   * @param kind the type of the data
   * @throws IllegalArgumentException if another estimator drew the estimate
   */
  public <M> M memory(Object drawnBy, Class<M> kind) {
    if (memory.isEmpty() || !isRememberedBy(drawnBy)) {
      throw new IllegalArgumentException(
          "%s can only learn from its own estimates".formatted(drawnBy.getClass().getSimpleName()));
    }
    return kind.cast(memory.get().content);
  }

  /**
   * Returns whether an estimator left data in this estimate.
   *
   * @param drawnBy the estimator
   */
  public boolean isRememberedBy(Object drawnBy) {
    return memory.isPresent() && memory.get().drawnBy == drawnBy;
  }

  /** Returns this estimate with another gradient; its estimator cannot learn from the result. */
  public Estimate withGradient(double[] other) {
    return new Estimate(law, other, events, weights, evaluation);
  }

  private static double[] equalWeights(Events events, int draws) {
    if (draws < 1 || draws > events.draws()) {
      throw new IllegalArgumentException(
          "%s do not hold %d draws of each context".formatted(events, draws));
    }
    double[] weights = Workspace.zeros(events.count());
    Arrays.fill(weights, 0, draws * events.contexts(), 1.0 / draws);
    return weights;
  }

  /** The law under which it was drawn. */
  public Distribution law() {
    return law;
  }

  /** The gradient, [contexts x dimension]. */
  public double[] gradient() {
    return gradient;
  }

  /** All events at which f was evaluated. */
  public Events events() {
    return events;
  }

  /**
   * The weight of each event. Events that serve only a control variate have weight zero; those of a
   * biased relaxation are relaxed points, and their mean is that of the relaxed objective.
   */
  public double[] weights() {
    return weights;
  }

  /** The evaluation of f at the events. */
  public Evaluation evaluation() {
    return evaluation;
  }

  /** The number of evaluations of f, over all contexts. */
  public int evaluations() {
    return events.count();
  }

  /** The weighted sum of f for each context, which estimates E f (except for a bound). */
  public double[] values() {
    double[] f = evaluation.values();
    double[] values = new double[events.contexts()];
    for (int row = 0; row < f.length; row++) {
      values[events.context(row)] += weights[row] * f[row];
    }
    return values;
  }

  /** The weighted sum of f, averaged over the contexts. */
  public double value() {
    return Arrays.stream(values()).average().orElseThrow();
  }

  @Override
  public String toString() {
    return "Estimate[gradient="
        + Arrays.toString(gradient)
        + ", values="
        + Arrays.toString(values())
        + ", evaluations="
        + evaluations()
        + "]";
  }
}
