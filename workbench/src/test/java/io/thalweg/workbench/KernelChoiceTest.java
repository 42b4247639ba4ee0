package io.thalweg.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which kernels run is seen in the time, and in the log by those who ask for it. */
class KernelChoiceTest {

  private static final String HINT = "java --add-modules jdk.incubator.vector";

  @TempDir private Path folder;

  private record Run(JsonNode json, String err) {}

  private Run compare(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(List.of(options));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "io.thalweg.workbench.Thalweg"));
    command.addAll(List.of("compare", "bits10", "--draws", "1000", "--json"));
    command.addAll(List.of("--estimators", "reinforce,rloo,arm,disarm,relax,gumbel_softmax"));
    try (ChildProcess process = new ChildProcess(folder, command)) {
      assertEquals(0, process.await(120), process.err());
      return new Run(new ObjectMapper().readTree(process.out()), process.err());
    }
  }

  private static List<JsonNode> means(Run run) {
    return run.json().get("estimators").findValues("mean");
  }

  private String loggingAll() throws IOException {
    String properties =
        """
        handlers=java.util.logging.ConsoleHandler
        java.util.logging.ConsoleHandler.level=ALL
        io.thalweg.level=ALL
        """;
    Path file = Files.writeString(folder.resolve("logging.properties"), properties);
    return "-Djava.util.logging.config.file=" + file;
  }

  @Test
  void withoutTheModuleOneLineOfTheLogSaysHowToBeFaster() throws Exception {
    Run scalar = compare(loggingAll());
    assertEquals(1, scalar.err().split(HINT, -1).length - 1, scalar.err());
    List<String> lines = compare().err().lines().filter(l -> !l.startsWith("compare ")).toList();
    assertEquals(List.of(), lines);
    Run vectors = compare(loggingAll(), "--add-modules", "jdk.incubator.vector");
    assertFalse(vectors.err().contains(HINT), vectors.err());
    Run chosen =
        compare(loggingAll(), "--add-modules", "jdk.incubator.vector", "-Dthalweg.kernels=scalar");
    assertFalse(chosen.err().contains(HINT), chosen.err());
    assertEquals(6, means(scalar).size());
    assertTrue(means(scalar).get(0).size() == 10);
    assertEquals(means(scalar), means(vectors));
    assertEquals(means(scalar), means(chosen));
  }

  @Test
  void whoAsksForScalarKernelsIsNotToldHowToBeFaster() throws Exception {
    Run chosen = compare(loggingAll(), "-Dthalweg.kernels=scalar");
    assertFalse(chosen.err().contains(HINT), chosen.err());
  }

  @Test
  void kernelsThatThereAreNotAreNamed() throws Exception {
    Run misspelt = compare("--add-modules", "jdk.incubator.vector", "-Dthalweg.kernels=scaler");
    String sentence =
        "thalweg.kernels is 'scaler'; it must be scalar or fastest and counts as fastest";
    assertEquals(1, misspelt.err().split(sentence, -1).length - 1, misspelt.err());
  }
}
