package io.thalweg.search;

import io.thalweg.Checked;
import io.thalweg.Factorized;
import io.thalweg.Objective;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A search on one problem, and E f at what it recommended.
 *
 * @param marks the course of the search
 * @param seconds that the search took beside evaluating f at the laws that it recommended
 */
public record Trial(List<Mark> marks, double seconds) {

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

  /** Measures what is recommended, but for laws that were so for fewer than eight evaluations. */
  private static final class Recorder implements Consumer<Factorized> {

    private final Objective f;
    private final Counted counted;
    private final List<Mark> marks = new ArrayList<>();
    // Null where the last law that was recommended has been measured.
    private @Nullable Factorized waiting;
    private int since;
    private double least;
    private long nanos;

    Recorder(Objective f, Counted counted, Factorized start) {
      this.f = f;
      this.counted = counted;
      marks.add(new Mark(0, mean(start, f), Double.POSITIVE_INFINITY));
    }

    @Override
    public void accept(Factorized law) {
      if (counted.evaluations() >= since + EVERY) {
        flush();
      }
      waiting = law;
      since = counted.evaluations();
      least = counted.least();
      if (since >= marks.get(marks.size() - 1).evaluations + EVERY) {
        flush();
      }
    }

    void flush() {
      if (waiting != null) {
        long from = System.nanoTime();
        marks.add(new Mark(since, mean(waiting, f), least));
        waiting = null;
        nanos += System.nanoTime() - from;
      }
    }
  }

  /** Runs a search and measures what it recommends. */
  public static Trial of(Search search, Factorized start, Objective f, int budget, long seed) {
    Counted counted = new Counted(f, budget);
    Recorder recorder = new Recorder(f, counted, start);
    long began = System.nanoTime();
    search.run(start, counted, new SplittableRandom(seed), recorder);
    long took = System.nanoTime() - began - recorder.nanos;
    recorder.flush();
    return new Trial(List.copyOf(recorder.marks), 1e-9 * took);
  }

  private static double mean(Factorized law, Objective f) {
    var draws = law.sample(SAMPLE, new SplittableRandom(0));
    return Arrays.stream(Checked.evaluate(f, draws).values()).average().orElseThrow();
  }

  /** The least value that five iterated local searches find in 200,000 evaluations each. */
  public static double bestKnown(Factorized start, Objective f) {
    double least = Double.POSITIVE_INFINITY;
    for (int seed = 0; seed < STARTS; seed++) {
      Counted counted = new Counted(f, LONG);
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
