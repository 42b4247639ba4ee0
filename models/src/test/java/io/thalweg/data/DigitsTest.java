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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DigitsTest {

  private static final ImageSet SET = Digits.load();
  private static final ImageSet GREY = SET.with(Pixels.GREY, Split.NONE);

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
    assertEquals(1_500, GREY.count(Part.TRAIN));
    assertEquals(297, GREY.count(Part.TEST));
    assertEquals(8, GREY.side());
    assertEquals(64, GREY.pixels());
    all().forEach(image -> assertEquals(64, image.length));
  }

  @Test
  void intensitiesAreSixteenthsOfTheWholeRange() {
    boolean[] seen = new boolean[17];
    all()
        .forEach(
            image -> {
              for (double pixel : image) {
                double sixteenths = 16 * pixel;
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
    assertArrayEquals(FIRST_TRAIN, thirdRow(Part.TRAIN));
    assertArrayEquals(FIRST_TEST, thirdRow(Part.TEST));
  }

  private static int[] thirdRow(Part part) {
    double[] image = GREY.rows(part, 0, 1, new SplittableRandom(1));
    return Arrays.stream(image, 24, 32).mapToInt(level -> (int) Math.round(16 * level)).toArray();
  }

  private static Stream<double[]> all() {
    return Stream.of(Part.TRAIN, Part.TEST)
        .flatMap(
            part ->
                IntStream.range(0, GREY.count(part))
                    .mapToObj(i -> GREY.rows(part, i, 1, new SplittableRandom(1))));
  }
}
