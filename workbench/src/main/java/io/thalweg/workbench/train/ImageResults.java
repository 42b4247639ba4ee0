package io.thalweg.workbench.train;

import static io.thalweg.workbench.output.Table.Column.number;
import static io.thalweg.workbench.output.Table.Column.text;
import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.data.ImageSet;
import io.thalweg.data.Part;
import io.thalweg.estimator.Recipe;
import io.thalweg.train.Point;
import io.thalweg.train.Run;
import io.thalweg.vae.Bounds;
import io.thalweg.vae.ImageTraining;
import io.thalweg.workbench.output.Json;
import io.thalweg.workbench.output.Pictures;
import io.thalweg.workbench.output.Report;
import io.thalweg.workbench.output.ResultFiles;
import io.thalweg.workbench.output.Table;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * The results of autoencoders: curves, final bounds and pictures, in all forms that are written.
 */
final class ImageResults implements Outcome {

  private static final int BOUND_DRAWS = 100;
  private static final int SHOWN = 20;
  private static final String DESIGNED = " †";
  private static final String SHORT = "!";

  private final ImageJob job;
  private final int steps;
  private final ImageSet images;
  private final List<Final> finals;

  /**
   * A run with its final bounds.
   *
   * @param run the run
   * @param bounds the bounds over all test images
   * @param isBiasedByDesign whether its estimator is
   */
  private record Final(Run<ImageTraining> run, Bounds bounds, boolean isBiasedByDesign) {

    double microsPerStep() {
      return run.steps() == 0 ? 0 : run.seconds() * 1e6 / run.steps();
    }
  }

  private ImageResults(ImageJob job, int steps, ImageSet images, List<Final> finals) {
    this.job = job;
    this.steps = steps;
    this.images = images;
    this.finals = finals;
  }

  /** Computes the final bounds of all runs. */
  static ImageResults of(ImageJob job, int steps, ImageSet images, List<Run<ImageTraining>> runs) {
    Set<String> biased =
        job.recipes().stream()
            .filter(recipe -> recipe.bias().isPresent())
            .map(Recipe::id)
            .collect(toSet());
    List<Final> finals = new ArrayList<>();
    for (Run<ImageTraining> run : runs) {
      finals.add(
          new Final(run, run.training().bounds(Part.TEST, BOUND_DRAWS), biased.contains(run.id())));
    }
    return new ImageResults(job, steps, images, finals);
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode root =
        Json.MAPPER
            .createObjectNode()
            .put("model", job.model().id())
            .put("data", images.name())
            .put("seed", job.seed())
            .put("steps", steps)
            .put("headline", headline());
    ObjectNode plan = root.putObject("plan");
    job.plan().settings().forEach(plan::put);
    ArrayNode runs = root.putArray("runs");
    for (Final end : finals) {
      ObjectNode node =
          runs.addObject()
              .put("estimator", end.run().id())
              .put("seed", end.run().seed())
              .put("steps", end.run().steps())
              .put("micros_per_step", end.microsPerStep());
      curve(node, "train", end, point -> point.value(ImageTraining.TRAIN));
      curve(node, "test", end, point -> point.value(ImageTraining.TEST));
      curve(node, "seconds", end, Point::seconds);
      curve(node, "variance", end, point -> point.value(ImageTraining.VARIANCE));
      node.putObject("final")
          .put("train_elbo", end.run().last().value(ImageTraining.TRAIN))
          .put("test_elbo", end.bounds().elbo())
          .put("test_bound", end.bounds().bound())
          .put("bound_draws", BOUND_DRAWS)
          .put("gradient_variance", end.run().last().value(ImageTraining.VARIANCE))
          .put("seconds", end.run().seconds());
    }
    return root;
  }

  private static void curve(
      ObjectNode node, String name, Final end, ToDoubleFunction<Point> value) {
    ArrayNode curve = node.putArray(name);
    for (Point point : end.run().points()) {
      curve.addArray().add(point.step()).add(value.applyAsDouble(point));
    }
  }

