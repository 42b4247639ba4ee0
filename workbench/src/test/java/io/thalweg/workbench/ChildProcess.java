package io.thalweg.workbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of the tests, with its output in files, that never outlives them. */
public final class ChildProcess implements AutoCloseable {

  private final Process process;
  private final Path out;
  private final Path err;

  /** Starts a command, in a folder for what it prints. */
  public ChildProcess(Path folder, List<String> command) throws IOException {
    this.out = Files.createTempFile(folder, "out", ".txt");
    this.err = Files.createTempFile(folder, "err", ".txt");
    this.process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
  }

  /** Returns the command of a Thalweg of its own, on the class path of the tests. */
  public static List<String> thalweg(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                // It lives for seconds: the second compiler would only compete with it.
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.thalweg.workbench.Thalweg"));
    command.addAll(List.of(arguments));
    return command;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Waits for its end.
   *
   * @return its exit code
   * @throws AssertionError if it takes longer, with what it printed
   */
  public int await(int seconds) throws IOException, InterruptedException {
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      throw new AssertionError("it did not end within %d s: %s".formatted(seconds, err()));
    }
    return process.exitValue();
  }

  public String out() throws IOException {
    return Files.readString(out);
  }

  public String err() throws IOException {
    return Files.readString(err);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
