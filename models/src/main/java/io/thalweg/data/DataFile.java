package io.thalweg.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * A file of a data set, known by the digest of its unpacked bytes.
 *
 * @param name of the unpacked file
 * @param algorithm of the digest, such as SHA-256
 * @param digest of the unpacked bytes, in hexadecimal
 */
public record DataFile(String name, String algorithm, String digest) {

  /** Finds the file in a folder by one of its usual names, gzipped or not. */
  Optional<Path> find(Path folder) {
    return Stream.of(name, name + ".gz", name.replace("-idx", ".idx"))
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /**
   * Reads a file and unpacks it if it is gzipped.
   *
   * @throws DataException if it is truncated or cannot be read
   */
  static byte[] unpack(Path file) {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      return in.readAllBytes();
    } catch (EOFException e) {
      throw new DataException("%s is truncated: its gzip stream ends early".formatted(file), e);
    } catch (IOException e) {
      throw new DataException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * Checks that unpacked bytes are those of the data set.
   *
   * @param place where they were found, for the message
   * @throws DataException if they have another digest
   */
  public void check(String place, byte[] bytes) {
    String actual;
    try {
      actual = HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    if (!actual.equals(digest)) {
      throw new DataException(
          "%s is not the file of the data set: its unpacked %s is %s, not %s"
              .formatted(place, algorithm, actual, digest));
    }
  }
}
