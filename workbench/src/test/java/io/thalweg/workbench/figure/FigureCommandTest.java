package io.thalweg.workbench.figure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.workbench.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FigureCommandTest {

  @TempDir private Path folder;

  /** Returns the points of a line, each x, y, low, high. */
  private static double[][] line(JsonNode figure, int panel, String name) {
    for (JsonNode line : figure.get("panels").get(panel).get("lines")) {
      if (line.get("name").asText().equals(name)) {
        double[][] points = new double[line.get("points").size()][4];
        for (int i = 0; i < points.length; i++) {
          for (int j = 0; j < 4; j++) {
            points[i][j] = line.get("points").get(i).get(j).asDouble();
          }
        }
        return points;
      }
    }
    throw new AssertionError("there is no line " + name);
  }

  private static double[] at(double[][] points, double x) {
    return Arrays.stream(points).filter(p -> p[0] == x).findFirst().orElseThrow();
  }

  private static double end(double[][] line) {
    return line[line.length - 1][1];
  }

  /** The mean of straight-through is -(k - 3/2) mean(sin) / 4 at equal probabilities. */
  @Test
  void biasesAreThoseOfClosedForms() {
    JsonNode figure = CommandRun.json("figure", "temperature", "--json", "--draws", "4000");
    double[][] biases = line(figure, 0, "straight_through");
    for (double[] point : biases) {
      double exact = straightThroughBias(point[0]);
      // Intervals of 95 %, of which the half is widened threefold: one in 1e8 is beyond it.
      double half = Math.max(point[3] - point[1], point[1] - point[2]);
      assertEquals(exact, point[1], 3 * half, "at temperature " + point[0]);
    }
    assertEquals(straightThroughBias(1), at(biases, 1)[1], 0.1, "a test without power");
    for (String unbiased : new String[] {"rebar", "relax"}) {
      for (double[] point : line(figure, 0, unbiased)) {
        assertTrue(point[1] < 3 * (point[3] - point[1]) + 1e-12, unbiased + " seems biased");
      }
    }
    double[][] variances = line(figure, 1, "gumbel_softmax");
    assertTrue(at(variances, 0.1)[1] > 10 * at(variances, 1)[1], "variance does not fall");
    String said = figure.get("headline").asText();
    assertTrue(said.startsWith("gumbel_softmax, from temperature 4 to 0.05: bias 0."), said);
    assertTrue(figure.get("subject").asText().startsWith("4-way toy"));
    assertEquals(1.0 / 3, figure.at("/panels/0/marks/0/at").asDouble(), 1e-15);
  }

  private static double straightThroughBias(double temperature) {
    double bias = 0;
    double length = 0;
    double sine = 0;
    double cosine = 0;
    for (int k = 0; k < 4; k++) {
      sine += Math.sin(k) / 4;
      cosine += Math.cos(k) / 4;
    }
    for (int k = 0; k < 4; k++) {
      double gradient = (Math.cos(k) - cosine) / 4;
      double mean = -sine * (k - 1.5) / 4 / temperature;
      bias += (mean - gradient) * (mean - gradient);
      length += gradient * gradient;
    }
    return Math.sqrt(bias / length);
  }

  /**
   * The first c of REBAR is f of sigmoid(z / 0.5) and a constant, which gives it the mean of f; f
   * of the bit jumps at 1/2.
   */
  @Test
  void surrogatesStandBesideF() throws IOException {
    CommandRun run =
        CommandRun.of("figure", "surrogate", "--steps", "20", "--out", folder.toString());
    assertEquals(0, run.exit(), run::err);
    JsonNode figure = CommandRun.parse(Files.readString(folder.resolve("results.json")));
    double[][] first = line(figure, 1, "c(z), step 0");
    double constant = first[49][1] - 0.05 * 0.05;
    for (double[] point : first) {
      double z = Math.log(point[0] / (1 - point[0]));
      double bit = 1 / (1 + Math.exp(-2 * z));
      assertEquals((bit - 0.45) * (bit - 0.45) + constant, point[1], 1e-12);
    }
    for (int panel = 0; panel < 2; panel++) {
      double[][] last = line(figure, panel, "c(z), step 20");
      assertEquals(
          0.2525, Arrays.stream(last).mapToDouble(p -> p[1]).average().orElseThrow(), 1e-12);
    }
    double[][] hard = line(figure, 0, "f(H(z))");
    assertArrayEquals(new double[] {0.01, 0.2025, 0.2025, 0.2025}, hard[0], 1e-15);
    assertArrayEquals(new double[] {0.5, 0.2025, 0.2025, 0.2025}, hard[49], 1e-15);
    assertArrayEquals(new double[] {0.5, 0.3025, 0.3025, 0.3025}, hard[50], 1e-15);
    assertArrayEquals(new double[] {0.99, 0.3025, 0.3025, 0.3025}, hard[99], 1e-15);
    assertEquals(1 + 2 * (5 * 99 + 1), Files.readAllLines(folder.resolve("figure.csv")).size());
    assertTrue(run.out().contains("RELAX: value against sigmoid(z)."), run::out);
    String said =
        "At step 20, the largest distance of c(z) to f(H(z)) is %.3f for RELAX and %.3f for REBAR."
            .formatted(distance(figure, 0), distance(figure, 1));
    assertEquals(said, figure.get("headline").asText());
  }

  /** Returns the largest distance of the last c to both values of f of the bit. */
  private static double distance(JsonNode figure, int panel) {
    return Arrays.stream(line(figure, panel, "c(z), step 20"))
        .mapToDouble(
            p ->
                Math.max(
                    p[0] <= 0.5 ? Math.abs(p[1] - 0.2025) : 0,
                    p[0] >= 0.5 ? Math.abs(p[1] - 0.3025) : 0))
        .max()
        .orElseThrow();
  }

  /** REINFORCE begins at the published -4.16 on the second toy, and RELAX falls below it. */
  @Test
  void varianceOfRelaxFalls() {
    JsonNode figure =
        CommandRun.json("figure", "variance", "--json", "--steps", "100", "--seeds", "2");
    assertEquals(-4.16, line(figure, 1, "reinforce")[0][1], 0.02);
    for (int panel = 0; panel < 2; panel++) {
      double[][] relax = line(figure, panel, "relax");
      assertTrue(relax[relax.length - 1][1] < -6, "RELAX has not learned");
    }
    String said =
        "On E (b - 0.499)^2, the log-variance of RELAX is %.1f at step 100, and that of REINFORCE %.1f."
            .formatted(end(line(figure, 1, "relax")), end(line(figure, 1, "reinforce")));
    assertEquals(said, figure.get("headline").asText());
  }

  @Test
  void whatIsNoFigureOrHasNoneIsRefused() {
    CommandRun unknown = CommandRun.of("figure", "temperatur");
    assertEquals(2, unknown.exit());
    assertTrue(unknown.err().contains("Did you mean 'temperature'?"), unknown::err);
    CommandRun smooth = CommandRun.of("figure", "temperature", "--problem", "cos2");
    assertEquals(2, smooth.exit());
    assertTrue(smooth.err().contains("bits or categories, and an f with a gradient"), smooth::err);
    CommandRun ignored = CommandRun.of("figure", "surrogate", "--problem", "cos");
    assertEquals(2, ignored.exit());
    assertTrue(ignored.err().contains("surrogate has its own"), ignored::err);
  }
}
