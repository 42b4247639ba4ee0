package io.thalweg.simulation;

import io.thalweg.Distribution;
import io.thalweg.WeaklyDifferentiable;
import io.thalweg.support.Numbers;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The choice, for each input, between the credited score and runs that are made again.
 *
 * <pre>
 *   loss = mean over outputs and parameters of log variance + log runs of a batch
 * </pre>
 *
 * <p>In the first batches all are computed. The first few of these count for nothing else; the next
 * ones count by what varied least in those before. After them, replays are taken for one input
 * after another, as long as that makes the loss less; that choice stays. So a batch never decides
 * for itself.
 */
final class Sources {

  /** The batches of the race. */
  static final int BATCHES = 24;

  /** The batches that are a pilot, and no part of the answer. */
  static final int PILOT = 4;

  /** Which ways of replay are tried. */
  record Tried(boolean pairs, boolean differences) {

    boolean any() {
      return pairs || differences;
    }
  }

  private static final double ROUNDING = 1e-12;

  private final List<Rival> rivals = new ArrayList<>();
  private int batches;

  Sources(Simulator simulator, Parameters at, Tried tried) {
    for (int i = 0; i < at.inputs().size(); i++) {
      Distribution law = at.law(i);
      if (law != null && tried.pairs && law instanceof WeaklyDifferentiable) {
        rivals.add(new Rival(i, at.from(i), law.dimension(), new ReplayedPairs(simulator)));
      }
      if (law != null && tried.differences) {
        rivals.add(
            new Rival(i, at.from(i), law.dimension(), new ReplayedDifferences(simulator, law)));
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
    private int batches;
    // Of an earlier process, of which this one goes on, less those of a batch that failed.
    private long earlier;

    Rival(int input, int from, int dimension, Replays replays) {
      this.input = input;
      this.from = from;
      this.dimension = dimension;
      this.replays = replays;
    }

    /** The number of runs that were made again. */
    long runs() {
      return earlier + replays.runs();
    }

    void countFrom(long runs) {
      earlier = runs - replays.runs();
    }

    void save(DataOutput out) throws IOException {
      out.writeLong(runs());
      out.writeInt(batches);
      out.writeBoolean(chosen);
      for (Map<String, double[][]> moments : List.of(scores, own)) {
        out.writeInt(moments.size());
        for (Map.Entry<String, double[][]> entry : moments.entrySet()) {
          out.writeUTF(entry.getKey());
          Numbers.write(out, entry.getValue()[0]);
          Numbers.write(out, entry.getValue()[1]);
        }
      }
    }

    void load(DataInput in) throws IOException {
      earlier = in.readLong();
      batches = in.readInt();
      chosen = in.readBoolean();
      for (Map<String, double[][]> moments : List.of(scores, own)) {
        for (int count = in.readInt(); count > 0; count--) {
          moments.put(in.readUTF(), new double[][] {Numbers.read(in), Numbers.read(in)});
        }
      }
    }

    /** The fall of the mean logarithm of the variances if it is taken. */
    double gain() {
      double gain = 0;
      int count = 0;
      for (Map.Entry<String, double[][]> entry : scores.entrySet()) {
        double[][] other = Objects.requireNonNull(own.get(entry.getKey()));
        for (int j = 0; j < dimension; j++) {
          double score = entry.getValue()[1][j];
          double pair = other[1][j];
          double mean = other[0][j];
          // What has no variance is better than what has some, by as much as rounding tells.
          double rounding = ROUNDING * (score + batches * mean * mean);
          if (rounding > 0) {
            gain += Math.log((score + rounding) / (pair + rounding));
          }
          count++;
        }
      }
      return count == 0 ? 0 : gain / count;
    }

    /** Adds what both made of a batch: [outputs][parameters of the input]. */
    void add(List<String> outputs, double[][] score, double[][] replayed) {
      batches++;
      for (int o = 0; o < score.length; o++) {
        add(scores, outputs.get(o), score[o]);
        add(own, outputs.get(o), replayed[o]);
      }
    }

    /** Keeps the means and the sums of squared deviations from them (Welford 1962). */
    private void add(Map<String, double[][]> to, String output, double[] own) {
      double[][] moments = to.computeIfAbsent(output, name -> new double[2][own.length]);
      for (int j = 0; j < own.length; j++) {
        double before = own[j] - moments[0][j];
        moments[0][j] += before / batches;
        moments[1][j] += before * (own[j] - moments[0][j]);
      }
    }
  }

  /** Whether there is something to choose between. */
  boolean hasRivals() {
    return !rivals.isEmpty();
  }

  /** Whether the next batch is one of the pilot. */
  boolean isPilot() {
    return hasRivals() && batches < PILOT;
  }

  /** The number of runs that were made again. */
  long runs() {
    return rivals.stream().mapToLong(Rival::runs).sum();
  }

  void save(DataOutput out) throws IOException {
    out.writeInt(batches);
    for (Rival rival : rivals) {
      rival.save(out);
    }
  }

  void load(DataInput in) throws IOException {
    batches = in.readInt();
    for (Rival rival : rivals) {
      rival.load(in);
    }
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
    List<Rival> counting = racing ? leading() : rivals.stream().filter(one -> one.chosen).toList();
    Map<Rival, double[][]> replayed = replayed(racing ? rivals : counting, at, batch, outputs);
    for (Rival rival : racing ? rivals : List.<Rival>of()) {
      double[][] score = new double[outputs.size()][];
      for (int o = 0; o < score.length; o++) {
        score[o] = Arrays.copyOfRange(gradients[o], rival.from, rival.from + rival.dimension);
      }
      rival.add(outputs, score, Objects.requireNonNull(replayed.get(rival)));
    }
    for (Rival rival : counting) {
      double[][] own = Objects.requireNonNull(replayed.get(rival));
      for (int o = 0; o < own.length; o++) {
        System.arraycopy(own[o], 0, gradients[o], rival.from, rival.dimension);
      }
    }
    batches++;
    if (batches == BATCHES) {
      choose(batch.size(), at.count());
    }
  }

  /** Makes the replays; where one fails, none of the batch counts. */
  private Map<Rival, double[][]> replayed(
      List<Rival> asked, Parameters at, List<Run> batch, List<String> outputs) {
    Map<Rival, Long> before = new HashMap<>();
    rivals.forEach(rival -> before.put(rival, rival.runs()));
    try {
      Map<Rival, double[][]> replayed = new HashMap<>();
      for (Rival rival : asked) {
        replayed.put(rival, rival.replays.gradients(at, rival.input, batch, outputs));
      }
      return replayed;
    } catch (RuntimeException e) {
      before.forEach(Rival::countFrom);
      throw e;
    }
  }

  /** Lists the rival of each input that varied least to now, if that is less than the score did. */
  private List<Rival> leading() {
    Map<Integer, Rival> best = new LinkedHashMap<>();
    for (Rival rival : batches < PILOT ? List.<Rival>of() : rivals) {
      Rival former = best.get(rival.input);
      if (rival.gain() > (former == null ? 0 : former.gain())) {
        best.put(rival.input, rival);
      }
    }
    return List.copyOf(best.values());
  }

  /** Takes those that gain most, one after the other, as long as they are worth their runs. */
  private void choose(int together, int parameters) {
    double runs = together;
    List<Rival> open = new ArrayList<>(rivals);
    while (!open.isEmpty()) {
      Rival best = null;
      double most = 0;
      for (Rival rival : open) {
        double cost = Math.log((runs + (double) rival.runs() / BATCHES) / runs);
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
      runs += (double) taken.runs() / BATCHES;
      open.removeIf(rival -> rival.input == taken.input);
    }
  }
}
