package io.thalweg.search;

import io.thalweg.Checked;
import io.thalweg.Factorized;
import io.thalweg.Objective;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A search on one problem, and E f at what it recommended.
 *
 * @param marks the course of the search
 * @param seconds that the search took beside evaluating f at the laws that it recommended
 */
public record SearchRun(List<Mark> marks, double seconds) {

  private static final int SAMPLE = 500;
  private static final int EVERY = 8;
  private static final double WAY = 0.9;
  private static final int LONG = 200_000;
  private static final int STARTS = 5;

  /**
   * A recommendation.
   *
   * @param evaluations that led to it
   * @param mean E f over a sample of the law recommended, with a seed that is the same for all
   * @param least the least value of f that was seen
   */
  public record Mark(int evaluations, double mean, double least) {}

  /**
   * Runs a search. Of each eight evaluations the last law is measured that was recommended after
   * one of them.
   */
  public static SearchRun of(
      BlackBoxSearch search, Factorized start, Objective f, int budget, long seed) {
    Budgeted counted = new Budgeted(f, budget);
    Recorder recorder = new Recorder(start, f, counted);
    long began = System.nanoTime();
    search.run(start, counted, new SplittableRandom(seed), recorder::recommend);
    recorder.measure();
    long ended = System.nanoTime();
    return new SearchRun(recorder.marks, 1e-9 * (ended - began - recorder.measuring));
  }

  /** Measures what a search recommends. */
  private static final class Recorder {

    private final Objective f;
    private final Budgeted counted;
    private final List<Mark> marks = new ArrayList<>();
    private Factorized law;
    private int evaluations;
    private double least = Double.POSITIVE_INFINITY;
    // In nanoseconds.
    private long measuring;

    Recorder(Factorized start, Objective f, Budgeted counted) {
      this.law = start;
      this.f = f;
      this.counted = counted;
    }

    void recommend(Factorized next) {
      if (block(counted.evaluations()) > block(evaluations)) {
        measure();
      }
      law = next;
      evaluations = counted.evaluations();
      least = counted.least();
    }

    /** The start is alone in block 0. */
    private static int block(int evaluations) {
      return (evaluations + EVERY - 1) / EVERY;
    }

    void measure() {
      long from = System.nanoTime();
      marks.add(new Mark(evaluations, mean(law, f), least));
      measuring += System.nanoTime() - from;
    }
  }

  private static double mean(Factorized law, Objective f) {
    var draws = law.sample(SAMPLE, new SplittableRandom(0));
    return Arrays.stream(Checked.evaluate(f, draws).values()).average().orElseThrow();
  }

  /** The least value that five iterated local searches find in 200,000 evaluations each. */
  public static double bestKnown(Factorized start, Objective f) {
    double least = Double.POSITIVE_INFINITY;
    for (int seed = 0; seed < STARTS; seed++) {
      Budgeted counted = new Budgeted(f, LONG);
      new LocalSearch().run(start, counted, new SplittableRandom(seed), law -> {});
      least = Math.min(least, counted.least());
    }
    return least;
  }

  /** Computes the target: nine tenths of the way from E f at the start to the best value known. */
  public static double target(Factorized start, Objective f, double best) {
    double from = mean(start, f);
    return from + WAY * (best - from);
  }

  /** E f at what was recommended after so many evaluations. */
  public double meanAfter(int evaluations) {
    double mean = marks.get(0).mean;
    for (Mark mark : marks) {
      mean = mark.evaluations <= evaluations ? mark.mean : mean;
    }
    return mean;
  }

  /** The evaluations until E f of what was recommended reached a target; infinite if it did not. */
  public double needs(double target) {
    return marks.stream()
        .filter(mark -> mark.mean <= target)
        .mapToDouble(Mark::evaluations)
        .findFirst()
        .orElse(Double.POSITIVE_INFINITY);
  }

  /**
   * The evaluations until a value of f reached a target, to the next mark; infinite if none did.
   */
  public double sees(double target) {
    return marks.stream()
        .filter(mark -> mark.least <= target)
        .mapToDouble(Mark::evaluations)
        .findFirst()
        .orElse(Double.POSITIVE_INFINITY);
  }
}
