package io.thalweg;

import io.thalweg.support.Require;
import io.thalweg.support.Workspace;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The events at which an estimator needs f, with the function that makes an estimate of the answer.
 *
 * <p>{@link Estimator#ask} draws all events and never sees f. Whoever knows f answers: {@link #put}
 * at once, or {@link #answer} later and from elsewhere:
 *
 * <pre>{@code
 * Question<Objective> question = new Rloo(4).ask(law, random);
 * double[] values = laboratory.measure(question.events());
 * Estimate estimate = question.answer(Evaluation.of(values));
 * }</pre>
 *
 * <p>All estimators see f through this gate. It refuses answers of another kind, with another
 * number of values, or that are not finite, and names the event. A question can be answered once: a
 * second answer would bias an estimator that learned from the first. A question holds its draws and
 * the state of its estimator in memory. To survive a restart, save the seed and the estimator's
 * state, and ask again.
 *
 * @param <F> the objective that can answer
 */
public final class Question<F extends Objective> {

  private final Class<? extends Evaluation> kind;
  private final Events events;
  private final Function<Evaluation, Estimate> answer;
  private final AtomicBoolean answered;
  private final Workspace.Use arrays;

  private Question(
      Class<? extends Evaluation> kind,
      Events events,
      Function<Evaluation, Estimate> answer,
      AtomicBoolean answered,
      Workspace.Use arrays) {
    this.kind = kind;
    this.events = events;
    this.answer = answer;
    this.answered = answered;
    this.arrays = arrays;
  }

  /**
   * Asks for an evaluation of some kind, if the weights of the estimate or its memory depend on f.
   *
   * @param kind the kind of evaluation that f must return
   * @param answer makes the estimate; it must not be random, nor read state that may change after
   *     the question
   * @param <E> the kind
   * @param <F> the objective that returns this kind
   */
  public static <E extends Evaluation, F extends Objective> Question<F> of(
      Class<E> kind, Events events, Function<? super E, Estimate> answer) {
    return new Question<>(
        kind,
        events,
        evaluation -> answer.apply(kind.cast(evaluation)),
        new AtomicBoolean(),
        Workspace.use());
  }

  /**
   * Asks for values of f.
   *
   * @param draws the number of rows of every context, the first ones, that are draws of equal
   *     weight
   * @param gradient computes the gradient, [contexts x dimension], from the values
   */
  public static Question<Objective> ofValues(
      Distribution law, Events events, int draws, UnaryOperator<double[]> gradient) {
    return of(
        Evaluation.class,
        events,
        f -> new Estimate(law, gradient.apply(f.values()), events, draws, f));
  }

  /**
   * Asks for values of f.
   *
   * @param weights the weights of the events in the estimate of E f
   * @param gradient computes the gradient, [contexts x dimension], from the values
   */
  public static Question<Objective> ofValues(
      Distribution law, Events events, double[] weights, UnaryOperator<double[]> gradient) {
    return of(
        Evaluation.class,
        events,
        f -> new Estimate(law, gradient.apply(f.values()), events, weights, f));
  }

  /**
   * Asks for values and gradients of f.
   *
   * @param draws the number of rows of every context, the first ones, that are draws of equal
   *     weight
   * @param gradient computes the gradient, [contexts x dimension], from the checked answer
   */
  public static Question<DifferentiableObjective> ofSlopes(
      Distribution law, Events events, int draws, Function<Linearization, double[]> gradient) {
    return of(
        Linearization.class, events, f -> new Estimate(law, gradient.apply(f), events, draws, f));
  }

  /**
   * Asks for values and gradients of f.
   *
   * @param weights the weights of the events in the estimate of E f
   * @param gradient computes the gradient, [contexts x dimension], from the checked answer
   */
  public static Question<DifferentiableObjective> ofSlopes(
      Distribution law,
      Events events,
      double[] weights,
      Function<Linearization, double[]> gradient) {
    return of(
        Linearization.class, events, f -> new Estimate(law, gradient.apply(f), events, weights, f));
  }

  /** All events at which f is needed, in one batch; each row needs one value. */
  public Events events() {
    return events;
  }

  /**
   * Evaluates f at the events and answers.
   *
   * @throws ObjectiveException if f throws, or answers as {@link #answer} refuses
   * @throws IllegalStateException as {@link #answer}
   */
  public Estimate put(F f) {
    Require.given("the objective", f);
    requireOpen();
    return answer(Checked.ask(() -> f.evaluate(events), events));
  }

  /**
   * Makes the estimate of an answer.
   *
   * @param evaluation one value for each event, in their order
   * @throws ObjectiveException if it is of another kind, jumps where f must be smooth, has not one
   *     value for each event, or one is not finite
   * @throws IllegalStateException if the question was answered before, or its arrays have been used
   *     again by the next call of its {@link Workspace}
   */
  public Estimate answer(Evaluation evaluation) {
    if (!kind.isInstance(evaluation)) {
      throw new ObjectiveException(
          "a question for a %s was answered with %s".formatted(kind.getSimpleName(), evaluation));
    }
    if (kind == Linearization.class && ((Linearization) evaluation).jumps()) {
      throw new ObjectiveException("f jumps, and its slopes do not tell where or by how much");
    }
    Checked.finite(evaluation, events);
    requireOpen();
    if (!answered.compareAndSet(false, true)) {
      throw twice();
    }
    return answer.apply(
        kind == Linearization.class
            ? new CheckedLinearization((Linearization) evaluation, events)
            : evaluation);
  }

  private void requireOpen() {
    if (answered.get()) {
      throw twice();
    }
    if (arrays.isOver()) {
      throw new IllegalStateException(
          "the arrays of this question have been used again by a later call of its workspace");
    }
  }

  private static IllegalStateException twice() {
    return new IllegalStateException("this question was answered before; ask a new one");
  }

  /**
   * Returns this question with its events under other contexts, row by row. It replaces this one:
   * only one of the two can be answered.
   */
  public Question<F> seen(UnaryOperator<Events> contexts) {
    return new Question<>(kind, contexts.apply(events), answer, answered, arrays);
  }

  /**
   * Returns this question with a function that changes the estimate. It replaces this one: only one
   * of the two can be answered.
   */
  public Question<F> then(UnaryOperator<Estimate> next) {
    return new Question<>(
        kind, events, evaluation -> next.apply(answer.apply(evaluation)), answered, arrays);
  }

  /** The kind of evaluation that f must return. */
  public Class<? extends Evaluation> kind() {
    return kind;
  }

  @Override
  public String toString() {
    return "Question[%s of %s]".formatted(kind.getSimpleName(), events);
  }
}
