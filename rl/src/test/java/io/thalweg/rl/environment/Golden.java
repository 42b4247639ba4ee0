package io.thalweg.rl.environment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A step of the original of an environment, recorded from Gymnasium 1.3.0 in double precision.
 *
 * @param state before the step
 * @param next the state after it
 */
record Golden(double[] state, double action, double[] next, double reward, boolean terminated) {

  /** Reads the steps of an environment: states all over the space, and those of trajectories. */
  static List<Golden> of(ClassicControl environment) {
    String file = environment.getClass().getSimpleName() + ".csv";
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Golden.class.getResourceAsStream(file), file),
                StandardCharsets.UTF_8))) {
      return lines.lines().skip(1).map(Golden::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Golden parse(String line) {
    double[] cells = Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
    int size = (cells.length - 3) / 2;
    return new Golden(
        Arrays.copyOf(cells, size),
        cells[size],
        Arrays.copyOfRange(cells, size + 1, 2 * size + 1),
        cells[2 * size + 1],
        cells[2 * size + 2] == 1);
  }
}
