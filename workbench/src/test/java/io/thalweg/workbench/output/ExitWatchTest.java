package io.thalweg.workbench.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.workbench.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Code of a user that ends the program. */
class ExitWatchTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"law", "value"})
  void exitInAUsersFileIsAFailureInWords(String method) throws IOException, InterruptedException {
    Path file =
        Files.writeString(
            folder.resolve("Exits.java"),
            """
            import io.thalweg.Distribution;
            import io.thalweg.distribution.Bernoulli;

            class Exits {
              static Distribution law() {
                return Bernoulli.ofLogits(stop("law"));
              }

              static double value(double[] x) {
                return stop("value") + x[0];
              }

              static double stop(String where) {
                if (where.equals("%s")) {
                  System.exit(0);
                }
                return 0;
              }
            }
            """
                .formatted(method));
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dthalweg.kernels=scalar",
            "-cp",
            System.getProperty("java.class.path"),
            "io.thalweg.workbench.Thalweg",
            "compare",
            file.toString(),
            "--json");
    try (ChildProcess process = new ChildProcess(folder, command)) {
      assertEquals(1, process.await(60), process.err());
      assertEquals("", process.out());
      assertEquals(
          "thalweg: Exits.stop (Exits.java:15) ended the program by System.exit; it must throw an"
              + " exception instead"
              + System.lineSeparator(),
          process.err());
    }
  }
}
