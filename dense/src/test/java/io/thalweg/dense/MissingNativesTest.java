package io.thalweg.dense;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A message names a platform for which OpenBLAS has no native library, at every call. */
class MissingNativesTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"linux-arm64", "macosx-arm64", "none"})
  void everyEntryNamesThePlatformAndTheJars(String platform) throws Exception {
    String message =
        ("OpenBLAS cannot be loaded on %1$s. Its native code is in the jars of"
                + " org.bytedeco:openblas and org.bytedeco:javacpp with the classifier %1$s: ")
            .formatted(platform);
    Path log = folder.resolve("log");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dorg.bytedeco.javacpp.platform=" + platform,
            "-cp",
            System.getProperty("java.class.path"),
            MissingNativesTest.class.getName(),
            message);
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it hangs");
      assertEquals(0, process.exitValue(), () -> read(log));
    } finally {
      process.destroyForcibly();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** The child. */
  public static void main(String[] args) {
    for (int time = 0; time < 2; time++) {
      refuses(args[0], () -> new Parameters(5));
      refuses(args[0], () -> new DenseNetwork(new SplittableRandom(1), 0.1, 3, 2));
    }
  }

  private static void refuses(String beginning, Executable entry) {
    String message = assertThrows(IllegalStateException.class, entry).getMessage();
    assertTrue(message.startsWith(beginning), message);
  }
}
