package io.thalweg.spark;

import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.ObjectiveException;
import io.thalweg.objective.Fallible;
import io.thalweg.objective.Noisy;
import io.thalweg.support.Require;
import io.thalweg.support.SplitMix;
import io.thalweg.support.Streams;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/**
 * The mean of many independent estimates of a gradient, drawn by the executors of Apache Spark.
 *
 * <pre>{@code
 * MeanEstimate mean =
 *     SparkEstimate.of(spark, () -> Bernoulli.ofLogits(theta), DisArm::new, x -> Plant.cost(x))
 *         .draws(1_000_000)
 *         .run();
 * }</pre>
 *
 * <p>Draws are made in chunks. Chunk c has a stream of random numbers of its own, and its sums are
 * a leaf of one binary tree over all chunks. So the seed, the draws and the size of a chunk
 * determine the result to the last bit: the number of partitions, the master, and executors that
 * die and are replaced change nothing. (As long as f itself computes the same everywhere: {@code
 * Math.sin} and its like may differ between machines, {@code StrictMath} does not.)
 *
 * <p>Cost: one job; of a partition the driver receives no more than 2 log2 n arrays of 2 x contexts
 * x (dimension + 1) numbers for n chunks. A job takes some 30 milliseconds on one machine and more
 * on a cluster, so that it pays from about a second of work. Bias: that of the estimator. One that
 * learns is new for each chunk, and is not taught.
 */
public final class SparkEstimate {

  private static final int DRAWS = 100_000;
  private static final int CHUNK = 1_000;
  // So that an executor that is late, or lost, has little left to do.
  private static final int PARTITIONS_OF_A_CORE = 4;

  private final JavaSparkContext spark;
  private final Drawing drawing;
  private final int contexts;
  private long draws = DRAWS;
  private int chunk = CHUNK;
  private int partitions;
  private long seed = 1;

  /** The draws of a chunk: law, estimator and f, made on the executor. */
  @FunctionalInterface
  private interface Drawing extends Serializable {
    Function<RandomGenerator, Estimate> begin(long noise);
  }

  /** Consecutive chunks; the last one of all may have fewer draws. */
  private record Part(long from, long to, int chunk, long draws, long seed)
      implements Serializable {}

  /** The sums of a part, or why there are none. */
  private record Outcome(List<SumTree.Node> nodes, @Nullable String failure)
      implements Serializable {}

  private SparkEstimate(JavaSparkContext spark, Drawing drawing, int contexts) {
    this.spark = Require.given("the Spark context", spark);
    this.drawing = drawing;
    this.contexts = contexts;
    this.partitions = PARTITIONS_OF_A_CORE * spark.defaultParallelism();
  }

  /**
   * Asks for a mean over draws.
   *
   * @param law makes the law, at theta
   * @param estimator makes the estimator
   * @param f a lambda, or an object that is Serializable and holds nothing that is not
   * @throws IllegalArgumentException if one of the three holds what cannot be sent to executors
   */
  public static <D extends Distribution, F extends Objective & Serializable> SparkEstimate of(
      JavaSparkContext spark,
      Maker<D> law,
      Maker<? extends Estimator<? super D, ? super F>> estimator,
      F f) {
    Portable.require("the objective", f);
    return make(spark, law, estimator, noise -> f);
  }

  /**
   * Asks for a mean over draws of a function with noise of its own, as {@link Fallible} gives it to
   * the events of a question.
   *
   * @throws IllegalArgumentException as {@link #of}
   */
  public static <D extends Distribution, N extends Noisy & Serializable> SparkEstimate ofNoisy(
      JavaSparkContext spark,
      Maker<D> law,
      Maker<? extends Estimator<? super D, ? super Objective>> estimator,
      N f) {
    Portable.require("the objective", f);
    return make(spark, law, estimator, noise -> Fallible.ofNoisy(f).seeded(noise));
  }

  /** Makes f for the seed of its noise. */
  @FunctionalInterface
  private interface OfNoise<F> extends Serializable {
    F make(long noise);
  }

  private static <D extends Distribution, F extends Objective> SparkEstimate make(
      JavaSparkContext spark,
      Maker<D> law,
      Maker<? extends Estimator<? super D, ? super F>> estimator,
      OfNoise<F> f) {
    Portable.require("the maker of the law", law);
    Portable.require("the maker of the estimator", estimator);
    Drawing drawing =
        noise -> {
          D here = law.make();
          Estimator<? super D, ? super F> drawn = estimator.make();
          F objective = f.make(noise);
          return random -> drawn.estimate(here, objective, random);
        };
    return new SparkEstimate(spark, drawing, law.make().contexts());
  }

  /**
   * Sets the number of estimates, 100,000 if nothing is said.
   *
   * @throws IllegalArgumentException if there are fewer than two, of which there is no error
   */
  public SparkEstimate draws(long draws) {
    Require.atLeast(2, "the number of draws", (double) draws);
    this.draws = draws;
    return this;
  }

  /**
   * Sets the number of estimates in a chunk, 1,000 if nothing is said; fewer where one takes
   * milliseconds. Another size gives other draws.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public SparkEstimate chunk(int chunk) {
    this.chunk = Require.atLeast(1, "the number of draws of a chunk", chunk);
    return this;
  }

  /**
   * Sets the number of partitions, four for each core if nothing is said; there are no more than
   * chunks. It does not change the result.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public SparkEstimate partitions(int partitions) {
    this.partitions = Require.atLeast(1, "the number of partitions", partitions);
    return this;
  }

  /** Sets the seed of all randomness, 1 if nothing is said. */
  public SparkEstimate seed(long seed) {
    this.seed = seed;
    return this;
  }

  /**
   * Draws the estimates.
   *
   * @throws ObjectiveException if f fails, with the chunk in the message, or if Spark gives up
   */
  public MeanEstimate run() {
    Drawing sent = drawing;
    SumTree tree = new SumTree();
    for (Outcome outcome : Jobs.run(spark, parts(), part -> sums(sent, part))) {
      if (outcome.failure() != null) {
        throw new ObjectiveException(outcome.failure());
      }
      outcome.nodes().forEach(tree::add);
    }
    return MeanEstimate.of(tree.total(), contexts);
  }

  private List<Part> parts() {
    long chunks = (draws + chunk - 1) / chunk;
    long count = Math.min(partitions, chunks);
    List<Part> parts = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      // No product with the number of chunks, which may be large.
      long from = i * (chunks / count) + Math.min(i, chunks % count);
      long size = chunks / count + (i < chunks % count ? 1 : 0);
      parts.add(new Part(from, from + size, chunk, draws, seed));
    }
    return parts;
  }

  /** Draws the chunks of a part, on an executor. */
  private static Outcome sums(Drawing drawing, Part part) {
    SumTree tree = new SumTree();
    for (long c = part.from(); c < part.to(); c++) {
      try {
        tree.add(c, sums(drawing, part, c));
      } catch (RuntimeException e) {
        return new Outcome(
            new ArrayList<>(), "chunk %d of the draws: %s".formatted(c, Jobs.reason(e)));
      }
    }
    return new Outcome(tree.nodes(), null);
  }

  private static Sums sums(Drawing drawing, Part part, long c) {
    SplitMix random = Streams.named(part.seed(), "chunk", c);
    long noise = Streams.named(part.seed(), "noise of a chunk", c).nextLong();
    Function<RandomGenerator, Estimate> draw = drawing.begin(noise);
    int count = (int) Math.min(part.chunk(), part.draws() - c * part.chunk());
    return Sums.of(count, () -> draw.apply(random));
  }
}
