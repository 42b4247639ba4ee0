package io.thalweg.workbench.regression;

import static io.thalweg.workbench.output.Table.Column.number;
import static io.thalweg.workbench.output.Table.Column.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.workbench.output.Counted;
import io.thalweg.workbench.output.Median;
import io.thalweg.workbench.output.Table;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;

/** The studies as JSON, as text and as CSV. */
final class RegressionTables {

  private static final double MOST_COUNTED = 1_000;

  private RegressionTables() {}

  /** Writes the studies and their summary into the results. */
  static void put(List<RegressionStudy> studies, ObjectNode root) {
    ArrayNode learned = root.putArray("learned");
    Arrays.stream(RegressionStudy.LEARNED).forEach(learned::add);
    ArrayNode problems = root.putArray("problems");
    for (RegressionStudy study : studies) {
      ObjectNode node =
          problems
              .addObject()
              .put("id", study.problem().id())
              .put("title", study.problem().title())
              .put("rloo", study.rloo());
      study.disarm().ifPresentOrElse(v -> node.put("disarm", v), () -> node.putNull("disarm"));
      ArrayNode variances = node.putArray("regression");
      Arrays.stream(study.regression()).forEach(row -> numbers(variances.addArray(), row));
      node.put("micros", study.micros()).put("target", study.target());
      numbers(node.putArray("rloo_needs"), study.rlooNeeds());
      numbers(node.putArray("regression_needs"), study.regressionNeeds());
    }
    ArrayNode means = root.putArray("geometric_mean");
    for (int n = 0; n < RegressionStudy.LEARNED.length; n++) {
      means.add(geometricMean(studies, n));
    }
  }

  private static void numbers(ArrayNode array, double[] numbers) {
    for (double number : numbers) {
      array.add(number);
    }
  }

  /** The geometric mean of the median ratios; none counts for more than {@link #MOST_COUNTED}. */
  private static double geometricMean(List<RegressionStudy> studies, int learned) {
    double logs = 0;
    for (RegressionStudy study : studies) {
      logs += Math.log(Math.min(MOST_COUNTED, Median.of(study.ratios(learned))));
    }
    return Math.exp(logs / studies.size());
  }

  static void print(List<RegressionStudy> studies, int seeds, PrintWriter out) {
    out.println("Variance times evaluations, theta fixed; regression after that many evaluations.");
    Table variances =
        new Table(
            text("problem"),
            number("rloo"),
            number("disarm").rank(3),
            number("after 200"),
            number("1000"),
            number("5000"),
            number("rloo / 1000").rank(1),
            number("lowest .. highest").rank(2),
            number("µs to learn").rank(3));
    studies.forEach(study -> variances.add(variances(study)));
    variances.print(out);
    out.printf(
        "Geometric mean of rloo / regression after 200, 1000, 5000 evaluations: %.1f, %.1f, %.1f;"
            + " a ratio above %.0f counts as that.%n%n",
        geometricMean(studies, 0),
        geometricMean(studies, 1),
        geometricMean(studies, 2),
        MOST_COUNTED);
    printDescents(studies, seeds, out);
  }

  private static void printDescents(List<RegressionStudy> studies, int seeds, PrintWriter out) {
    out.println(
        "Evaluations until E f has fallen by nine tenths of the way from its start to the lowest value"
            + " of any run.");
    Table needs =
        new Table(
            text("problem"),
            number("down to").rank(1),
            number("rloo"),
            number("reached").rank(2),
            number("regression"),
            number("reached").rank(2),
            number("rloo / regression"));
    for (RegressionStudy study : studies) {
      double rloo = Median.of(study.rlooNeeds());
      double regression = Median.of(study.regressionNeeds());
      needs.add(
          study.problem().id(),
          "%.4g".formatted(study.target()),
          needed(rloo),
          reached(study.rlooNeeds()),
          needed(regression),
          reached(study.regressionNeeds()),
          Double.isFinite(rloo) && Double.isFinite(regression)
              ? "%.2f".formatted(rloo / regression)
              : "-");
    }
    needs.print(out);
    out.printf(
        "Medians of %s. A run that did not reach it counts as longer than all others.%n",
        Counted.of(seeds, "seed"));
  }

  private static String[] variances(RegressionStudy study) {
    double[] ratios = study.ratios(1);
    Arrays.sort(ratios);
    return new String[] {
      study.problem().id(),
      "%.3g".formatted(study.rloo()),
      study.disarm().isPresent() ? "%.3g".formatted(study.disarm().getAsDouble()) : "-",
      "%.3g".formatted(Median.of(study.regression()[0])),
      "%.3g".formatted(Median.of(study.regression()[1])),
      "%.3g".formatted(Median.of(study.regression()[2])),
      "%.3g".formatted(Median.of(ratios)),
      "%.3g .. %.3g".formatted(ratios[0], ratios[ratios.length - 1]),
      "%.0f".formatted(study.micros())
    };
  }

  private static String needed(double evaluations) {
    return Double.isFinite(evaluations) ? "%.0f".formatted(evaluations) : "more";
  }

  private static String reached(double[] needs) {
    long reached = Arrays.stream(needs).filter(Double::isFinite).count();
    return "%d of %d".formatted(reached, needs.length);
  }

  static String csv(List<RegressionStudy> studies) {
    StringBuilder text =
        new StringBuilder("problem,seed,rloo,disarm,after_200,after_1000,after_5000,micros,");
    text.append("target,rloo_needs,regression_needs\n");
    for (RegressionStudy study : studies) {
      for (int s = 0; s < study.rlooNeeds().length; s++) {
        text.append(
            String.join(
                ",",
                study.problem().id(),
                "" + s,
                "" + study.rloo(),
                study.disarm().isPresent() ? "" + study.disarm().getAsDouble() : "",
                "" + study.regression()[0][s],
                "" + study.regression()[1][s],
                "" + study.regression()[2][s],
                "" + study.micros(),
                "" + study.target(),
                "" + study.rlooNeeds()[s],
                "" + study.regressionNeeds()[s]));
        text.append('\n');
      }
    }
    return text.toString();
  }
}
