package io.thalweg.workbench.bench;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A program that answers as Python does when it runs the scripts of the peers. */
public record FakePython(String path) {

  private static final String PROBE =
      "echo '{\"python\": \"3.11.2\", \"torch\": \"2.13.0\", \"jax\": \"0.10.2\", \"optax\": \"0.2.8\"}'";

  /**
   * Makes one that answers for the toy: a step takes an hour if each is a call, and nearly nothing
   * if a call makes a thousand.
   */
  public static FakePython in(Path folder) throws IOException {
    return of(folder, PROBE, torch(), jax());
  }

  /** Makes one with another answer to the question for its packages. */
  static FakePython having(Path folder, String probe) throws IOException {
    return of(folder, "echo '%s'".formatted(probe), torch(), jax());
  }

  /** Makes one that takes too long to name its packages. */
  static FakePython slow(Path folder) throws IOException {
    return of(folder, "sleep 100", torch(), jax());
  }

  /** Makes one that runs other commands in place of PyTorch's scripts. */
  static FakePython withTorch(Path folder, String commands) throws IOException {
    return of(folder, PROBE, commands, jax());
  }

  static String torch() {
    return "echo 'a line that a library prints'\n"
        + echo("torch", "relax, a step a call", "1", 4e9)
        + echo("torch", "relax, 1000 steps a call", "1", 0.002);
  }

  private static String jax() {
    return echo("jax", "relax, a step a call", "null", 3.6e9)
        + echo("jax", "relax, 1000 steps a call", "null", 0.001);
  }

  static String echo(String library, String variant, String threads, double micros) {
    return "echo '{\"library\": \"%s\", \"variant\": \"%s\", \"threads\": %s, \"median_us\": %s}'\n"
        .formatted(library, variant, threads, micros);
  }

  private static FakePython of(Path folder, String probe, String torch, String jax)
      throws IOException {
    assumeTrue(
        !System.getProperty("os.name").startsWith("Windows"), "there is no shell on Windows");
    Path file = Files.createTempFile(folder, "python", "");
    Files.writeString(
        file,
        """
        #!/bin/sh
        case $1 in
        *probe.py)
        %s
        ;;
        *_torch.py)
        %s
        ;;
        *_jax.py)
        %s
        ;;
        esac
        """
            .formatted(probe, torch, jax));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return new FakePython(file.toString());
  }
}
