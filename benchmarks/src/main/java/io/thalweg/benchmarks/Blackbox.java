package io.thalweg.benchmarks;

import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.distribution.Bernoulli;
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

/** Estimates from values of f for any number of draws, contexts, variables and categories. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Blackbox {

  /** The estimator's name in the registry. */
  @Param("rloo")
  public String estimator = "rloo";

  /** The number of draws K, for estimators that take several. */
  @Param("2")
  public int draws = 2;

  /** The number of contexts. */
  @Param("100")
  public int contexts = 100;

  /** The number of variables of a context. */
  @Param("200")
  public int size = 200;

  /** The number of categories of each variable; 2 means Bernoulli variables. */
  @Param("2")
  public int categories = 2;

  /** The seed of logits, table and draws. */
  @Param("1")
  public long seed = 1;

  private double[] logits;
  private Distribution given;
  private Objective f;
  private final Workspace workspace = new Workspace();
  private Estimator<Distribution, Objective> chosen;
  private RandomGenerator random;

  /** Makes the benchmark; public because JMH calls it. */
  public Blackbox() {}

  /** Draws the logits and, for categories, the table of f. */
  @Setup
  public void prepare() {
    random = new SplitMix(seed);
    if (categories == 2) {
      logits = Draws.gaussian(contexts * size, random);
      f = Objectives.meanSquare();
    } else {
      logits = Draws.gaussian(contexts * size * categories, random);
      f = Objectives.tableSquare(Draws.gaussian(size * categories, random), categories);
    }
    given = law();
    Settings settings = Settings.defaults().withDraws(draws);
    chosen = Registry.find(estimator).orElseThrow().create(given, f.getClass(), settings, random);
  }

  private Distribution law() {
    return categories == 2
        ? Bernoulli.ofLogits(logits).inContexts(contexts)
        : Categorical.ofLogits(logits, categories).inContexts(contexts);
  }

  /** Makes the law from its logits, and one estimate. */
  @Benchmark
  public Estimate estimate() {
    return workspace.reuse(() -> chosen.estimate(law(), f, random));
  }

  /** Makes one estimate under an existing law. */
  @Benchmark
  public Estimate lawGiven() {
    return workspace.reuse(() -> chosen.estimate(given, f, random));
  }
}
