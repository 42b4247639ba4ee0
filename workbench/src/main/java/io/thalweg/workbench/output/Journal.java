package io.thalweg.workbench.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Lines in a file, each of which is there whole or not at all, and there before its writer goes on.
 *
 * <p>Where a line cannot be written, as on a full disk, a warning says so, and it is tried again
 * with the next one. Half of a line at the end, as a kill in the middle of it leaves, counts for
 * nothing.
 */
final class Journal implements AutoCloseable {

  private final Path file;
  private final FileChannel channel;
  private final List<String> earlier;
  private long length;
  private int written;
  private String unwritten = "";
  private int waiting;

  private Journal(Path file, FileChannel channel, byte[] bytes) throws IOException {
    this.file = file;
    this.channel = channel;
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    this.earlier = new String(bytes, 0, end, StandardCharsets.UTF_8).lines().toList();
    this.written = earlier.size();
    this.length = end;
    channel.truncate(length);
  }

  /**
   * Opens a file, which need not be there.
   *
   * @throws OutputException if it cannot be read or written
   */
  static Journal open(Path file) {
    try {
      byte[] bytes = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
      return new Journal(
          file, FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE), bytes);
    } catch (IOException e) {
      throw ResultFiles.cannotWrite(file, e);
    }
  }

  /** Returns the lines that were there when it was opened. */
  List<String> earlier() {
    return earlier;
  }

  /** Returns the number of lines in the file. */
  int written() {
    return written;
  }

  /** Writes a line, with those that could not be written before. */
  void append(String line) {
    boolean failed = waiting > 0;
    unwritten += line + "\n";
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
