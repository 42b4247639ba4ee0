package io.thalweg.simulation;

import io.thalweg.Distribution;
import io.thalweg.Events;
import io.thalweg.support.Numbers;
import io.thalweg.support.Require;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
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
    final List<double[]> logs = new ArrayList<>();

    Batch(List<Run> runs) {
      this.at = runs.get(0).parameters();
      this.runs = runs;
    }
  }

  /**
   * What runs tell about the total of an output.
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
    dropUnlikely();
    return estimate(batch.at, output);
  }

  private void join(Batch batch) {
    for (Batch before : batches) {
      before.logs.add(logs(before.runs, batch.at));
      batch.logs.add(logs(batch.runs, before.at));
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

  private static double[] logs(List<Run> runs, Parameters at) {
    return runs.stream().mapToDouble(run -> logProbability(run, at)).toArray();
  }

  private static double logProbability(Run run, Parameters at) {
    double log = 0;
    for (int i = 0; i < at.inputs().size(); i++) {
      Distribution law = at.law(i);
      Draws draws = run.draws(i);
      if (law != null && draws != null && draws.count() > 0) {
        for (double one : law.logDensity(draws.events())) {
          log += one;
        }
      }
    }
    return log;
  }

  private void dropUnlikely() {
    int b = 0;
    while (b < batches.size() - 1) {
      double mean = Arrays.stream(weights(batches.get(b))).average().orElse(0);
      if (mean < LEAST_WEIGHT || count() > MOST_RUNS || draws() > MOST_DRAWS) {
        int dropped = b;
        batches.remove(dropped);
        batches.forEach(other -> other.logs.remove(dropped));
      } else {
        b++;
      }
    }
  }

  private int draws() {
    return batches.stream()
        .flatMap(batch -> batch.runs.stream())
        .mapToInt(run -> run.parameters().inputs().stream().mapToInt(run::draws).sum())
        .sum();
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

  private Estimate estimate(Parameters at, String output) {
    List<Run> runs = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    for (Batch batch : batches) {
      runs.addAll(batch.runs);
      for (double weight : weights(batch)) {
        weights.add(weight);
      }
    }
    double[] w = weights.stream().mapToDouble(Double::doubleValue).toArray();
    double total = Arrays.stream(w).sum();
    double squares = Arrays.stream(w).map(x -> x * x).sum();
    double value = 0;
    for (int i = 0; i < w.length; i++) {
      value += w[i] / total * runs.get(i).total(output);
    }
    int[] ladder = credit == null ? Windows.ladder(runs) : new int[] {credit.window()};
    List<double[][]> parts = new ArrayList<>();
    for (int window : ladder) {
      parts.add(parts(at, runs, w, output, new Credit(window)));
    }
    int best = windows.choose(parts, w, ladder);
    double[] gradient = Windows.mean(parts.get(best), w);
    double[] variance = Windows.variance(parts.get(best), w, gradient);
    return new Estimate(value, gradient, variance, total * total / squares, ladder[best]);
  }

  /** z of each run: [runs][parameters]. */
  private static double[][] parts(
      Parameters at, List<Run> runs, double[] w, String output, Credit credit) {
    double[][] parts = new double[runs.size()][at.count()];
    double[][] toTheEnd =
        runs.stream().map(run -> run.ledger().costsToTheEnd(output)).toArray(double[][]::new);
    for (int input = 0; input < at.inputs().size(); input++) {
      Distribution law = at.law(input);
      if (law == null) {
        continue;
      }
      int of = input;
      double[][] credits = new double[runs.size()][];
      WeightedPlaces places = new WeightedPlaces();
      for (int r = 0; r < credits.length; r++) {
        Draws draws = Objects.requireNonNull(runs.get(r).draws(of));
        credits[r] = CreditedScore.credits(draws, toTheEnd[r], credit);
        places.add(credits[r], w[r]);
      }
      for (int r = 0; r < credits.length; r++) {
        if (credits[r].length > 0) {
          Events events = Objects.requireNonNull(runs.get(r).draws(of)).events();
          double[] scores = law.weightedScore(events, places.lessOthers(credits[r], w[r]));
          System.arraycopy(scores, 0, parts[r], at.from(input), scores.length);
        }
      }
    }
    return parts;
  }
}
