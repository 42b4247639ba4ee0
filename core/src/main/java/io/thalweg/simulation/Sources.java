package io.thalweg.simulation;

import io.thalweg.Distribution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The choice, for each input, between the credited score and measure-valued pairs by replay.
 *
 * <pre>
 *   loss = mean over outputs and parameters of log variance + log runs of a batch
 * </pre>
 *
 * <p>In the first batches both are computed, and the score counts. Then pairs are taken for one
 * input after another, as long as that makes the loss less; that choice stays. A batch never
 * decides for itself.
 */
final class Sources {

  /** The batches of the race. */
  static final int BATCHES = 24;

  private final ReplayedPairs pairs;
  private final List<Rival> rivals = new ArrayList<>();
  private int batches;

  Sources(Simulator simulator, Parameters at) {
    this.pairs = new ReplayedPairs(simulator);
    for (int i = 0; i < at.inputs().size(); i++) {
      Distribution law = at.law(i);
      if (ReplayedPairs.fits(law)) {
        rivals.add(new Rival(i, at.from(i), law.dimension()));
      }
    }
  }

  /** The pairs of one input, beside its score. */
  private static final class Rival {
    final int input;
    final int from;
    final int dimension;
    final Map<String, double[][]> scores = new LinkedHashMap<>();
    final Map<String, double[][]> pairs = new LinkedHashMap<>();
    long runs;
    boolean chosen;

    Rival(int input, int from, int dimension) {
      this.input = input;
      this.from = from;
      this.dimension = dimension;
    }

    /** By how much the mean logarithm of the variances falls if pairs are taken. */
    double gain() {
      double gain = 0;
      int count = 0;
      for (Map.Entry<String, double[][]> of : scores.entrySet()) {
        double[][] other = pairs.get(of.getKey());
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
    return pairs.runs();
  }

  /** The inputs of which pairs are taken. */
  List<Integer> chosen() {
    return rivals.stream().filter(rival -> rival.chosen).map(rival -> rival.input).toList();
  }

  /**
   * Takes pairs in place of scores where they were chosen before.
   *
   * @param gradients by the score, [outputs][parameters]
   */
  void replace(Parameters at, List<Run> batch, List<String> outputs, double[][] gradients) {
    boolean racing = batches < BATCHES;
    for (Rival rival : rivals) {
      if (racing || rival.chosen) {
        long before = pairs.runs();
        double[][] own = pairs.gradients(at, rival.input, batch, outputs);
        rival.runs += pairs.runs() - before;
        for (int o = 0; o < own.length; o++) {
          if (racing) {
            double[] score = new double[rival.dimension];
            System.arraycopy(gradients[o], rival.from, score, 0, score.length);
            Rival.add(rival.scores, outputs.get(o), score);
            Rival.add(rival.pairs, outputs.get(o), own[o]);
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

  /** Takes the pairs that gain most, one after the other, as long as they are worth their runs. */
  private void choose(int together, int parameters) {
    double runs = together;
    List<Rival> open = new ArrayList<>(rivals);
    while (!open.isEmpty()) {
      Rival best = null;
      double most = 0;
      for (Rival rival : open) {
        double more = Math.log((runs + (double) rival.runs / BATCHES) / runs);
        double gain = rival.gain() * rival.dimension / parameters - more;
        if (gain > most) {
          most = gain;
          best = rival;
        }
      }
      if (best == null) {
        return;
      }
      best.chosen = true;
      runs += (double) best.runs / BATCHES;
      open.remove(best);
    }
  }
}
