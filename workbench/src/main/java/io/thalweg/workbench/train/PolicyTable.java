package io.thalweg.workbench.train;

import static io.thalweg.workbench.output.Table.Column.number;
import static io.thalweg.workbench.output.Table.Column.text;

import io.thalweg.rl.training.PolicyTraining;
import io.thalweg.workbench.output.Table;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;

/**
 * The results of policies as a table, with a legend.
 *
 * @param job what was trained
 * @param methods the rows
 */
record PolicyTable(PolicyJob job, List<MethodResults> methods) {

  private static final String DESIGNED = " †";
  private static final String SHORT = "!";

  /** Orders methods: those that solve with more seeds first, then those that do so earlier. */
  static final Comparator<MethodResults> BEST_FIRST =
      Comparator.comparingInt((MethodResults method) -> -method.solved())
          .thenComparingDouble(
              method ->
                  method.solved() > 0
                      ? OverSeeds.mean(method.episodesToSolve())
                      : -OverSeeds.iqm(method.last(PolicyTraining.RETURN)));

  void print(PrintWriter out) {
    Table table =
        new Table(
            text("method"),
            number("solved"),
            number("episodes"),
            number("steps").rank(1),
            number("return [95 %]").rank(2),
            number("greedy").rank(3),
            number("sampled").rank(4),
            number("log-variance").rank(5),
            number("seconds").rank(6));
    methods.stream().sorted(BEST_FIRST).forEach(method -> add(table, method));
    table.print(out);
    out.println(
        "Episodes and steps until the mean return of 100 episodes is %s: means ± standard deviations"
            .formatted(figure(job.task().solved())));
  }

  private void add(Table table, MethodResults method) {
    boolean short1 = method.runs().stream().anyMatch(run -> !run.isComplete());
    table.add(
        method.id() + (method.isBiasedByDesign() ? DESIGNED : "") + (short1 ? SHORT : ""),
        "%d/%d".formatted(method.solved(), method.seeds()),
        spread(method.episodesToSolve()),
        spread(method.stepsToSolve()),
        interval(method.last(PolicyTraining.RETURN)),
        figure(OverSeeds.iqm(method.last(PolicyTraining.GREEDY))),
        figure(OverSeeds.iqm(method.last(PolicyTraining.SAMPLED))),
        figure(OverSeeds.iqm(method.last(PolicyTraining.LOG_VARIANCE))),
        "%.1f".formatted(OverSeeds.mean(method.seconds())));
  }

  private static String spread(double[] values) {
    return values.length == 0
        ? "-"
        : values.length == 1
            ? "%,.0f".formatted(values[0])
            : "%,.0f ± %,.0f".formatted(OverSeeds.mean(values), OverSeeds.deviation(values));
  }

  private static String interval(double[] values) {
    OverSeeds.Interval interval = OverSeeds.interval(values, OverSeeds::iqm);
    return "%s [%s, %s]"
        .formatted(figure(OverSeeds.iqm(values)), figure(interval.low()), figure(interval.high()));
  }

  private static String figure(double value) {
    return "%.1f".formatted(value);
  }
}
