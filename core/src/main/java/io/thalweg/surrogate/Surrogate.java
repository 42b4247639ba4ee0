package io.thalweg.surrogate;

import io.thalweg.Distribution;
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
 * A differentiable function c(z) that approximates f at relaxed points and learns its parameters.
 *
 * @param <D> the law that it needs
 * @param <F> the objective that it needs
 */
public interface Surrogate<D extends Distribution, F extends Objective> {

  /**
   * Asks f at the draws, and wherever else c at the relaxed points needs it, in one question.
   *
   * @param law of the draws
   * @param relaxed the points z at which c is asked
   * @param answer makes the estimate of what f and c answered
   */
  Question<? super F> ask(D law, Events draws, Events relaxed, Function<Joint, Estimate> answer);

  /** Writes everything that was learned. */
  void save(DataOutput out) throws IOException;

  /**
   * Reads what {@link #save} of the same kind and size wrote.
   *
   * @throws IOException if it is of another size
   */
  void load(DataInput in) throws IOException;

  /**
   * The values of f and of its surrogate.
   *
   * @param events every event at which f was evaluated; the draws come first
   * @param objective the evaluation of f at these events
   * @param surrogate c at the relaxed points
   */
  record Joint(Events events, Evaluation objective, Outputs surrogate) {}

  /** c at a batch of relaxed points, with its gradients and a step of its optimiser. */
  interface Outputs {

    /** The values c(z), one for each point. */
    double[] values();

    /** The gradient of c in z, [points x point size]. */
    double[] gradients();

    /**
     * Makes one step of the surrogate's own optimiser, down the gradient with respect to its
     * parameters of
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
