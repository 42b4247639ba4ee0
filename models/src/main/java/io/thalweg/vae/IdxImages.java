package io.thalweg.vae;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/**
 * Images in the IDX format of MNIST, gzipped or not, checked against the digest of the data set.
 *
 * <pre>
 *   magic 2051, number of images, rows, columns (each 4 bytes, big-endian), then a byte a pixel
 * </pre>
 */
public final class IdxImages {

  private static final int MAGIC = 2051;
  private static final int HEADER = 16;
  private static final String TRAIN = "train-images-idx3-ubyte";
  private static final String TEST = "t10k-images-idx3-ubyte";

  /** A data set that comes in IDX files. */
  public enum DataSet {
    /** Handwritten digits (LeCun, Cortes &amp; Burges). */
    MNIST(
        "MNIST",
        "SHA-256",
        "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
        "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
    /** Articles of clothing (Xiao, Rasul &amp; Vollgraf 2017, arXiv:1708.07747). */
    FASHION(
        "Fashion-MNIST",
        "MD5",
        "f4a8712d7a061bf5bd6d2ca38dc4d50a",
        "8181f5470baa50b63fa0f6fddb340f0a");

    private final String title;
    private final String algorithm;
    private final String trainDigest;
    private final String testDigest;

    DataSet(String title, String algorithm, String trainDigest, String testDigest) {
      this.title = title;
      this.algorithm = algorithm;
      this.trainDigest = trainDigest;
      this.testDigest = testDigest;
    }
  }

  private IdxImages() {}

  /**
   * Reads a data set from a folder that holds its files, with or without {@code .gz}.
   *
   * @throws DataException if a file is missing, truncated, of another format, or its unpacked bytes
   *     are not those of the data set
   */
  public static Images load(DataSet set, Path folder) {
    float[][] train = read(find(folder, TRAIN), set.algorithm, set.trainDigest);
    float[][] test = read(find(folder, TEST), set.algorithm, set.testDigest);
    return new Images(set.title, (int) Math.sqrt(train[0].length), train, test);
  }

  private static Path find(Path folder, String name) {
    if (!Files.isDirectory(folder)) {
      throw new DataException("the data folder %s does not exist".formatted(folder));
    }
    for (String candidate : new String[] {name, name + ".gz", name.replace("-idx3", ".idx3")}) {
      if (Files.isRegularFile(folder.resolve(candidate))) {
        return folder.resolve(candidate);
      }
    }
    throw new DataException(
        "the data folder %s has no file %s or %s.gz".formatted(folder, name, name));
  }

  /**
   * Reads one file.
   *
   * @param algorithm of the digest
   * @param digest of the unpacked bytes, in hexadecimal
   * @throws DataException as {@link #load}
   */
  static float[][] read(Path file, String algorithm, String digest) {
    MessageDigest digester;
    try {
      digester = MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    byte[] bytes = unpack(file);
    float[][] images = parse(file, bytes);
    String actual = HexFormat.of().formatHex(digester.digest(bytes));
    if (!actual.equals(digest)) {
      throw new DataException(
          "%s is not the file of the data set: its unpacked %s is %s, not %s"
              .formatted(file, algorithm, actual, digest));
    }
    return images;
  }

  private static byte[] unpack(Path file) {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      return in.readAllBytes();
    } catch (EOFException e) {
      throw new DataException("%s is truncated: its gzip stream ends early".formatted(file), e);
    } catch (IOException e) {
      throw new DataException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static float[][] parse(Path file, byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int magic = in.readInt();
      if (magic != MAGIC) {
        throw new DataException(
            "%s is no IDX file of images: it starts with %d, not %d".formatted(file, magic, MAGIC));
      }
      int count = in.readInt();
      int rows = in.readInt();
      int columns = in.readInt();
      if (count < 1 || rows < 1 || rows != columns) {
        throw new DataException(
            "%s holds %d images of %d x %d pixels; %s"
                .formatted(
                    file,
                    count,
                    rows,
                    columns,
                    count < 1 || rows < 1 ? "there must be some" : "they must be square"));
      }
      long expected = HEADER + (long) count * rows * columns;
      if (bytes.length != expected) {
        throw new DataException(
            "%s is %s: %d images of %d x %d pixels take %d bytes, it has %d"
                .formatted(
                    file,
                    bytes.length < expected ? "truncated" : "too long",
                    count,
                    rows,
                    columns,
                    expected,
                    bytes.length));
      }
      float[][] images = new float[count][rows * columns];
      for (float[] image : images) {
        for (int i = 0; i < image.length; i++) {
          image[i] = in.readUnsignedByte() / 255f;
        }
      }
      return images;
    } catch (EOFException e) {
      throw new DataException("%s is truncated: it ends within its header".formatted(file), e);
    } catch (IOException e) {
      throw new DataException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }
}
