package io.thalweg.workbench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Registry;
import io.thalweg.problem.Problem;
import io.thalweg.problem.Problems;
import io.thalweg.race.Race;
import io.thalweg.workbench.ChildProcess;
import io.thalweg.workbench.CommandRun;
import io.thalweg.workbench.problem.JavaProblem;
import io.thalweg.workbench.problem.ProblemCatalogue;
import io.thalweg.workbench.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs that compare prints compile, and print the estimate of the estimator they name. */
class SnippetTest {

  private static final String IMPORTS =
      """
      import io.thalweg.*;
      import io.thalweg.distribution.*;
      import java.util.*;
      """;

  @TempDir private Path folder;

  private static String expected(Problem problem, Recipe<?, ?> recipe) {
    SplittableRandom random = new SplittableRandom(1);
    Distribution law = problem.law();
    Objective f = problem.objective();
    Estimator<Distribution, Objective> estimator =
        recipe.create(law, f.getClass(), Race.settings(problem), random);
    return Arrays.toString(estimator.estimate(law, f, random).gradient());
  }

  private void compile(List<Path> files) {
    new Programs(folder).compile(files);
  }

  private String run(String type) throws IOException, ReflectiveOperationException {
    return new Programs(folder).run(type);
  }

  @Test
  void programOfEachEstimatorPrintsItsEstimate() throws IOException, ReflectiveOperationException {
    Map<String, String> expected = new LinkedHashMap<>();
    List<Path> files = new ArrayList<>();
    Set<String> tried = new HashSet<>();
    for (String id :
        List.of(
            "toy",
            "arsm30",
            "newsvendor",
            "gaussian",
            "quadratic100",
            "tries",
            "evidence",
            "symptoms",
            "claims",
            "delay")) {
      Problem problem = Problems.find(id).orElseThrow();
      Snippet snippet = new Snippet(problem, ProblemCode.ofCatalogue(id), Race.settings(problem));
      for (Recipe<?, ?> recipe : Registry.all()) {
        if (recipe.fits(problem.estimand(), problem.law(), problem.objective().getClass())) {
          // Only the name is changed, as they stand in one folder.
          String type = "Winner" + files.size();
          String text = snippet.of(recipe).replace("class Winner ", "class " + type + " ");
          files.add(Files.writeString(folder.resolve(type + ".java"), text));
          expected.put(type, expected(problem, recipe));
          tried.add(recipe.id());
        }
      }
    }
    compile(files);
    for (Map.Entry<String, String> program : expected.entrySet()) {
      assertEquals(program.getValue(), run(program.getKey()), program::getKey);
    }
    // No problem of the catalogue has jumps that are told, or slopes between orders.
    tried.add("jump_flow");
    tried.add("gumbel_sinkhorn");
    assertEquals(Registry.all().size(), tried.size());
  }

  @Test
  void terminalEndsWithAProgramThatJavaRunsAsItIs() throws IOException, InterruptedException {
    CommandRun compared =
        CommandRun.of(
            "compare", "toy", "--draws", "1000", "--out", folder.resolve("out").toString());
    JsonNode results =
        CommandRun.parse(Files.readString(folder.resolve("out").resolve("results.json")));
    String code = results.get("code").asText();
    assertTrue(compared.out().endsWith("Winner.java:\n\n" + code), compared::out);
    Path file = Files.writeString(folder.resolve("Winner.java"), code);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        List.of(java, "-cp", System.getProperty("java.class.path"), file.toString());
    try (ChildProcess process = new ChildProcess(folder, command)) {
      assertEquals(0, process.await(60), process.err());
      Recipe<?, ?> winner = Registry.find(results.get("winner").asText()).orElseThrow();
      Problem toy = Problems.find("toy").orElseThrow();
      assertEquals(expected(toy, winner), process.out().strip());
    }
  }

  @Test
  void resultsHoldAProgramForEachEstimatorAndThatOfTheWinner() {
    JsonNode race =
        CommandRun.json(
            "compare", "toy", "--json", "--draws", "1000", "--estimators", "rloo,disarm");
    for (JsonNode entry : race.get("estimators")) {
      String type = entry.get("class").asText();
      assertTrue(entry.get("code").asText().contains("import " + type + ";"), entry::toString);
      if (entry.get("id").equals(race.get("winner"))) {
        assertEquals(entry.get("code"), race.get("code"));
      }
    }
  }

