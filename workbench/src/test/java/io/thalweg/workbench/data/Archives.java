package io.thalweg.workbench.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Tar archives of a test. */
final class Archives {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Adds a regular file. */
  Archives file(String name, byte[] content) {
    return entry(name, "", '0', content);
  }

  /** Adds an entry of any type, with a prefix of its name. */
  Archives entry(String name, String prefix, char type, byte[] content) {
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 124, "%011o".formatted(content.length));
    header[156] = (byte) type;
    put(header, 257, "ustar");
    put(header, 345, prefix);
    bytes.writeBytes(header);
    bytes.writeBytes(Arrays.copyOf(content, (content.length + 511) / 512 * 512));
    return this;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(ascii, 0, header, at, ascii.length);
  }

  /** The archive with the two empty blocks that end it. */
  byte[] tar() {
    byte[] entries = bytes.toByteArray();
    return Arrays.copyOf(entries, entries.length + 1_024);
  }

  byte[] gzipped() {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(tar());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
