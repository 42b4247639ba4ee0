package io.thalweg.workbench.regression;

import static io.thalweg.workbench.output.Table.Column.number;
import static io.thalweg.workbench.output.Table.Column.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.workbench.output.Median;
import io.thalweg.workbench.output.Plural;
import io.thalweg.workbench.output.Table;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

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
              .put("id", study.problem())
              .put("title", study.title())
              .put("rloo", study.rloo());
      ArrayNode best = node.putArray("best");
      ArrayNode others = node.putArray("best_other");
      for (int n = 0; n < RegressionStudy.LEARNED.length; n++) {
        best.add(study.best(n).id());
        others.add(study.best(n).variance(n));
      }
      put(study.rivals(), node.putArray("rivals"));
      ArrayNode variances = node.putArray("regression");
      Arrays.stream(study.regression()).forEach(row -> numbers(variances.addArray(), row));
      node.put("exact", study.isExact(RegressionStudy.COUNTED))
          .put("micros", study.micros())
          .put("break_even", study.breakEven())
          .put("target", study.target());
      numbers(node.putArray("rloo_needs"), study.rlooNeeds());
      numbers(node.putArray("regression_needs"), study.regressionNeeds());
    }
    ArrayNode means = root.putArray("geometric_mean");
    ArrayNode inexact = root.putArray("geometric_mean_inexact");
    for (int n = 0; n < RegressionStudy.LEARNED.length; n++) {
      means.add(geometricMean(studies, n));
      inexact.add(geometricMean(inexact(studies), n));
    }
  }

  private static void put(List<Rival> rivals, ArrayNode array) {
    for (Rival rival : rivals) {
      ObjectNode node = array.addObject().put("id", rival.id()).put("slopes", rival.slopes());
      ArrayNode variances = node.putArray("variance");
      ArrayNode lows = node.putArray("low");
      ArrayNode highs = node.putArray("high");
      for (Rival.Mark mark : rival.marks()) {
        variances.add(mark.variance());
        lows.add(mark.interval().low());
        highs.add(mark.interval().high());
      }
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

  /** Those that regression has not solved exactly. */
  private static List<RegressionStudy> inexact(List<RegressionStudy> studies) {
    return studies.stream().filter(study -> !study.isExact(RegressionStudy.COUNTED)).toList();
  }

  /** The studies, the smallest gain first. */
  private static List<RegressionStudy> lossesFirst(List<RegressionStudy> studies) {
    return studies.stream()
        .sorted(
            Comparator.comparingDouble(study -> Median.of(study.ratios(RegressionStudy.COUNTED))))
        .toList();
  }

  static void print(List<RegressionStudy> studies, int seeds, PrintWriter out) {
    out.println(
        "Variance times evaluations, theta fixed, after learning from that many evaluations. The best"
            + " other\nneeds values of f only; the smallest gain first.");
    Table variances =
        new Table(
            text("problem"),
            text("best after 200").rank(1),
            text("1000"),
            text("5000").rank(1),
            number("its variance / 1000").rank(2),
            number("regression / 200").rank(2),
            number("1000").rank(2),
            number("5000").rank(2),
            number("best / 200"),
            number("best / 1000"),
            number("lowest .. highest").rank(1),
            number("best / 5000"),
            number("with slopes / 1000").rank(3),
            number("µs").rank(3),
            number("f from µs").rank(3));
    lossesFirst(studies).forEach(study -> variances.add(variances(study)));
    variances.print(out);
    printWorse(studies, out);
    printMeans("all", studies, out);
    printMeans("those not solved exactly", inexact(studies), out);
    out.printf(
        "A ratio above %.0f counts as that, and a variance below a millionth of RLOO's as a"
            + " millionth.%n%n",
        MOST_COUNTED);
    printDescents(studies, seeds, out);
  }

  private static void printWorse(List<RegressionStudy> studies, PrintWriter out) {
    for (int n = 0; n < RegressionStudy.LEARNED.length; n++) {
      int learned = n;
      String worse =
          studies.stream()
              .filter(study -> study.isWorse(learned))
              .map(study -> study.problem())
              .collect(Collectors.joining(", "));
      out.printf(
          "Worse than the best other beyond its interval after %d evaluations: %s%n",
          RegressionStudy.LEARNED[n], worse.isEmpty() ? "none" : worse);
    }
  }

  private static void printMeans(String which, List<RegressionStudy> studies, PrintWriter out) {
    if (!studies.isEmpty()) {
      out.printf(
          "Geometric mean of best other / regression after 200, 1000, 5000 evaluations over %s"
              + " (%d): %.1f, %.1f, %.1f%n",
          which,
          studies.size(),
          geometricMean(studies, 0),
          geometricMean(studies, 1),
          geometricMean(studies, 2));
    }
  }

  private static void printDescents(List<RegressionStudy> studies, int seeds, PrintWriter out) {
    out.println(
        "Evaluations until E f has fallen by nine tenths of the way from its start to the lowest"
            + " value of any run.");
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
          study.problem(),
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
        Plural.of(seeds, "seed"));
  }

  private static String[] variances(RegressionStudy study) {
    double[] ratios = study.ratios(1);
    Arrays.sort(ratios);
    OptionalDouble slopes = study.ratioWithSlopes(RegressionStudy.COUNTED);
    return new String[] {
      study.problem(),
      study.best(0).id(),
      study.best(1).id(),
      study.best(2).id(),
      "%.3g".formatted(study.best(1).variance(1)),
      "%.3g".formatted(Median.of(study.regression()[0])),
      "%.3g".formatted(Median.of(study.regression()[1])),
      "%.3g".formatted(Median.of(study.regression()[2])),
      "%.3g".formatted(Median.of(study.ratios(0))),
      "%.3g".formatted(Median.of(ratios)),
      "%.3g .. %.3g".formatted(ratios[0], ratios[ratios.length - 1]),
      "%.3g".formatted(Median.of(study.ratios(2))),
      slopes.isPresent() ? "%.3g".formatted(slopes.getAsDouble()) : "-",
      "%.0f".formatted(study.micros()),
      Double.isFinite(study.breakEven()) ? "%.2g".formatted(study.breakEven()) : "-"
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
        new StringBuilder(
            "problem,seed,rloo,best_200,other_200,best_1000,other_1000,best_5000,other_5000,");
    text.append("after_200,after_1000,after_5000,micros,break_even,");
    text.append("target,rloo_needs,regression_needs\n");
    for (RegressionStudy study : studies) {
      for (int s = 0; s < study.rlooNeeds().length; s++) {
        text.append(
            String.join(
                ",",
                study.problem(),
                "" + s,
                "" + study.rloo(),
                study.best(0).id(),
                "" + study.best(0).variance(0),
                study.best(1).id(),
                "" + study.best(1).variance(1),
                study.best(2).id(),
                "" + study.best(2).variance(2),
                "" + study.regression()[0][s],
                "" + study.regression()[1][s],
                "" + study.regression()[2][s],
                "" + study.micros(),
                "" + study.breakEven(),
                "" + study.target(),
                "" + study.rlooNeeds()[s],
                "" + study.regressionNeeds()[s]));
        text.append('\n');
      }
    }
    return text.toString();
  }
}
