package io.thalweg.workbench.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.distribution.Gaussian;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoxesTest {

  private static final double MOVE = 0.3;

  private static Boxes boxes(int count) {
    return Boxes.of(Gaussian.of(0, 1), Gaussian.of(MOVE, 1), x -> Math.sin(1.7 * x), -3, 3, count);
  }

  @Test
  void massesAddUpToOneBeforeAndAfter() {
    Boxes boxes = boxes(10);
    for (Boxes.Way way : List.of(boxes.lr(), boxes.rp())) {
      for (Boxes.Row row : List.of(way.before(), way.after())) {
        assertEquals(10, row.masses().length);
        assertEquals(1, Arrays.stream(row.masses()).sum(), 1e-14);
        assertTrue(Arrays.stream(row.masses()).allMatch(mass -> mass > 0));
      }
    }
  }

  @Test
  void edgesStayUnderLrAndMassesUnderRp() {
    Boxes boxes = boxes(10);
    assertArrayEquals(boxes.lr().before().edges(), boxes.lr().after().edges());
    assertArrayEquals(boxes.lr().before().values(), boxes.lr().after().values());
    assertArrayEquals(boxes.rp().before().masses(), boxes.rp().after().masses());
    for (int i = 0; i <= 10; i++) {
      assertEquals(
          boxes.rp().before().edges()[i] + MOVE, boxes.rp().after().edges()[i], 1e-12, "edge " + i);
    }
    assertArrayEquals(boxes.lr().before().masses(), boxes.rp().before().masses());
    // Mass moves to the right: away from the left of the middle of the two means.
    for (int i = 0; i < 10; i++) {
      double gain = boxes.lr().after().masses()[i] - boxes.lr().before().masses()[i];
      assertEquals(boxes.lr().before().middles()[i] > MOVE / 2, gain > 0, "box " + i);
    }
  }

  @Test
  void bothSumsComeToTheChangeOfTheMeanAsBoxesGrowMany() {
    // E sin(a x) = exp(-a^2 / 2) sin(a mean).
    double exact = Math.exp(-0.5 * 1.7 * 1.7) * Math.sin(1.7 * MOVE);
    Boxes few = boxes(10);
    Boxes many = boxes(1_000);
    assertEquals(exact, few.change(), 1e-4);
    assertEquals(exact, few.lr().change(), 0.1 * exact);
    assertEquals(exact, few.rp().change(), 0.1 * exact);
    // What is left is that of the tails beyond the outermost boxes.
    assertEquals(exact, many.lr().change(), 0.01 * exact);
    assertEquals(exact, many.rp().change(), 0.01 * exact);
  }
}
