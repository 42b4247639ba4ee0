package io.thalweg.workbench.train;

import io.thalweg.rl.training.PolicyTraining;
import io.thalweg.train.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  String id() {
    return setup.id();
  }

  boolean isBiasedByDesign() {
    return setup.method().recipe().bias().isPresent();
  }

  int seeds() {
    return runs.size();
  }

  int solved() {
    return episodesToSolve().length;
  }

  boolean solvesAlways() {
    return solved() == seeds();
  }

  /** The number of training episodes of each run that solved the task. */
  double[] episodesToSolve() {
    return solving(PolicyTraining::solvedAfter);
  }

  /** The number of steps of the environment of each run that solved the task. */
  double[] stepsToSolve() {
    return solving(PolicyTraining::stepsToSolve);
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
