package io.thalweg.benchmarks;

import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.Registry;
import io.thalweg.estimator.Settings;
import io.thalweg.support.SplitMix;
import io.thalweg.support.Workspace;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Estimates for 100 contexts x 200 logits, of which only values of f are known. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BlackboxBernoulli {

  private static final int CONTEXTS = 100;
  private static final int SIZE = 200;

  /** Its name in the registry. */
  @Param({"reinforce", "rloo", "arm", "disarm"})
  public String estimator = "reinforce";

  /** Of logits and draws. */
  @Param("1")
  public long seed = 1;

  private final Objective f = Objectives.meanSquare();
  private double[] logits;
  private Bernoulli given;
  private final Workspace workspace = new Workspace();
  private Estimator<Distribution, Objective> chosen;
  private RandomGenerator random;

  /** A public one for JMH. */
  public BlackboxBernoulli() {}

  /** Draws the logits. */
  @Setup
  public void prepare() {
    random = new SplitMix(seed);
    logits = Draws.gaussian(CONTEXTS * SIZE, random);
    given = Bernoulli.ofLogits(logits, CONTEXTS);
    chosen = Registry.find(estimator).orElseThrow().create(given, f, Settings.defaults(), random);
  }

  /** Makes the law of its logits and one estimate. */
  @Benchmark
  public Estimate estimate() {
    return workspace.reuse(() -> chosen.estimate(Bernoulli.ofLogits(logits, CONTEXTS), f, random));
  }

  /** Makes one estimate under a law that is there already. */
  @Benchmark
  public Estimate lawGiven() {
    return workspace.reuse(() -> chosen.estimate(given, f, random));
  }
}
