package io.thalweg.simulation;

import io.thalweg.Distribution;
import io.thalweg.support.Numbers;
import io.thalweg.support.Require;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of a mean total at a theta from the runs there and from those at thetas before it.
 *
 * <pre>
 *   w_i = q(x_i; theta) / mean over the batches m of q(x_i; theta_m)
 *   g = sum_i w_i z_i / sum_i w_i,   z_i = sum over the draws k of run i of score(x_ik) (G_ik - b_ik)
 *   b_ik = mean of G_jk over the other runs j, weighted by w_j
 * </pre>
 *
 * <p>A run at another theta counts as far as the draws that it made are likely at this one. Batches
 * whose runs hardly count are dropped, so that the number of runs that is kept follows from how far
 * theta moves and from how many draws a run makes. Bias: thetas depend on the runs before them, so
 * that a reused run is not independent of its weight; it vanishes as the number of runs grows.
 *
 * <p>Source: Veach &amp; Guibas (1995), SIGGRAPH, doi 10.1145/218380.218498, for the weights; Feng
 * &amp; Staum (2017), ACM TOMACS 27, doi 10.1145/3129130, for runs that are used again.
 */
public final class ReusedScore {

  private static final int MOST_RUNS = 512;
  // A step looks at all draws of all runs that are kept, for each theta.
  private static final int MOST_DRAWS = 32_768;
  // The mean weight of a batch below which its runs hardly count.
  private static final double LEAST_WEIGHT = 0.02;

  private final List<Batch> batches = new ArrayList<>();
  private final Windows windows = new Windows();

  private final @Nullable Credit credit;

  /** Starts without runs; a draw is credited within the window that seems to err least. */
  public ReusedScore() {
    this.credit = null;
  }

  /** Starts without runs, with a rule of which costs a draw answers for. */
  public ReusedScore(Credit credit) {
    this.credit = Require.given("the credit", credit);
  }

  /** Runs at one theta, and the log-probability of each run at the theta of each batch. */
  private static final class Batch {
    final Parameters at;
    final List<Run> runs;
    final int draws;
    final List<double[]> logs = new ArrayList<>();

    Batch(List<Run> runs) {
      this.at = runs.get(0).parameters();
      this.runs = runs;
      this.draws = runs.stream().mapToInt(Run::draws).sum();
    }
  }

  /**
   * An estimate from runs of the total of an output.
   *
   * @param value the estimate of its mean
   * @param gradient in theta
   * @param variance of each number of the gradient
   * @param effective the number of runs at this theta that would tell as much
   * @param window the number of draws of an input for which a draw is credited
   */
  public record Estimate(
      double value, double[] gradient, double[] variance, double effective, int window) {}

  /** Adds runs at one theta, and estimates the gradient there. */
  public Estimate add(List<Run> runs, String output) {
    Batch batch = new Batch(runs);
    join(batch);
    return estimate(batch.at, output, dropUnlikely());
  }

  private void join(Batch batch) {
    double[] now = logs(runs(), batch.at);
    int from = 0;
    for (Batch before : batches) {
      int to = from + before.runs.size();
      before.logs.add(Arrays.copyOfRange(now, from, to));
      batch.logs.add(logs(batch.runs, before.at));
      from = to;
    }
    batch.logs.add(logs(batch.runs, batch.at));
    batches.add(batch);
  }

  /** Writes which runs are kept; they are made again when they are read. */
  public void save(DataOutput out) throws IOException {
    out.writeInt(batches.size());
    for (Batch batch : batches) {
      Numbers.write(out, batch.at.theta());
      out.writeLong(batch.runs.get(0).number());
      out.writeInt(batch.runs.size());
    }
    windows.save(out);
  }

