package io.thalweg.rl.training;

import io.thalweg.support.Numbers;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** The returns of the last 100 training episodes, and when their mean first reached a mark. */
final class RecentReturns {

  private static final int WINDOW = 100;

  private final double mark;
  private final double[] latest = new double[WINDOW];
  private long episodes;
  // The episodes and steps at which the mark was first reached, or 0.
  private long solvedEpisodes;
  private long solvedSteps;

  /**
   * Begins without episodes.
   *
   * @param mark the mean return of 100 episodes at which the task counts as solved
   */
  RecentReturns(double mark) {
    this.mark = mark;
  }

  /**
   * Adds an episode.
   *
   * @param total its return
   * @param steps those of the environment so far
   */
  void add(double total, long steps) {
    latest[(int) (episodes++ % WINDOW)] = total;
    if (solvedEpisodes == 0 && episodes >= WINDOW && mean() >= mark) {
      solvedEpisodes = episodes;
      solvedSteps = steps;
    }
  }

  /** The mean return of the last episodes, at most 100; NaN before the first. */
  double mean() {
    int count = (int) Math.min(episodes, WINDOW);
    return count == 0 ? Double.NaN : Arrays.stream(latest, 0, count).sum() / count;
  }

  /** The number of episodes after which the mark was first reached; 0 before. */
  long solvedEpisodes() {
    return solvedEpisodes;
  }

  /** The number of steps of the environment after which the mark was first reached; 0 before. */
  long solvedSteps() {
    return solvedSteps;
  }

  void save(DataOutput out) throws IOException {
    out.writeLong(episodes);
    out.writeLong(solvedEpisodes);
    out.writeLong(solvedSteps);
    Numbers.write(out, latest);
  }

  void load(DataInput in) throws IOException {
    episodes = in.readLong();
    solvedEpisodes = in.readLong();
    solvedSteps = in.readLong();
    Numbers.read(in, latest);
  }
}
