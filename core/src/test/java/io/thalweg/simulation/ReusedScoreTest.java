package io.thalweg.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Exponential;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Gradients from runs at several parameters, and the window of credit. */
class ReusedScoreTest {

  private final Input x = Input.of("x", Exponential.of(1));

  private static List<Run> runs(Simulator simulator, Parameters at, int first, int count) {
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      runs.add(Run.of(simulator, at, 3, first + i));
    }
    return runs;
  }

  /** Draws until the sum is above 2, and books each draw: the number of draws is random. */
  private final Simulator until =
      in -> {
        double sum = 0;
        while (sum < 2) {
          double draw = in.draw(x);
          sum += draw;
          in.cost(draw);
        }
      };

  @Test
  void runsAtOneThetaAreThoseOfTheCreditedScore() {
    Parameters at = Parameters.of(x);
    List<Run> runs = runs(until, at, 0, 7);
    double[] credited = new CreditedScore(at, runs, Credit.toTheEnd()).gradient("cost");
    ReusedScore.Estimate reused = new ReusedScore(Credit.toTheEnd()).add(runs, "cost");
    assertArrayEquals(credited, reused.gradient(), 1e-12);
    assertEquals(7, reused.effective(), 1e-9);
  }

  /** E x = 1 / rate at a rate of 1.2, from runs at 1 and at 1.2: both estimate the same. */
  @Test
  void runsAtAnotherThetaAreWeightedByTheirLikelihood() {
    Simulator one = in -> in.cost(in.draw(x));
    Parameters before = Parameters.of(x);
    Parameters now = before.at(new double[] {Math.log(1.2)});
    ReusedScore score = new ReusedScore(Credit.toTheEnd());
    score.add(runs(one, before, 0, 250), "cost");
    ReusedScore.Estimate estimate = score.add(runs(one, now, 250, 250), "cost");
    double error = Math.sqrt(estimate.variance()[0]);
    assertTrue(error < 0.1 / 1.2, "a standard error of " + error);
    assertEquals(-1 / 1.2, estimate.gradient()[0], 4 * error);
    assertEquals(1 / 1.2, estimate.value(), 4 / 1.2 / Math.sqrt(estimate.effective()));
    assertTrue(estimate.effective() > 450 && estimate.effective() < 500);
  }

  @Test
  void runsThatAreNoLongerLikelyAreDropped() {
    Simulator one = in -> in.cost(in.draw(x));
    Parameters before = Parameters.of(x);
    ReusedScore score = new ReusedScore(Credit.toTheEnd());
    score.add(runs(one, before, 0, 10), "cost");
    Parameters far = before.at(new double[] {Math.log(1e4)});
    assertEquals(10, score.add(runs(one, far, 10, 10), "cost").effective(), 1e-6);
  }

  private static int window(Simulator simulator, Input input) {
    ReusedScore score = new ReusedScore();
    int window = 0;
    for (int step = 0; step < 20; step++) {
      List<Run> runs = runs(simulator, Parameters.of(input), 8 * step, 8);
      window = score.add(runs, "cost").window();
    }
    return window;
  }

  @Test
  void costsThatComeSoonMakeAShortWindow() {
    Input bit = Input.of("bit", Bernoulli.of(0.5));
    Simulator soon =
        in -> {
          for (int t = 0; t < 200; t++) {
            in.cost(in.draw(bit));
          }
        };
    assertEquals(4, window(soon, bit));
  }

  @Test
  void costsThatComeLateMakeALongWindow() {
    Input bit = Input.of("bit", Bernoulli.of(0.5));
    Simulator late =
        in -> {
          double sum = 0;
          for (int t = 0; t < 200; t++) {
            sum += in.draw(bit);
          }
          in.cost(sum);
        };
    assertTrue(window(late, bit) >= 64);
  }
}
