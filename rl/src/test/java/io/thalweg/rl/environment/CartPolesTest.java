package io.thalweg.rl.environment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.rl.Step;
import io.thalweg.support.SplitMix;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CartPolesTest {

  // No number of lanes divides it.
  private static final int COPIES = 13;

  private final SplittableRandom random = new SplittableRandom(3);
  private final CartPoles carts = new CartPoles(COPIES);

  private double[] actions() {
    return random.doubles(COPIES).map(Math::rint).toArray();
  }

  private double[] observation(int copy) {
    return Arrays.copyOfRange(carts.observations(), 4 * copy, 4 * copy + 4);
  }

  @Test
  void copiesDoWhatOneCartDoesEpisodeAfterEpisode() {
    CartPole[] alone = new CartPole[COPIES];
    for (int copy = 0; copy < COPIES; copy++) {
      alone[copy] = new CartPole();
      begin(copy, alone[copy], copy);
    }
    int episodes = COPIES;
    for (int t = 0; t < 500; t++) {
      double[] actions = actions();
      carts.step(actions);
      for (int copy = 0; copy < COPIES; copy++) {
        Step step = alone[copy].step(new double[] {actions[copy]});
        // Sines differ by one rounding, which an unstable pole doubles every nine steps or so.
        assertArrayEquals(step.observation(), observation(copy), 1e-12);
        assertEquals(step.reward(), carts.rewards()[copy]);
        assertEquals(step.terminated(), carts.terminated()[copy]);
        if (step.terminated()) {
          begin(copy, alone[copy], episodes++);
        }
      }
    }
    assertTrue(episodes > 200, episodes + " episodes");
  }

  private void begin(int copy, CartPole alone, long seed) {
    carts.reset(copy, new SplitMix(seed));
    assertArrayEquals(alone.reset(new SplitMix(seed)), observation(copy));
  }

  @Test
  void copiesThatHaveEndedOrNotBegunStandStillBesideOthers() {
    carts.reset(4, new SplitMix(1));
    double[] push = new double[COPIES];
    for (int t = 0; !carts.terminated()[4]; t++) {
      assertTrue(t < 20, "a cart that is pushed one way falls in half a second");
      carts.step(push);
    }
    carts.reset(7, new SplitMix(2));
    double[] before = carts.observations().clone();
    carts.step(push);
    for (int copy = 0; copy < COPIES; copy++) {
      double[] was = Arrays.copyOfRange(before, 4 * copy, 4 * copy + 4);
      assertEquals(copy != 7, Arrays.equals(was, observation(copy)), "copy " + copy);
      assertEquals(copy != 7, carts.terminated()[copy], "copy " + copy);
    }
    carts.reset(4, new SplitMix(3));
    double[] start = observation(4);
    carts.step(push);
    assertTrue(!carts.terminated()[4] && !Arrays.equals(start, observation(4)));
  }

  @Test
  void whatIsNoActionOfACopyIsRefused() {
    IntStream.range(0, COPIES).forEach(copy -> carts.reset(copy, random));
    double[] start = carts.observations().clone();
    double[] wrong = {2, -1, 0.5, Math.nextUp(1), Double.MIN_VALUE, Double.NaN, 1 / 0.0, -1 / 0.0};
    for (double action : wrong) {
      double[] actions = actions();
      actions[COPIES - 1] = action;
      var thrown = assertThrows(IllegalArgumentException.class, () -> carts.step(actions));
      assertEquals(
          "the action is [%s]; it must be a whole number from 0 to 1".formatted(action),
          thrown.getMessage());
      assertArrayEquals(start, carts.observations());
    }
    assertThrows(IllegalArgumentException.class, () -> carts.step(new double[COPIES + 1]));
    assertThrows(IllegalArgumentException.class, () -> new CartPoles(0));
  }

  /** A pole falls at 0.21 and moves by less than 0.1 in a step. */
  @Test
  void sinesAreExactToTheLastDigitWithinHalfARadian() {
    for (int i = -1_000; i <= 1_000; i++) {
      double x = i / 2_000.0;
      assertEquals(0, error(CartPoles.sin(x), x, 1), 1e-16, "sin " + x);
      assertEquals(0, error(CartPoles.cos(x), x, 0), 1e-16, "cos " + x);
    }
  }

  /** The distance from the Taylor series whose first power is given. */
  private static double error(double value, double x, int first) {
    MathContext digits = new MathContext(40);
    BigDecimal square = new BigDecimal(x).pow(2);
    BigDecimal term = new BigDecimal(x).pow(first);
    BigDecimal sum = term;
    for (int n = first + 2; n < 30; n += 2) {
      term = term.multiply(square).divide(BigDecimal.valueOf(-n * (n - 1L)), digits);
      sum = sum.add(term);
    }
    return new BigDecimal(value).subtract(sum).doubleValue();
  }
}
