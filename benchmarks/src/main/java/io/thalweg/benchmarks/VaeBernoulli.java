package io.thalweg.benchmarks;

import io.thalweg.dense.OpenBlas;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Registry;
import io.thalweg.support.SplitMix;
import io.thalweg.vae.Knob;
import io.thalweg.vae.Latents;
import io.thalweg.vae.Plan;
import io.thalweg.vae.Vae;
import io.thalweg.vae.VaeTrainer;
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

/** Steps of training a 784-200-200-[200]-200-200-784 autoencoder on a batch of 100 images. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class VaeBernoulli {

  private static final int PIXELS = 784;
  private static final int LATENTS = 200;
  private static final int BATCH = 100;
  private static final double DENSITY = 0.3;
  private static final double RATE = 1e-4;
  private static final double SURROGATE_RATE = 1e-3;

  /** The estimator's name in the registry. */
  @Param({"rloo", "disarm", "relax"})
  public String estimator = "rloo";

  /** The number of threads of the networks. */
  @Param("1")
  public int threads = 1;

  /** The seed of weights, images and draws. */
  @Param("1")
  public long seed = 1;

  private double[] images;
  private VaeTrainer trainer;
  private RandomGenerator random;

  /** Makes the benchmark; public because JMH calls it. */
  public VaeBernoulli() {}

  /** Makes the model and random images. */
  @Setup
  public void prepare() {
    OpenBlas.threads(threads);
    random = new SplitMix(seed);
    images = Draws.bits(BATCH * PIXELS, DENSITY, random);
    Plan plan =
        Plan.defaults()
            .with(Knob.LATENTS, Latents.bernoulli(LATENTS))
            .with(Knob.RATE, RATE)
            .with(Knob.SURROGATE_RATE, SURROGATE_RATE);
    Vae model = new Vae(plan, new double[PIXELS], random);
    Recipe<?, ?> recipe = Registry.find(estimator).orElseThrow();
    trainer = VaeTrainer.of(model, recipe, random);
  }

  /** Makes one step and returns the bound of the batch before it. */
  @Benchmark
  public double step() {
    return trainer.step(images, BATCH, random);
  }
}
