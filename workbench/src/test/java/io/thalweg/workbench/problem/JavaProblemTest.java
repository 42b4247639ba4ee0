package io.thalweg.workbench.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.Estimand;
import io.thalweg.ObjectiveException;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Registry;
import io.thalweg.problem.Problem;
import io.thalweg.problem.Problems;
import io.thalweg.race.Race;
import io.thalweg.workbench.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Problems that users state in Java files. */
class JavaProblemTest {

  private static final String IMPORTS =
      """
      import io.thalweg.*;
      import io.thalweg.distribution.*;
      import java.util.List;
      """;
  private static final String LAW =
      "static Distribution law() { return Bernoulli.ofLogits(0.5); }\n";
  private static final String VALUE = "static double value(double[] x) { return x[0]; }\n";

  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("Mine.java"), text);
  }

  private Path problem(String body) throws IOException {
    return file(IMPORTS + "class Mine {\n" + body + "}\n");
  }

  private JsonNode race(Path file, String... more) {
    List<String> command = new ArrayList<>(List.of("compare", file.toString(), "--json"));
    command.addAll(List.of("--draws", "1000"));
    command.addAll(List.of(more));
    return CommandRun.json(command.toArray(String[]::new));
  }

  private void assertFails(String message, Path file) {
    CommandRun run = CommandRun.of("compare", file.toString(), "--json", "--draws", "1000");
    assertEquals("thalweg: " + message + System.lineSeparator(), run.err());
    assertEquals(1, run.exit());
    assertEquals("", run.out());
  }

  @Test
  void newFileIsComparedAsItIs() throws IOException {
    Path mine = folder.resolve("MyPool.java");
    CommandRun written = CommandRun.of("new", mine.toString());
    assertEquals(0, written.exit(), written::err);
    assertEquals("Wrote %1$s. Next: ./thalweg compare %1$s\n".formatted(mine), written.out());
    JsonNode race = race(mine);
    assertEquals("MyPool", race.get("problem").asText());
    assertEquals(
        "A thread pool under load, whose size and order of work are drawn at random",
        race.get("title").asText());
    assertEquals("exact by enumeration", race.get("reference").asText());
    assertEquals(5, race.get("exact").size());
    for (JsonNode entry : race.get("estimators")) {
      boolean biased = entry.get("bias").get("verdict").asText().equals("biased");
      boolean declared = Registry.find(entry.get("id").asText()).orElseThrow().bias().isPresent();
      assertFalse(biased && !declared, entry::toString);
    }
  }

  @Test
  void exampleIsComparedAsItIs() {
    Path examples = Path.of("..", "examples", "src", "main", "java", "io", "thalweg", "examples");
    JsonNode race = race(examples.resolve("Example7AskTheWorkbench.java"));
    assertEquals(
        "A newsvendor who buys a random number of papers before the demand is known",
        race.get("title").asText());
    assertEquals(4, race.get("parameters").size());
  }

  @Test
  void anotherEstimandIsStatedByTheFile() throws IOException {
    Path mine =
        problem(
            LAW
                + "static io.thalweg.Estimand estimand() {\n"
                + "  return new io.thalweg.Estimand.Best(3);\n}\n"
                + "static double value(double[] x) {\n  return x[0];\n}\n");
    assertEquals(new Estimand.Best(3), JavaProblem.read(mine).estimand());
  }

  @Test
  void existingFilesAreLeftAsTheyAre() throws IOException {
    Path mine = Files.writeString(folder.resolve("Mine.java"), "precious");
    CommandRun run = CommandRun.of("new", mine.toString());
    assertEquals(1, run.exit());
    assertEquals("thalweg: %s is there already and was left as it is\n".formatted(mine), run.err());
    assertEquals("precious", Files.readString(mine));
  }

  @ParameterizedTest
  @CsvSource({"1st.java", "my-pool.java", "class.java", "My.txt", ".java", "My"})
  void namesThatAreNoClassesAreRefused(String name) {
    CommandRun run = CommandRun.of("new", folder.resolve(name).toString());
    assertEquals(2, run.exit());
    assertTrue(run.err().startsWith("thalweg: " + name + " is no name of a Java class"), run::err);
    assertFalse(Files.exists(folder.resolve(name)));
  }

  @Test
  void compileErrorsCarryTheLinesOfTheFile() throws IOException {
    Path mine = problem(LAW + "static double value(double[] x) {\n  return y[0];\n}\n");
    CommandRun run = CommandRun.of("compare", mine.toString());
    assertEquals(1, run.exit());
    List<String> lines = run.err().lines().toList();
    assertEquals(mine + ":7: error: cannot find symbol", lines.get(0));
    assertEquals("  return y[0];", lines.get(1));
    assertEquals("1 error", lines.get(lines.size() - 2));
    assertEquals("thalweg: Mine.java does not compile", lines.get(lines.size() - 1));
  }

  @Test
  void severalLawsAreJoinedAndPackagesAreNoHindrance() throws IOException {
    Path mine =
        file(
            "package a.b;\n"
                + IMPORTS
                + "class Helper { static double twice(double x) { return 2 * x; } }\n"
                + "public final class Mine {\n"
                + "private static List<Distribution> laws() {\n"
                + "  return List.of(Bernoulli.ofLogits(0), Gaussian.of(0.5, 2)); }\n"
                + "static double value(double[] x) { return x[0] * Helper.twice(x[1]); } }\n");
    JsonNode race = race(mine);
    assertEquals("Mine.java", race.get("title").asText());
    assertEquals(3, race.get("parameters").size());
    assertTrue(race.get("exact").isNull());
    assertEquals("pooled mean of the unbiased estimators", race.get("reference").asText());
  }

  @Test
  void gradientLetsEstimatorsThatNeedOneTakePart() throws IOException {
    String law = "static Distribution law() { return Gaussian.of(0.5, 2); }\n";
    String value = "static double value(double[] x) { return x[0] * x[0]; }\n";
    String right = "static double[] gradient(double[] x) { return new double[] {2 * x[0]}; }\n";
    JsonNode race = race(problem(law + value + right), "--estimators", "reparameterization");
    assertEquals("exact by quadrature", race.get("reference").asText());
    assertEquals(1, race.get("exact").get(0).asDouble(), 1e-7);
    assertEquals(8, race.get("exact").get(1).asDouble(), 1e-6);
  }

  @Test
  void wrongGradientIsToldFromTheRightOne() throws IOException {
    String law = "static Distribution law() { return Gaussian.of(0.5, 2); }\n";
    String value = "static double value(double[] x) { return x[0] * x[0]; }\n";
    String wrong = "static double[] gradient(double[] x) { return new double[] {x[0]}; }\n";
    Path mine = problem(law + value + wrong);
    CommandRun run = CommandRun.of("compare", mine.toString(), "--json", "--draws", "1000");
    assertEquals(0, run.exit(), run::err);
    assertTrue(
        run.progress()
            .matches(
                "(?s)Warning: the gradient is not that of the value: at x = \\[\\S+] its"
                    + " coordinate 0 is \\S+, central differences give \\S+\\.\\R.*"),
        run::progress);
    String right = "static double[] gradient(double[] x) { return new double[] {2 * x[0]}; }\n";
    assertEquals(
        Optional.empty(), GradientCheck.fault(JavaProblem.read(problem(law + value + right))));
    String kink = "static double value(double[] x) { return Math.abs(x[0]); }\n";
    String sign = "static double[] gradient(double[] x) { return new double[] {x[0]>0?1:-1}; }\n";
    assertEquals(
        Optional.empty(), GradientCheck.fault(JavaProblem.read(problem(law + kink + sign))));
  }

  /** f is a power of a share between 0 and 1; beyond the ends there is none. */
  @Test
  void gradientAtAnEdgeOfTheSupportIsDifferencedFromInside() throws IOException {
    String law = "static Distribution law() { return Bernoulli.ofLogits(0.3, -0.7); }\n";
    String value = "static double value(double[] x) { return Math.pow((x[0] + x[1]) / 2, 2.5); }\n";
    String gradient =
        "static double[] gradient(double[] x) {"
            + " double g = %s * Math.pow((x[0] + x[1]) / 2, 1.5); return new double[] {g, g}; }\n";
    Path right = problem(law + value + gradient.formatted("1.25"));
    assertEquals(Optional.empty(), GradientCheck.fault(JavaProblem.read(right)));
    Path wrong = problem(law + value + gradient.formatted("1.5"));
    assertTrue(GradientCheck.fault(JavaProblem.read(wrong)).isPresent());
  }

  @Test
  void wrongGradientIsSeenWhereXIsSmall() throws IOException {
    String law = "static Distribution law() { return Gaussian.of(0, 1e-6); }\n";
    String value = "static double value(double[] x) { return Math.sin(1e6 * x[0]); }\n";
    String gradient =
        "static double[] gradient(double[] x) {"
            + " return new double[] {2e6 * Math.cos(1e6 * x[0])}; }\n";
    Path mine = problem(law + value + gradient);
    assertTrue(GradientCheck.fault(JavaProblem.read(mine)).isPresent());
  }

  @Test
  void objectiveMayBeOfAnyKind() throws IOException {
    String f = "static Objective objective() { return x -> 3 * x[0]; }\n";
    double p = 1 / (1 + Math.exp(-0.5));
    JsonNode race = race(problem(LAW + f));
    assertEquals(3 * p * (1 - p), race.get("exact").get(0).asDouble(), 1e-15);
  }

  @Test
  void filesThatStateNoProblemAreRefusedInWords() throws IOException {
    assertFails(
        "Mine.java states no law: it needs 'static Distribution law()' or"
            + " 'static List<Distribution> laws()'",
        file(""));
    assertFails(
        "Mine.java states no law: it needs 'static Distribution law()' or"
            + " 'static List<Distribution> laws()'",
        problem(VALUE));
    assertFails(
        "Mine.java states no objective: it needs 'static double value(double[] x)' or"
            + " 'static Objective objective()'",
        problem(LAW));
    assertFails(
        "law() of Mine.java must be static",
        problem("Distribution law() { return null; }" + VALUE));
    assertFails(
        "law() of Mine.java returns int; it must return Distribution",
        problem("static int law() { return 1; }" + VALUE));
    assertFails(
        "law() of Mine.java returned null",
        problem("static Distribution law() { return null; }" + VALUE));
    assertFails(
        "value() of Mine.java returns int; it must return double",
        problem(LAW + "static int value(double[] x) { return 1; }"));
    assertFails(
        "laws() of Mine.java lists no law",
        problem("static List<Distribution> laws() { return List.of(); }" + VALUE));
    assertFails(
        "laws() of Mine.java lists 3; it must list distributions",
        problem("static List<?> laws() { return List.of(3); }" + VALUE));
    assertFails(
        "Mine.java states no law: it needs 'static Distribution law()' or"
            + " 'static List<Distribution> laws()' in one of Mine, Mine.Part, Other",
        file(
            IMPORTS
                + "class Mine { class Part { Distribution low; } } class Other { double value; }"));
    assertFails(
        "Mine.java has both law() and laws(); one is needed",
        problem(LAW + "static List<Distribution> laws() { return null; }" + VALUE));
    assertFails(
        "Mine.java has both objective() and value(); one is needed",
        problem(LAW + VALUE + "static Objective objective() { return null; }"));
    assertFails(
        "Mine.java states a law in Mine and in Other; one is needed",
        file(IMPORTS + "class Mine {" + LAW + VALUE + "} class Other {" + LAW + VALUE + "}"));
    Path missing = folder.resolve("Missing.java");
    assertFails("cannot read %s: there is no such file".formatted(missing), missing);
  }

  @Test
  void failuresOfTheUsersCodeAreToldInOneLine() throws IOException {
    assertFails(
        "law() of Mine.java failed: Bernoulli: logit 0 of context 0 is NaN; it must be finite",
        problem(LAW.replace("0.5", "Double.NaN") + VALUE));
    assertFails(
        "law() of Mine.java failed: java.lang.IllegalStateException: no data",
        problem(
            "static int n = load(); static int load() { throw new IllegalStateException(\"no"
                + " data\"); }"
                + LAW
                + VALUE));
    assertFails(
        "the objective is NaN at draw 0 of context 0, x = [1.0]; it must be finite",
        problem(LAW.replace("0.5", "50") + VALUE.replace("x[0]", "0.0 / 0")));
    assertFails(
        "the objective failed at draw 0 of context 0, x = [1.0]:"
            + " java.lang.ArrayIndexOutOfBoundsException: Index 1 out of bounds for length 1"
            + " (Mine.java:6)",
        problem(LAW.replace("0.5", "50") + VALUE.replace("x[0]", "x[1]")));
    assertFails(
        "the objective failed at draw 0 of context 0, x = [1.0]: java.lang.StackOverflowError"
            + " (Mine.java:6)",
        problem(LAW.replace("0.5", "50") + VALUE.replace("x[0]", "value(x)")));
  }

  /** Enumeration asks f at the outcome that is hardly ever drawn. */
  @Test
  void objectivesThatFailOnceInAWhileAreAFailureWithResults() throws IOException {
    Path mine =
        problem(
            LAW.replace("0.5", "-40")
                + "static double value(double[] x) {\n"
                + "  if (x[0] == 1) throw new IllegalStateException(\"licence server gone\");\n"
                + "  return 3; }\n");
    String out = folder.resolve("out").toString();
    String[] command = {
      "compare",
      mine.toString(),
      "--draws",
      "1000",
      "--estimators",
      "enumeration,rloo",
      "--out",
      out
    };
    CommandRun run = CommandRun.of(command);
    String sentence =
        "f failed under 1 of 2 estimators: the objective failed at draw 1 of context 0, x = [1.0]:"
            + " java.lang.IllegalStateException: licence server gone (Mine.java:7)";
    assertEquals(1, run.exit());
    assertEquals(sentence + ".", run.out().lines().findFirst().orElse(""));
    assertEquals("thalweg: " + sentence, run.err().strip());
    JsonNode results = CommandRun.parse(Files.readString(Path.of(out, "results.json")));
    assertEquals(List.of("rloo"), results.get("estimators").findValuesAsText("id"));
    assertEquals(List.of("enumeration"), results.get("failures").findValuesAsText("id"));
  }

  @Test
  void estimatorThatFailsHalfwayKeepsItsRow() throws IOException {
    Path mine =
        problem(
            LAW
                + VALUE
                + "static int asked;\n"
                + "static Estimator<Distribution, Objective> breaking() {\n"
                + "  return (law, random) -> {\n"
                + "    if (asked++ > 2500) throw new IllegalStateException(\"out of licences\");\n"
                + "    return new io.thalweg.estimator.score.Reinforce().ask(law, random); }; }\n");
    String out = folder.resolve("out").toString();
    CommandRun run =
        CommandRun.of(
            "compare",
            mine.toString(),
            "--draws",
            "1000",
            "--estimators",
            "breaking,rloo",
            "--out",
            out);
    JsonNode results = CommandRun.parse(Files.readString(Path.of(out, "results.json")));
    assertEquals(List.of("breaking", "rloo"), results.get("estimators").findValuesAsText("id"));
    assertEquals(List.of("breaking"), results.get("failures").findValuesAsText("id"));
    JsonNode row = results.get("estimators").get(0);
    assertTrue(row.get("draws").asInt() > 400 && row.get("draws").asInt() < 1_000, row::toString);
    assertEquals(
        "it failed after %d estimates: out of licences".formatted(row.get("draws").asInt()),
        row.at("/bias/reason").asText());
    assertEquals("rloo", results.get("winner").asText());
    assertEquals(2, run.out().split("out of licences", -1).length, run::out);
    assertEquals(0, run.exit(), run::err);
  }

  /** Loading a library takes longer than the whole trial. */
  @Test
  void firstCallsOfTheObjectiveDoNotCountForItsTime() throws IOException {
    Path mine =
        problem(
            LAW
                + "static int calls;\n"
                + "static double value(double[] x) throws InterruptedException {\n"
                + "  if (calls++ == 0) Thread.sleep(400);\n"
                + "  return x[0]; }\n");
    assertTrue(Pace.of(JavaProblem.read(mine)).micros() < 10_000);
  }

  @Test
  void callsThatFailDoNotCountForTheTimeOfTheObjective() throws IOException {
    String failing =
        """
        static int calls;
        static double value(double[] x) {
          if (calls++ %s) throw new IllegalStateException("" + calls);
          return x[0]; }
        """;
    Problem seldom = JavaProblem.read(problem(LAW + failing.formatted("% 3 == 0")));
    assertTrue(Pace.of(seldom).micros() > 0);
    Problem always = JavaProblem.read(problem(LAW + failing.formatted(">= 0")));
    var thrown = assertThrows(ObjectiveException.class, () -> Pace.of(always));
    assertTrue(thrown.getMessage().contains("IllegalStateException: 1 (Mine"), thrown::getMessage);
    Problem later = JavaProblem.read(problem(LAW + failing.formatted("> 0")));
    assertTrue(Pace.of(later).micros() > 0);
  }

  private static final String NOISY =
      "static double value(double[] x, java.util.random.RandomGenerator noise) {"
          + " return x[0] * (1 + noise.nextGaussian()) + noise.nextGaussian(); }\n";

  private static List<JsonNode> rows(JsonNode race, String... fields) {
    List<JsonNode> rows = new ArrayList<>();
    race.get("estimators").forEach(row -> rows.add(((ObjectNode) row).retain(fields)));
    return rows;
  }

  @Test
  void noiseIsThatOfTheSeedAndOfNoOtherEstimator() throws IOException {
    Path mine = problem(LAW + NOISY);
    String[] fields = {"id", "mean", "variance", "bias"};
    String[] both = {"--estimators", "rloo,disarm"};
    List<JsonNode> first = rows(race(mine, both), fields);
    assertEquals(first, rows(race(mine, both), fields));
    assertNotEquals(first, rows(race(mine, "--seed", "2", "--estimators", "rloo,disarm"), fields));
    JsonNode alone = race(mine, "--estimators", "disarm");
    assertEquals(first.get(1).get("mean"), alone.get("estimators").get(0).get("mean"));
    assertTrue(alone.get("exact").isNull());
    assertTrue(
        alone
            .get("reference")
            .asText()
            .endsWith("does not answer the same event with the same value"));
    assertTrue(
        alone.get("code").isNull()
            || alone.get("code").asText().contains("Objective f = Fallible.ofNoisy(Mine::value);"));
  }

  /**
   * If its two events share their noise, disarm has the variance of x (1 + noise), and none of the
   * noise that is added: exactly E[1 + n]^2 = 2 times what it has without noise.
   */
  @Test
  void eventsOfAQuestionShareTheNoise() throws IOException {
    JsonNode row =
        CommandRun.json(
                "compare",
                problem(LAW + NOISY).toString(),
                "--json",
                "--draws",
                "20000",
                "--estimators",
                "disarm")
            .get("estimators")
            .get(0);
    double p = 1 / (1 + Math.exp(-0.5));
    // disarm of one bit: g = 1/2 (f(b) - f(b')) (b - b') sigmoid(|logit|) with probability 2 (1 -
    // p).
    double square = Math.pow(0.5 * p, 2) * 2 * (1 - p) * 2;
    double mean = p * (1 - p);
    double variance = square - mean * mean;
    JsonNode interval = row.get("variance_ci");
    assertTrue(interval.get(0).asDouble() < variance, row::toString);
    assertTrue(interval.get(1).asDouble() > variance, row::toString);
    // Added noise that is not shared would make it several times as large.
    assertTrue(interval.get(1).asDouble() < 1.2 * variance, row::toString);
  }

  @Test
  void valueWithNoiseStandsAlone() throws IOException {
    assertFails(
        "Mine.java has a value() with noise and also one without; one is needed",
        problem(LAW + VALUE + NOISY));
    assertFails(
        "Mine.java has a value() with noise and also gradient(); one is needed",
        problem(LAW + NOISY + "static double[] gradient(double[] x) { return x; }"));
    assertFails(
        "the objective failed at draw 0 of context 0, x = [1.0]: java.io.IOException: gone"
            + " (Mine.java:6)",
        problem(
            LAW.replace("0.5", "50")
                + NOISY.replace(
                    "{ return x[0]",
                    "throws java.io.IOException {"
                        + " if (x[0] > 0) throw new java.io.IOException(\"gone\"); return x[0]")));
  }

  /** Fails at every 50th call; of 10,000 events in a batch some fail twice. */
  private static final String FLAKY =
      """
      static int calls;
      static double value(double[] x) throws InterruptedException {
        calls++;
        if (calls % 50 == 1) throw new IllegalStateException("licence server not reached");
        return x[0];
      }
      """;

  @Test
  void whatIsRetriedIsCountedAndChangesNothing() throws IOException {
    JsonNode race = race(problem(LAW + FLAKY), "--estimators", "rloo", "--retries", "3");
    JsonNode plain = race(problem(LAW + VALUE), "--estimators", "rloo");
    assertEquals(
        plain.get("estimators").get(0).get("mean"), race.get("estimators").get(0).get("mean"));
    JsonNode counts = race.get("evaluated");
    long evaluations = counts.get("evaluations").asLong();
    assertEquals((evaluations + 49) / 50, counts.get("failures").asLong());
    assertEquals(counts.get("failures"), counts.get("retries"));
    assertTrue(counts.get("caveat").isNull());
    assertFalse(plain.has("evaluated"));
  }

  @Test
  void whatIsSkippedIsSaid() throws IOException {
    CommandRun run =
        CommandRun.of(
            "compare",
            problem(LAW + FLAKY).toString(),
            "--draws",
            "1000",
            "--estimators",
            "rloo",
            "--skip",
            "0.05",
            "--out",
            folder.resolve("out").toString());
    assertEquals(0, run.exit(), run::err);
    String first = run.out().lines().findFirst().orElse("");
    assertTrue(
        first.matches(
            "f failed at [\\d,]+ of [\\d,]+ events, which were skipped: the estimates are of"
                + " P\\(f does not fail\\) E\\[f \\| f does not fail\\], and biased for E f\\."),
        run::out);
    assertTrue(
        run.out()
            .matches("(?s).*f was evaluated [\\d,]+ times: [\\d,]+ failed,\\s+[\\d,]+ events.*"),
        run::out);
    JsonNode results = CommandRun.parse(Files.readString(folder.resolve("out/results.json")));
    assertEquals(first, results.at("/evaluated/caveat").asText() + ".");
  }

  @Test
  void timeLimitsEndWhatHangs() throws IOException {
    Path mine =
        problem(
            LAW
                + FLAKY
                    .replace("% 50", "% 500")
                    .replace("throw new", "Thread.sleep(100_000); if (calls < 0) throw new"));
    JsonNode race = race(mine, "--estimators", "rloo", "--time-limit", "0.2", "--retries", "3");
    JsonNode counts = race.get("evaluated");
    assertTrue(counts.get("time_outs").asLong() > 10);
    assertEquals(counts.get("time_outs"), counts.get("failures"));
    assertEquals(0, race.get("failures").size());
  }

  /** The program echoes x; the processes that it leaves are none. */
  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no sh")
  void objectivesMayBeProgramsWhichEndWithTheCommand() throws IOException {
    Path mine =
        problem(
            LAW
                + "static Objective objective() { return io.thalweg.objective.Command.of(\"sh\","
                + " \"-c\", \"while read -r l; do x=${l#*[}; echo ${x%%]*}; done\"); }\n");
    JsonNode race = race(mine, "--estimators", "rloo");
    double p = 1 / (1 + Math.exp(-0.5));
    assertEquals(p * (1 - p), race.get("exact").get(0).asDouble(), 1e-15);
    assertEquals(0, race.at("/evaluated/failures").asInt());
    assertEquals(
        List.of(),
        ProcessHandle.current()
            .children()
            .filter(
                child ->
                    String.join(" ", child.info().arguments().orElse(new String[0]))
                        .contains("while read -r l"))
            .filter(ProcessHandle::isAlive)
            .toList());
  }

  @Test
  void optionsThatMakeNoSenseAreRefused() throws IOException {
    String gradient = "static double[] gradient(double[] x) { return x; }";
    CommandRun all = CommandRun.of("compare", problem(LAW + VALUE).toString(), "--skip", "1");
    assertEquals(2, all.exit(), all::err);
    assertTrue(all.err().contains("is 1.0; it must be between 0 and 1."), all::err);
    String mine = problem(LAW + VALUE + gradient).toString();
    CommandRun run = CommandRun.of("compare", mine, "--retries", "1");
    assertEquals(2, run.exit());
    assertTrue(
        run.err()
            .startsWith(
                "thalweg: --time-limit, --retries and --skip need an f without a gradient."),
        run::err);
  }

  @Test
  void filesMayBeginWithAByteOrderMark() throws IOException {
    assertEquals(
        "Mine",
        race(file("\ufeff" + IMPORTS + "class Mine {" + LAW + VALUE + "}"))
            .get("problem")
            .asText());
  }

  @Test
  void problemsMayStandInNestedClassesOrInheritTheirLaw() throws IOException {
    String nested =
        "/** A shop. */ class Mine { static class A { static class B {" + LAW + VALUE + "} } }";
    JsonNode race = race(file(IMPORTS + nested));
    assertEquals("A shop", race.get("title").asText());
    assertEquals(0.5, race.get("parameters").get(0).asDouble());
    String inherited = "class Base {" + LAW + "} class Mine extends Base {" + VALUE + "}";
    assertEquals(0.5, race(file(IMPORTS + inherited)).get("parameters").get(0).asDouble());
  }

  /** The workbench has a class of the same name, and one that the file does not have. */
  @Test
  void classesOfTheFileHidThoseOfTheWorkbench() throws IOException {
    Path mine =
        file(
            "package io.thalweg.problem;\n"
                + IMPORTS
                + "class Mine {"
                + LAW
                + "static double value(double[] x) { return Problems.twice(x[0]); } }\n"
                + "class Problems { static double twice(double a) { return 2 * a; } }");
    double p = 1 / (1 + Math.exp(-0.5));
    assertEquals(2 * p * (1 - p), race(mine).get("exact").get(0).asDouble(), 1e-15);
  }

  @Test
  void slowObjectivesAreDrawnFromLessOften() throws IOException {
    Path mine =
        problem(
            LAW
                + """
                static double value(double[] x) throws InterruptedException {
                  Thread.sleep(2);
                  return x[0];
                }
                """);
    Pace pace = Pace.of(JavaProblem.read(mine));
    // The system may hold up a sleep, but not shorten it by much.
    assertTrue(pace.micros() > 1_900, pace::toString);
    CommandRun run =
        CommandRun.of(
            "compare", mine.toString(), "--json", "--estimators", "reinforce", "--draws", "1000");
    assertEquals(0, run.exit(), run::err);
    assertTrue(
        run.progress()
            .matches(
                "(?s)An evaluation takes [\\d.]+ ms: 1,000 draws of each estimator, about [\\d.]+"
                    + " s;.*"),
        run::progress);
  }

  /**
   * The 2,000 draws at 10 ms and 5 evaluations take 100 s, less than the two minutes that are
   * allowed.
   */
  @Test
  void drawsAreThoseOfTwoMinutes() throws IOException {
    Problem mine = JavaProblem.read(problem(LAW + VALUE));
    List<Recipe<?, ?>> recipes = new ArrayList<>();
    for (String id : List.of("enumeration", "reinforce", "rloo", "arm")) {
      recipes.add(Registry.find(id).orElseThrow());
    }
    assertEquals(100_000, new Pace(mine, 1).effort(null, null, recipes).draws());
    Race.Effort slow = new Pace(mine, 10_000).effort(null, null, recipes);
    assertEquals(new Race.Effort(2_000, 400, 1_200, Race.Effort.SECONDS), slow);
    assertEquals(
        new Race.Effort(10_000, 2_000, 6_000, 600),
        new Pace(mine, 10_000).effort(null, 600.0, recipes));
    assertEquals(7, new Pace(mine, 1).effort(null, 7.0, recipes).seconds());
    assertEquals(1_000, new Pace(mine, 1e6).effort(null, null, recipes).draws());
    assertEquals(7_000, new Pace(mine, 1e6).effort(7_000, null, recipes).draws());
    assertTrue(new Pace(mine, 10_000).allows(recipes.get(0)));
    assertFalse(new Pace(mine, 1e7).allows(recipes.get(0)));
    assertTrue(new Pace(mine, 1e7).allows(recipes.get(1)));
  }

  /** One pass over the outcomes of 20 bits is quick, but one for every estimate is not. */
  @Test
  void estimatorsThatListTooManyOutcomesAreLeftOut() {
    Pace many = new Pace(Problems.find("abs20").orElseThrow(), 0);
    Pace few = new Pace(Problems.find("bits10").orElseThrow(), 0);
    Recipe<?, ?> lists = Registry.find("unordered_set").orElseThrow();
    Recipe<?, ?> enumeration = Registry.find("enumeration").orElseThrow();
    Recipe<?, ?> rloo = Registry.find("rloo").orElseThrow();
    assertFalse(many.allows(lists));
    assertTrue(many.allows(enumeration));
    assertTrue(many.allows(rloo));
    assertTrue(few.allows(lists));
  }

  @Test
  void titleIsTheFirstSentenceOfTheClass() {
    String text =
        """
        int n; /** Of a method. */ void f() {}
        /**
         * A {@code pool} of <threads>.
         * More. */
        @X final class Mine {""";
    assertEquals(Optional.of("A pool of <threads>"), JavaProblem.title(text, "Mine"));
    assertEquals(Optional.empty(), JavaProblem.title("class Mine {}", "Mine"));
    assertEquals(Optional.empty(), JavaProblem.title("/** */ class Mine {}", "Mine"));
  }
}
