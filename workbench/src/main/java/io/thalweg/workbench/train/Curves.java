package io.thalweg.workbench.train;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.train.Point;
import io.thalweg.train.Run;
import io.thalweg.workbench.output.ResultFiles;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The curves of runs as they are written.
 *
 * @param columns names of the columns of CSV, by the names of the measurements
 */
record Curves(Map<String, String> columns) {

  /** Puts each curve of a run, as pairs of a step and a value. */
  static void put(Run<?> run, ObjectNode node) {
    curve(node, "seconds", run.points(), Point::seconds);
    for (String name : names(run)) {
      curve(node, name, run.points(), point -> point.value(name));
    }
  }

  private static void curve(
      ObjectNode node, String name, List<Point> points, ToDoubleFunction<Point> value) {
    ArrayNode curve = node.putArray(name);
    for (Point point : points) {
      curve.addArray().add(point.step()).add(value.applyAsDouble(point));
    }
  }

  private static List<String> names(Run<?> run) {
    return List.copyOf(run.points().isEmpty() ? List.of() : run.last().values().keySet());
  }

  /** Returns a line for each measurement of each run. */
  String csv(List<? extends Run<?>> runs) {
    Stream<String> head =
        Stream.concat(
            Stream.of("estimator", "seed", "step", "seconds"),
            names(runs.get(0)).stream().map(name -> columns.getOrDefault(name, name)));
    StringBuilder text = new StringBuilder(head.collect(Collectors.joining(","))).append('\n');
    for (Run<?> run : runs) {
      for (Point point : run.points()) {
        text.append(ResultFiles.csv(run.id())).append(',').append(run.seed());
        text.append(',').append(point.step()).append(',').append(point.seconds());
        point.values().values().forEach(value -> text.append(',').append(value));
        text.append('\n');
      }
    }
    return text.toString();
  }
}
