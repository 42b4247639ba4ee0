package io.thalweg.simulation;

import io.thalweg.Distribution;
import io.thalweg.Estimand;
import io.thalweg.support.Numbers;
import io.thalweg.support.UpperTail;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Quantiles and tail means of totals, and their gradients, from the scores of whole runs.
 *
 * <p>{@link UpperTail} says how; errors come from the spread over parts of the runs. Totals must
 * have a density for quantiles. Bias: of the order 1 / n for the measures and the gradient of the
 * tail mean, and n^(-2/5) for the gradient of a quantile.
 *
 * <p>Source: Hong (2009), Operations Research 57, doi 10.1287/opre.1080.0531; Hong &amp; Liu
 * (2009), Management Science 55, doi 10.1287/mnsc.1080.0901.
 */
final class Risks implements Tally {

  private static final int PARTS = 25;

  /** The fewest runs of which there is an answer with a covariance. */
  static final int FEWEST = 2 * PARTS;

  private static final DecimalFormatSymbols SYMBOLS = DecimalFormatSymbols.getInstance(Locale.ROOT);

  private final List<Estimand.Risk> risks;
  private final Map<String, List<Double>> totals = new LinkedHashMap<>();
  private final List<double[]> scores = new ArrayList<>();

  Risks(List<Estimand.Risk> risks) {
    this.risks = risks;
  }

  /**
   * Checks that runs can be added.
   *
   * @throws IllegalArgumentException if they regenerate, or read a parameter
   */
  void check(List<Run> batch) {
    for (Run run : batch) {
      if (run.ledger().regenerations() > 0) {
        throw new IllegalArgumentException(
            "a quantile is one of the totals of runs, and run %d regenerates; leave regenerate() out"
                .formatted(run.number()));
      }
      Parameters at = run.parameters();
      for (int p = 0; p < at.count(); p++) {
        if (run.hasRead(p)) {
          throw new IllegalArgumentException(
              "run %d reads %s, and a quantile has no derivative in a parameter that is read"
                  .formatted(run.number(), at.units().get(p).name()));
        }
      }
    }
  }

  @Override
  public void add(List<Run> batch) {
    for (Run run : batch) {
      for (String output : run.outputs()) {
        List<Double> of = totals.computeIfAbsent(output, name -> new ArrayList<>());
        pad(of);
        of.add(run.total(output));
      }
      scores.add(score(run));
    }
  }

  /** A run that booked no cost of an output has the total 0. */
  private void pad(List<Double> of) {
    while (of.size() < scores.size()) {
      of.add(0.0);
    }
  }

  private static double[] score(Run run) {
    Parameters at = run.parameters();
    double[] score = new double[at.count()];
    for (int i = 0; i < at.inputs().size(); i++) {
      Distribution law = at.law(i);
      if (law != null && Objects.requireNonNull(run.draws(i)).count() > 0) {
        Draws draws = Objects.requireNonNull(run.draws(i));
        double[] one = new double[draws.count()];
        Arrays.fill(one, 1);
        double[] own = law.weightedScore(draws.events(), one);
        System.arraycopy(own, 0, score, at.from(i), own.length);
      }
    }
    return score;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeInt(totals.size());
    for (Map.Entry<String, List<Double>> entry : totals.entrySet()) {
      out.writeUTF(entry.getKey());
      Numbers.write(out, numbers(entry.getValue()));
    }
    Vectors.save(scores, out);
  }

  @Override
  public void load(DataInput in) throws IOException {
    for (int count = in.readInt(); count > 0; count--) {
      List<Double> of = new ArrayList<>();
      totals.put(in.readUTF(), of);
      for (double total : Numbers.read(in)) {
        of.add(total);
      }
    }
    scores.addAll(Vectors.load(in));
  }

  private static double[] numbers(List<Double> boxed) {
    return boxed.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Override
  public List<Answer> answers() {
    List<Answer> answers = new ArrayList<>();
    totals.forEach(
        (output, of) -> {
          pad(of);
          double[] all = numbers(of);
          risks.forEach(risk -> answers.add(answer(risk, name(risk, output), all)));
        });
    return answers;
  }

  private Answer answer(Estimand.Risk risk, String name, double[] all) {
    List<double[]> parts = new ArrayList<>();
    int size = all.length / PARTS;
    for (int part = 0; part < PARTS && size > 1; part++) {
      parts.add(estimate(risk, all, part * size, (part + 1) * size));
    }
    double[] whole = estimate(risk, all, 0, all.length);
    Answer spread = Spreads.answer(name, parts.isEmpty() ? List.of(whole) : parts);
    return new Answer(
        name,
        whole[0],
        Arrays.copyOfRange(whole, 1, whole.length),
        spread.covariance(),
        spread.skewness(),
        spread.units());
  }

  /** The measure, first, and its gradient from some of the runs. */
  private double[] estimate(Estimand.Risk risk, double[] all, int from, int to) {
    UpperTail tail = UpperTail.of(Arrays.copyOfRange(all, from, to), risk.level());
    boolean beyond = risk instanceof Estimand.TailMean;
    double[] credits =
        beyond ? tail.creditsOfTailMean() : tail.requireDensity().creditsOfQuantile();
    double[] estimate = new double[1 + scores.get(0).length];
    estimate[0] = beyond ? tail.tailMean() : tail.quantile();
    for (int r = 0; r < credits.length; r++) {
      double[] score = scores.get(from + r);
      for (int i = 0; i < score.length; i++) {
        estimate[1 + i] += credits[r] * score[i];
      }
    }
    return estimate;
  }

  /** The name of a measure of an output. */
  private static String name(Estimand.Risk risk, String output) {
    String percent = new DecimalFormat("0.######", SYMBOLS).format(100 * risk.level()) + " %";
    return risk instanceof Estimand.Quantile
        ? "%s, quantile of %s".formatted(output, percent)
        : "%s, mean beyond %s".formatted(output, percent);
  }
}
