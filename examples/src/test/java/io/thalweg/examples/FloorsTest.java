package io.thalweg.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The floors of the house: a package imports only what stands below it. docs/architecture.md
 * describes them.
 */
class FloorsTest {

  private static final Path HOUSE = Path.of("..");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import (?:static )?(io\\.thalweg(?:\\.[a-z]\\w*)*)\\.[A-Z*]");
  private static final Pattern MENTION =
      Pattern.compile("(?<![\\w.])(io\\.thalweg(?:\\.[a-z]\\w*)*)\\.[A-Z]\\w*(?=[\\s.(<])");

  private static final Pattern MODULE = Pattern.compile("<module>([\\w/-]+)</module>");

  /** The packages of each floor, lowest first; packages of one floor do not import each other. */
  private static final List<Set<String>> FLOORS =
      List.of(
          Set.of("io.thalweg.internal.kernel"),
          Set.of("io.thalweg.support"),
          Set.of("io.thalweg.internal"),
          Set.of("io.thalweg"),
          Set.of("io.thalweg.optimizer"),
          Set.of("io.thalweg.distribution", "io.thalweg.surrogate"),
          Set.of(
              "io.thalweg.objective",
              "io.thalweg.baseline",
              "io.thalweg.program",
              "io.thalweg.simulation"),
          Set.of("io.thalweg.estimator.combinator"),
          Set.of(
              "io.thalweg.estimator.score",
              "io.thalweg.estimator.coupling",
              "io.thalweg.estimator.relaxation",
              "io.thalweg.estimator.pathwise",
              "io.thalweg.estimator.flow",
              "io.thalweg.estimator.regression",
              "io.thalweg.problem"),
          Set.of("io.thalweg.estimator"),
          Set.of("io.thalweg.check"),
          Set.of("io.thalweg.race", "io.thalweg.tune"),
          Set.of(
              "io.thalweg.dense",
              "io.thalweg.torch",
              "io.thalweg.onnx",
              "io.thalweg.djl",
              "io.thalweg.rl",
              "io.thalweg.spark"),
          Set.of(
              "io.thalweg.data",
              "io.thalweg.train",
              "io.thalweg.rl.environment",
              "io.thalweg.rl.policy",
              "io.thalweg.rl.wrapper"),
          Set.of(
              "io.thalweg.architecture",
              "io.thalweg.attention",
              "io.thalweg.sorting",
              "io.thalweg.search",
              "io.thalweg.sequence",
              "io.thalweg.simopt",
              "io.thalweg.structure",
              "io.thalweg.toy",
              "io.thalweg.vae",
              "io.thalweg.rl.training"),
          Set.of("io.thalweg.benchmarks", "io.thalweg.examples"),
          Set.of("io.thalweg.workbench.output"),
          Set.of("io.thalweg.workbench.problem"),
          Set.of("io.thalweg.workbench.model"),
          Set.of(
              "io.thalweg.workbench.compare",
              "io.thalweg.workbench.train",
              "io.thalweg.workbench.flow",
              "io.thalweg.workbench.figure",
              "io.thalweg.workbench.regression",
              "io.thalweg.workbench.sensitivity",
              "io.thalweg.workbench.tune",
              "io.thalweg.workbench.search",
              "io.thalweg.workbench.simopt",
              "io.thalweg.workbench.bench",
              "io.thalweg.workbench.data",
              "io.thalweg.workbench.reproduce",
              "io.thalweg.workbench.list"),
          Set.of("io.thalweg.workbench"));

  /** Packages that no other imports: programs to read, and modules for other libraries. */
  private static final Set<String> ROOFS =
      Set.of(
          "io.thalweg.examples",
          "io.thalweg.torch",
          "io.thalweg.spark",
          "io.thalweg.onnx",
          "io.thalweg.djl");

  /** An import of one package by another. */
  private record Arrow(String from, String to) {

    @Override
    public String toString() {
      return from + " -> " + to;
    }
  }

  private static int floor(String name) {
    for (int floor = 0; floor < FLOORS.size(); floor++) {
      if (FLOORS.get(floor).contains(name)) {
        return floor;
      }
    }
    return -1;
  }

  private static boolean isForbidden(Arrow arrow) {
    return floor(arrow.to()) < 0
        || floor(arrow.to()) >= floor(arrow.from())
        || ROOFS.contains(arrow.to());
  }

