package io.thalweg.workbench.train;

import static io.thalweg.workbench.output.Table.Column.number;
import static io.thalweg.workbench.output.Table.Column.text;
import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.data.ImageSet;
import io.thalweg.data.Part;
import io.thalweg.estimator.Recipe;
import io.thalweg.vae.Bounds;
import io.thalweg.vae.ImageTraining;
import io.thalweg.workbench.output.Json;
import io.thalweg.workbench.output.Pictures;
import io.thalweg.workbench.output.Report;
import io.thalweg.workbench.output.Table;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * The results of autoencoders: curves, final bounds and pictures, in all forms that are written.
 */
final class ImageResults implements Outcome {

  private static final int BOUND_DRAWS = 100;
  private static final int SHOWN = 20;
  private static final String DESIGNED = " †";
  private static final SeedHeadline.Score BOUND =
      new SeedHeadline.Score("a test bound of %s nats", "%s nats", "%.2f", true);
  private static final SeedHeadline.Score ELBO =
      new SeedHeadline.Score("a test ELBO of %s nats", "%s nats", "%.2f", true);
  private static final Curves CURVES =
      new Curves(
          Map.of(
              ImageTraining.TRAIN, "train_elbo",
              ImageTraining.VALIDATION, "validation_elbo",
              ImageTraining.TEST, "test_elbo",
              ImageTraining.MOVING, "moving_elbo",
              ImageTraining.VARIANCE, "gradient_variance"));

  private final ImageJob job;
  private final Budget budget;
  private final ImageSet images;
  private final List<Final> finals;

  /**
   * A run with its final bounds.
   *
   * @param run the run
   * @param bounds the bounds over all test images; empty while it trains
   * @param isBiasedByDesign whether its estimator is
   */
  private record Final(
      PacedRun<ImageTraining> run, Optional<Bounds> bounds, boolean isBiasedByDesign) {

    double last(String name) {
      return run.run().last().value(name);
    }

    double elbo() {
      return bounds.map(Bounds::elbo).orElseGet(() -> last(ImageTraining.TEST));
    }

    double score() {
      return bounds.map(Bounds::bound).orElseGet(this::elbo);
    }
  }

  private ImageResults(ImageJob job, Budget budget, ImageSet images, List<Final> finals) {
    this.job = job;
    this.budget = budget;
    this.images = images;
    this.finals = finals;
  }

  /** Computes the final bounds of all runs. */
  static ImageResults of(
      ImageJob job, Budget budget, ImageSet images, List<PacedRun<ImageTraining>> runs) {
    return of(
        job,
        budget,
        images,
        runs,
        run -> Optional.of(run.training().bounds(Part.TEST, BOUND_DRAWS)));
  }

  /** Takes the last measurements of runs that train on, in place of final bounds. */
  static ImageResults soFar(
      ImageJob job, Budget budget, ImageSet images, List<PacedRun<ImageTraining>> runs) {
    return of(job, budget, images, runs, run -> Optional.empty());
  }

  private static ImageResults of(
      ImageJob job,
      Budget budget,
      ImageSet images,
      List<PacedRun<ImageTraining>> runs,
      Function<PacedRun<ImageTraining>, Optional<Bounds>> bounds) {
    Set<String> biased =
        job.recipes().stream()
            .filter(recipe -> recipe.bias().isPresent())
            .map(Recipe::id)
            .collect(toSet());
    List<Final> finals = new ArrayList<>();
    for (PacedRun<ImageTraining> run : runs) {
      finals.add(new Final(run, bounds.apply(run), biased.contains(run.id())));
    }
    return new ImageResults(job, budget, images, finals);
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode root =
        Json.MAPPER
            .createObjectNode()
            .put("model", job.model().id())
            .put("data", images.name())
            .put("seed", job.seed())
            .put("headline", headline());
    Paces.put(budget, root);
    new PlanSettings(job.plan()).put(root);
    warmUp().put(root);
    putMeanings(root.putObject("measurements"));
    for (Final end : finals) {
      ObjectNode node = root.withArray("runs").addObject();
      Paces.put(end.run(), node);
      Curves.put(end.run().run(), node);
      ObjectNode last =
          node.putObject("final")
              .put("train_elbo", end.last(ImageTraining.TRAIN))
              .put("test_elbo", end.elbo());
      end.bounds()
          .ifPresent(
              bounds -> last.put("test_bound", bounds.bound()).put("bound_draws", BOUND_DRAWS));
      last.put("gradient_variance", end.last(ImageTraining.VARIANCE))
          .put("evaluations", end.run().evaluations())
          .put("seconds", end.run().run().seconds());
    }
    return root;
  }