  private String headline() {
    return ImageHeadline.of(
        finals.stream()
            .map(
                end ->
                    new ImageHeadline.Result(
                        end.run().id(), end.run().steps(), end.bounds().bound()))
            .toList());
  }

  @Override
  public void print(PrintWriter out) {
    Table table =
        new Table(
            text("estimator"),
            number("seed").rank(2),
            number("steps").rank(1),
            number("test bound"),
            number("test ELBO").rank(3),
            number("train ELBO").rank(5),
            number("gradient variance").rank(4),
            number("µs/step").rank(4),
            number("seconds").rank(5));
    finals.stream()
        .sorted(Comparator.comparingDouble((Final end) -> end.bounds().bound()).reversed())
        .forEach(
            end ->
                table.add(
                    end.run().id() + (end.isBiasedByDesign() ? DESIGNED : ""),
                    "" + end.run().seed(),
                    end.run().steps() + (end.run().steps() < steps ? SHORT : ""),
                    "%.2f".formatted(end.bounds().bound()),
                    "%.2f".formatted(end.bounds().elbo()),
                    "%.2f".formatted(end.run().last().value(ImageTraining.TRAIN)),
                    "%.3g".formatted(end.run().last().value(ImageTraining.VARIANCE)),
                    "%.0f".formatted(end.microsPerStep()),
                    "%.1f".formatted(end.run().seconds())));
    table.print(out);
    out.printf(
        "Bounds in nats, higher is better; the test bound takes %d draws an image.%n", BOUND_DRAWS);
    if (finals.stream().anyMatch(Final::isBiasedByDesign)) {
      out.println("† Its gradients are biased by design.");
    }
    if (finals.stream().anyMatch(end -> end.run().steps() < steps)) {
      out.printf("%s It has not made all of its %,d steps.%n", SHORT, steps);
    }
    out.println(headline());
  }

  @Override
  public String kind() {
    return "train";
  }

  @Override
  public String title() {
    return job.model().title();
  }

  @Override
  public void report(Report report) {
    report.estimators(job.recipes()).images(pictures());
  }

  @Override
  public String csv() {
    StringBuilder text =
        new StringBuilder("estimator,seed,step,seconds,train_elbo,test_elbo,gradient_variance\n");
    for (Final end : finals) {
      for (Point point : end.run().points()) {
        text.append(ResultFiles.csv(end.run().id()))
            .append(',')
            .append(end.run().seed())
            .append(',');
        text.append(point.step()).append(',').append(point.seconds()).append(',');
        text.append(point.value(ImageTraining.TRAIN))
            .append(',')
            .append(point.value(ImageTraining.TEST))
            .append(',');
        text.append(point.value(ImageTraining.VARIANCE)).append('\n');
      }
    }
    return text.toString();
  }

  /**
   * Makes pictures of test images, their reconstructions and samples, for the first seed of each
   * estimator.
   */
  private ObjectNode pictures() {
    int count = Math.min(SHOWN, images.count(Part.TEST));
    double[] originals = images.rows(Part.TEST, 0, count, new SplittableRandom(job.seed()));
    ObjectNode root = Json.MAPPER.createObjectNode().put("originals", picture(originals, count));
    ObjectNode byEstimator = root.putObject("runs");
    for (Final end : finals) {
      if (end.run().seed() == job.seed()) {
        pictures(end.run().training(), originals, count, byEstimator.putObject(end.run().id()));
      }
    }
    return root;
  }

  private void pictures(ImageTraining training, double[] originals, int count, ObjectNode into) {
    SplittableRandom random = new SplittableRandom(job.seed());
    into.put("reconstructions", picture(training.reconstruct(originals, count, random), count));
    training
        .imagine(2 * SHOWN, random)
        .ifPresent(images -> into.put("samples", picture(images, SHOWN / 2)));
  }

  private String picture(double[] intensities, int columns) {
    return Pictures.grid(intensities, images.side(), columns);
  }
}
