package io.thalweg.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Exponential;
import io.thalweg.distribution.Gaussian;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of what runs draw, which does not depend on how they are made. */
class ReplicationsTest {

  private static final int BATCHES = 14;
  private static final int TOGETHER = 4;

  /** Runs that were made elsewhere, so many batches at once, and the last of them first. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void answersAreTheSameBitsHoweverRunsAreMade(int batches) {
    Queue queue = Queue.of(1, 2, 60);
    Simulator totals =
        in -> {
          in.cost(in.draw(queue.services()) * in.noise().nextDouble());
          in.cost("late", in.draw(queue.arrivals()) > 1 ? in.read(queue.services()) : 0);
        };
    for (Simulator simulator : List.of(queue.sojourn(), queue.crowd(), totals)) {
      assertSame(simulator, queue.parameters(), batches);
    }
  }

  private static void assertSame(Simulator simulator, Parameters at, int batches) {
    Replications alone = new Replications(simulator, at, 1, TOGETHER, Credit.toTheEnd());
    Replications several = new Replications(simulator, at, 1, TOGETHER, Credit.toTheEnd());
    for (int batch = 0; batch < BATCHES; batch++) {
      alone.batch();
    }
    for (int from = 0; from < BATCHES * TOGETHER; from += batches * TOGETHER) {
      Run[] made = new Run[batches * TOGETHER];
      for (int i = made.length - 1; i >= 0; i--) {
        made[i] = Run.of(simulator, at, 1, from + i);
      }
      several.add(List.of(made));
    }
    assertEquals(alone.runs(), several.runs());
    List<Answer> expected = alone.answers();
    List<Answer> answers = several.answers();
    assertEquals(expected.size(), answers.size());
    for (int o = 0; o < expected.size(); o++) {
      assertEquals(expected.get(o).output(), answers.get(o).output());
      assertEquals(expected.get(o).value(), answers.get(o).value(), 0.0);
      assertArrayEquals(expected.get(o).gradient(), answers.get(o).gradient());
      assertArrayEquals(expected.get(o).covariance(), answers.get(o).covariance());
    }
  }

  private static double[] drawn(Input input, Input other, int others) {
    List<Double> drawn = new ArrayList<>();
    Simulator simulator =
        in -> {
          for (int i = 0; i < 200; i++) {
            drawn.add(in.draw(input));
            for (int j = 0; j < others; j++) {
              in.draw(other);
            }
          }
        };
    Run.of(simulator, Parameters.of(input, other), 9, 3);
    return drawn.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Common random numbers: a draw at another rate is the same draw on another scale. */
  @Test
  void seedDrawsTheSameUniformsAtOtherParameters() {
    Input other = Input.of("other", Bernoulli.of(0.5));
    double[] slow = drawn(Input.of("x", Exponential.of(1.0)), other, 0);
    double[] fast = drawn(Input.of("x", Exponential.of(2.0)), other, 0);
    double[] standard = drawn(Input.of("x", Gaussian.of(0, 1)), other, 0);
    double[] wide = drawn(Input.of("x", Gaussian.of(5, 3)), other, 0);
    for (int i = 0; i < slow.length; i++) {
      // Of the rounding of a logarithm and a product.
      assertEquals(slow[i], 2 * fast[i], 1e-14 * slow[i]);
      assertEquals(5 + 3 * standard[i], wide[i], 1e-13 * (1 + Math.abs(wide[i])));
    }
  }

  @Test
  void drawsOfAnInputDoNotDependOnThoseOfAnother() {
    Input x = Input.of("x", Exponential.of(1.0));
    Input other = Input.of("other", Bernoulli.of(0.5));
    assertArrayEquals(drawn(x, other, 0), drawn(x, other, 3));
  }

  @Test
  void runsAndInputsAndSeedsDrawOtherNumbers() {
    Input x = Input.of("x", Exponential.of(1.0));
    Input y = Input.of("y", Exponential.of(1.0));
    Parameters at = Parameters.of(x, y);
    List<Double> firsts = new ArrayList<>();
    Simulator simulator =
        in -> {
          firsts.add(in.draw(x));
          firsts.add(in.draw(y));
          firsts.add(in.noise().nextDouble());
        };
    for (long seed = 0; seed < 30; seed++) {
      for (int run = 0; run < 30; run++) {
        Run.of(simulator, at, seed, run);
      }
    }
    assertEquals(firsts.size(), firsts.stream().distinct().count());
  }

  /** A later batch of another output is the total 0 of all batches before. */
  @Test
  void outputsThatWereNotBookedAreZero() {
    Input rare = Input.of("rare", Bernoulli.of(0.05));
    Simulator simulator =
        in -> {
          if (in.draw(rare) == 1) {
            in.cost("seldom", 1);
          }
          in.cost(1);
        };
    Replications runs = new Replications(simulator, Parameters.of(rare), 1, 2, Credit.toTheEnd());
    for (int batch = 0; batch < 200; batch++) {
      runs.batch();
    }
    Answer seldom =
        runs.answers().stream().filter(a -> a.output().equals("seldom")).findFirst().orElseThrow();
    assertEquals(200, seldom.units());
    double error = Math.sqrt(seldom.covariance()[0][0]);
    assertEquals(0.05, seldom.value(), 5 * error);
    assertTrue(error < 0.02);
  }
}
