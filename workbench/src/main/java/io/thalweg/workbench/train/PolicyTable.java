package io.thalweg.workbench.train;

import static io.thalweg.workbench.output.Table.Column.number;
import static io.thalweg.workbench.output.Table.Column.text;

import io.thalweg.check.Interval;
import io.thalweg.rl.training.PolicyTraining;
import io.thalweg.workbench.output.Plural;
import io.thalweg.workbench.output.Table;
import java.io.PrintWriter;
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

  void print(PrintWriter out) {
    methods.forEach(method -> method.failures().ifPresent(out::println));
    Table table =
        new Table(
            text("method"),
            number("solved"),
            number("episodes"),
            number("steps"),
            number("return").rank(1),
            number("95 % interval").rank(4),
            number("greedy").rank(3),
            number("sampled").rank(5),
            number("log-variance").rank(6),
            number("seconds").rank(2));
    methods.stream()
        .sorted(MethodResults.BEST_FIRST)
        .filter(method -> method.seconds().length > 0)
        .forEach(method -> table.add(cells(method)));
    table.print(out);
    legend(out);
  }

  private static String[] cells(MethodResults method) {
    Standing standing = method.standing();
    Interval interval = OverSeeds.interval(standing.returns(), OverSeeds::iqm);
    return new String[] {
      method.id()
          + (method.isBiasedByDesign() ? DESIGNED : "")
          + (method.isComplete() ? "" : SHORT),
      "%d/%d".formatted(standing.solved(), standing.seeds()),
      Figures.spread(standing.episodes()),
      Figures.count(standing.meanSteps()),
      Figures.of(OverSeeds.iqm(standing.returns())),
      standing.returns().length < OverSeeds.FEWEST
          ? "-"
          : "%s .. %s".formatted(Figures.of(interval.low()), Figures.of(interval.high())),
      iqm(method, PolicyTraining.GREEDY),
      iqm(method, PolicyTraining.SAMPLED),
      iqm(method, PolicyTraining.LOG_VARIANCE),
      "%.1f".formatted(OverSeeds.mean(method.seconds()))
    };
  }

  private static String iqm(MethodResults method, String name) {
    return Figures.of(OverSeeds.iqm(method.last(name)));
  }

  private void legend(PrintWriter out) {
    out.printf(
        "Solved: a mean return of %s over 100 episodes of training; episodes (mean ± standard"
            + " deviation) and steps of the environment (branches counted) until then, of the seeds"
            + " that solved.%n",
        Figures.of(job.task().solved()));
    out.println(
        "Interquartile means over seeds: return of the last 100 episodes; of 20 episodes of"
            + " evaluation, with the likeliest actions (greedy) or drawn ones (sampled).");
    if (methods.stream().anyMatch(MethodResults::isBiasedByDesign)) {
      out.println("† Its gradients are biased by design.");
    }
    if (methods.stream().anyMatch(method -> !method.isComplete())) {
      out.printf(
          "%s Not all of its runs have played %s.%n", SHORT, Plural.of(job.episodes(), "episode"));
    }
  }
}
