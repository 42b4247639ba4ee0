package io.thalweg.baseline;

import io.thalweg.Adaptive;
import io.thalweg.Baseline;
import io.thalweg.Distribution;
import io.thalweg.Estimate;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The plain mean of all past values of f, a good baseline while theta does not move.
 *
 * <p>Before the first estimate it is 0.
 */
public final class PastMean implements Baseline, Adaptive {

  private double mean;
  private long count;

  /** Makes a baseline that has seen no value. */
  public PastMean() {}

  @Override
  public double[] values(Distribution law) {
    double[] values = new double[law.contexts()];
    Arrays.fill(values, mean);
    return values;
  }

  @Override
  public void learn(Estimate past) {
    count++;
    mean += (past.value() - mean) / count;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeDouble(mean);
    out.writeLong(count);
  }

  @Override
  public void load(DataInput in) throws IOException {
    mean = in.readDouble();
    count = in.readLong();
  }
}
