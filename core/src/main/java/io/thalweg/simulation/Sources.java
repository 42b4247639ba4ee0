package io.thalweg.simulation;

import io.thalweg.Distribution;
import io.thalweg.WeaklyDifferentiable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The choice, for each input, between the credited score and runs that are made again.
 *
 * <pre>
 *   loss = mean over outputs and parameters of log variance + log runs of a batch
 * </pre>
 *
 * <p>In the first batches all are computed, and the score counts. Then replays are taken for one
 * input after another, as long as that makes the loss less; that choice stays. A batch never
 * decides for itself.
 */
final class Sources {

  /** The batches of the race. */
  static final int BATCHES = 24;

  /** Which ways of replay are tried. */
  record Tried(boolean pairs, boolean differences) {

    boolean any() {
      return pairs || differences;
    }
  }

  private final List<Rival> rivals = new ArrayList<>();
  private int batches;

  Sources(Simulator simulator, Parameters at, Tried tried) {
    for (int i = 0; i < at.inputs().size(); i++) {
      Distribution law = at.law(i);
      if (law != null && tried.pairs && law instanceof WeaklyDifferentiable) {
        rivals.add(new Rival(i, at.from(i), law.dimension(), new ReplayedPairs(simulator)));
      }
      if (law != null && tried.differences) {
        rivals.add(new Rival(i, at.from(i), law.dimension(), new ReplayedDifferences(simulator)));
      }
    }
  }

  /** A rival of the score of one input. */
  private static final class Rival {
    final int input;
    final int from;
    final int dimension;
    final Replays replays;
    final Map<String, double[][]> scores = new LinkedHashMap<>();
    final Map<String, double[][]> own = new LinkedHashMap<>();
    boolean chosen;

    Rival(int input, int from, int dimension, Replays replays) {
      this.input = input;
      this.from = from;
      this.dimension = dimension;
      this.replays = replays;
    }

    /** By how much the mean logarithm of the variances falls if it is taken. */
    double gain() {
      double gain = 0;
      int count = 0;
      for (Map.Entry<String, double[][]> of : scores.entrySet()) {
        double[][] other = own.get(of.getKey());
        for (int j = 0; j < dimension; j++) {
          double score = variance(of.getValue(), j);
          double pair = variance(other, j);
          if (score > 0 && pair > 0) {
            gain += Math.log(score / pair);
          }
          count++;
        }
      }
      return count == 0 ? 0 : gain / count;
    }

    private static double variance(double[][] sums, int j) {
      double mean = sums[0][j] / BATCHES;
      return Math.max(0, sums[1][j] / BATCHES - mean * mean);
    }

    static void add(Map<String, double[][]> to, String output, double[] own) {
      double[][] sums = to.computeIfAbsent(output, name -> new double[2][own.length]);
      for (int j = 0; j < own.length; j++) {
        sums[0][j] += own[j];
        sums[1][j] += own[j] * own[j];
      }
    }
  }

  /** The number of runs that were made again. */
  long runs() {
    return rivals.stream().mapToLong(rival -> rival.replays.runs()).sum();
  }

  /** The inputs for which replays of a kind were chosen. */
  List<Integer> chosen(Class<? extends Replays> kind) {
    return rivals.stream()
        .filter(rival -> rival.chosen && kind.isInstance(rival.replays))
        .map(rival -> rival.input)
        .toList();
  }

  /**
   * Takes replays in place of scores where they were chosen before.
   *
   * @param gradients by the score, [outputs][parameters]
   */
  void replace(Parameters at, List<Run> batch, List<String> outputs, double[][] gradients) {
    boolean racing = batches < BATCHES;
    for (Rival rival : rivals) {
      if (racing || rival.chosen) {
        double[][] own = rival.replays.gradients(at, rival.input, batch, outputs);
        for (int o = 0; o < own.length; o++) {
          if (racing) {
            int to = rival.from + rival.dimension;
            double[] score = Arrays.copyOfRange(gradients[o], rival.from, to);
            Rival.add(rival.scores, outputs.get(o), score);
            Rival.add(rival.own, outputs.get(o), own[o]);
          } else {
            System.arraycopy(own[o], 0, gradients[o], rival.from, rival.dimension);
          }
        }
      }
    }
    batches++;
    if (batches == BATCHES) {
      choose(batch.size(), at.count());
    }
  }

  /** Takes those that gain most, one after the other, as long as they are worth their runs. */
  private void choose(int together, int parameters) {
    double runs = together;
    List<Rival> open = new ArrayList<>(rivals);
    while (!open.isEmpty()) {
      Rival best = null;
      double most = 0;
      for (Rival rival : open) {
        double cost = Math.log((runs + (double) rival.replays.runs() / BATCHES) / runs);
        double gain = rival.gain() * rival.dimension / parameters - cost;
        if (gain > most) {
          most = gain;
          best = rival;
        }
      }
      if (best == null) {
        return;
      }
      Rival taken = best;
      taken.chosen = true;
      runs += (double) taken.replays.runs() / BATCHES;
      open.removeIf(rival -> rival.input == taken.input);
    }
  }
}
