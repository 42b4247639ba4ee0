package io.thalweg.workbench.train;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.train.Point;
import io.thalweg.workbench.output.Json;
import io.thalweg.workbench.output.OutputException;
import io.thalweg.workbench.output.Plural;
import io.thalweg.workbench.output.RecipeJson;
import io.thalweg.workbench.output.Report;
import io.thalweg.workbench.output.ResultFiles;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The results of policies: curves, what was solved when, and the film of the best policy. */
final class PolicyResults implements Outcome {

  private final PolicyJob job;
  private final List<PolicyRun> runs;
  private final List<MethodResults> methods;
  private final boolean isFilmed;

  private PolicyResults(PolicyJob job, List<PolicyRun> runs, boolean isFilmed) {
    this.job = job;
    this.isFilmed = isFilmed;
    this.runs = runs;
    this.methods =
        job.setups().stream()
            .map(
                setup ->
                    new MethodResults(
                        setup, runs.stream().filter(run -> run.setup().equals(setup)).toList()))
            .toList();
  }

  /** Results of runs that have ended. */
  static PolicyResults of(PolicyJob job, List<PolicyRun> runs) {
    return new PolicyResults(job, runs, true);
  }

  /** Results of runs that train on, without a film, for which an episode has to be played. */
  static PolicyResults soFar(PolicyJob job, List<PolicyRun> runs) {
    return new PolicyResults(job, runs, false);
  }

  @Override
  public ObjectNode toJson() {
    return new PolicyJson(job, runs, methods).of(headline());
  }

  @Override
  public void print(PrintWriter out) {
    new PolicyTable(job, methods).print(out);
    out.println(headline().text());
  }

  private PolicyHeadline headline() {
    long cut = runs.stream().filter(PolicyRun::isCut).count();
    return cut > 0
        ? PolicyHeadline.ofInterrupted(cut, runs.size(), job.episodes())
        : PolicyHeadline.of(
            job.task().id(),
            job.task().solved(),
            job.episodes(),
            methods.stream().map(MethodResults::standing).toList());
  }

  @Override
  public Job job() {
    return job;
  }

  @Override
  public void report(Report report) {
    Map<String, ObjectNode> described = new LinkedHashMap<>();
    for (Setup setup : job.setups()) {
      ObjectNode node = RecipeJson.of(setup.method().recipe());
      node.put("bias", setup.bias().orElse("none")).put("description", setup.description());
      described.put(setup.id(), node);
    }
    ObjectNode images = Json.MAPPER.createObjectNode();
    if (isFilmed) {
      film().ifPresent(film -> images.set("film", film.toJson()));
    }
    report.described(described).images(images);
  }

  /** The film of the best method's first seed, of those that solved the task if there are any. */
  private Optional<Film> film() {
    return methods.stream()
        .sorted(MethodResults.BEST_FIRST)
        .flatMap(method -> method.bestRun().stream())
        .findFirst()
        .flatMap(run -> Film.of(run, job.task()));
  }

  @Override
  public String csv() {
    StringBuilder text = new StringBuilder("method,seed,update,seconds");
    runs.stream()
        .flatMap(run -> run.points().stream())
        .findFirst()
        .ifPresent(
            point ->
                point
                    .values()
                    .keySet()
                    .forEach(name -> text.append(',').append(PolicyJson.key(name))));
    text.append('\n');
    for (PolicyRun run : runs) {
      for (Point point : run.points()) {
        text.append(ResultFiles.csv(run.setup().id())).append(',').append(run.run().seed());
        text.append(',').append(point.step()).append(',').append(point.seconds());
        point.values().values().forEach(value -> text.append(',').append(value));
        text.append('\n');
      }
    }
    return text.toString();
  }

  private Optional<String> failure() {
    List<PolicyRun> failed = runs.stream().filter(run -> run.failure().isPresent()).toList();
    return failed.stream()
        .findFirst()
        .map(
            first ->
                "%d of %s failed: %s"
                    .formatted(
                        failed.size(),
                        Plural.of(runs.size(), "run"),
                        first.failure().orElseThrow()));
  }

  /**
   * Ends the command as a failure if a run failed, after all that was measured has been written.
   */
  @Override
  public void end() {
    failure()
        .ifPresent(
            failure -> {
              throw new OutputException(failure);
            });
  }
}
