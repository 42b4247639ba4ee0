package io.thalweg.simulation;

import io.thalweg.Distribution;
import io.thalweg.support.Numbers;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * Long-run averages and their gradients from cycles between regenerations.
 *
 * <pre>
 *   alpha = E C / E N,   grad alpha = (E A - alpha E B) / E N
 *   A = sum over the draws of a cycle of score (cost after the draw - baseline), B likewise with length
 * </pre>
 *
 * <p>C is the cost of a cycle and N its length. A draw answers for what follows in its own cycle.
 * The baseline of a draw is the mean over earlier batches at its place in the cycle, so that it is
 * known before the draw. Cycles count if they began so early that they came to their end, for those
 * that the end of a run cuts off are longer than others. Bias: of the order of one over the number
 * of cycles.
 *
 * <p>Source: Glynn (1990), Communications of the ACM 33, doi 10.1145/84537.84552; Reiman &amp;
 * Weiss (1989), Operations Research 37, doi 10.1287/opre.37.5.830.
 */
final class Cycles implements Tally {

  private final Readings readings;
  private final Map<String, Output> outputs = new LinkedHashMap<>();

  Cycles(Readings readings) {
    this.readings = readings;
  }

  @Override
  public void add(List<Run> batch) {
    Map<String, Output> all = new LinkedHashMap<>(outputs);
    for (Run run : batch) {
      if (run.ledger().regenerations() < 2) {
        throw new IllegalArgumentException(
            ("run %d regenerated %d times; an average by cycles needs two moments at least in each"
                    + " run, so let it run longer or leave regenerate() out")
                .formatted(run.number(), run.ledger().regenerations()));
      }
      run.outputs().forEach(name -> all.computeIfAbsent(name, Output::new));
    }
    // The list is whole before anything is added: a run that is made again may fail.
    List<Runnable> additions = all.values().stream().map(output -> output.addition(batch)).toList();
    outputs.putAll(all);
    additions.forEach(Runnable::run);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeInt(outputs.size());
    for (Output output : outputs.values()) {
      out.writeUTF(output.name);
      output.save(out);
    }
  }

  @Override
  public void load(DataInput in) throws IOException {
    for (int count = in.readInt(); count > 0; count--) {
      Output output = new Output(in.readUTF());
      output.load(in);
      outputs.put(output.name, output);
    }
  }

  @Override
  public List<Answer> answers() {
    return outputs.values().stream().map(Output::answer).toList();
  }

  /** The sums over the cycles of one run. */
  private record Sums(double cost, double length, double[] credit, double[] lengthCredit) {

    void save(DataOutput out) throws IOException {
      out.writeDouble(cost);
      out.writeDouble(length);
      Numbers.write(out, credit);
      Numbers.write(out, lengthCredit);
    }

    static Sums load(DataInput in) throws IOException {
      return new Sums(in.readDouble(), in.readDouble(), Numbers.read(in), Numbers.read(in));
    }
  }

  /** The runs of one output, and baselines for it. */
  private final class Output {

    private final String name;
    private final Map<Integer, PlaceMeans> baselines = new LinkedHashMap<>();
    private final List<Sums> runs = new ArrayList<>();
    // What readings add to the gradient, one for each batch.
    private final List<double[]> read = new ArrayList<>();
    private double costsOfRun = -1;
    private double reach;

    Output(String name) {
      this.name = name;
    }

    /** Computes what a batch adds, and returns what adds it. */
    Runnable addition(List<Run> batch) {
      List<CycleView> views = batch.stream().map(run -> new CycleView(run, name)).toList();
      double costs = costsOfRun;
      double farthest = reach;
      for (CycleView view : views) {
        costs = costs(view.run(), costs);
        farthest = runs.isEmpty() ? Math.max(farthest, 2 * view.longest()) : farthest;
      }
      double costsKnown = costs;
      double reached = farthest;
      List<Sums> all = new ArrayList<>(runs);
      views.forEach(view -> all.add(sums(view, reached)));
      double[] more = read(batch, ratio(all));
      return () -> {
        costsOfRun = costsKnown;
        reach = reached;
        runs.addAll(all.subList(runs.size(), all.size()));
        read.add(more);
        learn(views);
      };
    }

    private void learn(List<CycleView> views) {
      Parameters at = views.get(0).run().parameters();
      for (int i = 0; i < at.inputs().size(); i++) {
        if (at.law(i) != null) {
          PlaceMeans means = baselines.computeIfAbsent(i, input -> new PlaceMeans());
          for (CycleView view : views) {
            view.learn(i, means, reach);
          }
        }
      }
    }

