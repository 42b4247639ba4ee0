package io.thalweg.vae;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdxImagesTest {

  private static final String TRAIN = "train-images-idx3-ubyte";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {2, 28})
  void readsIntensitiesRawAndGzipped(int side) throws IOException {
    byte[] bytes = idx(2051, 3, side, side, 3 * side * side);
    for (Path file : new Path[] {raw("a", bytes), gzipped("a.gz", bytes)}) {
      float[][] images = IdxImages.read(file, "SHA-256", digest(bytes));
      assertEquals(3, images.length);
      for (int i = 0; i < 3; i++) {
        float[] expected = new float[side * side];
        for (int p = 0; p < expected.length; p++) {
          // The byte of each pixel is its number, from 0 .. 255 and over again.
          expected[p] = ((i * side * side + p) & 255) / 255f;
        }
        assertArrayEquals(expected, images[i]);
      }
    }
  }

  @Test
  void intensitiesReachFromZeroToOne() throws IOException {
    byte[] bytes = idx(2051, 1, 16, 16, 256);
    float[] image = IdxImages.read(raw("a", bytes), "SHA-256", digest(bytes))[0];
    assertEquals(0, image[0]);
    assertEquals(1, image[255]);
  }

  @Test
  void anotherDigestIsRefusedWithBoth() throws IOException {
    byte[] bytes = idx(2051, 3, 2, 2, 12);
    Path file = raw("a", bytes);
    assertRefused(
        "%s is not the file of the data set: its unpacked SHA-256 is %s, not 1234"
            .formatted(file, digest(bytes)),
        () -> IdxImages.read(file, "SHA-256", "1234"));
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
        "the data folder %s has no file %s or %s.gz".formatted(folder, TRAIN, TRAIN),
        () -> load(folder));
    Files.createDirectory(folder.resolve(TRAIN));
    assertRefused(
        "the data folder %s has no file %s or %s.gz".formatted(folder, TRAIN, TRAIN),
        () -> load(folder));
  }

  @ParameterizedTest
  @ValueSource(strings = {TRAIN, TRAIN + ".gz", "train-images.idx3-ubyte"})
  void everyUsualNameIsFoundAndCheckedAgainstTheDataSet(String name) throws IOException {
    byte[] bytes = idx(2051, 3, 28, 28, 3 * 784);
    Path file = name.endsWith(".gz") ? gzipped(name, bytes) : raw(name, bytes);
    assertRefused(
        "%s is not the file of the data set: its unpacked SHA-256 is %s, not %s"
            .formatted(
                file,
                digest(bytes),
                "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
        () -> load(folder));
  }

  private static void load(Path folder) {
    IdxImages.load(IdxImages.DataSet.MNIST, folder);
  }

  private static void read(Path file) {
    IdxImages.read(file, "SHA-256", "");
  }

  private void assertRefused(String reason, byte[] bytes, int length) throws IOException {
    Path file = raw("damaged", Arrays.copyOf(bytes, length));
    assertRefused(file + " is " + reason, () -> read(file));
  }

  private static void assertRefused(String message, Runnable reading) {
    assertEquals(message, assertThrows(DataException.class, reading::run).getMessage());
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