  @Test
  void whereNobodyWinsThereIsNoProgram() {
    JsonNode race =
        CommandRun.json(
            "compare", "toy", "--json", "--draws", "1000", "--estimators", "enumeration");
    assertTrue(race.get("code").isNull());
  }

  @Test
  void anEstimatorThatLearnsDoesSoAtTheEnd() {
    Problem toy = Problems.find("toy").orElseThrow();
    Snippet snippet = new Snippet(toy, ProblemCode.ofCatalogue("toy"), Race.settings(toy));
    assertTrue(of(snippet, "nvil").contains("    estimator.learn(estimate);\n  }\n}\n"));
    assertTrue(
        of(snippet, "moving_average")
            .contains("    estimator.learner().orElseThrow().learn(estimate);\n  }\n}\n"));
    assertFalse(of(snippet, "rloo").contains("learn"));
  }

  private static String of(Snippet snippet, String id) {
    return snippet.of(Registry.find(id).orElseThrow());
  }

  @Test
  void problemOfTheWorkbenchHasAProgram() throws IOException, ReflectiveOperationException {
    Problem vae = ProblemCatalogue.find("vae").orElseThrow();
    Snippet snippet = new Snippet(vae, ProblemCode.ofCatalogue("vae"), Race.settings(vae));
    compile(List.of(Files.writeString(folder.resolve("Winner.java"), of(snippet, "lax"))));
    assertEquals(expected(vae, Registry.find("lax").orElseThrow()), run("Winner"));
  }

  private static final String LAW = "static Bernoulli law() { return Bernoulli.ofLogits(0.5); }\n";
  private static final String VALUE = "static double value(double[] x) { return x[0] + 2; }\n";

  /** Forms of a user's class, each with something else that its program must cope with. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "class Mine {" + LAW + VALUE + "}",
        "public class Mine { public " + LAW + "public " + VALUE + "}",
        "class Mine { static Distribution law() { return Bernoulli.ofLogits(0.5); }" + VALUE + "}",
        "class Mine { private " + LAW + VALUE + "}",
        "class Mine {" + LAW + "private " + VALUE + "}",
        "class Mine {"
            + LAW
            + "static double value(double[] x) throws Exception { return x[0]; } }",
        "class Mine { static List<Distribution> laws() { return List.of(Bernoulli.ofLogits(0.5)); }"
            + VALUE
            + "}",
        "class Mine { static List<Bernoulli> laws() { return List.of(Bernoulli.ofLogits(0.5),"
            + " Bernoulli.ofLogits(1)); }"
            + VALUE
            + "}",
        "class Mine { static List<?> laws() { return List.of(Bernoulli.ofLogits(0.5)); }"
            + VALUE
            + "}",
        "class Mine {" + LAW + "static Objective objective() { return x -> x[0]; } }",
        "class Mine {"
            + LAW
            + VALUE
            + "static double[] gradient(double[] x) {"
            + " return new double[] {1}; } }",
        "class Winner {" + LAW + VALUE + "}",
      })
  void programForAUsersClassPrintsItsEstimate(String source)
      throws IOException, ReflectiveOperationException {
    assertProgramPrintsTheEstimate("", source);
  }

  @Test
  void programStandsInThePackageOfTheUser() throws IOException, ReflectiveOperationException {
    assertProgramPrintsTheEstimate("mine", "class Mine {" + LAW + VALUE + "}");
  }

  private void assertProgramPrintsTheEstimate(String home, String source)
      throws IOException, ReflectiveOperationException {
    String type = source.replaceAll("(?s).*?class (\\w+).*", "$1");
    String begin = home.isEmpty() ? "" : "package " + home + ";\n";
    Path mine = Files.writeString(folder.resolve(type + ".java"), begin + IMPORTS + source);
    JsonNode race =
        CommandRun.json(
            "compare", mine.toString(), "--json", "--draws", "1000", "--estimators", "rloo");
    String code = race.get("code").asText();
    String name = code.replaceAll("(?s).*\nclass (\\w+) .*", "$1");
    assertEquals(home.isEmpty(), !code.startsWith("package "));
    compile(List.of(mine, Files.writeString(folder.resolve(name + ".java"), code)));
    Recipe<?, ?> rloo = Registry.find("rloo").orElseThrow();
    assertEquals(
        expected(JavaProblem.read(mine), rloo), run(home.isEmpty() ? name : home + "." + name));
  }
}
