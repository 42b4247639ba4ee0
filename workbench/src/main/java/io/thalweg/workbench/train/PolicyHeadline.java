package io.thalweg.workbench.train;

import static java.util.stream.Collectors.joining;

import io.thalweg.check.Interval;
import io.thalweg.workbench.output.Plural;
import java.util.Comparator;
import java.util.List;

/**
 * The outcome of policies.
 *
 * <p>A method wins if it alone solves the task with all seeds; or if several do, and for each other
 * one the 95 % interval of the ratio of its mean episodes to those of the first is above 1.
 *
 * @param sentence the outcome
 * @param details sentences that say by how much; may be empty
 */
record PolicyHeadline(String sentence, String details) {

  /**
   * Compares methods whose runs have ended.
   *
   * @param task the name of the task
   * @param mark the return at which it is solved
   * @param episodes those of each run
   * @param methods in any order
   */
  static PolicyHeadline of(String task, double mark, int episodes, List<Standing> methods) {
    List<Standing> ranked = methods.stream().sorted(Standing.BEST_FIRST).toList();
    Standing first = ranked.get(0);
    if (first.solved() == 0) {
      return unsolved(task, mark, episodes, first);
    }
    if (ranked.size() == 1) {
      return new PolicyHeadline(
          "%s solves %s%s, after %s episodes."
              .formatted(first.id(), task, seedsOf(first), episodes(first)),
          "");
    }
    if (!first.solvesAlways()) {
      return new PolicyHeadline(
          "No method solves %s with all %d seeds.".formatted(task, first.seeds()),
          "%s does%s, after %s episodes.".formatted(first.id(), seedsOf(first), episodes(first)));
    }
    return ranked.get(1).solvesAlways() ? compared(task, ranked) : alone(task, ranked);
  }

  /** Says that runs were interrupted. */
  static PolicyHeadline ofInterrupted(long cut, long runs, int episodes) {
    return new PolicyHeadline(
        "No winner yet: %,d of %s did not play all %s."
            .formatted(cut, Plural.of(runs, "run"), Plural.of(episodes, "episode")),
        "The same command goes on.");
  }

  /** Returns all sentences in a line. */
  String text() {
    return (sentence + " " + details).strip();
  }

  private static String seedsOf(Standing method) {
    return method.seeds() == 1
        ? ""
        : " with %d of %d seeds".formatted(method.solved(), method.seeds());
  }

  private static String tooFew(Standing method) {
    return method.seeds() == 1
        ? "It is one seed: whether that is chance, --seeds 10 tells."
        : "They are %d seeds: whether that is chance, --seeds 10 tells.".formatted(method.seeds());
  }

  private static String episodes(Standing method) {
    return Figures.count(method.meanEpisodes());
  }

  private static PolicyHeadline unsolved(String task, double mark, int episodes, Standing first) {
    return new PolicyHeadline(
        "No method has solved %s within %s.".formatted(task, Plural.of(episodes, "episode")),
        first.returns().length == 0
            ? ""
            : "%s comes closest with a return of %s, where %s is needed."
                .formatted(
                    first.id(), Figures.of(OverSeeds.iqm(first.returns())), Figures.of(mark)));
  }

  private static PolicyHeadline alone(String task, List<Standing> ranked) {
    Standing first = ranked.get(0);
    Standing second = ranked.get(1);
    return first.seeds() < OverSeeds.FEWEST
        ? new PolicyHeadline(
            "%s alone solves %s%s, after %s episodes."
                .formatted(first.id(), task, seedsOf(first), episodes(first)),
            tooFew(first))
        : new PolicyHeadline(
            "Winner: %s, which alone solves %s with all %d seeds."
                .formatted(first.id(), task, first.seeds()),
            "It does so after %s episodes; %s solves it%s."
                .formatted(episodes(first), second.id(), seedsOf(second)));
  }

  private static PolicyHeadline compared(String task, List<Standing> ranked) {
    Standing first = ranked.get(0);
    Standing second = ranked.get(1);
    if (first.seeds() < OverSeeds.FEWEST) {
      return new PolicyHeadline(
          "%s solves %s after %s episodes, %s after %s."
              .formatted(first.id(), task, episodes(first), second.id(), episodes(second)),
          tooFew(first));
    }
    String ties =
        ranked.stream()
            .skip(1)
            .filter(other -> ties(first, other))
            .map(Standing::id)
            .collect(joining(", "));
    Interval interval = OverSeeds.intervalOfRatio(second.episodes(), first.episodes());
    String times =
        "%s takes %.2f times as many (95 %% interval %.2f to %.2f, %d seeds).%s"
            .formatted(
                second.id(),
                second.meanEpisodes() / first.meanEpisodes(),
                interval.low(),
                interval.high(),
                first.seeds(),
                inSteps(ranked));
    return ties.isEmpty()
        ? new PolicyHeadline(
            "Winner: %s, which solves %s after %s episodes."
                .formatted(first.id(), task, episodes(first)),
            times)
        : new PolicyHeadline(
            "Tie: %s, %s.".formatted(first.id(), ties),
            "%s solves %s after %s episodes; %s"
                .formatted(first.id(), task, episodes(first), times));
  }

  /** Whether another method solves as surely, and its episodes may be as few. */
  private static boolean ties(Standing first, Standing other) {
    return other.solvesAlways()
        && !(OverSeeds.intervalOfRatio(other.episodes(), first.episodes()).low() > 1);
  }

  /** Says so where another method needs the fewest steps of the environment. */
  private static String inSteps(List<Standing> ranked) {
    Standing first = ranked.get(0);
    Standing cheapest =
        ranked.stream()
            .filter(Standing::solvesAlways)
            .min(Comparator.comparingDouble(Standing::meanSteps))
            .orElseThrow();
    return cheapest.id().equals(first.id())
        ? ""
        : " In steps of the environment %s comes first: %s, where %s takes %s."
            .formatted(
                cheapest.id(),
                Figures.count(cheapest.meanSteps()),
                first.id(),
                Figures.count(first.meanSteps()));
  }
}
