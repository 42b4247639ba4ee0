package io.thalweg.rl.environment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.rl.Step;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LunarLanderTest {

  private static final int FIRST = 16;

  /**
   * A flight of the original until it touches the ground, with all its random numbers.
   *
   * @param first 12 heights, 2 forces and 2 numbers of the step at the start
   * @param observation at the start
   * @param steps of each the action, 2 random numbers, the observation, reward and 0, as none ends
   */
  record Flight(double[] first, double[] observation, List<double[]> steps) {

    @Override
    public String toString() {
      return "flight of %d steps".formatted(steps.size());
    }
  }

  static List<Flight> flights() throws IOException {
    List<Flight> flights = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    LunarLanderTest.class.getResourceAsStream("LunarLander.csv")),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        double[] cells = Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
        if (cells.length > FIRST) {
          double[] observation = Arrays.copyOfRange(cells, FIRST, cells.length);
          flights.add(new Flight(Arrays.copyOf(cells, FIRST), observation, new ArrayList<>()));
        } else {
          flights.get(flights.size() - 1).steps().add(cells);
        }
      }
    }
    return flights;
  }

  /** Answers numbers that were recorded, within the bounds that they were drawn for. */
  private static final class Recorded implements RandomGenerator {
    private final Deque<Double> numbers = new ArrayDeque<>();

    void add(double... more) {
      Arrays.stream(more).forEach(numbers::add);
    }

    @Override
    public double nextDouble(double from, double to) {
      double number = numbers.remove();
      assertTrue(number >= from && number < to, number + " is not from " + from + " to " + to);
      return number;
    }

    @Override
    public long nextLong() {
      throw new UnsupportedOperationException();
    }
  }

  @ParameterizedTest
  @MethodSource("flights")
  void flightsAreThoseOfTheOriginalUntilTheFirstContact(Flight flight) {
    Recorded random = new Recorded();
    random.add(flight.first());
    LunarLander lander = new LunarLander();
    assertArrayEquals(flight.observation(), lander.reset(random), 1e-3);
    assertTrue(flight.steps().size() >= 50);
    for (double[] golden : flight.steps()) {
      random.add(golden[1], golden[2]);
      Step step = lander.step(new double[] {golden[0]});
      assertArrayEquals(Arrays.copyOfRange(golden, 3, 11), step.observation(), 1e-2);
      // 100 times the differences of the observations before and after.
      assertEquals(golden[11], step.reward(), 0.5);
      assertFalse(step.terminated());
    }
  }

  @Test
  void withoutAnEngineItCrashes() {
    LunarLander lander = new LunarLander();
    SplittableRandom random = new SplittableRandom(3);
    int crashes = 0;
    for (int episode = 0; episode < 50; episode++) {
      lander.reset(random);
      Step step = lander.step(new double[] {0});
      while (!step.terminated()) {
        step = lander.step(new double[] {0});
      }
      crashes += step.reward() == -100 ? 1 : 0;
    }
    // The original crashed in all of 2,000 episodes.
    assertEquals(50, crashes);
    var after = assertThrows(IllegalStateException.class, () -> lander.step(new double[] {0}));
    assertEquals(
        "LunarLander has no episode: none has begun, or it has ended; reset begins one",
        after.getMessage());
  }

  @Test
  void sameSeedGivesTheSameFlight() {
    assertArrayEquals(landing(7), landing(7));
  }

  /** Hills are random but for the pad, on which the feet stand a leg below the origin. */
  @Test
  void groundIsFlatAtThePadAndItsHillsAreThoseOfTheEpisode() {
    LunarLander lander = new LunarLander();
    assertThrows(IllegalStateException.class, lander::ground);
    lander.reset(new SplittableRandom(1));
    double[] ground = lander.ground();
    assertEquals(22, ground.length);
    double pad = -18 / 30.0 / (400 / 30.0 / 2);
    for (int i = 0; i < 11; i++) {
      assertEquals(-1 + 0.2 * i, ground[2 * i], 1e-6);
    }
    for (int i = 4; i <= 6; i++) {
      // The original smooths by thirds that add up to 0.99.
      assertEquals(pad - 0.01 * 0.5, ground[2 * i + 1], 1e-6);
    }
    lander.reset(new SplittableRandom(2));
    assertNotEquals(ground[1], lander.ground()[1]);
  }

  private static double[] landing(long seed) {
    LunarLander lander = new LunarLander();
    lander.reset(new SplittableRandom(seed));
    double[] last = {};
    for (int t = 0; t < 40; t++) {
      last = lander.step(new double[] {t % 4}).observation();
    }
    return last;
  }
}
