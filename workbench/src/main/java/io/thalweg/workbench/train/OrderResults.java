package io.thalweg.workbench.train;

import static io.thalweg.workbench.output.Table.Column.number;
import static io.thalweg.workbench.output.Table.Column.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.toy.OrderToy;
import io.thalweg.train.Point;
import io.thalweg.train.Run;
import io.thalweg.workbench.output.Json;
import io.thalweg.workbench.output.Report;
import io.thalweg.workbench.output.Table;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The results of laws of orders: curves, what each estimator reached over its seeds, and pictures.
 *
 * @param job what was trained
 * @param runs all runs
 */
record OrderResults(OrderJob job, List<PacedRun<OrderToy>> runs) implements Outcome {

  private static final SeedHeadline.Score VALUE =
      new SeedHeadline.Score("E f = %s", "%s in E f", 4, false);
  private static final Curves CURVES = new Curves(Map.of());

  @Override
  public ObjectNode toJson() {
    OrderToy any = runs.get(0).training();
    ObjectNode root =
        Json.MAPPER
            .createObjectNode()
            .put("model", job.model().id())
            .put("seed", job.seed())
            .put("headline", headline())
            .put("start", first().value(OrderToy.VALUE))
            .put("optimum", any.optimum());
    Paces.put(job.budget(), root);
    ObjectNode settings = root.putObject("toy");
    any.settings().forEach(settings::put);
    for (PacedRun<OrderToy> run : runs) {
      ObjectNode node = root.withArray("runs").addObject();
      Paces.put(run, node);
      Curves.put(run.run(), node);
      ObjectNode last = node.putObject("final");
      run.run().last().values().forEach(last::put);
      last.put("seconds", run.run().seconds());
    }
    return root;
  }

  private Point first() {
    return runs.get(0).run().points().get(0);
  }

  private String headline() {
    return new SeedHeadline(VALUE)
        .of(
            runs.stream()
                .map(
                    run ->
                        new SeedHeadline.Result(
                            run.id(),
                            run.run().steps(),
                            run.hasEnded(),
                            run.run().last().value(OrderToy.VALUE)))
                .toList());
  }

  @Override
  public void print(PrintWriter out) {
    Table table =
        new Table(
            text("estimator"),
            number("E f"),
            number("best order").rank(1),
            number("deviation"),
            number("steps").rank(2),
            number("evaluations").rank(5),
            number("µs/step").rank(3),
            number("seconds").rank(4));
    byEstimator().entrySet().stream()
        .sorted(Comparator.comparingDouble(own -> mean(own.getValue(), last(OrderToy.VALUE))))
        .forEach(own -> table.add(cells(own.getKey(), own.getValue())));
    table.print(out);
    out.printf(
        "Means over %d seeds ± standard deviations. E f begins at %.4f, and the least is %.4f; best"
            + " order is the probability of that; deviation is that of the gradient, a mean over its"
            + " coordinates.%n",
        job.seeds(), first().value(OrderToy.VALUE), runs.get(0).training().optimum());
    Paces.legend(job.budget(), runs, out);
    out.println(headline());
  }

  private Map<String, List<PacedRun<OrderToy>>> byEstimator() {
    Map<String, List<PacedRun<OrderToy>>> byEstimator = new LinkedHashMap<>();
    job.recipes()
        .forEach(
            recipe ->
                byEstimator.put(
                    recipe.id(),
                    runs.stream().filter(run -> run.id().equals(recipe.id())).toList()));
    return byEstimator;
  }

  private static ToDoubleFunction<PacedRun<OrderToy>> last(String name) {
    return run -> run.run().last().value(name);
  }

  private static double mean(
      List<PacedRun<OrderToy>> runs, ToDoubleFunction<PacedRun<OrderToy>> value) {
    return OverSeeds.mean(runs.stream().mapToDouble(value).toArray());
  }

  private static String[] cells(String id, List<PacedRun<OrderToy>> own) {
    boolean interrupted = own.stream().anyMatch(run -> run.ending() == Ending.INTERRUPTED);
    return new String[] {
      id,
      spread("%.4f", own, last(OrderToy.VALUE)),
      "%.3g".formatted(mean(own, last(OrderToy.BEST))),
      spread("%.3g", own, last(OrderToy.DEVIATION)),
      "%,.0f%s".formatted(mean(own, run -> run.run().steps()), interrupted ? "!" : ""),
      "%,.0f".formatted(mean(own, PacedRun::evaluations)),
      "%.0f".formatted(mean(own, Paces::microsPerStep)),
      "%.2f".formatted(mean(own, run -> run.run().seconds()))
    };
  }

  private static String spread(
      String format, List<PacedRun<OrderToy>> runs, ToDoubleFunction<PacedRun<OrderToy>> value) {
    double[] values = runs.stream().mapToDouble(value).toArray();
    String mean = format.formatted(OverSeeds.mean(values));
    return values.length == 1 ? mean : mean + " ± " + format.formatted(OverSeeds.deviation(values));
  }

  @Override
  public void report(Report report) {
    report.estimators(job.recipes()).images(OrderPictures.of(runs, job.model().options().items()));
  }

  @Override
  public String csv() {
    List<Run<OrderToy>> all = runs.stream().map(PacedRun::run).toList();
    return CURVES.csv(all);
  }
}
