package io.thalweg.workbench.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.workbench.CommandRun;
import io.thalweg.workbench.output.RecordedReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuneCommandTest {

  /** An order that sells at 9, costs 5 and is worth 1 if left, at a demand of 10 on average. */
  private static final String NEWSVENDOR =
      """
      import io.thalweg.distribution.Exponential;
      import io.thalweg.simulation.*;
      /** An order for one day. */
      class Mine {
        static final Input ORDER = Input.setting("order", 1);
        static final Input DEMAND = Input.of("demand", Exponential.of(0.1));
        static void simulate(Inputs in) {
          double order = in.read(ORDER);
          double demand = in.draw(DEMAND);
          in.cost("profit", 9 * Math.min(order, demand) + Math.max(0, order - demand) - 5 * order);
        }
      }
      """;

  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("Mine.java"), text);
  }

  private Path shop() throws IOException {
    Path file = folder.resolve("Shop.java");
    try (InputStream in =
        TuneCommandTest.class.getResourceAsStream("/io/thalweg/workbench/sensitivity/Shop.java")) {
      return Files.write(file, in.readAllBytes());
    }
  }

  private static String[] command(Path file, String... more) {
    List<String> command = new ArrayList<>(List.of("tune", file.toString(), "--maximize"));
    command.addAll(List.of("--output", "profit"));
    command.addAll(List.of(more));
    return command.toArray(String[]::new);
  }

  private static JsonNode json(Path file, String... more) {
    String[] command = command(file, more);
    String[] all = Arrays.copyOf(command, command.length + 1);
    all[command.length] = "--json";
    return CommandRun.json(all);
  }

  /** P(demand &gt; order) = (5 - 1) / (9 - 1) at the best order. */
  @Test
  void orderComesToThatOfTheClosedForm() throws IOException {
    JsonNode results =
        json(file(NEWSVENDOR), "--freeze", "demand", "--bounds", "order=0:50", "--runs", "4000");
    assertEquals("An order for one day", results.get("title").asText());
    assertEquals("largest", results.get("goal").asText());
    assertEquals("the limit of runs was reached", results.get("stopped").asText());
    JsonNode order = results.at("/parameters/0");
    assertEquals("order", order.get("name").asText());
    assertEquals(1, order.get("start").asDouble());
    assertEquals("0 to 50", order.get("limits").asText());
    double reached = expectedProfit(order.get("best").asDouble());
    assertTrue(reached > 0.98 * expectedProfit(10 * Math.log(2)), order::toString);
    JsonNode demand = results.at("/parameters/1");
    assertEquals("frozen", demand.get("limits").asText());
    assertEquals(0.1, demand.get("best").asDouble(), 1e-15);
    // Four standard errors, and the seed is fixed.
    assertEquals(reached, results.get("after").asDouble(), 4 * results.get("after_se").asDouble());
    assertEquals(
        expectedProfit(1),
        results.get("before").asDouble(),
        4 * results.get("before_se").asDouble());
    String headline = results.get("headline").asText();
    assertTrue(headline.startsWith("Mean profit rises from "), headline);
    int points = results.at("/path/runs").size();
    assertEquals(points, order.get("path").size());
    assertEquals(points, results.at("/path/value").size());
    assertEquals(
        results.get("evaluations").asInt(), results.at("/path/runs").get(points - 1).asInt());
  }

  private static double expectedProfit(double order) {
    double sold = 10 * (1 - Math.exp(-order / 10));
    return 9 * sold + (order - sold) - 5 * order;
  }

  @Test
  void sameSeedGivesTheSameResultsOnAnyThreads() throws IOException {
    Path file = shop();
    ObjectNode first = timeless(json(file, "--runs", "100"));
    assertEquals(first, timeless(json(file, "--runs", "100", "--threads", "3")));
    assertNotEquals(first, timeless(json(file, "--runs", "100", "--seed", "2")));
  }

  private static ObjectNode timeless(JsonNode results) {
    return ((ObjectNode) results).retain("parameters", "path", "before", "after", "gain", "goal");
  }

  @Test
  void tablesAreForReadersAndFilesForPrograms() throws IOException {
    Path out = folder.resolve("out");
    String[] command =
        command(
            shop(),
            "--runs",
            "200",
            "--freeze",
            "demand,spending mean",
            "--bounds",
            "theft probability=0.01:",
            "--bounds",
            "order=:60",
            "--out",
            out.toString());
    CommandRun run = CommandRun.of(command);
    assertEquals(0, run.exit(), run::err);
    assertTrue(run.out().startsWith("Mean profit rises from "), run::out);
    assertLine(run, "demand rate .* frozen");
    assertLine(run, "spending mean .* frozen");
    assertLine(run, "spending standard deviation +1 +[\\d.]+");
    assertLine(run, "theft probability .* from 0.01");
    assertLine(run, "order .* up to 60");
    assertLine(run, "gain +[\\d.]+ ± [\\d.]+");
    List<String> csv = Files.readAllLines(out.resolve("steps.csv"));
    JsonNode results = CommandRun.parse(Files.readString(out.resolve("results.json")));
    assertEquals(1 + results.at("/path/steps").asInt(), csv.size());
    for (String line : csv) {
      assertEquals(6 + 9, line.split(",", -1).length, line);
    }
    assertTrue(run.progress().contains("Report: " + out.resolve("report.html")));
    RecordedReport.assertFieldsAreThoseOf("tune", out);
  }

  private static void assertLine(CommandRun run, String pattern) {
    assertTrue(run.out().lines().anyMatch(line -> line.matches(pattern)), run::out);
  }

  @Test
  void sameCommandGoesOnAndAnotherSearchIsRefused() throws IOException {
    Path file = file(NEWSVENDOR);
    Path out = folder.resolve("out");
    String[] command = command(file, "--runs", "100", "--out", out.toString());
    assertEquals(0, CommandRun.of(command).exit());
    String steps = Files.readString(out.resolve("steps.csv"));
    Path checkpoint = out.resolve("search.checkpoint");
    CommandRun again = CommandRun.of(command);
    assertEquals(0, again.exit(), again::err);
    assertTrue(
        again.progress().contains("The search in " + checkpoint + " had ended; delete it"),
        again::progress);
    assertEquals(steps, Files.readString(out.resolve("steps.csv")));
    String refused =
        "thalweg: %s holds another search; delete it to start over\n".formatted(checkpoint);
    CommandRun another =
        CommandRun.of(command(file, "--runs", "100", "--seed", "2", "--out", out.toString()));
    assertEquals(refused, another.err());
    assertEquals(1, another.exit());
    file(NEWSVENDOR.replace("9 *", "8 *"));
    assertEquals(refused, CommandRun.of(command).err(), "another simulator");
    Files.delete(checkpoint);
    assertEquals(0, CommandRun.of(command).exit());
    assertNotEquals(steps, Files.readString(out.resolve("steps.csv")));
  }

  @Test
  void problemOfSimOptIsTunedByItsOwnGoal() {
    JsonNode results = CommandRun.json("tune", "network_1", "--runs", "40", "--json");
    assertEquals("least", results.get("goal").asText());
    assertEquals(10, results.get("parameters").size());
    assertTrue(results.at("/parameters/3/is_share").asBoolean());
    assertEquals("route", results.at("/parameters/3/input").asText());
    assertTrue(results.get("after").asDouble() < results.get("before").asDouble());
  }

  @Test
  void searchThatGainedNothingSaysSo() throws IOException {
    Path file =
        file(
            NEWSVENDOR
                .replace("9 * Math", "in.noise().nextGaussian() + 0 * Math")
                .replace("Math.max(0, order - demand) - 5 * order", "0"));
    CommandRun run =
        CommandRun.of(command(file, "--runs", "20", "--out", folder.resolve("out").toString()));
    assertEquals(0, run.exit(), run::err);
    assertTrue(run.out().startsWith("No gain beyond chance: mean profit is "), run::out);
    assertTrue(run.out().contains("Warning: nothing was gained beyond the interval."), run::out);
  }

  @Test
  void failuresAreOneLine() throws IOException {
    Path file =
        file(
            NEWSVENDOR.replace(
                "double demand",
                "if (order > 1) throw new IllegalStateException(\"no licence\"); double demand"));
    CommandRun run = CommandRun.of(command(file, "--json", "--runs", "50"));
    assertEquals(1, run.exit());
    assertEquals("", run.out());
    assertTrue(run.err().contains("no licence"), run::err);
    assertEquals(1, run.err().lines().count(), run::err);
    CommandRun none = CommandRun.of("tune", file(NEWSVENDOR).toString(), "--json");
    assertEquals(
        "thalweg: the simulator booked no cost of output cost, but of [profit]\n", none.err());
    assertFalse(Files.exists(Path.of("out", "tune-Mine")));
  }
}
