package io.thalweg.baseline;

import io.thalweg.Adaptive;
import io.thalweg.Baseline;
import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.support.Require;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The exponential mean of past values of f; all contexts share it.
 *
 * <pre>
 *   m_t = decay m_(t-1) + (1 - decay) f_t,   baseline = m_t / (1 - decay^t)
 * </pre>
 *
 * <p>The division corrects for the start at m_0 = 0. The stored mean is not divided, because the
 * correction would compound. Before the first estimate the baseline is 0.
 *
 * <p>Source: Mnih &amp; Gregor (2014), ICML, arXiv:1402.0030; the debiasing as in Adam.
 */
public final class MovingAverage implements Baseline, Adaptive {

  private final double decay;
  private double mean;
  private double power = 1;

  /**
   * Makes a baseline.
   *
   * @param decay the share of the old mean that each step keeps
   * @throws IllegalArgumentException if the decay is not strictly between 0 and 1
   */
  public MovingAverage(double decay) {
    this.decay = Require.fraction("the decay of the moving average", decay);
  }

  @Override
  public double[] values(Distribution law) {
    double[] values = new double[law.contexts()];
    Arrays.fill(values, value());
    return values;
  }

  /** m / (1 - decay^t). */
  double value() {
    return power == 1 ? 0 : mean / (1 - power);
  }

  @Override
  public void learn(Estimate past) {
    add(past.value());
  }

  void add(double value) {
    mean += (1 - decay) * (value - mean);
    power *= decay;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeDouble(mean);
    out.writeDouble(power);
  }

  @Override
  public void load(DataInput in) throws IOException {
    mean = in.readDouble();
    power = in.readDouble();
  }
}