    /** The part of the gradient that comes from what the runs of a batch read. */
    private double[] read(List<Run> batch, double alpha) {
      ToDoubleFunction<Run> centred = run -> run.total(name) - alpha * run.length(name);
      Parameters at = batch.get(0).parameters();
      double[] more = readings.slopes(at, batch, List.of(centred)).gradients()[0];
      double length = batch.stream().mapToDouble(run -> run.length(name)).average().orElseThrow();
      for (int i = 0; i < more.length; i++) {
        more[i] /= length;
      }
      return more;
    }

    void save(DataOutput out) throws IOException {
      out.writeDouble(costsOfRun);
      out.writeDouble(reach);
      out.writeInt(runs.size());
      for (Sums sums : runs) {
        sums.save(out);
      }
      Vectors.save(read, out);
      out.writeInt(baselines.size());
      for (Map.Entry<Integer, PlaceMeans> entry : baselines.entrySet()) {
        out.writeInt(entry.getKey());
        entry.getValue().save(out);
      }
    }

    void load(DataInput in) throws IOException {
      costsOfRun = in.readDouble();
      reach = in.readDouble();
      for (int count = in.readInt(); count > 0; count--) {
        runs.add(Sums.load(in));
      }
      read.addAll(Vectors.load(in));
      for (int count = in.readInt(); count > 0; count--) {
        baselines.put(in.readInt(), PlaceMeans.load(in));
      }
    }

    /** The costs of a run, which must be those of the runs before; negative if there is none. */
    private double costs(Run run, double before) {
      if (run.ledger().lengthStated()) {
        return 1;
      }
      double costs = run.length(name);
      if (before >= 0 && costs != before) {
        throw new IllegalArgumentException(
            ("run %d booked %.0f costs of output %s, and a run before it %.0f; a simulator that"
                    + " regenerates states lengths, or books as many costs in every run")
                .formatted(run.number(), costs, name, before));
      }
      return costs;
    }

    private Sums sums(CycleView view, double reached) {
      Parameters at = view.run().parameters();
      double[] credit = new double[at.count()];
      double[] lengthCredit = new double[at.count()];
      for (int i = 0; i < at.inputs().size(); i++) {
        Distribution law = at.law(i);
        if (law != null && Objects.requireNonNull(view.run().draws(i)).count() > 0) {
          PlaceMeans means = baselines.getOrDefault(i, new PlaceMeans());
          view.addCredit(i, law, means, reached, credit, lengthCredit);
        }
      }
      return new Sums(view.cost(reached), view.length(reached), credit, lengthCredit);
    }

    private static double ratio(List<Sums> runs) {
      return sum(runs, Sums::cost) / sum(runs, Sums::length);
    }

    private static double sum(List<Sums> runs, ToDoubleFunction<Sums> part) {
      return runs.stream().mapToDouble(part).sum();
    }

    /**
     * The answer of batches, each the ratio and its gradient moved by the influence of its runs, so
     * that the covariance of draws and readings is in that of the batches.
     */
    Answer answer() {
      double alpha = ratio(runs);
      double length = sum(runs, Sums::length) / runs.size();
      int count = runs.get(0).credit().length;
      double[] gradient = new double[count];
      double[] slope = new double[count];
      for (int i = 0; i < count; i++) {
        int place = i;
        double lengths = sum(runs, sums -> sums.lengthCredit()[place]);
        gradient[i] =
            (sum(runs, sums -> sums.credit()[place]) - alpha * lengths) / (length * runs.size());
        slope[i] = lengths / runs.size() / length;
      }
      List<double[]> estimates = new ArrayList<>();
      int together = runs.size() / read.size();
      for (int batch = 0; batch < read.size(); batch++) {
        double[] estimate = new double[1 + count];
        estimate[0] = costsOfRun * alpha;
        for (int i = 0; i < count; i++) {
          estimate[1 + i] = costsOfRun * (gradient[i] + read.get(batch)[i]);
        }
        for (Sums sums : runs.subList(batch * together, (batch + 1) * together)) {
          double[] influence = influence(sums, alpha, length, gradient, slope);
          for (int i = 0; i < influence.length; i++) {
            estimate[i] += costsOfRun * influence[i] / together;
          }
        }
        estimates.add(estimate);
      }
      return Spreads.answer(name, estimates);
    }

    /** The influence of a run on the average and its gradient; those of all runs add up to 0. */
    private double[] influence(
        Sums sums, double alpha, double length, double[] gradient, double[] slope) {
      double[] influence = new double[1 + gradient.length];
      influence[0] = (sums.cost() - alpha * sums.length()) / length;
      for (int i = 0; i < gradient.length; i++) {
        double own = sums.credit()[i] - alpha * sums.lengthCredit()[i];
        influence[1 + i] = (own - gradient[i] * sums.length()) / length - slope[i] * influence[0];
      }
      return influence;
    }
  }
}
