package io.thalweg.train;

import io.thalweg.Estimator;
import io.thalweg.dense.Optimizer;
import io.thalweg.dense.Parameters;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * State of a training of networks by an estimator, from which the training can go on.
 *
 * @param parameters of all networks
 * @param optimizer that moves them
 * @param estimator that may have learned
 */
public record NetworkState(Parameters parameters, Optimizer optimizer, Estimator<?, ?> estimator) {

  /**
   * Writes the state.
   *
   * @param evaluations of f so far
   */
  public void save(DataOutput out, long evaluations) throws IOException {
    parameters.save(out);
    optimizer.save(out);
    out.writeLong(evaluations);
    Learned.save(estimator, out);
  }

  /**
   * Reads what {@link #save} wrote.
   *
   * @return the number of evaluations of f by then
   * @throws IOException if it is that of networks or of an estimator of another size
   */
  public long load(DataInput in) throws IOException {
    parameters.load(in);
    optimizer.load(in);
    long evaluations = in.readLong();
    Learned.load(estimator, in);
    return evaluations;
  }
}
