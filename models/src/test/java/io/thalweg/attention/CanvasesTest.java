package io.thalweg.attention;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.data.Digits;
import io.thalweg.data.ImageSet;
import io.thalweg.data.Part;
import io.thalweg.data.Pixels;
import io.thalweg.data.Split;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CanvasesTest {

  private static final ImageSet DATA = Digits.load().with(Pixels.GREY, Split.NONE);

  private static Canvases canvases(int count, int pieces) {
    return Canvases.draw(DATA, Part.TEST, count, 20, pieces, new SplittableRandom(1));
  }

  @Test
  void eachCanvasHoldsAWholeDigitOfItsLabelAtItsPlace() {
    Canvases canvases = canvases(30, 8);
    int[] labels = DATA.labels(Part.TEST);
    for (int c = 0; c < 30; c++) {
      double[] piece = new double[64];
      new Crops(canvases).add(c, canvases.places()[c], 1, piece, 0);
      int canvas = c;
      assertTrue(
          IntStream.range(0, labels.length)
              .filter(i -> labels[i] == canvases.labels()[canvas])
              .anyMatch(i -> Arrays.equals(image(i), piece)),
          "canvas %d holds no such digit".formatted(c));
    }
  }

  private static double[] image(int index) {
    return DATA.rows(Part.TEST, new int[] {index}, new SplittableRandom(0));
  }

  @Test
  void withoutClutterTheRestOfACanvasIsEmpty() {
    Canvases canvases = canvases(5, 0);
    for (int c = 0; c < 5; c++) {
      double[] piece = new double[64];
      new Crops(canvases).add(c, canvases.places()[c], 1, piece, 0);
      double all = Arrays.stream(canvases.pixels(), c * 400, (c + 1) * 400).sum();
      assertEquals(Arrays.stream(piece).sum(), all, 1e-12);
    }
  }

  @Test
  void digitsLieAtAllPlaces() {
    Set<Integer> places = new HashSet<>();
    Arrays.stream(canvases(3_000, 0).places()).forEach(places::add);
    assertEquals(169, places.size());
  }

  /** Each window holds the means over 2 x 2 pixels of 12 x 12 around the piece. */
  @Test
  void windowsAreMeansOverBlocksAndEmptyBeyondTheCanvas() {
    Canvases canvases = canvases(2, 8);
    double[] windows = Coarse.windows(canvases);
    for (int place : new int[] {0, 12, 84, 156, 168}) {
      double[] expected = new double[36];
      for (int i = 0; i < 144; i++) {
        int row = place / 13 - 2 + i / 12;
        int column = place % 13 - 2 + i % 12;
        if (row >= 0 && row < 20 && column >= 0 && column < 20) {
          expected[i / 24 * 6 + i % 12 / 2] += canvases.pixels()[400 + row * 20 + column] / 4;
        }
      }
      int from = (169 + place) * 36;
      assertArrayEquals(expected, Arrays.copyOfRange(windows, from, from + 36), 1e-12);
    }
  }
}
