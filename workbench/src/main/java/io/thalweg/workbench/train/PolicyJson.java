package io.thalweg.workbench.train;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.check.Interval;
import io.thalweg.rl.training.PolicyTraining;
import io.thalweg.train.Point;
import io.thalweg.workbench.output.Json;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/**
 * The results of policies as JSON: each run with its settings and curves, and each method over its
 * seeds.
 *
 * @param job what was trained
 * @param runs all runs
 * @param methods the same runs by method
 */
record PolicyJson(PolicyJob job, List<PolicyRun> runs, List<MethodResults> methods) {

  /** The measurements that are drawn as curves. */
  private static final List<String> CURVES =
      List.of(
          PolicyTraining.RETURN,
          PolicyTraining.SAMPLED,
          PolicyTraining.GREEDY,
          PolicyTraining.ENTROPY,
          PolicyTraining.LOG_VARIANCE,
          PolicyTraining.BRANCHES);

  /** Makes the name of a field from the name of a measurement. */
  static String key(String name) {
    return name.replaceAll("[^a-z]+", "_");
  }

  /** Returns all results. */
  ObjectNode of(PolicyHeadline headline) {
    ObjectNode root =
        Json.MAPPER
            .createObjectNode()
            .put("model", job.task().id())
            .put("seed", job.seed())
            .put("seeds", job.seeds())
            .put("episodes", job.episodes())
            .put("limit", job.task().limit())
            .put("solved_at", job.task().solved())
            .put("headline", headline.sentence())
            .put("details", headline.details());
    methods.forEach(method -> put(method, root.withArray("methods").addObject()));
    runs.stream()
        .filter(run -> !run.points().isEmpty())
        .forEach(run -> put(run, root.withArray("runs").addObject()));
    return root;
  }

  private static void put(MethodResults method, ObjectNode node) {
    Standing standing = method.standing();
    node.put("method", method.id())
        .put("description", method.setup().description())
        .put("bias", method.setup().bias().orElse("none"))
        .put("seeds", standing.seeds())
        .put("solved", standing.solved());
    putMean(node.putObject("episodes_to_solve"), standing.episodes());
    putMean(node.putObject("environment_steps_to_solve"), standing.steps());
    ObjectNode last = node.putObject("final");
    for (String name : CURVES) {
      putIqm(last.putObject(key(name)), method.last(name));
    }
    putIqm(last.putObject("seconds"), method.seconds());
    List<List<Point>> curve = method.curve();
    putAxes(node.putObject("x"), curve);
    ObjectNode curves = node.putObject("curves");
    for (String name : CURVES) {
      ObjectNode over = curves.putObject(key(name));
      for (List<Point> points : curve) {
        double[] values = points.stream().mapToDouble(point -> point.value(name)).toArray();
        Interval interval = OverSeeds.interval(values, OverSeeds::iqm);
        over.withArray("iqm").add(OverSeeds.iqm(values));
        over.withArray("low").add(interval.low());
        over.withArray("high").add(interval.high());
      }
    }
  }

  private static void putMean(ObjectNode node, double[] values) {
    Interval interval = OverSeeds.interval(values, OverSeeds::mean);
    node.put("mean", OverSeeds.mean(values))
        .put("deviation", OverSeeds.deviation(values))
        .put("low", interval.low())
        .put("high", interval.high());
  }

  private static void putIqm(ObjectNode node, double[] values) {
    Interval interval = OverSeeds.interval(values, OverSeeds::iqm);
    node.put("iqm", OverSeeds.iqm(values)).put("low", interval.low()).put("high", interval.high());
  }

  /** Puts the means over seeds of the quantities along which curves are drawn. */
  private static void putAxes(ObjectNode node, List<List<Point>> curve) {
    for (List<Point> points : curve) {
      node.withArray("episodes").add(mean(points, p -> p.value(PolicyTraining.EPISODES)));
      node.withArray("environment_steps").add(mean(points, p -> p.value(PolicyTraining.STEPS)));
      node.withArray("seconds").add(mean(points, Point::seconds));
    }
  }

  private static double mean(List<Point> points, ToDoubleFunction<Point> value) {
    return OverSeeds.mean(points.stream().mapToDouble(value).toArray());
  }

  private static void put(PolicyRun run, ObjectNode node) {
    PolicyTraining training = run.run().training();
    node.put("estimator", run.setup().id()).put("seed", run.run().seed());
    ObjectNode settings = node.putObject("settings");
    training.settings().forEach(settings::put);
    putCount(node, "solved_after", training.solvedAfter());
    putCount(node, "environment_steps_to_solve", training.stepsToSolve());
    Optional<String> failure = run.failure();
    node.put("failure", failure.orElse(null));
    ObjectNode axes = node.putObject("x");
    putAxes(axes, run.points().stream().map(List::of).toList());
    ObjectNode curves = node.putObject("curves");
    ObjectNode last = node.putObject("final");
    for (String name : CURVES) {
      ArrayNode curve = curves.putArray(key(name));
      run.points().forEach(point -> curve.add(point.value(name)));
      last.set(key(name), curve.get(curve.size() - 1));
    }
    for (String axis : List.of("episodes", "environment_steps", "seconds")) {
      last.set(axis, axes.path(axis).path(run.points().size() - 1));
    }
  }

  private static void putCount(ObjectNode node, String name, OptionalLong count) {
    if (count.isPresent()) {
      node.put(name, count.getAsLong());
    } else {
      node.putNull(name);
    }
  }
}
