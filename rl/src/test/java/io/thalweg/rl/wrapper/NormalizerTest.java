package io.thalweg.rl.wrapper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.rl.Environment;
import io.thalweg.rl.Space;
import io.thalweg.rl.Step;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class NormalizerTest {

  // Far from 0 beside its deviation, so that sums of plain squares would lose all digits.
  private static final double FAR = 1e9;

  private final List<double[]> shown = new ArrayList<>();
  private final Normalizer normalizer = new Normalizer(3);
  private final Environment gathering = normalizer.around(Noise::new).get();
  private final Environment frozen = normalizer.frozen(Noise::new).get();

  /** Shows numbers around 0, numbers around a billion, and a number that is always the same. */
  private final class Noise implements Environment {

    private RandomGenerator random = new SplittableRandom(1);

    @Override
    public Space space() {
      return Space.discrete(3, 2);
    }

    @Override
    public double[] reset(RandomGenerator random) {
      this.random = random;
      return next();
    }

    @Override
    public Step step(double[] action) {
      return new Step(next(), 7, action[0] == 1);
    }

    private double[] next() {
      double[] raw = {2 * random.nextGaussian(), FAR + random.nextGaussian(), 5};
      shown.add(raw);
      return raw;
    }
  }

  private static List<double[]> episode(Environment environment, int steps, long seed) {
    List<double[]> seen = new ArrayList<>();
    seen.add(environment.reset(new SplittableRandom(seed)));
    for (int t = 0; t < steps; t++) {
      Step step = environment.step(new double[] {0});
      assertEquals(7, step.reward());
      seen.add(step.observation());
    }
    assertEquals(true, environment.step(new double[] {1}).terminated());
    return seen;
  }

  /** Computes what the formula gives for all that was shown, in two passes. */
  private double[] expected(double[] raw, List<double[]> all) {
    double[] normal = new double[3];
    for (int i = 0; i < 3; i++) {
      int at = i;
      double mean = all.stream().mapToDouble(x -> x[at] - all.get(0)[at]).average().orElseThrow();
      double variance =
          all.stream()
              .mapToDouble(x -> Math.pow(x[at] - all.get(0)[at] - mean, 2))
              .average()
              .orElseThrow();
      double x = (raw[i] - all.get(0)[i] - mean) / Math.sqrt(variance + 1e-8);
      normal[i] = Math.max(-10, Math.min(10, x));
    }
    return normal;
  }

  private static void assertSame(List<double[]> expected, List<double[]> actual) {
    assertEquals(expected.size(), actual.size());
    for (int t = 0; t < expected.size(); t++) {
      assertArrayEquals(expected.get(t), actual.get(t));
    }
  }

  @Test
  void meanAndVarianceAreThoseOfAllThatWasGathered() {
    for (int round = 0; round < 3; round++) {
      episode(gathering, 50, round);
      normalizer.update();
      List<double[]> all = List.copyOf(shown);
      for (double[] raw : List.of(all.get(0), all.get(17), new double[] {1e3, FAR - 1e3, 5})) {
        // A billion has digits of 1e-7; means of it have no more.
        assertArrayEquals(expected(raw, all), normalizer.apply(raw), 1e-6);
      }
    }
    double[] far = normalizer.apply(new double[] {1e3, FAR - 1e3, 5});
    assertArrayEquals(new double[] {10, -10, 0}, far);
  }

  @Test
  void nothingChangesBeforeAnUpdateNorBetweenTwo() {
    assertSame(rawEpisode(20, 1), episode(gathering, 20, 1));
    normalizer.update();
    List<double[]> once = episode(gathering, 20, 2);
    // What is shown again is gathered again, and yet looks the same.
    assertSame(once, episode(gathering, 20, 2));
    normalizer.update();
    assertEquals(false, Arrays.equals(once.get(5), episode(gathering, 20, 2).get(5)));
  }

  private List<double[]> rawEpisode(int steps, long seed) {
    List<double[]> clamped = new ArrayList<>();
    for (double[] raw : episode(new Noise(), steps, seed)) {
      // Without an update the scale is 1, but numbers beyond 10 are cut off all the same.
      clamped.add(new double[] {Math.max(-10, Math.min(10, raw[0])), 10, 5});
    }
    return clamped;
  }

  @Test
  void frozenEnvironmentsNormaliseAndGatherNothing() throws IOException {
    episode(gathering, 30, 1);
    normalizer.update();
    byte[] before = saved(normalizer);
    List<double[]> seen = episode(frozen, 30, 2);
    normalizer.update();
    assertArrayEquals(before, saved(normalizer));
    assertSame(episode(gathering, 30, 2), seen);
  }

  @Test
  void whatIsSavedGoesOnGatheringWhereItWas() throws IOException {
    episode(gathering, 30, 1);
    normalizer.update();
    // Not in mean and deviation yet.
    episode(gathering, 10, 2);
    byte[] saved = saved(normalizer);
    Normalizer other = new Normalizer(3);
    other.load(new DataInputStream(new ByteArrayInputStream(saved)));
    assertArrayEquals(saved, saved(other));
    Environment again = other.around(Noise::new).get();
    assertSame(episode(gathering, 10, 3), episode(again, 10, 3));
    normalizer.update();
    other.update();
    assertArrayEquals(saved(normalizer), saved(other));
    assertThrows(
        IOException.class,
        () -> new Normalizer(2).load(new DataInputStream(new ByteArrayInputStream(saved))));
  }

  private static byte[] saved(Normalizer normalizer) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    normalizer.save(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
