package io.thalweg.workbench.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.workbench.CommandRun;
import io.thalweg.workbench.compare.Programs;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** User files that need classes of others. */
class UserClassPathTest {

  private static final String SIMULATOR =
      """
      package plant;

      public class Simulator {
        public static double run(double[] x) {
          return Costs.of(x[0]);
        }
      }
      """;
  private static final String COSTS =
      """
      package plant;

      class Costs {
        static double of(double x) {
          return 3 * x + 1;
        }
      }
      """;
  private static final String MINE =
      """
      import io.thalweg.distribution.Bernoulli;
      import plant.Simulator;

      class Mine {
        static Bernoulli law() {
          return Bernoulli.ofLogits(0);
        }

        static double value(double[] x) {
          return Simulator.run(x);
        }
      }
      """;

  @TempDir private Path folder;

  private Path classes() throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    new Programs(classes)
        .compile(
            List.of(
                Files.writeString(folder.resolve("Simulator.java"), SIMULATOR),
                Files.writeString(folder.resolve("Costs.java"), COSTS)));
    return classes;
  }

  private static Path jar(Path classes) throws IOException {
    Path jar = classes.resolveSibling("plant.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String name : List.of("plant/Simulator.class", "plant/Costs.class")) {
        out.putNextEntry(new JarEntry(name));
        Files.copy(classes.resolve(name), out);
      }
    }
    return jar;
  }

  private CommandRun compare(String classPath) throws IOException {
    Path mine = Files.writeString(folder.resolve("Mine.java"), MINE);
    return CommandRun.of(
        "compare",
        mine.toString(),
        "--class-path",
        classPath,
        "--json",
        "--draws",
        "1000",
        "--estimators",
        "disarm");
  }

  private static void assertRaced(CommandRun run) {
    JsonNode race = CommandRun.parse(run.out());
    // p (1 - p) (f(1) - f(0)) at p = 1/2.
    assertEquals(0.75, race.get("exact").get(0).asDouble(), 1e-12);
  }

  @Test
  void classesOfAJarAreFound() throws IOException {
    assertRaced(compare(jar(classes()).toString()));
  }

  @Test
  void classesOfAFolderAreFoundBesideOthers() throws IOException {
    assertRaced(compare(folder + File.pathSeparator + classes()));
  }

  @Test
  void whatIsNotThereIsNamed() throws IOException {
    CommandRun run = compare("no/such.jar");
    assertEquals(2, run.exit());
    assertTrue(
        run.err().startsWith("thalweg: --class-path names no/such.jar; there is no such file."),
        run::err);
  }

  private CommandRun compare(Path mine) {
    return CommandRun.of(
        "compare", mine.toString(), "--json", "--draws", "1000", "--estimators", "disarm");
  }

  /** Another problem of the folder states a law, too, and one file of it does not compile. */
  @Test
  void filesBesideTheFileAreCompiledWhereItNeedsThem() throws IOException {
    Files.writeString(folder.resolve("Broken.java"), "class Broken { nonsense }");
    Files.writeString(
        folder.resolve("Other.java"), MINE.replace("Mine", "Other").replace("of(x[0])", "of(7)"));
    Files.createDirectories(folder.resolve("plant"));
    Files.writeString(folder.resolve("plant/Simulator.java"), SIMULATOR);
    Files.writeString(folder.resolve("plant/Costs.java"), COSTS);
    String mine = MINE.replace("return Simulator", "return Other.law().shape().size() * Simulator");
    assertRaced(compare(Files.writeString(folder.resolve("Mine.java"), mine)));
  }

  @Test
  void filesOfAPackageAreFoundFromTheRootOfItsFolders() throws IOException {
    Path plant = Files.createDirectories(folder.resolve("plant"));
    Files.writeString(plant.resolve("Costs.java"), COSTS);
    String mine = "package plant;\n" + MINE.replace("import plant.Simulator;\n", "");
    assertRaced(
        compare(
            Files.writeString(
                plant.resolve("Mine.java"), mine.replace("Simulator.run(x)", "Costs.of(x[0])"))));
  }

  /** The workbench has a class of this name. */
  @Test
  void filesBesideTheFileHideClassesOfTheWorkbench() throws IOException {
    Path home = Files.createDirectories(folder.resolve("io/thalweg/problem"));
    Files.writeString(
        home.resolve("Problems.java"),
        "package io.thalweg.problem; class Problems { static double twice(double a) { return 3 * a; } }");
    String mine =
        "package io.thalweg.problem;\n"
            + MINE.replace("import plant.Simulator;\n", "")
                .replace("Simulator.run(x)", "Problems.twice(x[0])");
    assertRaced(compare(Files.writeString(home.resolve("Mine.java"), mine)));
  }

  @Test
  void mistakesInAFileBesideTheFileAreThoseOfItsLine() throws IOException {
    Files.createDirectories(folder.resolve("plant"));
    Files.writeString(folder.resolve("plant/Simulator.java"), SIMULATOR);
    CommandRun run = compare(Files.writeString(folder.resolve("Mine.java"), MINE));
    assertEquals(1, run.exit());
    assertTrue(run.err().contains("Simulator.java:5: error: cannot find symbol"), run::err);
  }

  @Test
  void severalClassesOfOneFileWorkTogether() throws IOException {
    Path mine =
        Files.writeString(
            folder.resolve("Mine.java"),
            """
            import io.thalweg.distribution.Bernoulli;
            import io.thalweg.*;

            interface Shop { double cost(double[] x); }

            record Bakery(double price) implements Shop {
              public double cost(double[] x) { return price * x[0] + 1; }
            }

            class Mine {
              static Bernoulli law() { return Bernoulli.ofLogits(0); }
              static Objective objective() { return new Bakery(3)::cost; }
            }
            """);
    assertRaced(
        CommandRun.of(
            "compare", mine.toString(), "--json", "--draws", "1000", "--estimators", "disarm"));
  }
}