  private WarmUp warmUp() {
    return WarmUp.of(finals.stream().map(Final::run).toList());
  }

  /** Says in words what the curves of bounds are. */
  private void putMeanings(ObjectNode node) {
    ImageTraining training = finals.get(0).run().training();
    ImageTraining.Probe probe = training.probe();
    for (Part part : Part.values()) {
      String name = part.name().toLowerCase(Locale.ROOT);
      int count = Math.min(probe.images(), images.count(part));
      if (count > 0) {
        node.put(
            name,
            "ELBO of %,d %s images, %d draws, at fixed weights"
                .formatted(count, part == Part.TRAIN ? "training" : name, probe.draws()));
      }
    }
    node.put(ImageTraining.MOVING, "mean over the epoch while the weights move");
  }

  private String headline() {
    boolean trained = finals.stream().allMatch(end -> end.bounds().isPresent());
    return new SeedHeadline(trained ? BOUND : ELBO)
        .of(
            finals.stream()
                .map(
                    end ->
                        new SeedHeadline.Result(
                            end.run().id(),
                            end.run().run().steps(),
                            end.run().hasEnded(),
                            end.score()))
                .toList());
  }

  @Override
  public void print(PrintWriter out) {
    Table table =
        new Table(
            text("estimator"),
            number("seed").rank(2),
            number("steps").rank(1),
            text("ended by").rank(3),
            number("test bound"),
            number("test ELBO").rank(3),
            number("train ELBO").rank(5),
            number("gradient variance").rank(4),
            number("evaluations").rank(6),
            number("µs/step").rank(4),
            number("seconds").rank(5));
    finals.stream()
        .sorted(Comparator.comparingDouble(Final::score).reversed())
        .forEach(end -> table.add(cells(end)));
    table.print(out);
    out.printf(
        "Bounds in nats, higher is better; the test bound takes %d draws an image.%n", BOUND_DRAWS);
    if (finals.stream().anyMatch(Final::isBiasedByDesign)) {
      out.println("† Its gradients are biased by design.");
    }
    Paces.legend(budget, finals.stream().map(Final::run).toList(), out);
    out.println(new PlanSettings(job.plan()).differences());
    warmUp().legend().ifPresent(out::println);
    out.println(headline());
  }

  private static String[] cells(Final end) {
    return new String[] {
      end.run().id() + (end.isBiasedByDesign() ? DESIGNED : ""),
      "" + end.run().run().seed(),
      Paces.steps(end.run()),
      Paces.ended(end.run()),
      "%.2f".formatted(end.score()),
      "%.2f".formatted(end.elbo()),
      "%.2f".formatted(end.last(ImageTraining.TRAIN)),
      "%.3g".formatted(end.last(ImageTraining.VARIANCE)),
      "%,d".formatted(end.run().evaluations()),
      "%.0f".formatted(Paces.microsPerStep(end.run())),
      "%.1f".formatted(end.run().run().seconds())
    };
  }

  @Override
  public Job job() {
    return job;
  }

  @Override
  public void report(Report report) {
    report.estimators(job.recipes()).images(pictures());
  }

  @Override
  public String csv() {
    return CURVES.csv(finals.stream().map(end -> end.run().run()).toList());
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
      if (end.run().run().seed() == job.seed()) {
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
