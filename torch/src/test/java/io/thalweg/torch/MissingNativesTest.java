package io.thalweg.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A message names a platform for which libtorch has no native libraries, at every call. */
class MissingNativesTest {

  @TempDir private Path folder;

  @Test
  void aPlatformWithoutLibtorchIsRefusedWithThoseThatHaveIt() throws Exception {
    everyEntrySays(
        "linux-arm64",
        "libtorch cannot be loaded on linux-arm64. org.bytedeco:pytorch has it for linux-x86_64,"
            + " macosx-arm64, macosx-x86_64, windows-x86_64 only. Dense networks need no libtorch:"
            + " see io.thalweg.dense. The cause: ");
  }

  @Test
  void aPlatformWhoseNativesAreMissingIsRefusedWithTheJarsThatHoldThem() throws Exception {
    everyEntrySays(
        "macosx-arm64",
        "libtorch cannot be loaded on macosx-arm64. Its native code is in the jars of"
            + " org.bytedeco:pytorch, org.bytedeco:openblas and org.bytedeco:javacpp with the"
            + " classifier macosx-arm64: ");
  }

  private void everyEntrySays(String platform, String message) throws Exception {
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
      refuses(args[0], () -> new Dense(new SplittableRandom(1), 3, 2));
      refuses(args[0], () -> Torch.threads(1));
    }
  }

  private static void refuses(String beginning, Executable entry) {
    String message = assertThrows(IllegalStateException.class, entry).getMessage();
    assertTrue(message.startsWith(beginning), message);
  }
}
