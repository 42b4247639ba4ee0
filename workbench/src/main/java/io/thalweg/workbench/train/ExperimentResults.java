package io.thalweg.workbench.train;

import static io.thalweg.workbench.output.Table.Column.number;
import static io.thalweg.workbench.output.Table.Column.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.train.Run;
import io.thalweg.train.Training;
import io.thalweg.workbench.model.Measure;
import io.thalweg.workbench.model.Measure.Better;
import io.thalweg.workbench.model.Picture;
import io.thalweg.workbench.output.Json;
import io.thalweg.workbench.output.Report;
import io.thalweg.workbench.output.Table;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The results of an experiment: curves, what each estimator reached over its seeds, and pictures.
 *
 * @param <T> what was trained
 * @param job what was asked for
 * @param runs all runs
 */
record ExperimentResults<T extends Training>(ExperimentJob<T> job, List<PacedRun<T>> runs)
    implements Outcome {

  private static final Curves CURVES = new Curves(Map.of());

  @Override
  public ObjectNode toJson() {
    T any = runs.get(0).training();
    ObjectNode root =
        Json.MAPPER
            .createObjectNode()
            .put("model", job.experiment().id())
            .put("seed", job.seed())
            .put("headline", headline());
    Paces.put(job.budget(), root);
    putMeasures(root.putArray("measures"));
    ObjectNode levels = root.putObject("levels").put("start", start());
    job.experiment().levels(runs.get(0).run()).forEach(levels::put);
    ObjectNode settings = root.putObject("settings");
    any.settings().forEach(settings::put);
    root.put("about_pictures", job.experiment().aboutPictures());
    for (PacedRun<T> run : runs) {
      ObjectNode node = root.withArray("runs").addObject();
      Paces.put(run, node);
      Curves.put(run.run(), node);
      ObjectNode last = node.putObject("final");
      run.run().last().values().forEach(last::put);
      last.put("evaluations", run.evaluations());
      last.put("seconds", run.run().seconds());
    }
    return root;
  }

  private void putMeasures(ArrayNode measures) {
    for (Measure measure : job.experiment().measures()) {
      measures
          .addObject()
          .put("name", measure.name())
          .put("title", measure.title())
          .put("meaning", measure.meaning())
          .put("better", measure.better().name().toLowerCase(Locale.ROOT))
          .put("chart", measure.chart().name().toLowerCase(Locale.ROOT));
    }
  }

  /** The mean score before the first step. */
  private double start() {
    return OverSeeds.mean(
        runs.stream()
            .mapToDouble(run -> run.run().points().get(0).value(job.score().name()))
            .toArray());
  }

  private String headline() {
    Measure score = job.score();
    return new SeedHeadline(
            new SeedHeadline.Score(
                score.title() + " = %s",
                "%s in " + score.title(),
                score.format(),
                score.better() == Better.HIGHER))
        .of(
            runs.stream()
                .map(
                    run ->
                        new SeedHeadline.Result(
                            run.id(),
                            run.run().steps(),
                            run.hasEnded(),
                            run.run().last().value(score.name())))
                .toList());
  }

  @Override
  public void print(PrintWriter out) {
    List<Measure> measures = job.experiment().measures();
    List<Table.Column> columns = new ArrayList<>(List.of(text("estimator")));
    for (int i = 0; i < measures.size(); i++) {
      Table.Column column = number(measures.get(i).title());
      columns.add(i == 0 ? column : column.rank(i));
    }
    int rank = measures.size();
    columns.add(number("steps").rank(rank));
    columns.add(number("evaluations").rank(rank + 3));
    columns.add(number("µs/step").rank(rank + 1));
    columns.add(number("seconds").rank(rank + 2));
    Table table = new Table(columns.toArray(Table.Column[]::new));
    Comparator<Map.Entry<String, List<PacedRun<T>>>> lowestFirst =
        Comparator.comparingDouble(own -> mean(own.getValue(), last(job.score())));
    byEstimator().entrySet().stream()
        .sorted(job.score().better() == Better.HIGHER ? lowestFirst.reversed() : lowestFirst)
        .forEach(own -> table.add(cells(own.getKey(), own.getValue())));
    table.print(out);
    out.println(legend());
    Paces.legend(job.budget(), runs, out);
    out.println(headline());
  }

  private String legend() {
    StringBuilder text =
        new StringBuilder(
            job.seeds() == 1
                ? "One seed."
                : "Means over %d seeds ± standard deviations.".formatted(job.seeds()));
    Measure score = job.score();
    text.append(" %s begins at %s".formatted(score.title(), score.written(start())));
    job.experiment()
        .levels(runs.get(0).run())
        .forEach((name, level) -> text.append("; %s: %s".formatted(name, score.written(level))));
    text.append('.');
    for (Measure measure : job.experiment().measures()) {
      text.append("%n%s: %s".formatted(measure.title(), measure.meaning()));
    }
    return text.toString();
  }

  private Map<String, List<PacedRun<T>>> byEstimator() {
    Map<String, List<PacedRun<T>>> byEstimator = new LinkedHashMap<>();
    job.recipes()
        .forEach(
            recipe ->
                byEstimator.put(
                    recipe.id(),
                    runs.stream().filter(run -> run.id().equals(recipe.id())).toList()));
    return byEstimator;
  }

  private ToDoubleFunction<PacedRun<T>> last(Measure measure) {
    return run -> run.run().last().value(measure.name());
  }

  private static <R extends PacedRun<?>> double mean(List<R> runs, ToDoubleFunction<R> value) {
    return OverSeeds.mean(runs.stream().mapToDouble(value).toArray());
  }

  private String[] cells(String id, List<PacedRun<T>> own) {
    boolean interrupted = own.stream().anyMatch(run -> run.ending() == Ending.INTERRUPTED);
    List<String> cells = new ArrayList<>(List.of(id));
    job.experiment().measures().forEach(measure -> cells.add(spread(measure, own)));
    cells.add("%,.0f%s".formatted(mean(own, run -> run.run().steps()), interrupted ? "!" : ""));
    cells.add("%,.0f".formatted(mean(own, PacedRun::evaluations)));
    cells.add("%,.0f".formatted(mean(own, Paces::microsPerStep)));
    cells.add("%.2f".formatted(mean(own, run -> run.run().seconds())));
    return cells.toArray(String[]::new);
  }

  private String spread(Measure measure, List<PacedRun<T>> runs) {
    double[] values = runs.stream().mapToDouble(last(measure)).toArray();
    String mean = measure.written(OverSeeds.mean(values));
    return values.length == 1 ? mean : mean + " ± " + measure.written(OverSeeds.deviation(values));
  }

  @Override
  public void report(Report report) {
    ObjectNode images = Json.MAPPER.createObjectNode();
    ArrayNode all = images.putArray("pictures");
    for (Picture picture : job.experiment().pictures(plainRuns())) {
      ObjectNode node =
          all.addObject()
              .put("caption", picture.caption())
              .put("picture", picture.source())
              .put("note", picture.note());
      picture.estimator().ifPresent(id -> node.put("estimator", id));
    }
    report.estimators(job.recipes()).images(images);
  }

  private List<Run<T>> plainRuns() {
    return runs.stream().map(PacedRun::run).toList();
  }

  @Override
  public String csv() {
    return CURVES.csv(plainRuns());
  }
}
