package io.thalweg.workbench.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Objects of JSON in a file, one on a line, each of which is there whole or not at all, and there
 * before its writer goes on.
 *
 * <p>The last member of each, which this writes and takes off again, is a checksum of the others:
 * {@code "crc32":"1c291ca3"}. So a line that is not as it was written is found when the file is
 * opened. Where a line cannot be written, as on a full disk, a warning says so, and it is tried
 * again with the next one. Half of a line at the end, as a kill in the middle of it leaves, counts
 * for nothing.
 */
final class Journal implements AutoCloseable {

  // A name may hold a separator of lines of Unicode, which JSON does not escape.
  private static final Pattern LINE =
      Pattern.compile("(.*),\"crc32\":\"([0-9a-f]{8})\"}", Pattern.DOTALL);

  private final Path file;
  private final FileChannel channel;
  private final List<String> earlier;
  private long length;
  private int written;
  private String unwritten = "";
  private int waiting;

  private Journal(Path file, List<String> earlier, int end) throws IOException {
    this.file = file;
    this.earlier = earlier;
    this.written = earlier.size();
    this.length = end;
    this.channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel.truncate(length);
  }

  /**
   * Opens a file, which need not be there.
   *
   * @throws UnfinishedException if a line is not as it was written
   * @throws OutputException if the file cannot be read or written
   */
  static Journal open(Path file) {
    try {
      byte[] bytes = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
      int end = bytes.length;
      while (end > 0 && bytes[end - 1] != '\n') {
        end--;
      }
      List<String> lines = new String(bytes, 0, end, StandardCharsets.UTF_8).lines().toList();
      List<String> objects = new ArrayList<>();
      for (String line : lines) {
        objects.add(checked(line).orElseThrow(() -> damaged(file, 1 + objects.size())));
      }
      return new Journal(file, List.copyOf(objects), end);
    } catch (IOException e) {
      throw ResultFiles.cannotWrite(file, e);
    }
  }

  private static UnfinishedException damaged(Path file, int line) {
    String cure = line == 1 ? "it" : "that line to do its row again, or the file";
    return new UnfinishedException(
        "%s is damaged in line %d; delete %s to start over".formatted(file, line, cure));
  }

  /** Adds the checksum to an object. */
  private static String sealed(String object) {
    String open = object.substring(0, object.length() - 1);
    return "%s,\"crc32\":\"%s\"}".formatted(open, checksum(open));
  }

  /** Takes the checksum off a line; empty if it is that of another line. */
  private static Optional<String> checked(String line) {
    Matcher parts = LINE.matcher(line);
    return parts.matches() && parts.group(2).equals(checksum(parts.group(1)))
        ? Optional.of(parts.group(1) + "}")
        : Optional.empty();
  }

  private static String checksum(String text) {
    CRC32 sum = new CRC32();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    return "%08x".formatted(sum.getValue());
  }

  /** Returns the objects that were there when it was opened. */
  List<String> earlier() {
    return earlier;
  }

  /** Returns the number of lines in the file. */
  int written() {
    return written;
  }

  /** Writes an object, with those that could not be written before. */
  void append(ObjectNode object) {
    boolean failed = waiting > 0;
    unwritten += sealed(object.toString()) + "\n";
    waiting++;
    byte[] bytes = unwritten.getBytes(StandardCharsets.UTF_8);
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer, length + buffer.position());
      }
      length += bytes.length;
      written += waiting;
      unwritten = "";
      waiting = 0;
    } catch (IOException e) {
      truncate();
      if (!failed) {
        Progress.complain(
            "%s; the work goes on, and after a kill some of it would be done again"
                .formatted(ResultFiles.cannotWrite(file, e).getMessage()));
      }
    }
  }

  /** Cuts off half of a line, which would take the room that the results need. */
  private void truncate() {
    try {
      channel.truncate(length);
    } catch (IOException e) {
      // It is told why the line could not be written, and half of one counts for nothing.
      return;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw ResultFiles.cannotWrite(file, e);
    }
  }
}