  /**
   * Reads what {@link #save} wrote, and makes the runs again.
   *
   * @param at parameters of the same inputs
   * @return the number of runs that were made
   * @throws IOException if it was not written by a search with these inputs
   */
  public int load(DataInput in, Simulator simulator, Parameters at, long seed) throws IOException {
    batches.clear();
    int made = 0;
    int count = in.readInt();
    for (int b = 0; b < count; b++) {
      double[] theta = new double[at.count()];
      Numbers.read(in, theta);
      long first = in.readLong();
      int size = in.readInt();
      List<Run> runs = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        runs.add(Run.of(simulator, at.at(theta), seed, first + i));
      }
      join(new Batch(runs));
      made += size;
    }
    windows.load(in, at.count());
    return made;
  }

  /** The log-probability of the draws of each run at some parameters. */
  private static double[] logs(List<Run> runs, Parameters at) {
    double[] logs = new double[runs.size()];
    for (int i = 0; i < at.inputs().size(); i++) {
      Distribution law = at.law(i);
      if (law != null) {
        DrawsOfRuns draws = new DrawsOfRuns(runs, i, law.shape());
        if (draws.count() > 0) {
          double[] ofDraws = law.logDensity(draws.events());
          for (int row = 0; row < ofDraws.length; row++) {
            logs[draws.run(row)] += ofDraws[row];
          }
        }
      }
    }
    return logs;
  }

  /** Drops batches that hardly count or are too many; returns the weights of all other runs. */
  private double[] dropUnlikely() {
    List<double[]> known = new ArrayList<>();
    boolean stale = false;
    while (known.size() < batches.size() - 1) {
      int b = known.size();
      boolean full = count() > MOST_RUNS || draws() > MOST_DRAWS;
      double[] weights = full ? new double[0] : weights(batches.get(b));
      if (Arrays.stream(weights).average().orElse(0) < LEAST_WEIGHT) {
        batches.remove(b);
        batches.forEach(other -> other.logs.remove(b));
        // The mixture that earlier weights were computed with had one part more.
        stale |= b > 0;
      } else {
        known.add(weights);
      }
    }
    List<double[]> all = known;
    if (stale) {
      all = batches.stream().map(this::weights).toList();
    } else {
      known.add(weights(batches.get(batches.size() - 1)));
    }
    return all.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  private List<Run> runs() {
    return batches.stream().flatMap(batch -> batch.runs.stream()).toList();
  }

  private int draws() {
    return batches.stream().mapToInt(batch -> batch.draws).sum();
  }

  private int count() {
    return batches.stream().mapToInt(batch -> batch.runs.size()).sum();
  }

  /** The weights of the runs of a batch at the theta of the last one. */
  private double[] weights(Batch batch) {
    int all = count();
    double[] weights = new double[batch.runs.size()];
    double[] now = batch.logs.get(batches.size() - 1);
    for (int i = 0; i < weights.length; i++) {
      double mixture = 0;
      for (int m = 0; m < batches.size(); m++) {
        double share = (double) batches.get(m).runs.size() / all;
        mixture += share * Math.exp(batch.logs.get(m)[i] - now[i]);
      }
      weights[i] = 1 / mixture;
    }
    return weights;
  }

  /** Estimates by runs of which the weights are given. */
  private Estimate estimate(Parameters at, String output, double[] w) {
    List<Run> runs = runs();
    double total = Arrays.stream(w).sum();
    double squares = Arrays.stream(w).map(x -> x * x).sum();
    double value = 0;
    for (int i = 0; i < w.length; i++) {
      value += w[i] / total * runs.get(i).total(output);
    }
    int[] ladder = credit == null ? Windows.ladder(runs) : new int[] {credit.window()};
    List<double[][]> parts = parts(at, runs, w, output, ladder);
    int best = windows.choose(parts, w, ladder);
    double[] gradient = Windows.mean(parts.get(best), w);
    double[] variance = Windows.variance(parts.get(best), w, gradient);
    return new Estimate(value, gradient, variance, total * total / squares, ladder[best]);
  }

  /** z of each run for each window: [runs][parameters]. */
  private static List<double[][]> parts(
      Parameters at, List<Run> runs, double[] w, String output, int[] ladder) {
    double[][] toTheEnd =
        runs.stream().map(run -> run.ledger().costsToTheEnd(output)).toArray(double[][]::new);
    List<double[][]> parts = new ArrayList<>();
    for (int ignored : ladder) {
      parts.add(new double[runs.size()][at.count()]);
    }
    for (int input = 0; input < at.inputs().size(); input++) {
      Distribution law = at.law(input);
      if (law == null) {
        continue;
      }
      DrawsOfRuns draws = new DrawsOfRuns(runs, input, law.shape());
      if (draws.count() > 0) {
        double[] scores = law.scores(draws.events());
        for (int rung = 0; rung < ladder.length; rung++) {
          double[] weights = draws.credits(toTheEnd, new Credit(ladder[rung]), w);
          draws.add(scores, weights, parts.get(rung), at.from(input));
        }
      }
    }
    return parts;
  }
}
