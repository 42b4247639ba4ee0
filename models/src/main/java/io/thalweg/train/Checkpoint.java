package io.thalweg.train;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The state of a run between two steps, as it stands in a file.
 *
 * <p>The file ends with a checksum of all before it. It is written beside the one that it replaces
 * and then takes its name, so that at any time a whole checkpoint is there. The one that it
 * replaces is kept as well, under a name that ends with {@code .before}.
 *
 * @param id the name of the run
 * @param seed of everything random in the run
 * @param settings of the training
 * @param steps made so far
 * @param seconds spent on training so far
 * @param points the curve so far
 * @param bytes what the training itself has written; shared, not to be changed
 */
public record Checkpoint(
    String id,
    long seed,
    Map<String, String> settings,
    int steps,
    double seconds,
    List<Point> points,
    byte[] bytes) {

  private static final String FORMAT = "thalweg run 3";
  private static final String DAMAGED = "%s is truncated or damaged";

  /** Copies all but the bytes. */
  public Checkpoint {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    points = List.copyOf(points);
  }

  /** Gives what the training has written, from its beginning; a trained model comes first. */
  public DataInput state() {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }

  /**
   * Writes the checkpoint to a file; what the file held is kept as {@link #before}.
   *
   * @throws IOException if the file cannot be written; one that was there before is then kept
   */
  public void write(Path file) throws IOException {
    ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(buffer);
    out.writeUTF(FORMAT);
    out.writeUTF(id);
    out.writeLong(seed);
    out.writeInt(settings.size());
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      out.writeUTF(setting.getKey());
      out.writeUTF(setting.getValue());
    }
    out.writeInt(steps);
    out.writeDouble(seconds);
    out.writeInt(points.size());
    for (Point point : points) {
      point.write(out);
    }
    out.writeInt(bytes.length);
    out.write(bytes);
    CRC32 checksum = new CRC32();
    checksum.update(buffer.toByteArray());
    out.writeLong(checksum.getValue());
    keepNewest(file);
    WholeFile.replace(file, buffer.toByteArray());
  }

  /** Keeps what a file holds beside it; a damaged one does not replace the one that is kept. */
  private static void keepNewest(Path file) throws IOException {
    Path before = before(file);
    if (!Files.exists(file)) {
      // The file was deleted to start over: what is kept is of the run before.
      Files.deleteIfExists(before);
      return;
    }
    byte[] newest = Files.readAllBytes(file);
    if (isIntact(newest)) {
      WholeFile.replace(before, newest);
    }
  }

  /** Name of the checkpoint that was written before the one of a file. */
  public static Path before(Path file) {
    return WholeFile.sibling(file, ".before");
  }

  /**
   * A checkpoint, and why it is not the newest.
   *
   * @param checkpoint the newest that is intact
   * @param note one sentence, if the newest is damaged and this is the one before
   */
  public record Restored(Checkpoint checkpoint, Optional<String> note) {}

  /**
   * Reads the newest checkpoint that is intact: that of a file, else the one before.
   *
   * @throws IOException if the file cannot be read or was written by another version, or if both
   *     are damaged
   */
  public static Restored restore(Path file) throws IOException {
    byte[] newest = Files.readAllBytes(file);
    if (isIntact(newest)) {
      return new Restored(parse(file, newest), Optional.empty());
    }
    Path before = before(file);
    if (!Files.exists(before)) {
      throw new IOException(DAMAGED.formatted(file));
    }
    byte[] older = Files.readAllBytes(before);
    if (!isIntact(older)) {
      throw new IOException("%s, and so is %s".formatted(DAMAGED.formatted(file), before));
    }
    Checkpoint checkpoint = parse(before, older);
    String note =
        "%s; %s is in its place, which made %d steps"
            .formatted(DAMAGED.formatted(file), before, checkpoint.steps());
    return new Restored(checkpoint, Optional.of(note));
  }

  /**
   * Reads a checkpoint from a file.
   *
   * @throws IOException if the file cannot be read, is damaged or was written by another version
   */
  public static Checkpoint read(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    if (!isIntact(content)) {
      throw new IOException(DAMAGED.formatted(file));
    }
    return parse(file, content);
  }

  private static Checkpoint parse(Path file, byte[] content) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
    if (!in.readUTF().equals(FORMAT)) {
      throw new IOException("%s was written by another version of Thalweg".formatted(file));
    }
    String id = in.readUTF();
    long seed = in.readLong();
    Map<String, String> settings = new LinkedHashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      settings.put(in.readUTF(), in.readUTF());
    }
    int steps = in.readInt();
    double seconds = in.readDouble();
    List<Point> points = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      points.add(Point.read(in));
    }
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new Checkpoint(id, seed, settings, steps, seconds, points, bytes);
  }

  /** Whether a file ends with the checksum of all before it. */
  private static boolean isIntact(byte[] content) {
    int length = content.length - Long.BYTES;
    if (length < 0) {
      return false;
    }
    CRC32 checksum = new CRC32();
    checksum.update(content, 0, length);
    return checksum.getValue() == ByteBuffer.wrap(content).getLong(length);
  }
}
