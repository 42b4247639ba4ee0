package io.thalweg.workbench.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyHeadlineTest {

  /** A method that solves with as many of three seeds as there are episodes. */
  private static Standing method(String id, int seeds, double steps, double... episodes) {
    double[] all = episodes.clone();
    Arrays.setAll(all, i -> steps * episodes[i]);
    return new Standing(id, seeds, episodes, all, new double[] {episodes.length});
  }

  private static String headline(Standing... methods) {
    return PolicyHeadline.of("cartpole", 195, 500, List.of(methods)).text();
  }

  /** Intervals here and below are those of all 27 x 27 pairs of draws, by enumeration. */
  @Test
  void theFirstWinsIfTheIntervalOfTheRatioIsAboveOne() {
    assertEquals(
        "Winner: arsm, which solves cartpole after 200 episodes. a2c takes 2.00 times as many (95 %"
            + " interval 1.91 to 2.10, 3 seeds). In steps of the environment a2c comes first: 40,000,"
            + " where arsm takes 200,000.",
        headline(method("a2c", 3, 100, 400, 405, 395), method("arsm", 3, 1000, 190, 200, 210)));
  }

  @Test
  void anIntervalWithOneInItIsATieWithEveryMethodThatItIsTrueOf() {
    assertEquals(
        "Tie: a2c, arsm, relax. a2c solves cartpole after 200 episodes; arsm takes 1.05 times as"
            + " many (95 % interval 0.73 to 1.50, 3 seeds).",
        headline(
            method("relax", 3, 100, 220, 230, 205),
            method("arsm", 3, 1000, 150, 210, 270),
            method("rloo", 3, 100, 500, 500, 500),
            method("a2c", 3, 100, 150, 200, 250)));
  }

  @Test
  void aMethodThatAloneSolvesWithAllSeedsWins() {
    assertEquals(
        "Winner: arsm, which alone solves cartpole with all 3 seeds. It does so after 300 episodes;"
            + " a2c solves it with 2 of 3 seeds.",
        headline(method("a2c", 3, 1, 100, 120), method("arsm", 3, 1, 300, 310, 290)));
  }

  @Test
  void noMethodWinsThatFailsWithASeed() {
    assertEquals(
        "No method solves cartpole with all 3 seeds. a2c does with 2 of 3 seeds, after 110 episodes.",
        headline(method("arsm", 3, 1, 20), method("a2c", 3, 1, 100, 120)));
  }

  @Test
  void oneSeedMakesNoWinner() {
    assertEquals(
        "arsm solves cartpole after 150 episodes, a2c after 300. It is one seed: whether that is"
            + " chance, --seeds 10 tells.",
        headline(method("a2c", 1, 1, 300), method("arsm", 1, 1, 150)));
    assertEquals(
        "arsm alone solves cartpole, after 150 episodes. It is one seed: whether that is chance,"
            + " --seeds 10 tells.",
        headline(method("a2c", 1, 1), method("arsm", 1, 1, 150)));
  }

  @Test
  void twoSeedsMakeNoIntervalAndNoWinner() {
    assertEquals(
        "arsm solves cartpole after 155 episodes, a2c after 305. They are 2 seeds: whether that is"
            + " chance, --seeds 10 tells.",
        headline(method("a2c", 2, 1, 300, 310), method("arsm", 2, 1, 150, 160)));
  }

  @Test
  void oneMethodHasNobodyToBeat() {
    assertEquals(
        "arsm solves cartpole with 2 of 3 seeds, after 160 episodes.",
        headline(method("arsm", 3, 1, 150, 170)));
    assertEquals("arsm solves cartpole, after 150 episodes.", headline(method("arsm", 1, 1, 150)));
  }

  @Test
  void whereNothingIsSolvedTheHighestReturnIsClosest() {
    assertEquals(
        "No method has solved cartpole within 500 episodes. arsm comes closest with a return of 31.0,"
            + " where 195.0 is needed.",
        headline(
            new Standing("a2c", 2, new double[0], new double[0], new double[] {29, 30}),
            new Standing("arsm", 2, new double[0], new double[0], new double[] {31, 31})));
  }

  @Test
  void runsThatWereInterruptedAreNotCompared() {
    assertEquals(
        "No winner yet: 3 of 40 runs did not play all 500 episodes. The same command goes" + " on.",
        PolicyHeadline.ofInterrupted(3, 40, 500).text());
  }
}
