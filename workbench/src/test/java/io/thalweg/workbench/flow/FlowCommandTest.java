package io.thalweg.workbench.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.workbench.CommandRun;
import io.thalweg.workbench.output.KeptRow;
import io.thalweg.workbench.output.RecordedReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlowCommandTest {

  private static final String OWN =
      """
      import io.thalweg.Distribution;
      import io.thalweg.distribution.*;

      /** A tilted wave. */
      class Wave {
        static Distribution law() {
          return %s;
        }

        static double value(double[] x) {
          System.out.println("asked");
          return Math.sin(x[0]);
        }

        %s
      }
      """;
  private static final String SLOPE =
      "static double[] gradient(double[] x) { return new double[] {Math.cos(x[0])}; }";

  @TempDir private static Path written;
  @TempDir private Path folder;

  private static JsonNode seventh;
  // With the default seed.
  private static CommandRun run;
  private static JsonNode results;

  @BeforeAll
  static void drawOnce() throws IOException {
    seventh = flow("--seed", "7");
    run = CommandRun.of("flow", "--draws", "1200", "--rows", "x2", "--out", written.toString());
    results = CommandRun.parse(Files.readString(written.resolve("results.json")));
  }

  private static JsonNode flow(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("flow", "--json", "--draws", "1200", "--rows", "none"));
    arguments.addAll(List.of(more));
    return CommandRun.json(arguments.toArray(String[]::new));
  }

  @Test
  void jsonHoldsTheDataOfEveryPicture() {
    assertEquals("gaussian", seventh.get("problem").asText());
    assertEquals(7, seventh.get("seed").asLong());
    assertEquals(1_200, seventh.get("draws").asInt());
    JsonNode pictures = seventh.get("pictures");
    assertSizes(pictures.get("boxes"), "x", "f", "before", "after");
    for (String way : List.of("lr", "rp")) {
      assertEquals(11, pictures.at("/boxes/%s/after/edges".formatted(way)).size());
      assertSizes(pictures.at("/boxes/%s/after".formatted(way)), "masses", "values");
    }
    for (String moved : List.of("mean", "deviation")) {
      JsonNode lines = pictures.get("lines").get(moved);
      assertSizes(lines, "x", "density", "change");
      assertTrue(lines.get("lines").size() >= 10);
      lines.get("lines").forEach(line -> assertSizes(line, "x", "h"));
    }
    assertSizes(pictures.get("slices"), "x", "density", "edges");
    assertSizes(pictures.get("slices"), "heights", "left", "right");
    assertNumbers(pictures);
  }

  /** A NaN or an infinity would be written as text. */
  private static void assertNumbers(JsonNode node) {
    if (node.isArray()) {
      node.forEach(FlowCommandTest::assertNumbers);
      node.forEach(child -> assertTrue(!child.isTextual(), child::asText));
    } else {
      node.forEach(FlowCommandTest::assertNumbers);
    }
  }

  private static void assertSizes(JsonNode node, String first, String... others) {
    assertTrue(node.get(first).size() > 1, first);
    for (String other : others) {
      assertEquals(node.get(first).size(), node.get(other).size(), other);
    }
  }

  @Test
  void planeHasASurfaceForEveryBaseline() {
    JsonNode plane = flow("queue").at("/pictures/plane");
    List<String> baselines = new ArrayList<>();
    for (JsonNode surface : plane.get("surfaces")) {
      baselines.add(surface.get("baseline").asText());
      assertEquals(plane.get("tails").size(), surface.get("variance").size());
      surface.get("variance").forEach(row -> assertEquals(plane.get("weights").size(), row.size()));
      assertEquals(
          List.of("lr", "rp", "optimal", "best", "learned"),
          surface.get("marks").findValuesAsText("id"));
      for (JsonNode mark : surface.get("marks")) {
        assertTrue(mark.get("ci").get(0).asDouble() <= mark.get("variance").asDouble());
        assertTrue(mark.get("ci").get(1).asDouble() >= mark.get("variance").asDouble());
      }
    }
    assertEquals(List.of("none", "constant", "score"), baselines);
  }

  @Test
  void sameSeedGivesTheSameResults() {
    assertEquals(seventh.get("pictures"), flow("--seed", "7").get("pictures"));
  }

  @Test
  void anotherSeedGivesOtherDraws() {
    JsonNode first = seventh.get("pictures");
    JsonNode second = results.get("pictures");
    assertNotEquals(first.get("plane"), second.get("plane"));
    assertNotEquals(first.get("slices"), second.get("slices"));
    assertEquals(first.get("lines"), second.get("lines"));
  }

  @Test
  void filesHoldWhatWasDrawn() throws IOException {
    assertEquals(0, run.exit(), run::err);
    assertTrue(run.out().startsWith("Quartic: E (x - 0.7)^4"), run::out);
    assertTrue(run.out().contains("constant  best"), run::out);
    assertTrue(run.progress().contains("flow gaussian: 1200 of 1200, variance"), run::progress);
    assertTrue(run.progress().contains("Report: " + written.resolve("report.html")));
    RecordedReport.assertFieldsAreThoseOf("flow", written);
    JsonNode plane = results.at("/pictures/plane");
    JsonNode table = results.get("table");
    assertEquals(List.of("x2"), table.findValuesAsText("problem"));
    for (JsonNode tabled : table) {
      for (String method : List.of("lr", "rp", "optimal", "learned")) {
        double variance = tabled.get(method).get("variance").asDouble();
        assertTrue(tabled.get(method).get("ci").get(0).asDouble() <= variance);
        assertTrue(tabled.get(method).get("ci").get(1).asDouble() >= variance);
      }
      tabled
          .get("even_draws")
          .forEach(method -> assertTrue(method.get("variance").asDouble() >= 0));
      assertTrue(tabled.get("solved").asBoolean());
    }
    assertEquals(100, table.get(0).get("gain").asDouble());
    assertEquals(1 + 13, Files.readAllLines(written.resolve("table.csv")).size());
    assertTrue(run.out().contains("Geometric mean of the gains"), run::out);
    List<String> csv = Files.readAllLines(written.resolve("plane.csv"));
    assertEquals(1 + 3 * plane.get("tails").size() * plane.get("weights").size(), csv.size());
    String[] last = csv.get(csv.size() - 1).split(",", -1);
    assertEquals("score", last[0]);
    JsonNode surface = plane.at("/surfaces/2/variance");
    JsonNode row = surface.get(surface.size() - 1);
    assertEquals(row.get(row.size() - 1).asDouble(), Double.parseDouble(last[3]));
  }

  @Test
  void ownProblemsAreDrawnWithoutTheirOutputInTheJsonAndAWrongGradientIsNamed() throws IOException {
    String wrong = SLOPE.replace("cos", "sin");
    CommandRun own =
        CommandRun.of(
            "flow",
            own("Gamma.of(2, 1)", wrong).toString(),
            "--draws",
            "1200",
            "--rows",
            "none",
            "--json");
    assertEquals(0, own.exit(), own::err);
    JsonNode drawn = CommandRun.parse(own.out());
    assertEquals("Wave", drawn.get("problem").asText());
    assertEquals("A tilted wave", drawn.get("title").asText());
    assertTrue(own.progress().contains("Warning: the gradient is not that of the value"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Poisson.of(3)            | %s | a law with a path
          Gamma.of(2, 1)           |    | an f with a gradient
          Gaussian.of(0, 1).at(new double[] {0, 0, 1, 0}) | %s | a law of one context, not of 2
          """)
  void refusesWhatHasNoFlow(String law, String gradient, String missing) throws IOException {
    Path file = own(law, gradient == null ? "" : gradient.formatted(SLOPE));
    CommandRun refused = CommandRun.of("flow", file.toString());
    assertEquals(2, refused.exit());
    assertEquals("", refused.out());
    String message = "thalweg: flow needs %s; problem %s does not give it that.";
    assertEquals(message.formatted(missing, file), refused.err().lines().findFirst().orElseThrow());
  }

  private Path own(String law, String gradient) throws IOException {
    return Files.writeString(folder.resolve("Wave.java"), OWN.formatted(law, gradient));
  }

  @Test
  void rowThatWasKeptIsTheRowThatWasMeasured() {
    FlowTable.Method[] methods = new FlowTable.Method[8];
    for (int i = 0; i < methods.length; i++) {
      methods[i] = new FlowTable.Method(1.0 / (3 + i), new double[] {0.1 * i, Double.NaN}, i);
    }
    FlowTable.Row measured =
        new FlowTable.Row(
            "x2",
            "x^2",
            methods[0],
            methods[1],
            methods[2],
            methods[3],
            7,
            List.of(new FlowTable.Batch(10, methods[4], methods[5])),
            new FlowTable.EvenDraws(methods[6], methods[7], methods[0], methods[1]));
    FlowTable.Row again = KeptRow.again(measured, FlowTable.Row.class, folder);
    assertEquals(FlowRows.csv(List.of(measured)), FlowRows.csv(List.of(again)));
    assertEquals(measured.title(), again.title());
    assertEquals(measured.steps(), again.steps());
  }
}
