package io.thalweg.workbench.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.workbench.train.SeedHeadline.Result;
import io.thalweg.workbench.train.SeedHeadline.Score;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeedHeadlineTest {

  private static final Score ELBO = new Score("a test bound of %s nats", "%s nats", "%.2f", true);
  private static final Score VALUE = new Score("E f = %s", "%s in E f", "%.4f", false);

  /** Runs of two estimators, seed by seed. */
  private static String headline(double[] rloo, double[] relax) {
    List<Result> results = new ArrayList<>();
    for (int s = 0; s < rloo.length; s++) {
      results.add(new Result("rloo", 10, true, rloo[s]));
      results.add(new Result("relax", 10, true, relax[s]));
    }
    return new SeedHeadline(ELBO).of(results);
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
        new SeedHeadline(ELBO)
            .of(List.of(new Result("rloo", 1_480, true, -1), new Result("relax", 440, false, 0))));
  }

  @Test
  void oneEstimatorHasNothingToLead() {
    assertEquals(
        "rloo reaches a test bound of -30.25 nats.",
        new SeedHeadline(ELBO).of(List.of(new Result("rloo", 10, true, -30.25))));
  }

  @Test
  void runsOfUnequalStepsThatHaveEndedAreCompared() {
    assertEquals(
        "relax leads by 1.00 nats over rloo, on one seed: whether that is chance, --seeds 3 tells.",
        new SeedHeadline(ELBO)
            .of(List.of(new Result("rloo", 1_480, true, -1), new Result("relax", 440, true, 0))));
  }

  /** Leads of 0.2, 0.3 and 0.4, of numbers that are better the lower they are. */
  @Test
  void lowerNumbersWinWhereTheyAreBetter() {
    List<Result> results = new ArrayList<>();
    double[][] seeds = {{7.0, 7.2}, {6.9, 7.2}, {7.1, 7.5}};
    for (double[] pair : seeds) {
      results.add(new Result("rebar", 10, true, pair[1]));
      results.add(new Result("relax", 10, true, pair[0]));
    }
    assertEquals(
        "Winner: relax, by 0.3000 ± 0.2484 in E f over rebar (95 % interval over 3 seeds).",
        new SeedHeadline(VALUE).of(results));
    assertEquals(
        "relax reaches E f = 7.0000.",
        new SeedHeadline(VALUE).of(results.stream().filter(r -> r.value() < 7.15).toList()));
  }
}
