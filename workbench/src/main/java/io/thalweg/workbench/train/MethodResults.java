package io.thalweg.workbench.train;

import io.thalweg.rl.training.PolicyTraining;
import io.thalweg.train.Point;
import io.thalweg.workbench.output.Plural;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The runs of one method.
 *
 * @param setup the method
 * @param runs a run for each seed
 */
record MethodResults(Setup setup, List<PolicyRun> runs) {

  /** Orders methods as {@link Standing} does. */
  static final Comparator<MethodResults> BEST_FIRST =
      Comparator.comparing(MethodResults::standing, Standing.BEST_FIRST);

  String id() {
    return setup.id();
  }

  boolean isBiasedByDesign() {
    return setup.bias().isPresent();
  }

  int seeds() {
    return runs.size();
  }

  Standing standing() {
    return new Standing(
        id(),
        seeds(),
        solving(PolicyTraining::solvedAfter),
        solving(PolicyTraining::stepsToSolve),
        last(PolicyTraining.RETURN));
  }

  /** Whether every run has played all of its episodes. */
  boolean isComplete() {
    return runs.stream().allMatch(PolicyRun::isComplete);
  }

  /** The first run that solved the task, or else the first that did not fail. */
  Optional<PolicyRun> bestRun() {
    return runs.stream()
        .filter(run -> run.failure().isEmpty())
        .min(Comparator.comparing(run -> run.run().training().solvedAfter().isEmpty()));
  }

  /** The sentence of its runs that failed. */
  Optional<String> failures() {
    List<PolicyRun> failed = runs.stream().filter(run -> run.failure().isPresent()).toList();
    return failed.stream()
        .findFirst()
        .map(
            one ->
                "%s: %d of %s failed, that of seed %d with: %s"
                    .formatted(
                        id(),
                        failed.size(),
                        Plural.of(seeds(), "run"),
                        one.run().seed(),
                        one.failure().orElseThrow()));
  }

  private double[] solving(Function<PolicyTraining, OptionalLong> count) {
    return runs.stream()
        .map(run -> count.apply(run.run().training()))
        .filter(OptionalLong::isPresent)
        .mapToDouble(OptionalLong::getAsLong)
        .toArray();
  }

  /** The last measurement of each run that has any. */
  double[] last(String name) {
    return lasts(point -> point.value(name));
  }

  /** The seconds of training of each run. */
  double[] seconds() {
    return lasts(Point::seconds);
  }

  private double[] lasts(ToDoubleFunction<Point> value) {
    return runs.stream()
        .filter(run -> !run.points().isEmpty())
        .mapToDouble(run -> value.applyAsDouble(run.run().last()))
        .toArray();
  }

  /** The measurements that every run has made that did not fail: one list for each of them. */
  List<List<Point>> curve() {
    List<PolicyRun> whole = runs.stream().filter(run -> run.failure().isEmpty()).toList();
    Map<Integer, List<Point>> byStep = new TreeMap<>();
    for (PolicyRun run : whole) {
      for (Point point : run.points()) {
        byStep.computeIfAbsent(point.step(), step -> new ArrayList<>()).add(point);
      }
    }
    return byStep.values().stream().filter(points -> points.size() == whole.size()).toList();
  }
}
