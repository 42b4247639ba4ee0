package io.thalweg.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Estimate;
import io.thalweg.Objective;
import io.thalweg.check.ExactGradient;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.coupling.DisArm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.execution.LocalExecutionControlProvider;
import org.junit.jupiter.api.Test;

/** The script for JShell runs as it stands, and prints what the first three examples compute. */
class JShellTest {

  private static final Path SCRIPT = Path.of("src/main/jshell/first.jsh");

  @Test
  void theScriptPrintsWhatTheExamplesCompute() throws IOException {
    List<String> lines = run(Files.readString(SCRIPT)).lines().toList();
    assertEquals(5, lines.size(), () -> String.join("\n", lines));
    var law = Bernoulli.ofLogits(0.2, -1.0, 0.7);
    Objective f = x -> Math.pow(x[0] + 2 * x[1] - x[2] - 0.45, 2);
    Estimate one = new DisArm().estimate(law, f, new SplittableRandom(5));
    assertEquals("exact         " + Arrays.toString(ExactGradient.of(law, f)), lines.get(0));
    assertEquals("one estimate  " + Arrays.toString(one.gradient()), lines.get(1));
    double[] start = new double[30];
    assertEquals(
        "mean finishing time: %.2f at first, %.2f after tuning"
            .formatted(
                Example2TuneASimulator.meanTime(start),
                Example2TuneASimulator.meanTime(Example2TuneASimulator.tune(start, 1_000))),
        lines.get(2));
    assertTrue(lines.get(3).startsWith("right: Unbiased"), lines.get(3));
    assertTrue(lines.get(4).startsWith("wrong: Biased"), lines.get(4));
  }

  /** Evaluates a script in this process, where it writes to a standard output of its own. */
  private static String run(String script) {
    var out = new ByteArrayOutputStream();
    PrintStream standard = System.out;
    try (JShell shell =
        JShell.builder().executionEngine(new LocalExecutionControlProvider(), Map.of()).build()) {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      shell.addToClasspath(System.getProperty("java.class.path"));
      shell.eval("import java.util.*;"); // one of those that the tool imports by itself
      String rest = script;
      while (!rest.isBlank()) {
        CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
        for (SnippetEvent event : shell.eval(next.source())) {
          assertEquals(Snippet.Status.VALID, event.status(), event.snippet().source());
          assertEquals(null, event.exception(), event.snippet().source());
        }
        rest = next.remaining();
      }
    } finally {
      System.setOut(standard);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
