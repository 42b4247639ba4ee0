package io.thalweg.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinarizedMnistTest {

  private static final List<String> NAMES =
      List.of(
          "binarized_mnist_train.bits", "binarized_mnist_valid.bits", "binarized_mnist_test.bits");
  private static final List<Part> PARTS = List.of(Part.TRAIN, Part.VALIDATION, Part.TEST);
  private static final int[] IMAGES = {50_000, 10_000, 10_000};
  private static final List<byte[]> BITS = bits();

  @TempDir private Path folder;

  private static List<byte[]> bits() {
    SplittableRandom random = new SplittableRandom(1);
    List<byte[]> bits = new ArrayList<>();
    for (int images : IMAGES) {
      byte[] bytes = new byte[images * 98];
      random.nextBytes(bytes);
      bits.add(bytes);
    }
    return bits;
  }

  @BeforeEach
  void writeFiles() throws IOException {
    for (int i = 0; i < 3; i++) {
      Files.write(folder.resolve(NAMES.get(i)), BITS.get(i));
    }
  }

  @Test
  void theThreeFilesAreTheThreePartsHighestBitFirst() {
    ImageSet set = load();
    assertEquals("MNIST, fixed binarisation of Salakhutdinov and Murray", set.name());
    assertEquals(Pixels.FIXED, set.rule());
    assertEquals(28, set.side());
    for (int p = 0; p < 3; p++) {
      Part part = PARTS.get(p);
      int count = IMAGES[p];
      assertEquals(count, set.count(part));
      int[] indices = {count - 1, 0, 7};
      double[] expected = new double[3 * 784];
      for (int i = 0; i < expected.length; i++) {
        int bit = indices[i / 784] * 784 + i % 784;
        expected[i] = (BITS.get(p)[bit / 8] >> (7 - bit % 8)) & 1;
      }
      assertArrayEquals(expected, set.rows(part, indices, new SplittableRandom(1)));
    }
  }

  @Test
  void thereAreNoGreyImagesAndNoLabels() {
    ImageSet set = load();
    assertFalse(set.hasLabels(Part.TRAIN));
    String message =
        "MNIST, fixed binarisation of Salakhutdinov and Murray has no grey images: its pixels are"
            + " FIXED and cannot be ";
    assertRefused(message + "RESAMPLED", () -> set.with(Pixels.RESAMPLED, Split.LAST));
    assertRefused(message + "drawn anew by a seed", () -> set.fixed(1));
    assertEquals(60_000, set.with(Pixels.FIXED, Split.NONE).count(Part.TRAIN));
  }

  @Test
  void otherBitsAreRefused() {
    Path file = folder.resolve(NAMES.get(0));
    assertRefused(
        "%s is not the file of the data set: its unpacked SHA-256 is %s, not %s"
            .formatted(
                file,
                digest(BITS.get(0)),
                "727146c35424b019f3e350e1e69faa05644a0abaf787e3f4e1a9632220a13906"),
        () -> BinarizedMnist.load(folder));
  }

  @Test
  void aTruncatedFileIsRefused() throws IOException {
    Path file = folder.resolve(NAMES.get(1));
    Files.write(file, Arrays.copyOf(BITS.get(1), 979_999));
    assertRefused(
        file + " is truncated: 10000 images of 28 x 28 bits take 980000 bytes, it has 979999",
        this::load);
  }

  private ImageSet load() {
    List<DataFile> files = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      files.add(new DataFile(NAMES.get(i), "SHA-256", digest(BITS.get(i))));
    }
    return BinarizedMnist.load(files, folder);
  }

  private static void assertRefused(String message, Runnable loading) {
    assertEquals(message, assertThrows(DataException.class, loading::run).getMessage());
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
