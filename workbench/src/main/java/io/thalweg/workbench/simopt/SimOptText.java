package io.thalweg.workbench.simopt;

import static io.thalweg.workbench.output.Table.Column.number;
import static io.thalweg.workbench.output.Table.Column.prose;
import static io.thalweg.workbench.output.Table.Column.text;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import io.thalweg.simopt.Macroreplications;
import io.thalweg.simopt.SimOptProblem;
import io.thalweg.workbench.output.Table;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The results of all searches, as text: a table for each problem. */
record SimOptText(List<Entry> entries) {

  /**
   * The entries of the problems on which all searches were begun: after Ctrl-C the shares of one
   * that came to more problems say nothing beside those of the others. All, if there is none.
   */
  private List<Entry> compared() {
    long searches = entries.stream().map(entry -> entry.solver().name()).distinct().count();
    Map<SimOptProblem, Long> begun =
        entries.stream().collect(groupingBy(Entry::problem, counting()));
    List<Entry> compared =
        entries.stream()
            .filter(entry -> Objects.equals(begun.get(entry.problem()), searches))
            .toList();
    return compared.isEmpty() ? entries : compared;
  }

  /** Which searches had solved most early and in the end, in one sentence. */
  String headline() {
    if (entries.stream().allMatch(entry -> entry.found().isEmpty())) {
      return "All searches failed";
    }
    Map<String, List<Entry>> bySolver = bySolver();
    List<String> early = leaders(bySolver, 1);
    List<String> late = leaders(bySolver, 2);
    if (late.isEmpty()) {
      return "No search solves any problem within its budget";
    }
    String most =
        String.join(" and ", early) + (early.size() == 1 ? " solves most" : " solve most");
    if (early.equals(late)) {
      return most + " with a quarter of the budget, and with all of it";
    }
    return "With a quarter of the budget %s, with all of it %s"
        .formatted(
            early.isEmpty() ? "no search solves any problem" : most,
            String.join(" and ", late) + (early.isEmpty() ? " most" : ""));
  }

