package io.thalweg.workbench.train;

import java.util.Comparator;

/**
 * The place of a method among others: how many of its seeds solved the task, and when.
 *
 * @param id the name of the method
 * @param seeds the number of its runs
 * @param episodes of training until the task was solved, for each run that solved it
 * @param steps of the environment until then
 * @param returns of the last episodes of training, for each run
 */
record Standing(String id, int seeds, double[] episodes, double[] steps, double[] returns) {

  /**
   * Orders methods: those that solve the task with more seeds come first, of equal ones those that
   * solve it in fewer episodes, and of those that do not solve it the ones with a higher return.
   */
  static final Comparator<Standing> BEST_FIRST =
      Comparator.comparingInt((Standing method) -> -method.solved())
          .thenComparingDouble(Standing::meanEpisodes)
          .thenComparingDouble(method -> -OverSeeds.iqm(method.returns));

  int solved() {
    return episodes.length;
  }

  boolean solvesAlways() {
    return solved() == seeds;
  }

  double meanEpisodes() {
    return OverSeeds.mean(episodes);
  }

  double meanSteps() {
    return OverSeeds.mean(steps);
  }
}
