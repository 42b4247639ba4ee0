package io.thalweg.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ImageSetTest {

  private static final ImageSet DIGITS = Digits.load();

  /** 24 images of one pixel with levels 0 .. 23 to learn from, two for tests. */
  private static final ImageSet RAMP = ramp();

  private static ImageSet ramp() {
    byte[] train = new byte[24];
    for (int i = 0; i < train.length; i++) {
      train[i] = (byte) i;
    }
    return ImageSet.of("ramp", 1, 23, train, new byte[] {23, 0});
  }

  @ParameterizedTest
  @CsvSource({
    "LAST, 20, 4, 0, 20",
    "FIRST, 22, 2, 2, 0",
    "NONE, 24, 0, 0, -1",
  })
  void partsShareTheImagesWithoutOverlap(
      Split split, int train, int validation, int firstOfTrain, int firstOfValidation) {
    ImageSet set = RAMP.with(Pixels.GREY, split);
    assertEquals(train, set.count(Part.TRAIN));
    assertEquals(validation, set.count(Part.VALIDATION));
    assertEquals(2, set.count(Part.TEST));
    assertArrayEquals(ramp(firstOfTrain, train), all(set, Part.TRAIN), 1e-15);
    assertArrayEquals(ramp(firstOfValidation, validation), all(set, Part.VALIDATION), 1e-15);
    assertArrayEquals(new double[] {1, 0}, all(set, Part.TEST));
  }

  @Test
  void theDigitsHaveTheSharesOfMnist() {
    assertEquals(250, DIGITS.with(Pixels.GREY, Split.LAST).count(Part.VALIDATION));
    assertEquals(125, DIGITS.with(Pixels.GREY, Split.FIRST).count(Part.VALIDATION));
  }

  @Test
  void theThresholdIsGreaterThanOneHalf() {
    ImageSet set = ImageSet.of("levels", 2, 16, new byte[] {0, 8, 9, 16}, new byte[0]);
    ImageSet bits = set.with(Pixels.THRESHOLD, Split.NONE);
    assertArrayEquals(new double[] {0, 0, 1, 1}, all(bits, Part.TRAIN));
    assertArrayEquals(new double[] {0, 0, 1, 1}, bits.mean());
  }

  @Test
  void greyPixelsAreTheIntensities() {
    ImageSet set = ImageSet.of("levels", 2, 255, new byte[] {0, 51, -1, -128}, new byte[0]);
    double[] intensities = {0, 0.2, 1, 128 / 255.0};
    assertArrayEquals(intensities, all(set.with(Pixels.GREY, Split.NONE), Part.TRAIN));
    assertFalse(set.with(Pixels.GREY, Split.NONE).isBinary());
    // Drawn pixels are zeros and ones, with the intensities as their mean.
    assertTrue(set.isBinary());
    assertArrayEquals(intensities, set.mean());
  }

  @Test
  void pixelsDrawnAnewDifferAtEachUseAndHaveTheIntensitiesAsProbabilities() {
    int draws = 10_000;
    SplittableRandom random = new SplittableRandom(1);
    double[] grey = DIGITS.with(Pixels.GREY, Split.NONE).rows(Part.TEST, 7, 1, random);
    double[] ones = new double[64];
    int[] sevens = new int[draws];
    Arrays.fill(sevens, 7);
    double[] rows = DIGITS.rows(Part.TEST, sevens, random);
    for (int i = 0; i < rows.length; i++) {
      ones[i % 64] += rows[i];
    }
    for (int i = 0; i < 64; i++) {
      // 64 pixels beyond 6 standard errors: a probability of 1e-7.
      double p = grey[i];
      assertEquals(p, ones[i] / draws, 6 * Math.sqrt(p * (1 - p) / draws));
    }
  }

  @Test
  void fixedPixelsAreTheSameAtEachUseInEveryPartAndNamedByTheirSeed() {
    ImageSet fixed = DIGITS.with(Pixels.FIXED, Split.NONE);
    assertEquals("8 x 8 handwritten digits, fixed binarisation of seed 1", fixed.name());
    assertEquals(Pixels.FIXED, fixed.rule());
    double[] all = all(fixed, Part.TRAIN);
    assertArrayEquals(all, fixed.rows(Part.TRAIN, 0, 1_500, new SplittableRandom(2)));
    assertArrayEquals(all, all(DIGITS.fixed(1), Part.TRAIN));
    ImageSet last = DIGITS.with(Pixels.FIXED, Split.LAST);
    assertArrayEquals(Arrays.copyOfRange(all, 1_250 * 64, 1_500 * 64), all(last, Part.VALIDATION));
    assertFalse(Arrays.equals(all, all(DIGITS.fixed(2), Part.TRAIN)));
    // A change of the split keeps the seed; the way back leads to the grey images.
    assertEquals(
        "8 x 8 handwritten digits, fixed binarisation of seed 2",
        DIGITS.fixed(2).with(Pixels.FIXED, Split.FIRST).name());
    assertArrayEquals(
        all(DIGITS.with(Pixels.GREY, Split.LAST), Part.TRAIN),
        all(DIGITS.fixed(2).with(Pixels.GREY, Split.LAST), Part.TRAIN));
  }

  @Test
  void fixedPixelsAreDrawnWithTheIntensitiesAsProbabilities() {
    double[] grey = all(DIGITS.with(Pixels.GREY, Split.NONE), Part.TRAIN);
    double[] bits = all(DIGITS.fixed(1), Part.TRAIN);
    double difference = 0;
    double variance = 0;
    for (int i = 0; i < bits.length; i++) {
      assertTrue(bits[i] == 0 || bits[i] == 1);
      // Weights by the intensity: bits that take no notice of it would be far off.
      difference += (bits[i] - grey[i]) * (2 * grey[i] - 1);
      variance += grey[i] * (1 - grey[i]) * (2 * grey[i] - 1) * (2 * grey[i] - 1);
    }
    assertEquals(0, difference, 5 * Math.sqrt(variance));
    double power = 0;
    for (double p : grey) {
      power += (2 * p - 1) * (2 * p - 1);
    }
    assertTrue(0.05 * power > 10 * Math.sqrt(variance), "an error of 5 % would not be seen");
  }

  @ParameterizedTest
  @EnumSource(Pixels.class)
  void theMeanIsThatOfTheImagesToLearnFrom(Pixels rule) {
    ImageSet set = DIGITS.with(rule, Split.LAST);
    Pixels seen = rule == Pixels.RESAMPLED ? Pixels.GREY : rule;
    double[] rows = all(DIGITS.with(seen, Split.LAST), Part.TRAIN);
    double[] expected = new double[64];
    for (int i = 0; i < rows.length; i++) {
      expected[i % 64] += rows[i] / 1_250;
    }
    assertArrayEquals(expected, set.mean(), 1e-12);
  }

  @Test
  void labelsAreThoseOfTheImages() {
    // Zeros have an empty middle and ones do not: rows 3 and 4, columns 3 and 4.
    double[] grey = all(DIGITS.with(Pixels.GREY, Split.NONE), Part.TRAIN);
    int[] labels = DIGITS.labels(Part.TRAIN);
    double[] middle = new double[10];
    int[] count = new int[10];
    for (int i = 0; i < labels.length; i++) {
      count[labels[i]]++;
      middle[labels[i]] += grey[64 * i + 27] + grey[64 * i + 28] + grey[64 * i + 35];
    }
    assertEquals(1_500, Arrays.stream(count).sum());
    assertTrue(middle[0] / count[0] < 0.3, () -> "zeros " + middle[0] / count[0]);
    assertTrue(middle[1] / count[1] > 1.5, () -> "ones " + middle[1] / count[1]);
    ImageSet last = DIGITS.with(Pixels.GREY, Split.LAST);
    assertArrayEquals(Arrays.copyOfRange(labels, 1_250, 1_500), last.labels(Part.VALIDATION));
    assertEquals(297, DIGITS.labels(Part.TEST).length);
  }

  @Test
  void indicesOutsideThePartAreRefused() {
    ImageSet set = RAMP.with(Pixels.GREY, Split.LAST);
    for (int index : new int[] {-1, 4}) {
      IndexOutOfBoundsException e =
          assertThrows(
              IndexOutOfBoundsException.class,
              () -> set.rows(Part.VALIDATION, new int[] {index}, new SplittableRandom(1)));
      assertEquals(
          "ramp has no image %d in its part VALIDATION of 4".formatted(index), e.getMessage());
    }
  }

  @Test
  void badImagesAreRefused() {
    assertRefused("6 bytes are no whole number of images of 4 pixels", 2, 1, new byte[6]);
    assertRefused("image 1, pixel 2 has level 3, greater than the maximum 2", 2, 2, level(8, 6, 3));
    assertRefused("the maximum 0 is not in 1 .. 255", 2, 0, new byte[4]);
    assertRefused(
        "bad has 0 bytes to learn from in images of side 2; there must be some", 2, 1, new byte[0]);
  }

  private static byte[] level(int length, int at, int level) {
    byte[] levels = new byte[length];
    levels[at] = (byte) level;
    return levels;
  }

  private static void assertRefused(String message, int side, int maximum, byte[] train) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> ImageSet.of("bad", side, maximum, train, new byte[0]));
    assertEquals(message, e.getMessage());
  }

  private static double[] all(ImageSet set, Part part) {
    return set.rows(part, 0, set.count(part), new SplittableRandom(1));
  }

  private static double[] ramp(int from, int count) {
    double[] levels = new double[count];
    Arrays.setAll(levels, i -> (from + i) / 23.0);
    return levels;
  }
}