  /** The searches that had solved most at a share shown; none if nothing was solved. */
  private static List<String> leaders(Map<String, List<Entry>> bySolver, int shown) {
    double most =
        bySolver.values().stream().mapToDouble(of -> solved(of, shown)).max().orElseThrow();
    return bySolver.entrySet().stream()
        .filter(of -> most > 0 && solved(of.getValue(), shown) == most)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The shares that each search had solved early and in the end, in one sentence. */
  String summary() {
    return bySolver().entrySet().stream()
        .map(
            of ->
                "%s %.0f and %.0f %%"
                    .formatted(
                        of.getKey(),
                        100 * solved(of.getValue(), 1),
                        100 * solved(of.getValue(), 2)))
        .collect(joining(", ", "Solved with a quarter and with all of the budget: ", only()));
  }

  /** Says over which problems the shares are, where not all searches began all of them. */
  private String only() {
    return compared().size() == entries.size() ? "" : ", over the problems that all searches began";
  }

  private Map<String, List<Entry>> bySolver() {
    return compared().stream()
        .collect(groupingBy(entry -> entry.solver().name(), LinkedHashMap::new, toList()));
  }

  /**
   * The mean over problems of the share of repetitions that had solved one, at a share shown. A
   * search that failed has not solved its problem.
   */
  private static double solved(List<Entry> entries, int shown) {
    return entries.stream()
        .mapToDouble(
            entry ->
                entry
                    .found()
                    .map(found -> Entry.atShares(found, found.solved(Entry.GAP)).get(shown))
                    .orElse(0.0))
        .average()
        .orElseThrow();
  }

  void print(PrintWriter out) {
    out.println(headline() + ".");
    if (entries.stream().anyMatch(entry -> entry.found().isPresent())) {
      out.println(summary() + ".");
    }
    Map<SimOptProblem, List<Entry>> byProblem = new LinkedHashMap<>();
    entries.forEach(
        entry -> byProblem.computeIfAbsent(entry.problem(), of -> new ArrayList<>()).add(entry));
    byProblem.forEach((problem, of) -> print(problem, of, out));
    out.println();
    out.printf(
        "Objectives are medians of %s at shares of the budget. A problem is solved when 10 %% of the"
            + " gap between start and best known is left; runs is the median until then.%n",
        repetitionsInWords());
  }

  private String repetitionsInWords() {
    List<Integer> repetitions = repetitions();
    if (repetitions.size() > 1) {
      return "as many repetitions as a row states";
    }
    return repetitions.equals(List.of(1))
        ? "one repetition"
        : repetitions.stream().map(String::valueOf).collect(joining()) + " repetitions";
  }

  /** The numbers of repetitions of the entries, each once; after Ctrl-C they differ. */
  private List<Integer> repetitions() {
    return entries.stream().map(Entry::repetitions).filter(made -> made > 0).distinct().toList();
  }

  private void print(SimOptProblem problem, List<Entry> of, PrintWriter out) {
    out.printf("%n%s: %s%n", problem.id(), problem.title());
    of.stream()
        .flatMap(entry -> entry.found().stream())
        .findFirst()
        .ifPresent(found -> out.println(frame(problem, found)));
    Table table =
        new Table(
            text("search"),
            number("5 %"),
            number("25 %"),
            number("100 %"),
            number("solved: 5 %"),
            number("25 %"),
            number("100 %"),
            number("runs").rank(1),
            number("repetitions"),
            prose("failed"));
    boolean differ = repetitions().size() > 1;
    of.forEach(entry -> table.add(row(entry, differ)));
    problem.recorded().entrySet().stream()
        .sorted(sign(problem))
        .forEach(
            one ->
                table.add(
                    "SimOpt: " + one.getKey(),
                    "",
                    "",
                    plain(one.getValue()),
                    "",
                    "",
                    "",
                    "",
                    "",
                    ""));
    table.print(out);
  }

  private static Comparator<Map.Entry<String, Double>> sign(SimOptProblem problem) {
    Comparator<Map.Entry<String, Double>> rising = Map.Entry.comparingByValue();
    return problem.maximize() ? rising.reversed() : rising;
  }

  private static String frame(SimOptProblem problem, Macroreplications found) {
    return "The %s is best: %s at the start, %s the best known; %,d runs."
        .formatted(
            problem.maximize() ? "largest" : "least",
            plain(found.start()),
            plain(problem.best()),
            found.runs()[found.runs().length - 1]);
  }

  private static String[] row(Entry entry, boolean differ) {
    List<String> cells = new ArrayList<>(List.of(entry.solver().name()));
    entry
        .found()
        .ifPresentOrElse(
            found -> {
              Entry.atShares(found, found.quantile(0.5)).forEach(value -> cells.add(plain(value)));
              Entry.atShares(found, found.solved(Entry.GAP))
                  .forEach(share -> cells.add("%.0f %%".formatted(100 * share)));
              double runs = Entry.runsToSolve(found);
              cells.add(Double.isInfinite(runs) ? "more" : "%,.0f".formatted(runs));
              // Where all have as many, the sentence below the tables says so.
              cells.add(differ ? String.valueOf(entry.repetitions()) : "");
            },
            () -> cells.addAll(List.of("", "", "", "", "", "", "", "")));
    cells.add(entry.failure().orElse(""));
    return cells.toArray(String[]::new);
  }

  /** A number of four digits. */
  static String plain(double number) {
    double size = Math.abs(number);
    if (size >= 1e7 || (size < 1e-4 && size > 0)) {
      return "%.3e".formatted(number);
    }
    int decimals = size == 0 ? 0 : Math.max(0, 3 - (int) Math.floor(Math.log10(size)));
    return ("%." + decimals + "f").formatted(number);
  }
}
