package io.thalweg.surrogate;

import io.thalweg.Estimate;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Question;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.Function;

/**
 * A differentiable function c(z) that stands in for f at relaxed points, with parameters to learn.
 *
 * @param <F> what it asks of the objective that it stands in for
 */
public interface Surrogate<F extends Objective> {

  /**
   * Asks f at the draws, and wherever else c at the relaxed points needs it, in one question.
   *
   * @param answer makes the estimate of what f and c answered
   */
  Question<? super F> ask(Events draws, Events relaxed, Function<Joint, Estimate> answer);

  /** Writes everything that was learned. */
  void save(DataOutput out) throws IOException;

  /**
   * Reads what {@link #save} of the same kind and size wrote.
   *
   * @throws IOException if it is of another size
   */
  void load(DataInput in) throws IOException;

  /**
   * The answers of f and of its surrogate.
   *
   * @param events every event at which f was evaluated; the draws come first
   * @param objective what f answered at these events
   * @param surrogate c at the relaxed points
   */
  record Joint(Events events, Evaluation objective, Outputs surrogate) {}

  /** c at a batch of relaxed points, and the way back into its parameters. */
  interface Outputs {

    /** c(z), one for each point. */
    double[] values();

    /** The gradient of c in z, [points x point size]. */
    double[] gradients();

    /**
     * One step of the surrogate's own optimiser, down the gradient in its parameters of
     *
     * <pre>
     *   sum_k weights[k] c(z_k) + directions[k] . grad c(z_k)
     * </pre>
     *
     * @param weights one for each point
     * @param directions [points x point size]
     */
    void descend(double[] weights, double[] directions);
  }
}
