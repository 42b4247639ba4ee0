package io.thalweg.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataSetTest {

  private static final String TRAIN = "train-images-idx3-ubyte";
  private static final String TEST = "t10k-images-idx3-ubyte";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {2, 28})
  void readsIntensitiesRawAndGzipped(int side) throws IOException {
    byte[] images = idx(2051, 3, side, side, 3 * side * side);
    raw(TRAIN, images);
    gzipped(TEST + ".gz", images);
    ImageSet set = load(images, images, new byte[0]).with(Pixels.GREY, Split.NONE);
    assertEquals("three", set.name());
    assertEquals(side, set.side());
    double[] expected = new double[3 * side * side];
    // The byte of each pixel is its number, from 0 .. 255 and over again.
    Arrays.setAll(expected, p -> (p & 255) / 255.0);
    for (Part part : List.of(Part.TRAIN, Part.TEST)) {
      assertEquals(3, set.count(part));
      assertArrayEquals(expected, set.rows(part, 0, 3, new SplittableRandom(1)));
    }
  }

  @Test
  void labelsAreReadWhereTheyAreThere() throws IOException {
    byte[] images = idx(2051, 3, 2, 2, 12);
    byte[] labels = idx(2049, 3, 3);
    raw(TRAIN, images);
    raw(TEST, images);
    raw("t10k-labels-idx1-ubyte", labels);
    ImageSet set = load(images, images, labels);
    assertFalse(set.hasLabels(Part.TRAIN));
    assertRefused("three has no labels of its part TRAIN", () -> set.labels(Part.TRAIN));
    assertArrayEquals(new int[] {0, 1, 2}, set.labels(Part.TEST));
    byte[] four = idx(2049, 4, 4);
    Path file = raw("t10k-labels-idx1-ubyte", four);
    assertRefused(file + " holds 4 labels of 3 images", () -> load(images, images, four));
  }

  @Test
  void anotherDigestIsRefusedWithBoth() throws IOException {
    byte[] images = idx(2051, 3, 2, 2, 12);
    byte[] others = images.clone();
    others[20]++;
    Path file = raw(TRAIN, others);
    raw(TEST, images);
    assertRefused(
        "%s is not the file of the data set: its unpacked SHA-256 is %s, not %s"
            .formatted(file, digest(others), digest(images)),
        () -> load(images, images, new byte[0]));
  }

  @Test
  void damagedFilesAreRefusedWithTheReason() throws IOException {
    byte[] good = idx(2051, 3, 2, 2, 12);
    assertRefused("truncated: 3 images of 2 x 2 pixels take 28 bytes, it has 27", good, 27);
    assertRefused("truncated: it ends within its header", good, 11);
    assertRefused("truncated: it ends within its header", good, 0);
    assertRefused(
        "too long: 3 images of 2 x 2 pixels take 28 bytes, it has 29", Arrays.copyOf(good, 29), 29);
    assertRefused(
        "truncated: 2147483647 images of 60000 x 60000 pixels take 7730941129200000016 bytes,"
            + " it has 17",
        idx(2051, Integer.MAX_VALUE, 60_000, 60_000, 1),
        17);
    assertRefused(
        "no IDX file of images: it starts with 2049, not 2051", idx(2049, 3, 2, 2, 12), 28);
  }

  @Test
  void imagesThatAreNotSquareAreRefused() throws IOException {
    Path file = raw("a", idx(2051, 3, 2, 3, 18));
    assertRefused(file + " holds 3 images of 2 x 3 pixels; they must be square", () -> read(file));
    Path none = raw("b", idx(2051, 0, 2, 2, 0));
    assertRefused(none + " holds 0 images of 2 x 2 pixels; there must be some", () -> read(none));
    Path negative = raw("c", idx(2051, -1, 2, 2, 0));
    assertRefused(
        negative + " holds -1 images of 2 x 2 pixels; there must be some", () -> read(negative));
  }

  @Test
  void damagedGzipIsRefused() throws IOException {
    byte[] packed = Files.readAllBytes(gzipped("a.gz", idx(2051, 30, 8, 8, 30 * 64)));
    for (int length : new int[] {5, packed.length / 2, packed.length - 3}) {
      Path file = raw("b.gz", Arrays.copyOf(packed, length));
      assertRefused(file + " is truncated: its gzip stream ends early", () -> read(file));
    }
    Path plain = raw("c.gz", idx(2051, 3, 2, 2, 12));
    assertRefused(plain + " cannot be read: Not in GZIP format", () -> read(plain));
  }

  @Test
  void missingFoldersAndFilesAreNamed() throws IOException {
    Path missing = folder.resolve("nowhere");
    assertRefused("the data folder " + missing + " does not exist", () -> load(missing));
    assertRefused(
        "the data folder %s has no %s, %s, gzipped or not".formatted(folder, TRAIN, TEST),
        () -> load(folder));
    raw(TEST, new byte[0]);
    Files.createDirectory(folder.resolve(TRAIN));
    assertRefused(
        "the data folder %s has no %s, gzipped or not".formatted(folder, TRAIN),
        () -> load(folder));
  }

  @Test
  void fixedPixelsOfMnistNameBothWaysToGetThem() {
    assertRefused(
        "the data folder %s has neither the fixed binarisation (binarized_mnist_train.bits,"
                .formatted(folder)
            + " binarized_mnist_valid.bits, binarized_mnist_test.bits) nor images to draw one from"
            + " (train-images-idx3-ubyte, t10k-images-idx3-ubyte)",
        () -> DataSet.MNIST.load(folder, Pixels.FIXED, Split.LAST));
  }

  @Test
  void aFolderWithOneFileOfTheFixedBinarisationMissesTheOthers() throws IOException {
    raw("binarized_mnist_valid.bits.gz", new byte[0]);
    assertRefused(
        "the data folder %s has no binarized_mnist_train.bits, binarized_mnist_test.bits, gzipped or"
                .formatted(folder)
            + " not",
        () -> DataSet.MNIST.load(folder, Pixels.FIXED, Split.LAST));
    assertRefused(
        "the data folder %s has no %s, %s, gzipped or not".formatted(folder, TRAIN, TEST),
        () -> DataSet.FASHION.load(folder, Pixels.FIXED, Split.LAST));
  }

  @ParameterizedTest
  @ValueSource(strings = {TRAIN, TRAIN + ".gz", "train-images.idx3-ubyte"})
  void everyUsualNameIsFoundAndCheckedAgainstTheDataSet(String name) throws IOException {
    byte[] bytes = idx(2051, 3, 28, 28, 3 * 784);
    Path file = name.endsWith(".gz") ? gzipped(name, bytes) : raw(name, bytes);
    raw(TEST, bytes);
    assertRefused(
        "%s is not the file of the data set: its unpacked SHA-256 is %s, not %s"
            .formatted(
                file,
                digest(bytes),
                "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
        () -> load(folder));
  }

  private static void load(Path folder) {
    DataSet.MNIST.load(folder);
  }

  /** Loads a set whose files are known by the digests of these bytes. */
  private ImageSet load(byte[] train, byte[] test, byte[] testLabels) {
    return DataSet.load(
        "three",
        List.of(
            new DataFile(TRAIN, "SHA-256", digest(train)),
            new DataFile("train-labels-idx1-ubyte", "SHA-256", ""),
            new DataFile(TEST, "SHA-256", digest(test)),
            new DataFile("t10k-labels-idx1-ubyte", "SHA-256", digest(testLabels))),
        folder);
  }

  private static void read(Path file) {
    IdxFormat.images(file, DataFile.unpack(file));
  }

  private void assertRefused(String reason, byte[] bytes, int length) throws IOException {
    Path file = raw("damaged", Arrays.copyOf(bytes, length));
    assertRefused(file + " is " + reason, () -> read(file));
  }

  private static void assertRefused(String message, Runnable reading) {
    assertEquals(message, assertThrows(DataException.class, reading::run).getMessage());
  }

  private static byte[] idx(int magic, int count, int labels) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(magic);
    out.writeInt(count);
    for (int label = 0; label < labels; label++) {
      out.writeByte(label);
    }
    return bytes.toByteArray();
  }

  private static byte[] idx(int magic, int count, int rows, int columns, int pixels)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    for (int number : new int[] {magic, count, rows, columns}) {
      out.writeInt(number);
    }
    for (int pixel = 0; pixel < pixels; pixel++) {
      out.writeByte(pixel);
    }
    return bytes.toByteArray();
  }

  private Path raw(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private Path gzipped(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(bytes);
    }
    return file;
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
