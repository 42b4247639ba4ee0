package io.thalweg.workbench.train;

import static java.util.stream.Collectors.joining;

import io.thalweg.check.Interval;
import io.thalweg.rl.training.PolicyTraining;
import java.util.Comparator;
import java.util.List;

/**
 * The outcome of policies.
 *
 * <p>A method wins if it alone solves the task with all seeds; or if several do, and the 95 %
 * interval of the ratio of another method's mean episodes to its own is above 1 for all others.
 *
 * @param sentence the outcome
 * @param details sentences that say by how much; may be empty
 */
record PolicyHeadline(String sentence, String details) {

  /** Compares methods. */
  static PolicyHeadline of(PolicyJob job, List<MethodResults> methods) {
    return new Ranking(job, methods.stream().sorted(MethodResults.BEST_FIRST).toList()).headline();
  }

  /** Returns all sentences in a line. */
  String text() {
    return (sentence + " " + details).strip();
  }

  /**
   * Methods in their order.
   *
   * @param job what was trained
   * @param methods the best first
   */
  private record Ranking(PolicyJob job, List<MethodResults> methods) {

    PolicyHeadline headline() {
      long cut = methods.stream().flatMap(m -> m.runs().stream()).filter(PolicyRun::isCut).count();
      if (cut > 0) {
        return new PolicyHeadline(
            "No winner yet: %,d of %,d runs have not played all of their %,d episodes."
                .formatted(cut, job.seeds() * methods.size(), job.episodes()),
            "The same command goes on.");
      }
      if (first().solved() == 0) {
        return unsolved();
      }
      if (methods.size() == 1) {
        return new PolicyHeadline(
            "%s solves %s%s, after %s episodes."
                .formatted(first().id(), task(), seedsOf(first()), episodes(first())),
            "");
      }
      if (!first().solvesAlways()) {
        return new PolicyHeadline(
            "No method solves %s with all %d seeds.".formatted(task(), job.seeds()),
            "%s does%s, after %s episodes."
                .formatted(first().id(), seedsOf(first()), episodes(first())));
      }
      return second().solvesAlways() ? compared() : alone();
    }

    private MethodResults first() {
      return methods.get(0);
    }

    private MethodResults second() {
      return methods.get(1);
    }

    private String task() {
      return job.task().id();
    }

    private String seedsOf(MethodResults method) {
      return job.seeds() == 1 ? "" : " with %d of %d seeds".formatted(method.solved(), job.seeds());
    }

    private static String episodes(MethodResults method) {
      return Figures.count(OverSeeds.mean(method.episodesToSolve()));
    }

    private PolicyHeadline unsolved() {
      double[] returns = first().last(PolicyTraining.RETURN);
      return new PolicyHeadline(
          "No method has solved %s within %,d episodes.".formatted(task(), job.episodes()),
          returns.length == 0
              ? ""
              : "%s comes closest with a return of %s, where %s is needed."
                  .formatted(
                      first().id(),
                      Figures.of(OverSeeds.iqm(returns)),
                      Figures.of(job.task().solved())));
    }

    private PolicyHeadline alone() {
      return job.seeds() == 1
          ? new PolicyHeadline(
              "%s alone solves %s, after %s episodes."
                  .formatted(first().id(), task(), episodes(first())),
              oneSeed())
          : new PolicyHeadline(
              "Winner: %s, which alone solves %s with all %d seeds."
                  .formatted(first().id(), task(), job.seeds()),
              "It does so after %s episodes; %s solves it%s."
                  .formatted(episodes(first()), second().id(), seedsOf(second())));
    }

    private static String oneSeed() {
      return "It is one seed: whether that is chance, --seeds 10 tells.";
    }

    private PolicyHeadline compared() {
      if (job.seeds() == 1) {
        return new PolicyHeadline(
            "%s solves %s after %s episodes, %s after %s."
                .formatted(
                    first().id(), task(), episodes(first()), second().id(), episodes(second())),
            oneSeed());
      }
      String ties =
          methods.stream().skip(1).filter(this::ties).map(MethodResults::id).collect(joining(", "));
      double[] ours = first().episodesToSolve();
      double[] theirs = second().episodesToSolve();
      Interval interval = OverSeeds.intervalOfRatio(theirs, ours);
      String times =
          "%s takes %.2f times as many (95 %% interval %.2f to %.2f, %d seeds)."
              .formatted(
                  second().id(),
                  OverSeeds.mean(theirs) / OverSeeds.mean(ours),
                  interval.low(),
                  interval.high(),
                  job.seeds());
      return ties.isEmpty()
          ? new PolicyHeadline(
              "Winner: %s, which solves %s after %s episodes."
                  .formatted(first().id(), task(), episodes(first())),
              times + inSteps())
          : new PolicyHeadline(
              "Tie: %s, %s.".formatted(first().id(), ties),
              "%s solves %s after %s episodes, but %s%s"
                  .formatted(first().id(), task(), episodes(first()), times, inSteps()));
    }

    /** Whether another method solves as surely, and its episodes may be as few. */
    private boolean ties(MethodResults other) {
      return other.solvesAlways()
          && !(OverSeeds.intervalOfRatio(other.episodesToSolve(), first().episodesToSolve()).low()
              > 1);
    }

    /** Says so where another method needs the fewest steps of the environment. */
    private String inSteps() {
      MethodResults cheapest =
          methods.stream()
              .filter(MethodResults::solvesAlways)
              .min(Comparator.comparingDouble(method -> OverSeeds.mean(method.stepsToSolve())))
              .orElseThrow();
      return cheapest == first()
          ? ""
          : " In steps of the environment %s comes first: %s, where %s takes %s."
              .formatted(
                  cheapest.id(),
                  Figures.count(OverSeeds.mean(cheapest.stepsToSolve())),
                  first().id(),
                  Figures.count(OverSeeds.mean(first().stepsToSolve())));
    }
  }
}
