package io.thalweg.simulation;

import io.thalweg.Distribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Quantiles and tail means of totals, and their gradients, from the scores of whole runs.
 *
 * <pre>
 *   q = the ceil(level n)-th total in order,   s = score of all draws of a run
 *   grad quantile = -mean((1{f &lt;= q} - level) s) / p(q)
 *   tail mean = q + mean((f - q)+) / (1 - level),   gradient = mean(((f - q)+ - its mean) s) / (1 - level)
 * </pre>
 *
 * <p>p(q) is a kernel estimate of the density with a bandwidth of 1.06 deviations times n^(-1/5),
 * so that totals must have a density. Errors come from the spread over parts of the runs. Bias: of
 * the order 1 / n for the measures and the gradient of the tail mean, and n^(-2/5) for the gradient
 * of a quantile.
 *
 * <p>Source: Hong (2009), Operations Research 57, doi 10.1287/opre.1080.0531; Hong &amp; Liu
 * (2009), Management Science 55, doi 10.1287/mnsc.1080.0901.
 */
final class Risks implements Tally {

  private static final int PARTS = 25;

  private final List<Risk> risks;
  private final Map<String, List<Double>> totals = new LinkedHashMap<>();
  private final List<double[]> scores = new ArrayList<>();

  Risks(List<Risk> risks) {
    this.risks = risks;
  }

  @Override
  public void add(List<Run> batch) {
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
  public List<Answer> answers() {
    List<Answer> answers = new ArrayList<>();
    totals.forEach(
        (output, of) -> {
          pad(of);
          double[] all = of.stream().mapToDouble(Double::doubleValue).toArray();
          risks.forEach(risk -> answers.add(answer(risk, risk.of(output), all)));
        });
    return answers;
  }

  private Answer answer(Risk risk, String name, double[] all) {
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
  private double[] estimate(Risk risk, double[] all, int from, int to) {
    double[] sorted = Arrays.copyOfRange(all, from, to);
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(risk.level() * sorted.length);
    double q = sorted[Math.min(sorted.length, Math.max(1, rank)) - 1];
    double[] weights = new double[sorted.length];
    double value = q;
    if (risk.kind() == Risk.Kind.QUANTILE) {
      double density = density(sorted, q);
      for (int r = 0; r < weights.length; r++) {
        weights[r] = (risk.level() - (all[from + r] <= q ? 1 : 0)) / density;
      }
    } else {
      double excess = Arrays.stream(sorted).map(f -> Math.max(0, f - q)).average().orElseThrow();
      for (int r = 0; r < weights.length; r++) {
        weights[r] = (Math.max(0, all[from + r] - q) - excess) / (1 - risk.level());
      }
      value += excess / (1 - risk.level());
    }
    double[] estimate = new double[1 + scores.get(0).length];
    estimate[0] = value;
    for (int r = 0; r < weights.length; r++) {
      double[] score = scores.get(from + r);
      for (int i = 0; i < score.length; i++) {
        estimate[1 + i] += weights[r] * score[i] / weights.length;
      }
    }
    return estimate;
  }

  private static double density(double[] totals, double at) {
    double mean = Arrays.stream(totals).average().orElseThrow();
    double squares = Arrays.stream(totals).map(f -> (f - mean) * (f - mean)).sum();
    double deviation = Math.sqrt(squares / totals.length);
    double width = 1.06 * deviation * Math.pow(totals.length, -0.2);
    double sum = 0;
    for (double total : totals) {
      double e = (total - at) / width;
      sum += Math.exp(-e * e / 2);
    }
    return sum / (totals.length * width * Math.sqrt(2 * Math.PI));
  }
}
