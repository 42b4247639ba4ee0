package io.thalweg.rl.policy;

import io.thalweg.Drawn;
import io.thalweg.rl.Actor;
import io.thalweg.rl.BatchActor;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A law of actions that depends on what is observed, and whose parameters can be trained.
 *
 * <p>Every observation of a batch is a context of one law.
 */
public interface Policy {

  /** The kind of law that the actions have. */
  ActionLaw actions();

  /** Evaluates the law of the action at each observation, [rows x observations]. */
  Outputs at(double[] observations, int rows);

  /** An actor that draws actions at the present parameters, whatever is trained later. */
  Actor sampling();

  /** An actor that draws the actions of many observations at once. */
  BatchActor samplingMany();

  /** An actor that takes the likeliest action, or the mean of a continuous one. */
  Actor greedy();

  /** Returns the gradient that was gathered since the last step, and forgets it. */
  double[] takeGradient();

  /** Moves the parameters down the gradient that was gathered since the last step. */
  void step();

  /** A copy of the gradient that the last step went down. */
  double[] gradient();

  /** Writes the parameters and the state of their optimiser. */
  void save(DataOutput out) throws IOException;

  /**
   * Reads what {@link #save} wrote.
   *
   * @throws IOException if it is of another size
   */
  void load(DataInput in) throws IOException;

  /** The law of the action at a batch of observations, with its derivative in the parameters. */
  interface Outputs extends AutoCloseable {

    /** The parameters of the law, [rows x dimension]; to be read, not written. */
    double[] parameters();

    /** The law, with a context for each row. */
    default Drawn law(ActionLaw actions) {
      return actions.law(parameters());
    }

    /**
     * Gathers J^T slopes, where J = d parameters of the law / d parameters of the policy.
     *
     * @param slopes [rows x dimension]
     * @throws IllegalArgumentException if there are not as many
     */
    void pullback(double[] slopes);

    /**
     * Computes K^T slopes of each row, where K = d parameters of the law / d observation.
     *
     * @param slopes [rows x dimension]
     * @return [rows x observations]
     */
    double[] inputGradients(double[] slopes);

    /**
     * Computes J tangent.
     *
     * @param tangent of the parameters of the policy
     * @return [rows x dimension]
     */
    double[] pushforward(double[] tangent);

    @Override
    void close();
  }
}
