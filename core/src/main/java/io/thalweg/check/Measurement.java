package io.thalweg.check;

import io.thalweg.Adaptive;
import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.support.Numbers;
import io.thalweg.support.Workspace;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Draws the estimates of a report in {@link #BLOCKS} blocks; other work may come between two
 * blocks.
 *
 * <p>Each estimate is timed alone, and so is learning from it, if the estimator is to learn. What a
 * look at the clock takes is subtracted.
 *
 * @param <D> the law that the estimator needs
 * @param <F> the objective that the estimator needs
 */
public final class Measurement<D extends Distribution, F extends Objective> {

  /**
   * The number of blocks of a measurement; the 6th and the 15th enclose the median with probability
   * 0.96.
   */
  public static final int BLOCKS = 20;

  private static final int LOWER_BLOCK = 5;
  private static final int UPPER_BLOCK = 14;

  private final Estimator<? super D, ? super F> estimator;
  private final D law;
  private final F objective;
  private final long draws;
  private final RandomGenerator random;
  private final Optional<Adaptive> learner;
  private final Workspace workspace = new Workspace();
  private final Moments moments;
  private final double[] estimating = new double[BLOCKS];
  private final double[] learning = new double[BLOCKS];
  private int blocks;
  // The draws before the open block.
  private long first;
  private long evaluations;
  private long estimateNanos;
  private long learnNanos;
  // Of the thread that draws alone.
  private long lastEstimate;
  private long lastLearn;

  /**
   * Makes a measurement of which no block is drawn yet, without learning.
   *
   * @param draws estimates in all blocks
   */
  public Measurement(
      Estimator<? super D, ? super F> estimator,
      D law,
      F objective,
      long draws,
      RandomGenerator random) {
    this(estimator, law, objective, draws, new double[size(law)], false, random);
  }

  /**
   * Makes a measurement of which no block is drawn yet.
   *
   * @param draws estimates in all blocks
   * @param exact the gradient along which a component is measured; zeros if none is known
   * @param learns whether the estimator, if it learns, goes on to do so after every estimate
   */
  public Measurement(
      Estimator<? super D, ? super F> estimator,
      D law,
      F objective,
      long draws,
      double[] exact,
      boolean learns,
      RandomGenerator random) {
    this.estimator = estimator;
    this.law = law;
    this.objective = objective;
    this.draws = draws;
    this.random = random;
    this.learner = learns ? estimator.learner() : Optional.empty();
    this.moments = new Moments(exact);
  }

  private static int size(Distribution law) {
    return law.contexts() * law.dimension();
  }

  /**
   * Draws the estimates of the next block, which has its share of the draws.
   *
   * <p>If an estimate fails, those before it are kept.
   *
   * @param goesOn is asked before each estimate; the block ends early when it says no
   */
  public void nextBlock(BooleanSupplier goesOn) {
    long last = beginBlock();
    try {
      while (drawn() < last && goesOn.getAsBoolean()) {
        add(workspace.reuse(this::once));
      }
    } finally {
      endBlock();
    }
  }

  /** Returns the number of draws with which the block ends. */
  private synchronized long beginBlock() {
    first = moments.count();
    estimateNanos = 0;
    learnNanos = 0;
    return first + draws * (blocks + 1) / BLOCKS - draws * blocks / BLOCKS;
  }

  private Estimate once() {
    long start = System.nanoTime();
    Estimate estimate = estimator.estimate(law, objective, random);
    long end = System.nanoTime();
    lastEstimate = end - start;
    if (learner.isPresent()) {
      learner.get().learn(estimate);
      lastLearn = System.nanoTime() - end;
    }
    return estimate;
  }

  private synchronized void add(Estimate estimate) {
    evaluations += estimate.evaluations();
    moments.add(estimate.gradient());
    estimateNanos += lastEstimate;
    learnNanos += lastLearn;
  }

  private synchronized void endBlock() {
    blocks = closed(estimating, learning);
    first = moments.count();
  }

  /**
   * Writes the times of the block that is open, if it has draws, and returns how many there are.
   */
  private int closed(double[] estimates, double[] lessons) {
    long count = moments.count() - first;
    if (count == 0) {
      return blocks;
    }
    estimates[blocks] = micros(estimateNanos, count);
    lessons[blocks] = learner.isPresent() ? micros(learnNanos, count) : 0;
    return blocks + 1;
  }

  /** Returns the number of blocks that were drawn. */
  public synchronized int blocks() {
    return blocks;
  }

  /**
   * Writes, between two blocks, what was drawn and learned, with which another process goes on.
   * Nothing is written of the generator of random numbers.
   */
  public synchronized void save(DataOutput out) throws IOException {
    out.writeInt(blocks);
    out.writeLong(evaluations);
    Numbers.write(out, estimating);
    Numbers.write(out, learning);
    moments.save(out);
    if (learner.isPresent()) {
      learner.get().save(out);
    }
  }

  /**
   * Reads, before the first block, what {@link #save} of an equal measurement wrote.
   *
   * @throws IOException if it is of another size
   */
  public synchronized void load(DataInput in) throws IOException {
    blocks = in.readInt();
    evaluations = in.readLong();
    Numbers.read(in, estimating);
    Numbers.read(in, learning);
    moments.load(in);
    first = moments.count();
    if (learner.isPresent()) {
      learner.get().load(in);
    }
  }

  /** Returns how many estimates were drawn so far. */
  public synchronized long drawn() {
    return moments.count();
  }

  private static double micros(long nanos, long count) {
    return Math.max(0, (double) nanos / count - Look.NANOS) / 1e3;
  }

  /**
   * Reports on what was drawn so far, at least two estimates. Another thread than the one that
   * draws may ask.
   */
  public synchronized VarianceReport report() {
    double[] estimates = estimating.clone();
    double[] lessons = learning.clone();
    int count = closed(estimates, lessons);
    double[] both = new double[count];
    Arrays.setAll(both, block -> estimates[block] + lessons[block]);
    Arrays.sort(both);
    // Of fewer blocks, all are the interval.
    boolean whole = count == BLOCKS;
    Interval interval =
        new Interval(both[whole ? LOWER_BLOCK : 0], both[whole ? UPPER_BLOCK : count - 1]);
    return new VarianceReport(
        moments.count(),
        moments.mean(),
        moments.standardErrors(),
        moments.along(),
        moments.variance(),
        moments.varianceInterval(),
        moments.tail(),
        (double) evaluations / moments.count() / law.contexts(),
        new Times(median(estimates, count), median(lessons, count), median(both, count), interval));
  }

  private static double median(double[] perBlock, int count) {
    double[] sorted = Arrays.copyOf(perBlock, count);
    Arrays.sort(sorted);
    return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
  }

  /** The time between two looks at the clock with nothing in between. */
  private static final class Look {
    private static final int LOOKS = 200_000;
    private static final double NANOS = nanos();

    private static double nanos() {
      long least = Long.MAX_VALUE;
      for (int round = 0; round < 5; round++) {
        long sum = 0;
        for (int look = 0; look < LOOKS / 5; look++) {
          long start = System.nanoTime();
          sum += System.nanoTime() - start;
        }
        least = Math.min(least, sum);
      }
      return least * 5.0 / LOOKS;
    }
  }
}
