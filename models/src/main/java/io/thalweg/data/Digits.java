package io.thalweg.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;

/**
 * 1,797 handwritten digits of 8 x 8 pixels, which come with the library.
 *
 * <p>They are the test set of the Optical Recognition of Handwritten Digits data (Alpaydin &amp;
 * Kaynak 1998, UCI Machine Learning Repository, doi:10.24432/C50P49), 30 + 13 writers; 1,500 of
 * them train and 297 test, after a shuffle that never changes.
 */
public final class Digits {

  private static final int TRAIN = 1_500;
  private static final int SIDE = 8;
  private static final int MAXIMUM = 16;

  private Digits() {}

  /**
   * Reads them from the library's own resources, with labels. Pixels are drawn anew at each use,
   * and no image is for validation.
   */
  public static ImageSet load() {
    List<byte[]> images = new ArrayList<>();
    try (InputStream file = Digits.class.getResourceAsStream("digits.csv.gz");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(file), StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        images.add(parse(line));
      }
    } catch (IOException e) {
      throw new DataException("the embedded digits cannot be read: " + e.getMessage(), e);
    }
    shuffle(images);
    List<byte[]> train = images.subList(0, TRAIN);
    List<byte[]> test = images.subList(TRAIN, images.size());
    return ImageSet.of(
        new Source(
            "8 x 8 handwritten digits",
            SIDE,
            new GreyRows(columns(train, 0, SIDE * SIDE), SIDE * SIDE, MAXIMUM),
            new GreyRows(columns(test, 0, SIDE * SIDE), SIDE * SIDE, MAXIMUM),
            columns(train, SIDE * SIDE, 1),
            columns(test, SIDE * SIDE, 1)));
  }

  /** The levels of a line and its label. */
  private static byte[] parse(String line) {
    String[] fields = line.split(",", -1);
    byte[] image = new byte[SIDE * SIDE + 1];
    for (int i = 0; i < image.length; i++) {
      image[i] = (byte) Double.parseDouble(fields[i]);
    }
    return image;
  }

  /** Some columns of all images. */
  private static byte[] columns(List<byte[]> images, int from, int count) {
    byte[] columns = new byte[images.size() * count];
    for (int i = 0; i < images.size(); i++) {
      System.arraycopy(images.get(i), from, columns, i * count, count);
    }
    return columns;
  }

  private static void shuffle(List<byte[]> images) {
    SplittableRandom random = new SplittableRandom(0);
    for (int i = images.size() - 1; i > 0; i--) {
      Collections.swap(images, i, random.nextInt(i + 1));
    }
  }
}
