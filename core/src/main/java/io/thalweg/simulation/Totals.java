package io.thalweg.simulation;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Means of the totals of runs, and their gradients.
 *
 * <p>Each batch makes one estimate, since its runs are baselines of each other; batches are
 * independent.
 */
final class Totals implements Tally {

  private final Credit credit;
  private final Readings readings;
  private final @Nullable Sources sources;
  // Of each output the estimates of each batch, value first; null where no cost was booked.
  private final Map<String, List<double[]>> estimates = new LinkedHashMap<>();
  private int batches;

  Totals(Credit credit, Readings readings) {
    this(credit, readings, null);
  }

  /**
   * Prepares sums.
   *
   * @param sources chooses between scores, pairs and differences; null for scores alone
   */
  Totals(Credit credit, Readings readings, @Nullable Sources sources) {
    this.credit = credit;
    this.readings = readings;
    this.sources = sources;
  }

  @Override
  public void add(List<Run> batch) {
    for (Run run : batch) {
      if (run.ledger().regenerations() > 0) {
        throw new IllegalArgumentException(
            ("run %d regenerated, but none of the first batch did; regenerate in every run or in"
                    + " none")
                .formatted(run.number()));
      }
    }
    Parameters at = batch.get(0).parameters();
    CreditedScore score = new CreditedScore(at, batch, credit);
    List<String> outputs =
        batch.stream().flatMap(run -> run.outputs().stream()).distinct().toList();
    double[][] read =
        readings.slopes(at, batch, outputs.stream().map(Totals::total).toList()).gradients();
    double[][] gradients = outputs.stream().map(score::gradient).toArray(double[][]::new);
    if (sources != null) {
      boolean pilot = sources.isPilot();
      sources.replace(at, batch, outputs, gradients);
      if (pilot) {
        return;
      }
    }
    for (int o = 0; o < outputs.size(); o++) {
      String output = outputs.get(o);
      double[] gradient = gradients[o];
      double[] estimate = new double[1 + gradient.length];
      estimate[0] = batch.stream().mapToDouble(run -> run.total(output)).average().orElseThrow();
      for (int i = 0; i < gradient.length; i++) {
        estimate[1 + i] = gradient[i] + read[o][i];
      }
      List<double[]> of = estimates.computeIfAbsent(output, name -> new ArrayList<>());
      pad(of, batches, estimate.length);
      of.add(estimate);
    }
    batches++;
    estimates.values().forEach(of -> pad(of, batches, 1 + at.count()));
  }

  private static ToDoubleFunction<Run> total(String output) {
    return run -> run.total(output);
  }

  /** An output of which no cost was booked has the total 0. */
  private static void pad(List<double[]> estimates, int length, int numbers) {
    while (estimates.size() < length) {
      estimates.add(new double[numbers]);
    }
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeInt(batches);
    Vectors.save(estimates, out);
  }

  @Override
  public void load(DataInput in) throws IOException {
    batches = in.readInt();
    Vectors.load(estimates, in);
  }

  @Override
  public List<Answer> answers() {
    List<Answer> answers = new ArrayList<>();
    estimates.forEach((output, of) -> answers.add(Spreads.answer(output, of)));
    return answers;
  }
}
