package io.thalweg.rl.wrapper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.rl.Environment;
import io.thalweg.rl.Space;
import io.thalweg.rl.Step;
import io.thalweg.rl.environment.CartPole;
import io.thalweg.rl.environment.Pendulum;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaledTest {

  /** Shows the last action. */
  private record Mirror(double[] low, double[] high) implements Environment {

    @Override
    public Space space() {
      return Space.continuous(low.length, low, high);
    }

    @Override
    public double[] reset(RandomGenerator random) {
      return new double[low.length];
    }

    @Override
    public Step step(double[] action) {
      space().requireAction(action);
      return new Step(action, 1, false);
    }
  }

  private static final Mirror MIRROR = new Mirror(new double[] {-3, 2}, new double[] {5, 2.5});

  @ParameterizedTest
  @CsvSource({"-1,1,-3,2.5", "0,0,1,2.25", "0.5,-0.5,3,2.125", "-7,9,-3,2.5"})
  void actionsAreSpreadOverTheRangeAndBeyondItAreItsEnds(
      double first, double second, double expected, double other) {
    Scaled scaled = new Scaled(MIRROR);
    double[] action = {first, second};
    assertArrayEquals(new double[] {expected, other}, scaled.step(action).observation());
    assertArrayEquals(new double[] {first, second}, action);
  }

  @Test
  void spaceHasTheBoundsOneAndTheRestIsThatOfTheEnvironment() {
    Scaled scaled = new Scaled(new Pendulum());
    assertArrayEquals(new double[] {-1}, scaled.space().low());
    assertArrayEquals(new double[] {1}, scaled.space().high());
    assertEquals(3, scaled.space().observations());
    Pendulum plain = new Pendulum();
    assertArrayEquals(plain.reset(new SplittableRandom(1)), scaled.reset(new SplittableRandom(1)));
    Step expected = plain.step(new double[] {-1});
    Step actual = scaled.step(new double[] {-0.5});
    assertArrayEquals(expected.observation(), actual.observation());
    assertEquals(expected.reward(), actual.reward());
  }

  @Test
  void actionsWithoutARangeAreRefused() {
    var discrete = assertThrows(IllegalArgumentException.class, () -> new Scaled(new CartPole()));
    assertEquals("discrete actions have no scale", discrete.getMessage());
    Mirror endless = new Mirror(new double[] {0, 0}, new double[] {1, 1 / 0.0});
    var thrown = assertThrows(IllegalArgumentException.class, () -> new Scaled(endless));
    assertEquals(
        "number 1 of an action lies between 0.0 and Infinity; both must be finite",
        thrown.getMessage());
    Scaled scaled = new Scaled(MIRROR);
    assertThrows(IllegalArgumentException.class, () -> scaled.step(new double[] {Double.NaN, 0}));
    assertThrows(IllegalArgumentException.class, () -> scaled.step(new double[1]));
  }
}
