package io.thalweg.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DigitsTest {

  private static final ImageSet SET = Digits.load();
  private static final Images DIGITS = Images.of(SET);

  // Row 3 of the first image of either part, worked out apart from this code.
  private static final int[] FIRST_TRAIN = {0, 4, 16, 6, 14, 9, 1, 0};
  private static final int[] FIRST_TEST = {0, 5, 15, 0, 3, 0, 0, 0};

  @Test
  void theEmbeddedFileIsThatOfTheSource() throws IOException, NoSuchAlgorithmException {
    try (InputStream file = Digits.class.getResourceAsStream("digits.csv.gz")) {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(file.readAllBytes());
      assertEquals(
          "46abec6b12486ad9e51943373abcf22bbea1b5a51a1619b361570d8893f1464a",
          HexFormat.of().formatHex(digest));
    }
  }

  @Test
  void are1500ToTrainOnAnd297ToTestOnOf64Pixels() {
    assertEquals(1_500, DIGITS.train().length);
    assertEquals(297, DIGITS.test().length);
    assertEquals(8, DIGITS.side());
    assertEquals(64, DIGITS.pixels());
    all().forEach(image -> assertEquals(64, image.length));
  }

  @Test
  void intensitiesAreSixteenthsOfTheWholeRange() {
    boolean[] seen = new boolean[17];
    all()
        .forEach(
            image -> {
              for (float pixel : image) {
                float sixteenths = 16 * pixel;
                assertTrue(
                    sixteenths == (int) sixteenths && sixteenths >= 0 && sixteenths <= 16,
                    () -> "an intensity of " + pixel);
                seen[(int) sixteenths] = true;
              }
            });
    for (int level = 0; level <= 16; level++) {
      assertTrue(seen[level], "no pixel has the intensity %d / 16".formatted(level));
    }
  }

  @Test
  void theShuffleNeverChanges() {
    assertArrayEquals(FIRST_TRAIN, row(DIGITS.train()[0]));
    assertArrayEquals(FIRST_TEST, row(DIGITS.test()[0]));
    assertArrayEquals(DIGITS.test(), Images.of(Digits.load()).test());
  }

  @Test
  void binaryImagesHaveTheIntensitiesAsProbabilities() {
    int draws = 10_000;
    SplittableRandom random = new SplittableRandom(1);
    double[] ones = new double[64];
    for (int draw = 0; draw < draws; draw++) {
      double[] binary = DIGITS.binaryTest(7, 1, random);
      for (int i = 0; i < 64; i++) {
        ones[i] += binary[i];
      }
    }
    for (int i = 0; i < 64; i++) {
      double p = DIGITS.test()[7][i];
      // 64 pixels beyond 6 standard errors: a probability of 1e-7.
      assertEquals(p, ones[i] / draws, 6 * Math.sqrt(p * (1 - p) / draws));
    }
  }

  @Test
  void batchesAreDrawnFromTheTrainingImagesAlone() {
    Images two = new Images("two", 1, new float[][] {{0}, {1}}, new float[][] {{0.5f}});
    double[] batch = two.batch(10_000, new SplittableRandom(1));
    double ones = Arrays.stream(batch).sum();
    // 10,000 fair coins have a standard deviation of 50; the grey test image would add to them.
    assertEquals(5_000, ones, 6 * 50);
    assertTrue(Arrays.stream(two.binaryTrain(1, 1, new SplittableRandom(1))).allMatch(b -> b == 1));
  }

  private static int[] row(float[] image) {
    int[] row = new int[8];
    for (int i = 0; i < 8; i++) {
      row[i] = (int) (16 * image[24 + i]);
    }
    return row;
  }

  private static Stream<float[]> all() {
    return Stream.concat(Stream.of(DIGITS.train()), Stream.of(DIGITS.test()));
  }
}
