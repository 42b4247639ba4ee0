package io.thalweg.tune;

import io.thalweg.simulation.Parameters;
import io.thalweg.support.Numbers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** The state of a search in a file, which is replaced as a whole. */
final class Checkpoint {

  // A long search has a long file; it must not be what the search spends its time on.
  private static final int LEAST_SHARE = 10;

  private final @Nullable Path file;
  private final String identity;
  private long saved;
  private long took;
  private @Nullable IOException failure;

  Checkpoint(@Nullable Path file, String identity) {
    this.file = file;
    this.identity = identity;
  }

  /**
   * Reads the state, if there is one.
   *
   * @throws IOException if the file is damaged, or of another search
   */
  void load(Search search, Progress steps, Parameters start) throws IOException {
    if (file == null || !Files.exists(file)) {
      return;
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(checked(file)))) {
      String of = in.readUTF();
      if (!of.equals(identity)) {
        throw new IOException(
            "%s holds another search; remove it to begin this one anew".formatted(file));
      }
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        int number = in.readInt();
        long runs = in.readLong();
        double[] theta = start.theta();
        Numbers.read(in, theta);
        steps.add(
            new Step(
                number,
                runs,
                start.at(theta),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readInt()));
      }
      search.load(in);
    } catch (EOFException e) {
      throw damaged(file, e);
    }
  }

  private static byte[] checked(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length < Long.BYTES) {
      throw damaged(file, null);
    }
    int length = bytes.length - Long.BYTES;
    CRC32 sum = new CRC32();
    sum.update(bytes, 0, length);
    DataInputStream end = new DataInputStream(new ByteArrayInputStream(bytes, length, Long.BYTES));
    if (end.readLong() != sum.getValue()) {
      throw damaged(file, null);
    }
    return Arrays.copyOf(bytes, length);
  }

  private static IOException damaged(Path file, @Nullable Exception cause) {
    return new IOException(
        "%s is damaged; remove it to begin the search anew".formatted(file), cause);
  }

  /**
   * Replaces the file, unless that was done just before. Where it cannot be written, such as on a
   * full disk, the search has lost nothing: it goes on, and the file is tried again.
   *
   * @param surely whether it must be done now
   */
  void save(Search search, Progress steps, boolean surely) {
    long now = System.nanoTime();
    if (file == null || (!surely && now - saved < LEAST_SHARE * took)) {
      return;
    }
    try {
      write(file, search, steps);
      failure = null;
    } catch (IOException e) {
      failure = e;
    }
    saved = System.nanoTime();
    took = saved - now;
  }

  /** Whether the newest state that had to be saved is in the file. */
  boolean isKept() {
    return file != null && failure == null;
  }

  /** The sentence on a state that could not be saved, if it could not. */
  Optional<String> warning() {
    return Optional.ofNullable(failure)
        .map(
            e ->
                "%s could not be written, and holds no newer state of the search: %s"
                    .formatted(file, e.getMessage()));
  }

  private void write(Path file, Search search, Progress steps) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF(identity);
    out.writeInt(steps.steps().size());
    for (Step step : steps.steps()) {
      out.writeInt(step.number());
      out.writeLong(step.runs());
      Numbers.write(out, step.at().theta());
      out.writeDouble(step.value());
      out.writeDouble(step.signalToNoise());
      out.writeDouble(step.effectiveRuns());
      out.writeInt(step.window());
    }
    search.save(out);
    CRC32 sum = new CRC32();
    sum.update(bytes.toByteArray());
    out.writeLong(sum.getValue());
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.write(fresh, bytes.toByteArray());
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // Half of a file would take the room that the results need.
      Files.deleteIfExists(fresh);
      throw e;
    }
  }
}
