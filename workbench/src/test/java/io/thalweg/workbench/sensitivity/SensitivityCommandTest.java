package io.thalweg.workbench.sensitivity;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SensitivityCommandTest {

  private static final String IMPORTS =
      """
      import io.thalweg.distribution.*;
      import io.thalweg.simulation.*;
      """;
  private static final String INPUT =
      "static final Input GAPS = Input.of(\"gaps\", Exponential.of(2));\n";
  private static final String QUEUE =
      """
      /** A queue with one server. */
      class Mine {
        static final Input ARRIVALS = Input.of("arrivals", Exponential.of(0.5));
        private static final Input SERVICE = Input.of("service", Exponential.of(2));

        static void simulate(Inputs in) {
          double wait = 0;
          for (int customer = 0; customer < 100; customer++) {
            if (wait == 0) in.regenerate();
            double time = wait + in.draw(SERVICE);
            in.cost(time / 100);
            wait = Math.max(0, time - in.draw(ARRIVALS));
          }
        }
      }
      """;

  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("Mine.java"), IMPORTS + text);
  }

  private Path shop() throws IOException {
    Path file = folder.resolve("Shop.java");
    try (InputStream in = SensitivityCommandTest.class.getResourceAsStream("Shop.java")) {
      return Files.write(file, in.readAllBytes());
    }
  }

  private static JsonNode json(Path file, String... more) {
    List<String> command = new ArrayList<>(List.of("sensitivity", file.toString(), "--json"));
    command.addAll(List.of(more));
    return CommandRun.json(command.toArray(String[]::new));
  }

  /** The time in the queue is 1 / (service - arrivals) = 2 / 3. */
  @Test
  void queueIsThatOfTheClosedForm() throws IOException {
    JsonNode results = json(file(QUEUE), "--within", "0.04", "--seconds", "60");
    assertEquals("A queue with one server", results.get("title").asText());
    assertEquals("Mine", results.get("problem").asText());
    assertEquals("all intervals are within ± 0.04", results.get("stopped").asText());
    JsonNode output = results.get("outputs").get(0);
    assertEquals("cost", output.get("output").asText());
    assertWithin(1 / 1.5, output, "value");
    assertEquals("service rate", output.at("/parameters/0/name").asText());
    assertWithin(-1 / 2.25, output.at("/parameters/0"), "derivative");
    assertWithin(1 / 2.25, output.at("/parameters/1"), "derivative");
    assertWithin(-0.02 / 2.25, output.at("/parameters/0"), "change");
    assertEquals(
        "[\"value\",\"arrivals rate\",\"service rate\"]", output.get("covariance_of").toString());
    double error = output.at("/parameters/1/derivative_se").asDouble();
    assertEquals(error * error, output.at("/covariance/1/1").asDouble(), 1e-12);
    String headline =
        "What moves cost most is service rate: -0\\.0\\d+ ± 0\\.0\\d+ if it is 1 % larger";
    assertTrue(results.get("headline").asText().matches(headline), results::toString);
  }

  /** Twice the half-width is four standard errors; the seed is fixed. */
  private static void assertWithin(double exact, JsonNode node, String name) {
    double low = node.get(name + "_ci").get(0).asDouble();
    double high = node.get(name + "_ci").get(1).asDouble();
    double value = node.get(name).asDouble();
    assertEquals((low + high) / 2, value, 1e-9);
    assertEquals(exact, value, high - low, name);
    assertTrue(high - low < 0.25 * Math.abs(exact), name);
  }

  @Test
  void sameSeedGivesTheSameResultsOnAnyThreads() throws IOException {
    Path file = shop();
    JsonNode first = timeless(json(file, "--runs", "400"));
    assertEquals(first, timeless(json(file, "--runs", "400", "--threads", "3")));
    assertNotEquals(first, timeless(json(file, "--runs", "400", "--seed", "2")));
  }

  private static JsonNode timeless(JsonNode results) {
    return ((ObjectNode) results).get("outputs");
  }

  @Test
  void tablesAreForReadersAndFilesForPrograms() throws IOException {
    Path out = folder.resolve("out");
    CommandRun run =
        CommandRun.of("sensitivity", shop().toString(), "--runs", "2000", "--out", out.toString());
    assertEquals(0, run.exit(), run::err);
    assertTrue(run.out().startsWith("What moves profit most "), run::out);
    assertEquals(
        2, run.out().lines().filter(line -> line.startsWith("theft probability ")).count());
    assertTrue(run.out().contains("the limit of runs was reached."), run::out);
    List<String> csv = Files.readAllLines(out.resolve("sensitivity.csv"));
    assertEquals(1 + 2 * 9, csv.size());
    for (String line : csv) {
      assertEquals(9, line.split(",", -1).length, line);
    }
    JsonNode results = CommandRun.parse(Files.readString(out.resolve("results.json")));
    assertEquals(2, results.get("outputs").size());
    // A parameter at 0 has a step of its own; what is never more than chance is not told apart.
    for (JsonNode parameter : results.at("/outputs/0/parameters")) {
      boolean zero = parameter.get("at").asDouble() == 0;
      assertEquals(zero ? "0.01 larger" : "1 % larger", parameter.get("step").asText());
    }
    assertTrue(run.progress().contains("Report: " + out.resolve("report.html")));
    RecordedReport.assertFieldsAreThoseOf("sensitivity", out);
  }

  @Test
  void whatChanceExplainsMovesNothing() throws IOException {
    Path file =
        file(
            "class Mine {"
                + INPUT
                + "static void simulate(Inputs in) { in.draw(GAPS); in.cost(1); } }");
    JsonNode results = json(file, "--runs", "200");
    assertEquals("No parameter moves cost by more than chance", results.get("headline").asText());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          class Mine { }                                     | Mine.java states no simulator: it needs 'static void simulate(Inputs in)'
          class Mine { static void simulate(Inputs in) { } } | Mine.java states no input: it needs 'static Input name = Input.of(...)'
          class Mine { INPUT void simulate(Inputs in) { } }  | simulate() of Mine.java must be static
          class Mine { INPUT static int simulate(Inputs in) { return 1; } } | simulate() of Mine.java returns int; it must return nothing, and book its costs by in.cost
          class Mine { Input gaps; static void simulate(Inputs in) { } }    | input gaps of Mine.java must be static
          class Mine { static Input gaps; static void simulate(Inputs in) { } } | input gaps of Mine.java is null
          class Mine { static Input gaps = Input.of("gaps", Exponential.of(0)); static void simulate(Inputs in) { } } | the fields of Mine.java failed: Exponential: the rate is 0.0; it must be finite and above 0
          class Mine { static class A { static void simulate(Inputs in) { } } static class B { static void simulate(Inputs in) { } } } | Mine.java states a simulator in Mine.A and in Mine.B; one is needed
          class Mine { INPUT static void simulate(Inputs in) { in.draw(GAPS); } } | the simulator booked no cost
          class Mine { INPUT static void simulate(Inputs in) throws Exception { throw new Exception("no licence"); } } | run 0 of seed 1 failed after 0 draws, at gaps rate 2.000: java.lang.Exception: no licence
          class Mine { INPUT static void simulate(Inputs in) { in.cost(1 / 0.0); } } | run 0 of seed 1 failed after 0 draws, at gaps rate 2.000: java.lang.IllegalArgumentException: a cost of output cost is Infinity; it must be finite
          """)
  void filesThatStateNoSimulatorAreRefused(String text, String message) throws IOException {
    Path file = file(text.replace("INPUT", INPUT));
    CommandRun run = CommandRun.of("sensitivity", file.toString(), "--json", "--runs", "200");
    assertEquals("thalweg: " + message + System.lineSeparator(), run.err());
    assertEquals(1, run.exit());
    assertEquals("", run.out());
  }

  @Test
  void filesThatAreNotThereOrDoNotCompileAreRefused() throws IOException {
    CommandRun none =
        CommandRun.of("sensitivity", folder.resolve("None.java").toString(), "--json");
    assertTrue(none.err().contains("None.java: there is no such file"), none::err);
    CommandRun broken = CommandRun.of("sensitivity", file("class Mine {").toString(), "--json");
    assertTrue(broken.err().endsWith("thalweg: Mine.java does not compile\n"), broken::err);
    assertEquals(1, broken.exit());
  }
}
