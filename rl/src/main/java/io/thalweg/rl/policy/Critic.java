package io.thalweg.rl.policy;

import io.thalweg.Events;
import io.thalweg.rl.ValueFunction;
import io.thalweg.support.Require;
import io.thalweg.surrogate.Network;
import io.thalweg.surrogate.Surrogate;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A network that learns the value of a state from returns.
 *
 * <pre>
 *   V(s) = scale r(s),   r descends the mean over the steps of (r(s_t) - R_t / scale)^2
 * </pre>
 *
 * <p>A scale near the size of the returns lets a network with a small rate reach them soon.
 */
public final class Critic implements ValueFunction {

  private final Network network;
  private final double scale;
  private final int passes;

  /**
   * Makes a critic.
   *
   * @param network r, with an input for each number of an observation
   * @param passes the number of descents for each batch
   * @throws IllegalArgumentException if the scale is not finite and above 0, or there is no pass
   */
  public Critic(Network network, double scale, int passes) {
    this.network = network;
    this.scale = Require.positive("the scale of values", scale);
    this.passes = Require.atLeast(1, "the number of passes of the critic", passes);
  }

  @Override
  public double[] at(double[] observations, int rows) {
    double[] values = evaluate(observations, rows).values().clone();
    for (int row = 0; row < rows; row++) {
      values[row] *= scale;
    }
    return values;
  }

  private Surrogate.Outputs evaluate(double[] observations, int rows) {
    return network.at(Events.of(observations, rows, observations.length / rows));
  }

  /**
   * Descends the square of the error, once for each pass.
   *
   * @param observations [rows x observations]
   * @param returns R_t, [rows]
   */
  public void learn(double[] observations, double[] returns) {
    int rows = returns.length;
    double[] still = new double[observations.length];
    for (int pass = 0; pass < passes; pass++) {
      Surrogate.Outputs outputs = evaluate(observations, rows);
      double[] slopes = outputs.values().clone();
      for (int row = 0; row < rows; row++) {
        slopes[row] = 2 * (slopes[row] - returns[row] / scale) / rows;
      }
      outputs.descend(slopes, still);
    }
  }

  /** Writes what was learned. */
  public void save(DataOutput out) throws IOException {
    network.save(out);
  }

  /**
   * Reads what {@link #save} wrote.
   *
   * @throws IOException if it is of another size
   */
  public void load(DataInput in) throws IOException {
    network.load(in);
  }
}