  /** Every import and every qualified name of another package. */
  private static Stream<Arrow> arrows(String source) {
    Matcher own = PACKAGE.matcher(source);
    if (!own.find()) {
      return Stream.of();
    }
    String from = own.group(1);
    String code = source.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("//.*", "");
    List<Arrow> arrows = new ArrayList<>();
    for (Pattern pattern : List.of(IMPORT, MENTION)) {
      pattern.matcher(code).results().forEach(m -> arrows.add(new Arrow(from, m.group(1))));
    }
    return arrows.stream().filter(arrow -> !arrow.to().equals(from));
  }

  /** The sources of all modules that the build names. */
  private static List<String> sources() {
    List<String> sources = new ArrayList<>();
    MODULE
        .matcher(read(HOUSE.resolve("pom.xml")))
        .results()
        .forEach(module -> sources.addAll(sources(module.group(1))));
    return sources;
  }

  private static List<String> sources(String module) {
    try (Stream<Path> files = Files.walk(HOUSE.resolve(module).resolve("src/main"))) {
      return files.filter(file -> file.toString().endsWith(".java")).map(FloorsTest::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> forbidden(List<String> sources) {
    Set<String> forbidden = new TreeSet<>();
    for (String source : sources) {
      arrows(source).filter(FloorsTest::isForbidden).map(Arrow::toString).forEach(forbidden::add);
    }
    return forbidden;
  }

  @Test
  void noPackageImportsOneThatDoesNotStandBelowIt() {
    assertEquals(Set.of(), forbidden(sources()));
  }

  @Test
  void everyPackageHasAFloor() {
    Set<String> found = new TreeSet<>();
    for (String source : sources()) {
      Matcher name = PACKAGE.matcher(source);
      if (name.find()) {
        found.add(name.group(1));
      }
    }
    Set<String> floors = new TreeSet<>();
    FLOORS.forEach(floors::addAll);
    assertEquals(floors, found);
  }

  @Test
  void plantedArrowsAreFound() {
    String upwards = "package io.thalweg.support;\n\nimport io.thalweg.Events;\n\nclass Planted {}";
    String sideways =
        "package io.thalweg.estimator.flow;\n\nimport io.thalweg.estimator.score.Rloo;\n";
    String statically =
        "package io.thalweg.check;\n\nimport static io.thalweg.race.Race.run;\n\nclass Planted {}";
    String qualified = "package io.thalweg.baseline;\n\nclass P { io.thalweg.check.Moments m; }";
    String module = "package io.thalweg.race;\n\nimport io.thalweg.vae.VaeRun;\n";
    for (String planted : List.of(upwards, sideways, statically, qualified, module)) {
      assertEquals(1, forbidden(List.of(planted)).size(), planted);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "io.thalweg.problem, io.thalweg.dense.DenseNetwork",
    "io.thalweg.dense, io.thalweg.torch.TorchNetwork",
    "io.thalweg.vae, io.thalweg.torch.TorchNetwork",
    "io.thalweg.workbench, io.thalweg.onnx.OnnxObjective",
    "io.thalweg.workbench.problem, io.thalweg.spark.SparkRuns",
    "io.thalweg.train, io.thalweg.vae.Vae",
    "io.thalweg.rl, io.thalweg.rl.environment.CartPole",
    "io.thalweg.rl.policy, io.thalweg.rl.training.Tasks",
    "io.thalweg.benchmarks, io.thalweg.workbench.output.Output",
    "io.thalweg.examples, io.thalweg.workbench.Thalweg",
    "io.thalweg.workbench, io.thalweg.examples.Example1FirstGradient",
    "io.thalweg.workbench.output, io.thalweg.workbench.problem.Pace",
    "io.thalweg.workbench.problem, io.thalweg.workbench.compare.CompareCommand",
    "io.thalweg.workbench.flow, io.thalweg.workbench.regression.RegressionCommand",
    "io.thalweg.workbench.list, io.thalweg.workbench.Thalweg",
    "io.thalweg.race, io.thalweg.unheard.Of"
  })
  void arrowsBetweenModulesAndCommandsAreFound(String from, String to) {
    String planted = "package %s;\n\nimport %s;\n\nclass Planted {}".formatted(from, to);
    assertEquals(1, forbidden(List.of(planted)).size(), planted);
  }

  @Test
  void arrowsDownwardsAndInCommentsAreFine() {
    String source =
        "package io.thalweg.race;\n\nimport io.thalweg.check.Moments;\n\n"
            + "/** See {@link io.thalweg.workbench.Thalweg}. */\nclass Fine {}";
    String command =
        """
        package io.thalweg.workbench.train;

        import io.thalweg.vae.Vae;
        import io.thalweg.workbench.output.Output;
        """;
    assertEquals(Set.of(), forbidden(List.of(source, command)));
  }
}
