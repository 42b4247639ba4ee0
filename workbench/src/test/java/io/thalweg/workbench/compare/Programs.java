package io.thalweg.workbench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.tools.ToolProvider;

/**
 * Programs that are compiled, without any warning, and run within this process.
 *
 * @param folder for the compiled classes
 */
public record Programs(Path folder) {

  /** Draws the estimate that the program of an estimator prints. */
  public static Estimate first(Problem problem, Estimator<Distribution, Objective> estimator) {
    return estimator.estimate(problem.law(), problem.objective(), new SplittableRandom(1));
  }

  /** Compiles files of Java against the class path of the tests. */
  public void compile(List<Path> files) {
    List<String> arguments =
        new ArrayList<>(
            List.of("-cp", System.getProperty("java.class.path"), "-d", folder.toString()));
    arguments.addAll(List.of("-proc:none", "-Xlint:all", "-Xlint:-path", "-Werror"));
    files.forEach(file -> arguments.add(file.toString()));
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(null, lines, lines, arguments.toArray(String[]::new));
    assertEquals(0, exit, () -> lines.toString(StandardCharsets.UTF_8));
  }

  /** Runs a compiled program, and returns what it prints. */
  public String run(String type) throws IOException, ReflectiveOperationException {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      var main = Class.forName(type, true, loader).getDeclaredMethod("main", String[].class);
      main.setAccessible(true);
      main.invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8).strip();
  }
}
