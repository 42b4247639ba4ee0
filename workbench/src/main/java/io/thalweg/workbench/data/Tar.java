package io.thalweg.workbench.data;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The part of the tar format that packages of npm use: regular files of short names.
 *
 * <pre>
 *   blocks of 512 bytes: a header, then the content, filled up with zeros
 *   header: name at 0 (100 bytes), size at 124 (12 octal digits), type at 156, prefix of the name
 *           at 345 (155 bytes); an empty name ends the archive
 * </pre>
 *
 * <p>Source: POSIX.1-1988, ustar interchange format.
 */
final class Tar {

  private static final int BLOCK = 512;

  private Tar() {}

  /**
   * Reads some files of an archive.
   *
   * @return the content of those that are there, by name
   * @throws IOException if the archive ends within a file, or is none
   */
  static Map<String, byte[]> read(InputStream archive, Set<String> names) throws IOException {
    DataInputStream in = new DataInputStream(archive);
    Map<String, byte[]> files = new LinkedHashMap<>();
    byte[] header = new byte[BLOCK];
    while (in.readNBytes(header, 0, BLOCK) == BLOCK && header[0] != 0) {
      String prefix = text(header, 345, 155);
      String name = (prefix.isEmpty() ? "" : prefix + "/") + text(header, 0, 100);
      long size = size(header, name);
      boolean regular = header[156] == '0' || header[156] == 0;
      if (regular && names.contains(name)) {
        byte[] content = in.readNBytes((int) size);
        require(content.length == size, name);
        files.put(name, content);
        in.skipNBytes(-size & (BLOCK - 1));
      } else {
        in.skipNBytes(size + (-size & (BLOCK - 1)));
      }
    }
    return files;
  }

  private static long size(byte[] header, String name) throws IOException {
    String digits = text(header, 124, 12).strip();
    if (!digits.matches("[0-7]{1,11}")) {
      throw new IOException("the tar archive states no size of %s".formatted(name));
    }
    return Long.parseLong(digits, 8);
  }

  private static void require(boolean whole, String name) throws EOFException {
    if (!whole) {
      throw new EOFException("the tar archive ends within " + name);
    }
  }

  /** A text that ends with its field or with a zero. */
  private static String text(byte[] header, int at, int length) {
    int end = at;
    while (end < at + length && header[end] != 0) {
      end++;
    }
    return new String(header, at, end - at, StandardCharsets.UTF_8);
  }
}
