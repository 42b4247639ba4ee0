package io.thalweg.workbench.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.workbench.train.ImageHeadline.Result;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageHeadlineTest {

  /** Runs of two estimators, seed by seed. */
  private static String headline(double[] rloo, double[] relax) {
    List<Result> results = new ArrayList<>();
    for (int s = 0; s < rloo.length; s++) {
      results.add(new Result("rloo", 10, rloo[s]));
      results.add(new Result("relax", 10, relax[s]));
    }
    return ImageHeadline.of(results);
  }

  @Test
  void oneSeedMakesNoWinner() {
    assertEquals(
        "relax leads by 1.50 nats over rloo, on one seed: whether that is chance, --seeds 3 tells.",
        headline(new double[] {-30}, new double[] {-28.5}));
  }

  /** Leads of 1, 2 and 3: t = 4.303, deviation 1, so that the margin is 2.48. */
  @Test
  void leadsWithinTheIntervalAreATie() {
    assertEquals(
        "Tie: rloo, relax. rloo reaches a test bound of -28.00 nats, but its lead is within the 95"
            + " % interval over 3 seeds.",
        headline(new double[] {-29, -28, -27}, new double[] {-30, -30, -30}));
  }

  /** Leads of 2, 3 and 4. The bounds of either vary by more than that from seed to seed. */
  @Test
  void seedsAreComparedOneByOne() {
    assertEquals(
        "Winner: rloo, by 3.00 ± 2.48 nats over relax (95 % interval over 3 seeds).",
        headline(new double[] {-50, -20, -30}, new double[] {-52, -23, -34}));
  }

  @Test
  void runsOfUnequalStepsAreNotCompared() {
    assertEquals(
        "No winner yet: the runs have made 440 to 1,480 steps. The same command goes on.",
        ImageHeadline.of(List.of(new Result("rloo", 1_480, -1), new Result("relax", 440, 0))));
  }

  @Test
  void oneEstimatorHasNothingToLead() {
    assertEquals(
        "rloo reaches a test bound of -30.25 nats.",
        ImageHeadline.of(List.of(new Result("rloo", 10, -30.25))));
  }
}
