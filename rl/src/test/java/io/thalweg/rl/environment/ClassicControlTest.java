package io.thalweg.rl.environment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.rl.Copyable;
import io.thalweg.rl.Space;
import io.thalweg.rl.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClassicControlTest {

  static List<ClassicControl> environments() {
    return List.of(
        new CartPole(),
        new Acrobot(),
        new MountainCar(),
        new MountainCarContinuous(),
        new Pendulum(),
        new InvertedPendulum());
  }

  /** The original of the continuous mountain car rounds its state to single precision. */
  private static double accuracy(ClassicControl environment) {
    return environment instanceof MountainCarContinuous ? 1e-6 : 1e-10;
  }

  @ParameterizedTest
  @MethodSource("environments")
  void stepsAreThoseOfTheOriginal(ClassicControl environment) {
    List<Golden> steps = Golden.of(environment);
    assertTrue(steps.size() >= 150, steps.size() + " steps");
    for (Golden golden : steps) {
      ClassicControl.Next next = environment.next(golden.state(), golden.action());
      String where = Arrays.toString(golden.state()) + ", action " + golden.action();
      double accuracy = accuracy(environment);
      assertArrayEquals(
          environment.observe(golden.next()), environment.observe(next.state()), accuracy, where);
      assertEquals(golden.reward(), next.reward(), accuracy, where);
      assertEquals(golden.terminated(), next.terminated(), where);
    }
  }

  /** Otherwise the ends of episodes would not be tested. */
  @ParameterizedTest
  @MethodSource("environments")
  void goldenStepsEndEpisodesUnlessNoneEnds(ClassicControl environment) {
    boolean ends = Golden.of(environment).stream().anyMatch(Golden::terminated);
    assertEquals(!(environment instanceof Pendulum), ends);
  }

  private static double[] action(Space space, SplittableRandom random) {
    return new double[] {
      space.isDiscrete() ? random.nextInt(space.choices()) : random.nextDouble(-3, 3)
    };
  }

  private static List<Step> episode(Copyable environment, int steps, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Step> played = new ArrayList<>();
    while (played.size() < steps && (played.isEmpty() || !last(played).terminated())) {
      played.add(environment.step(action(environment.space(), random)));
    }
    return played;
  }

  private static Step last(List<Step> steps) {
    return steps.get(steps.size() - 1);
  }

  private static void assertSame(List<Step> expected, List<Step> actual) {
    assertEquals(expected.size(), actual.size());
    for (int t = 0; t < expected.size(); t++) {
      assertArrayEquals(expected.get(t).observation(), actual.get(t).observation());
      assertEquals(expected.get(t).reward(), actual.get(t).reward());
    }
  }

  @ParameterizedTest
  @MethodSource("environments")
  void sameSeedAndActionsGiveTheSameEpisode(ClassicControl environment) {
    double[] first = environment.reset(new SplittableRandom(1));
    assertEquals(environment.space().observations(), first.length);
    List<Step> once = episode(environment, 20, 2);
    assertArrayEquals(first, environment.reset(new SplittableRandom(1)));
    assertSame(once, episode(environment, 20, 2));
  }

  @ParameterizedTest
  @MethodSource("environments")
  void copyGoesOnAsItsOriginalWouldAndLeavesItAlone(ClassicControl environment) {
    environment.reset(new SplittableRandom(1));
    episode(environment, 2, 2);
    Copyable copy = environment.copy(new SplittableRandom(4));
    List<Step> ofCopy = episode(copy, 20, 3);
    assertSame(ofCopy, episode(environment, 20, 3));
  }

  @Test
  void firstStatesAreThoseOfTheOriginals() {
    SplittableRandom random = new SplittableRandom(5);
    double[] bounds = {0.05, 0.1, Double.NaN, Double.NaN, Double.NaN, 0.01};
    for (int i = 0; i < bounds.length; i++) {
      ClassicControl environment = environments().get(i);
      double farthest = 0;
      for (int n = 0; n < 1_000; n++) {
        for (double s : environment.start(random)) {
          farthest = Math.max(farthest, Math.abs(s));
        }
      }
      if (!Double.isNaN(bounds[i])) {
        assertTrue(farthest <= bounds[i] && farthest > 0.99 * bounds[i], "farthest " + farthest);
      }
    }
    for (int n = 0; n < 1_000; n++) {
      MountainCar car = new MountainCar();
      double[] place = car.reset(random);
      assertTrue(place[0] >= -0.6 && place[0] < -0.4 && place[1] == 0);
    }
  }

  @Test
  void whatIsNoActionIsRefused() {
    CartPole cart = new CartPole();
    cart.reset(new SplittableRandom(1));
    assertRefused("the action has 2 numbers; it must have 1", cart, 0, 1);
    assertRefused("the action is [2.0]; it must be a whole number from 0 to 1", cart, 2);
    assertRefused("the action is [0.5]; it must be a whole number from 0 to 1", cart, 0.5);
    assertRefused("the action is [NaN]; it must be a whole number from 0 to 1", cart, Double.NaN);
    Pendulum pendulum = new Pendulum();
    pendulum.reset(new SplittableRandom(1));
    assertRefused(
        "the action is [Infinity]; it must be finite", pendulum, Double.POSITIVE_INFINITY);
  }

  private static void assertRefused(String message, ClassicControl environment, double... action) {
    var thrown =
        assertThrows(IllegalArgumentException.class, () -> environment.step(action.clone()));
    assertEquals(message, thrown.getMessage());
  }

  @Test
  void stepsOutsideOfAnEpisodeAreRefused() {
    CartPole cart = new CartPole();
    String message = "CartPole has no episode: none has begun, or it has ended; reset begins one";
    var before = assertThrows(IllegalStateException.class, () -> cart.step(new double[] {0}));
    assertEquals(message, before.getMessage());
    cart.reset(new SplittableRandom(1));
    for (int t = 0; t < 100 && !cart.step(new double[] {0}).terminated(); t++) {
      assertTrue(t < 20, "a cart that is pushed one way falls in half a second");
    }
    var after = assertThrows(IllegalStateException.class, () -> cart.step(new double[] {0}));
    assertEquals(message, after.getMessage());
  }
}
