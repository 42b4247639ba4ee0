package io.thalweg.benchmarks;

import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.distribution.Categorical;
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

/** Estimates for 200 contexts x 20 variables x 10 categories, from values of f alone. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BlackboxCategorical {

  private static final int CONTEXTS = 200;
  private static final int VARIABLES = 20;
  private static final int CATEGORIES = 10;

  /** Its name in the registry. */
  @Param({"rloo", "arsm"})
  public String estimator = "rloo";

  /** Of logits, table and draws. */
  @Param("1")
  public long seed = 1;

  private double[] logits;
  private Objective f;
  private final Workspace workspace = new Workspace();
  private Estimator<Distribution, Objective> chosen;
  private RandomGenerator random;

  /** A public one for JMH. */
  public BlackboxCategorical() {}

  /** Draws the logits and the table of f. */
  @Setup
  public void prepare() {
    random = new SplitMix(seed);
    logits = Draws.gaussian(CONTEXTS * VARIABLES * CATEGORIES, random);
    f = Objectives.tableSquare(Draws.gaussian(VARIABLES * CATEGORIES, random), CATEGORIES);
    chosen = Registry.find(estimator).orElseThrow().create(law(), f, Settings.defaults(), random);
  }

  /** Makes the law of its logits and one estimate. */
  @Benchmark
  public Estimate estimate() {
    return workspace.reuse(() -> chosen.estimate(law(), f, random));
  }

  private Categorical law() {
    return Categorical.ofLogits(logits, VARIABLES, CATEGORIES);
  }
}
