package io.thalweg.benchmarks;

import io.thalweg.Estimate;
import io.thalweg.Objective;
import io.thalweg.Relaxable;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.relaxation.Relax;
import io.thalweg.optimizer.Adam;
import io.thalweg.support.SplitMix;
import io.thalweg.surrogate.TanhNetwork;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Steps of RELAX on one Bernoulli variable, f(b) = (b - 0.499)^2. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ToyRelax {

  /** The number of steps of one call of {@link #thousandSteps}. */
  static final int MANY = 1_000;

  private static final double RATE = 0.01;
  private static final int HIDDEN = 10;

  /** The seed of weights and draws. */
  @Param("1")
  public long seed = 1;

  private final Objective f = b -> (b[0] - 0.499) * (b[0] - 0.499);
  private double[] logit;
  private Relax<Relaxable, Objective> relax;
  private Adam adam;
  private RandomGenerator random;

  /** Makes the benchmark; public because JMH calls it. */
  public ToyRelax() {}

  /** Starts from a logit of 0 and a fresh surrogate. */
  @Setup
  public void prepare() {
    random = new SplitMix(seed);
    logit = new double[1];
    relax = Relax.of(new TanhNetwork(1, HIDDEN, RATE, random));
    adam = new Adam(RATE, 1);
  }

  /** Makes one step: law, estimate, learning, Adam. */
  @Benchmark
  public double step() {
    Bernoulli law = Bernoulli.ofLogits(logit);
    Estimate estimate = relax.estimate(law, f, random);
    relax.learn(estimate);
    adam.step(logit, estimate.gradient());
    return logit[0];
  }

  /** Makes a thousand steps. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public double thousandSteps() {
    for (int step = 0; step < MANY; step++) {
      step();
    }
    return logit[0];
  }
}
