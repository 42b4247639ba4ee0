package io.thalweg.workbench.simopt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.simopt.Macroreplications;
import io.thalweg.simopt.SimOpt;
import io.thalweg.simopt.SimOptProblem;
import io.thalweg.simopt.Solver;
import io.thalweg.workbench.CommandRun;
import io.thalweg.workbench.output.Interruption;
import io.thalweg.workbench.output.Progress;
import io.thalweg.workbench.output.RecordedReport;
import io.thalweg.workbench.output.Unfinished;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimOptCommandTest {

  @TempDir private Path folder;

  @Test
  void resultsAreThoseOfTheLibrary() {
    JsonNode results =
        CommandRun.json(
            "simopt",
            "san_1",
            "--macro",
            "2",
            "--budget",
            "200",
            "--measured",
            "20",
            "--solvers",
            "thalweg,cma_es",
            "--seed",
            "3",
            "--json");
    assertEquals("[\"thalweg\",\"cma_es\"]", results.get("solvers").toString());
    JsonNode problem = results.at("/problems/0");
    assertEquals(18.04, problem.get("best_known").asDouble());
    assertEquals(5, problem.get("recorded").size());
    for (int k = 0; k < 2; k++) {
      Solver solver = Solver.all().get(2 * k);
      Macroreplications found =
          Macroreplications.of(SimOpt.problem("san_1"), solver, 2, 200, 20, 3);
      JsonNode search = problem.get("searches").get(k);
      assertEquals(solver.name(), search.get("id").asText());
      assertEquals(found.start(), search.get("start").asDouble());
      assertTrue(search.get("failure").isNull());
      double[] medians = found.quantile(0.5);
      double[] solved = found.solved(0.1);
      for (int r = 0; r < 2; r++) {
        for (int i = 0; i < found.runs().length; i++) {
          assertEquals(found.objectives()[r][i], search.get("objectives").get(r).get(i).asDouble());
        }
      }
      // 5, 25 and 100 % of 200 runs.
      for (int i = 0; i < found.runs().length; i++) {
        int shown = List.of(10L, 50L, 200L).indexOf(found.runs()[i]);
        if (shown >= 0) {
          assertEquals(medians[i], search.get("objective").get(shown).asDouble());
          assertEquals(solved[i], search.get("solved").get(shown).asDouble());
        }
      }
    }
  }

  @Test
  void tablesAreForReadersAndFilesForPrograms() throws IOException {
    Path out = folder.resolve("out");
    CommandRun run =
        CommandRun.of(
            "simopt",
            "san_1",
            "ambulance_1",
            "--macro",
            "2",
            "--budget",
            "200",
            "--measured",
            "10",
            "--out",
            out.toString());
    assertEquals(0, run.exit(), run::err);
    assertTrue(run.out().lines().findFirst().orElseThrow().contains(" solve"), run::out);
    for (String line :
        List.of(
            "san_1: Longest path .*",
            "The least is best: [\\d.]+ at the start, 18.04 the best known; 200 runs.",
            "thalweg +[\\d.]+ +[\\d.]+ +[\\d.]+ +\\d+ % +\\d+ % +\\d+ % .*",
            "SimOpt: Adam with IPA +8.520",
            "SimOpt: SPSA +53.00")) {
      assertTrue(run.out().lines().anyMatch(printed -> printed.matches(line)), line + run.out());
    }
    List<String> csv = Files.readAllLines(out.resolve("simopt.csv"));
    assertEquals(1 + 2 * 3 * 2 * 20, csv.size());
    for (String line : csv) {
      assertEquals(6, line.split(",", -1).length, line);
    }
    RecordedReport.assertFieldsAreThoseOf("simopt", out);
  }

  @Test
  void problemThatFailsIsARowAndTheOthersGoOn() throws IOException {
    SimOptProblem san = SimOpt.problem("san_1");
    SimOptProblem broken =
        new SimOptProblem(
            "broken",
            "One without a licence",
            in -> {
              throw new IllegalStateException("no licence");
            },
            san.inputs(),
            false,
            san.fixed(),
            san.prepare(),
            san.decide(),
            100,
            0,
            san.recorded());
    Plan plan = new Plan(List.of(broken, san), Solver.all().subList(0, 2), 1, 5, 100, 1);
    List<Entry> entries;
    try (Interruption interruption = Interruption.byCtrlC();
        Progress progress = Progress.start("simopt", plan.repetitions(), "repetitions")) {
      entries = plan.run(Unfinished.none(), progress, interruption);
    }
    assertEquals(4, entries.size());
    for (Entry entry : entries) {
      assertEquals(entry.problem().id().equals("broken"), entry.failure().isPresent(), entry::name);
    }
    StringWriter text = new StringWriter();
    new SimOptText(entries).print(new PrintWriter(text));
    assertTrue(text.toString().contains("no licence"), text::toString);
    JsonNode failed = SimOptJson.of(entries, 1).at("/problems/0/searches/0");
    assertTrue(failed.get("failure").asText().contains("no licence"), failed::toString);
    assertEquals(1 + 2 * 20, SimOptJson.csv(entries).lines().count());
    List<Entry> none = entries.subList(0, 2);
    String alone = new SimOptText(entries.subList(2, 4)).summary();
    assertTrue(shares(alone).stream().anyMatch(share -> share > 0), alone);
    assertEquals(halved(alone), shares(new SimOptText(entries).summary()), alone);
    assertEquals("All searches failed", new SimOptText(none).headline());
  }

  private static List<Double> halved(String summary) {
    return shares(summary).stream().map(share -> share / 2).toList();
  }

  /** Returns the percentages of a summary. */
  private static List<Double> shares(String summary) {
    return Pattern.compile("(\\d+) (?=and|%)")
        .matcher(summary)
        .results()
        .map(found -> Double.valueOf(found.group(1)))
        .toList();
  }

  @Test
  void headlineNamesThoseThatSolveMostEarlyAndInTheEnd() {
    double[] never = {50, 50, 50};
    double[] early = {50, 18, 18};
    double[] late = {50, 50, 18};
    assertEquals(
        "thalweg solves most with a quarter of the budget, and with all of it",
        headline(new double[][] {early, late}, new double[][] {never, late}));
    assertEquals(
        "With a quarter of the budget thalweg solves most, with all of it cma_es",
        headline(new double[][] {early, never}, new double[][] {late, late}));
    assertEquals(
        "With a quarter of the budget no search solves any problem, with all of it thalweg and"
            + " cma_es most",
        headline(new double[][] {late}, new double[][] {late}));
    assertEquals(
        "No search solves any problem within its budget",
        headline(new double[][] {never}, new double[][] {never}));
    assertEquals(
        "thalweg and cma_es solve most with a quarter of the budget, and with all of it",
        headline(new double[][] {early}, new double[][] {early}));
  }

  /** Two repetitions of three on the first problem, and one search on another, as after Ctrl-C. */
  @Test
  void interruptedSearchesStateTheirRepetitionsAndAreComparedWhereAllCame() {
    double[] never = {50, 50, 50};
    double[] early = {50, 18, 18};
    SimOptProblem san = SimOpt.problem("san_1");
    List<Entry> entries =
        List.of(
            entry(san, 0, early, early, never),
            entry(san, 2, early, never),
            entry(SimOpt.problem("mm1_1"), 0, never, never, never));
    SimOptText interrupted = new SimOptText(entries);
    String[] text = text(interrupted);
    assertEquals(
        "Solved with a quarter and with all of the budget: thalweg 67 and 67 %, cma_es 50 and 50 %,"
            + " over the problems that all searches began.",
        text[1]);
    assertTrue(text[4].matches("search .* runs +repetitions"), text[4]);
    assertTrue(text[5].matches("thalweg .* 3"), text[5]);
    assertTrue(text[6].matches("cma_es .* 2"), text[6]);
    assertTrue(
        text[text.length - 1].startsWith("Objectives are medians of as many repetitions as a row"),
        text[text.length - 1]);
    JsonNode searches = SimOptJson.of(entries, 1).at("/problems/0/searches");
    assertEquals(3, searches.get(0).get("repetitions").asInt());
    assertEquals(2, searches.get(1).get("repetitions").asInt());

    String[] whole = text(new SimOptText(entries.subList(0, 1)));
    assertEquals(
        "Solved with a quarter and with all of the budget: thalweg 67 and 67 %.", whole[1]);
    assertTrue(whole[4].matches("search .* runs"), whole[4]);
    assertTrue(
        whole[whole.length - 1].startsWith("Objectives are medians of 3 repetitions at"),
        whole[whole.length - 1]);
  }

  private static Entry entry(SimOptProblem problem, int solver, double[]... objectives) {
    Solver of = Solver.all().get(solver);
    long[] runs = {5, 25, 100};
    return Entry.of(problem, of, new Macroreplications(problem, of, runs, objectives, 50));
  }

  /** The lines that are not empty. */
  private static String[] text(SimOptText of) {
    StringWriter text = new StringWriter();
    of.print(new PrintWriter(text));
    return text.toString().lines().filter(line -> !line.isEmpty()).toArray(String[]::new);
  }

  /** The headline of two searches whose objectives are these at 5, 25 and 100 % of the budget. */
  private static String headline(double[][] first, double[][] second) {
    SimOptProblem san = SimOpt.problem("san_1");
    List<Entry> entries = new ArrayList<>();
    for (double[][] objectives : List.of(first, second)) {
      entries.add(entry(san, 2 * entries.size(), objectives));
    }
    return new SimOptText(entries).headline();
  }

  @Test
  void runsToSolveAreTheMedianAndMoreWhereMostDidNot() {
    Macroreplications never =
        new Macroreplications(
            SimOpt.problem("san_1"),
            Solver.all().get(0),
            new long[] {10, 20, 40},
            new double[][] {{50, 18.1, 50}, {50, 50, 50}, {50, 50, 18}},
            50);
    assertEquals(40, Entry.runsToSolve(never));
    Macroreplications mostly =
        new Macroreplications(
            never.problem(), never.solver(), never.runs(), new double[][] {{50, 50, 50}}, 50);
    assertEquals(
        Double.POSITIVE_INFINITY,
        Entry.runsToSolve(Macroreplications.joined(List.of(mostly, never, mostly))));
  }
}
