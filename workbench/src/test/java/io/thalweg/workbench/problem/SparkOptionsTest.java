package io.thalweg.workbench.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.workbench.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that let Spark run the code of a file. */
class SparkOptionsTest {

  private static final Path HOME = Path.of("..", "spark");
  private static final String LAW =
      """
      import io.thalweg.*;
      import io.thalweg.distribution.*;
      import io.thalweg.objective.*;
      import io.thalweg.simulation.*;
      import java.util.random.RandomGenerator;

      class Mine {
        static Bernoulli law() { return Bernoulli.ofLogits(0, 0); }
      """;
  private static final String VALUE = "  static double value(double[] x) { return x[0]; }\n";

  @TempDir private Path folder;

  @BeforeEach
  void set() {
    System.setProperty(SparkOptions.HOME, HOME.toString());
  }

  @AfterEach
  void clear() {
    System.clearProperty(SparkOptions.HOME);
  }

  private static void assumeBuilt() {
    assumeTrue(
        Files.exists(HOME.resolve("target/classpath.txt")),
        "the module of Spark was not packaged before this test");
  }

  private Path file(String... members) throws IOException {
    return Files.writeString(
        folder.resolve("Mine.java"), LAW + String.join("\n", members) + "\n}\n");
  }

  private static CommandRun run(String command, Path file, String... more) {
    List<String> all = new ArrayList<>(List.of(command, file.toString(), "--json"));
    all.addAll(List.of(more));
    return CommandRun.of(all.toArray(String[]::new));
  }

  /** Spark starts once for each command, and takes most of the time of this test. */
  @Test
  void runsOfSparkAreThoseOfThisProcess() throws IOException {
    assumeBuilt();
    Path queue =
        file(
            """
              static final Input ARRIVALS = Input.of("arrivals", Exponential.of(0.5));
              private static final Input SERVICE = Input.of("service", Exponential.of(2));
              private static void simulate(Inputs in) {
                double wait = 0;
                for (int customer = 0; customer < 10; customer++) {
                  if (wait == 0) in.regenerate();
                  wait += in.draw(SERVICE);
                  in.cost(wait / 10);
                  wait = Math.max(0, wait - in.draw(ARRIVALS));
                }
              }
            """);
    String[] limits = {"--runs", "400", "--seconds", "600", "--threads", "50"};
    JsonNode here = CommandRun.parse(run("sensitivity", queue, limits).out());
    String[] there = new String[limits.length + 1];
    System.arraycopy(limits, 0, there, 0, limits.length);
    there[limits.length] = "--spark";
    CommandRun spark = run("sensitivity", queue, there);
    assertEquals(0, spark.exit(), spark::err);
    assertEquals(here.get("outputs"), CommandRun.parse(spark.out()).get("outputs"));
    assertEquals("local[2,4]", CommandRun.parse(spark.out()).at("/options/spark").asText());
  }

  /** The evaluations fail in a process that was started for them, and say so as they do here. */
  @Test
  void failuresOfSparkAreThoseOfTheFile() throws IOException {
    assumeBuilt();
    Path failing =
        file(
            "static double value(double[] x, RandomGenerator noise) {",
            "  throw new IllegalStateException(\"no plant\");",
            "}");
    CommandRun run = run("compare", failing, "--spark", "--estimators", "rloo");
    assertEquals(1, run.exit());
    assertTrue(run.err().contains("IllegalStateException: no plant (Mine.java:"), run::err);
    assertFalse(run.err().contains("Spark"), run::err);
  }

  @Test
  void whatSparkCannotEvaluateIsRefused() throws IOException {
    assumeBuilt();
    assertRefused("--spark is for a Java file; toy takes microseconds.", Path.of("toy"));
    assertRefused(
        "--spark needs an f without a gradient.",
        file(VALUE, "static double[] gradient(double[] x) { return new double[] {1, 0}; }"));
    assertRefused(
        "--spark needs noise as 'static double value(double[] x, RandomGenerator noise)'.",
        file("static Objective objective() { return Fallible.ofNoisy((x, noise) -> x[0]); }"));
    CommandRun master = run("compare", file(VALUE), "--spark", "nonsense://here");
    assertEquals(2, master.exit());
    assertTrue(
        master.err().startsWith("thalweg: --spark is nonsense://here; it must"), master::err);
    CommandRun properties =
        run("compare", file(VALUE), "--spark", "local[1]", "--spark-properties", "none.conf");
    assertEquals(2, properties.exit());
    assertTrue(
        properties.err().startsWith("thalweg: --spark-properties names none.conf, which cannot"),
        properties::err);
  }

  private static void assertRefused(String message, Path file) {
    CommandRun run = run("compare", file, "--spark");
    assertEquals(2, run.exit());
    assertTrue(run.err().replaceAll("\\s+", " ").startsWith("thalweg: " + message), run::err);
  }

  @Test
  void withoutTheModuleOfSparkTheMessageSaysHowToGetIt() throws IOException {
    System.clearProperty(SparkOptions.HOME);
    CommandRun run = run("compare", file(VALUE), "--spark");
    assertEquals(1, run.exit());
    assertTrue(run.err().contains("start this by ./thalweg, or build it by 'mvn"), run::err);
  }
}
