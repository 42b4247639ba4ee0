package io.thalweg.train;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * The state of a run between two steps, as it stands in a file.
 *
 * <p>The file ends with a checksum of all before it. It is written beside the one that it replaces
 * and then takes its name, so that at any time a whole checkpoint is there.
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
   * Writes the checkpoint to a file.
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
    replace(file, buffer.toByteArray());
  }

  private static void replace(Path file, byte[] content) throws IOException {
    Path whole = file.resolveSibling(file.getFileName() + ".part");
    Files.write(whole, content);
    // The content must be on the disk before the name is: a power cut may come between them.
    try (FileChannel channel = FileChannel.open(whole, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Reads a checkpoint from a file.
   *
   * @throws IOException if the file cannot be read, is damaged or was written by another version
   */
  public static Checkpoint read(Path file) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(checked(file)));
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

  /** Reads the content of a file before its checksum. */
  private static byte[] checked(Path file) throws IOException {
    ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file));
    int length = content.capacity() - Long.BYTES;
    CRC32 checksum = new CRC32();
    if (length >= 0) {
      checksum.update(content.array(), 0, length);
    }
    if (length < 0 || checksum.getValue() != content.getLong(length)) {
      throw new IOException("%s is truncated or damaged".formatted(file));
    }
    return Arrays.copyOf(content.array(), length);
  }
}
