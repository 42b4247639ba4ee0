package io.thalweg.rl.wrapper;

import io.thalweg.rl.Environment;
import io.thalweg.rl.Space;
import io.thalweg.rl.Step;
import io.thalweg.support.Numbers;
import io.thalweg.support.Require;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The running mean and deviation of observations, and the environments that use them.
 *
 * <pre>
 *   observation = clamp((raw - mean) / sqrt(variance + 1e-8), -10, 10)
 * </pre>
 *
 * <p>Environments of {@link #around} gather what they show, and all show it by the mean and
 * variance of the last {@link #update}: within an update nothing changes, so that an episode can be
 * repeated and played on. What is repeated is gathered again. Those of {@link #frozen} gather
 * nothing, and serve evaluations. They are neither copied nor differentiated: branches repeat
 * episodes from their seeds. A training of a {@link io.thalweg.rl.training.Task#normalizing} task
 * makes one for itself and keeps it in its checkpoints.
 */
public final class Normalizer {

  private static final double LEAST = 1e-8;
  private static final double FARTHEST = 10;

  private final double[] mean;
  private final double[] deviation;
  // Of all that was gathered: count, sums and sums of squares about the first observation.
  private final double[] shift;
  private final double[] sums;
  private final double[] squares;
  private double count;

  /** Makes a normaliser that does no more than clamp before the first update. */
  public Normalizer(int observations) {
    Require.atLeast(1, "the length of an observation", observations);
    this.mean = new double[observations];
    this.deviation = new double[observations];
    Arrays.fill(deviation, 1);
    this.shift = new double[observations];
    this.sums = new double[observations];
    this.squares = new double[observations];
  }

  /** Makes environments whose observations are normalised and gathered. */
  public Supplier<Environment> around(Supplier<? extends Environment> environments) {
    return () -> new Normalized(environments.get(), true);
  }

  /** Makes environments whose observations are normalised and leave the normaliser as it is. */
  public Supplier<Environment> frozen(Supplier<? extends Environment> environments) {
    return () -> new Normalized(environments.get(), false);
  }

  private void gather(double[] raw) {
    for (int i = 0; i < raw.length; i++) {
      shift[i] = count == 0 ? raw[i] : shift[i];
      double x = raw[i] - shift[i];
      sums[i] += x;
      squares[i] += x * x;
    }
    count++;
  }

  /** Takes what was gathered so far for all further observations. */
  public void update() {
    if (count < 2) {
      return;
    }
    for (int i = 0; i < mean.length; i++) {
      double average = sums[i] / count;
      double variance = Math.max(0, squares[i] / count - average * average);
      mean[i] = shift[i] + average;
      deviation[i] = Math.sqrt(variance + LEAST);
    }
  }

  /** Returns a normalised copy. */
  public double[] apply(double[] raw) {
    double[] normal = new double[raw.length];
    for (int i = 0; i < normal.length; i++) {
      double x = (raw[i] - mean[i]) / deviation[i];
      normal[i] = Math.max(-FARTHEST, Math.min(FARTHEST, x));
    }
    return normal;
  }

  /** Writes everything that was gathered. */
  public void save(DataOutput out) throws IOException {
    out.writeDouble(count);
    for (double[] numbers : arrays()) {
      Numbers.write(out, numbers);
    }
  }

  /**
   * Reads what {@link #save} wrote.
   *
   * @throws IOException if it is of another size
   */
  public void load(DataInput in) throws IOException {
    count = in.readDouble();
    for (double[] numbers : arrays()) {
      Numbers.read(in, numbers);
    }
  }

  private double[][] arrays() {
    return new double[][] {mean, deviation, shift, sums, squares};
  }

  private final class Normalized implements Environment {

    private final Environment environment;
    private final boolean gathers;

    Normalized(Environment environment, boolean gathers) {
      this.environment = environment;
      this.gathers = gathers;
    }

    @Override
    public Space space() {
      return environment.space();
    }

    @Override
    public double[] reset(RandomGenerator random) {
      return seen(environment.reset(random));
    }

    @Override
    public Step step(double[] action) {
      Step step = environment.step(action);
      return new Step(seen(step.observation()), step.reward(), step.terminated());
    }

    private double[] seen(double[] raw) {
      if (gathers) {
        gather(raw);
      }
      return apply(raw);
    }
  }
}
