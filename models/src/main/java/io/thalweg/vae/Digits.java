package io.thalweg.vae;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
  private static final float MAXIMUM = 16;

  private Digits() {}

  /** Reads them from the library's own resources. */
  public static Images load() {
    List<float[]> images = new ArrayList<>();
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
    return new Images(
        "8 x 8 handwritten digits",
        SIDE,
        images.subList(0, TRAIN).toArray(float[][]::new),
        images.subList(TRAIN, images.size()).toArray(float[][]::new));
  }

  private static float[] parse(String line) {
    String[] fields = line.split(",", -1);
    float[] image = new float[SIDE * SIDE];
    for (int i = 0; i < image.length; i++) {
      image[i] = Float.parseFloat(fields[i]) / MAXIMUM;
    }
    return image;
  }

  private static void shuffle(List<float[]> images) {
    SplittableRandom random = new SplittableRandom(0);
    for (int i = images.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      float[] image = images.get(i);
      images.set(i, images.get(j));
      images.set(j, image);
    }
  }
}
