package io.thalweg.benchmarks;

import io.thalweg.dense.OpenBlas;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Registry;
import io.thalweg.estimator.Setting;
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

/**
 * Steps of training a 784-512-256-[20 x 10]-256-512-784 autoencoder on a batch of 200 images, with
 * RLOO.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class VaeCategorical {

  private static final int PIXELS = 784;
  private static final int BATCH = 200;
  private static final double DENSITY = 0.3;
  private static final Plan PLAN =
      Plan.defaults()
          .with(Knob.LATENTS, Latents.categorical(20, 10))
          .with(Knob.HIDDEN, "512-256")
          .with(Knob.ACTIVATION, "leaky_relu/0.2")
          .with(Knob.ENCODER_INPUT, "raw")
          .with(Knob.DECODER_INPUT, "raw")
          .with(Knob.PRIOR, "fixed")
          .with(Knob.RATE, 3e-4);

  /** The number of draws K. */
  @Param("4")
  public int draws = 4;

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
  public VaeCategorical() {}

  /** Makes the model and random images. */
  @Setup
  public void prepare() {
    OpenBlas.threads(threads);
    random = new SplitMix(seed);
    images = Draws.bits(BATCH * PIXELS, DENSITY, random);
    Vae model = new Vae(PLAN, new double[PIXELS], random);
    Recipe<?, ?> rloo = Registry.find("rloo").orElseThrow().with(Setting.DRAWS, draws);
    trainer = VaeTrainer.of(model, rloo, random);
  }

  /** Makes one step and returns the bound of the batch before it. */
  @Benchmark
  public double step() {
    return trainer.step(images, BATCH, random);
  }
}
