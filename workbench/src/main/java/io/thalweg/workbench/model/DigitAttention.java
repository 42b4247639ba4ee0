package io.thalweg.workbench.model;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimand;
import io.thalweg.attention.AttentionTraining;
import io.thalweg.attention.Glances;
import io.thalweg.data.Digits;
import io.thalweg.data.ImageSet;
import io.thalweg.data.Pixels;
import io.thalweg.data.Split;
import io.thalweg.distribution.Categorical;
import io.thalweg.estimator.Recipe;
import io.thalweg.train.Run;
import io.thalweg.workbench.model.Measure.Better;
import io.thalweg.workbench.model.Measure.Chart;
import io.thalweg.workbench.output.Pictures;
import io.thalweg.workbench.problem.Pairing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The choice of a place where a cluttered canvas holds a digit.
 *
 * @param images grey ones with labels; empty for the embedded digits
 */
record DigitAttention(Optional<ImageSet> images) implements Experiment<AttentionTraining> {

  private static final AttentionTraining.Options STANDARD = AttentionTraining.Options.defaults();
  // The side of an embedded digit.
  private static final int EMBEDDED = 8;
  private static final int SHOWN = 12;
  private static final int COLUMNS = 3;
  // How dark a pixel without ink is where the law looks.
  private static final double GLOW = 0.35;

  private ImageSet digits() {
    return images.orElseGet(() -> Digits.load().with(Pixels.GREY, Split.NONE));
  }

  /** A canvas is two and a half times as wide as a digit: 20 pixels, or 70 for MNIST. */
  private int side() {
    return STANDARD.side() * digits().side() / EMBEDDED;
  }

  @Override
  public Optional<Function<ImageSet, Experiment<AttentionTraining>>> ofImages() {
    return Optional.of(other -> new DigitAttention(Optional.of(other)));
  }

  @Override
  public String id() {
    return "attention";
  }

  @Override
  public String title() {
    int across = side() - digits().side() + 1;
    return "hard attention: one of %,d places of a cluttered canvas is drawn, and a classifier sees it"
        .formatted(across * across);
  }

  @Override
  public int steps() {
    return 1_500;
  }

  @Override
  public List<String> estimators() {
    return List.of("moving_average", "rloo:draws=16", "unordered_set:draws=8", "straight_through");
  }

  @Override
  public List<Dial> dials() {
    return List.of(
        Dial.count("side", side(), digits().side() + 1, 100, "side of a canvas in pixels"),
        Dial.count("pieces", STANDARD.pieces(), 0, 100, "pieces of other digits on a canvas"),
        Dial.count("hidden", STANDARD.hidden(), 1, 1_000, "hidden units of both networks"),
        Dial.count("batch", STANDARD.batch(), 1, 10_000, "canvases of a step"),
        Dial.number("rate", STANDARD.rate(), 1e-9, 1, "learning rate"),
        Dial.number("decay", STANDARD.decay(), 0, 1, "weight decay"),
        Dial.count(
            "warmup",
            STANDARD.warmup(),
            0,
            1_000_000,
            "steps in which the classifier learns alone"),
        Dial.number("entropy", STANDARD.entropy(), 0, 100, "weight of the entropy of the place"));
  }

  private static AttentionTraining.Options options(Dials dials) {
    return new AttentionTraining.Options(
        dials.count("side"),
        dials.count("pieces"),
        dials.count("hidden"),
        dials.count("batch"),
        dials.number("rate"),
        dials.number("decay"),
        dials.count("warmup"),
        dials.number("entropy"));
  }

  @Override
  public Pairing pairing(Dials dials) {
    int across = dials.count("side") - digits().side() + 1;
    int places = across * across;
    return new Pairing(
        id(),
        Estimand.MEAN,
        Categorical.ofLogits(new double[places], places),
        DifferentiableObjective.class);
  }

  @Override
  public Run<AttentionTraining> begin(Recipe<?, ?> recipe, Dials dials, long seed) {
    return AttentionTraining.run(recipe, digits(), options(dials), seed);
  }

  @Override
  public long evaluations(AttentionTraining training) {
    return training.evaluations();
  }

  @Override
  public List<Measure> measures() {
    return List.of(
        new Measure(
            AttentionTraining.REWARD,
            "log-probability",
            "The mean log-probability of the label on 1,000 test canvases, in nats. It is exact over"
                + " the places. Without looking it is -2.303.",
            "%.3f",
            Better.HIGHER,
            Chart.LINEAR),
        new Measure(
            AttentionTraining.ACCURACY,
            "accuracy",
            "The probability that the classifier guesses the label at the place that is drawn.",
            "%.3f",
            Better.HIGHER,
            Chart.LINEAR),
        new Measure(
            AttentionTraining.FOUND,
            "found",
            "The share of the digit that lies within the piece that is drawn, a mean.",
            "%.3f",
            Better.HIGHER,
            Chart.LINEAR),
        new Measure(
            AttentionTraining.ENTROPY,
            "entropy",
            "The entropy of the place that is drawn, in nats: 0 where it is certain.",
            "%.3f",
            Better.NEITHER,
            Chart.LINEAR),
        new Measure(
            AttentionTraining.DEVIATION,
            "deviation",
            "The standard deviation of the gradient in the logits of places, a mean over them.",
            "%.3g",
            Better.LOWER,
            Chart.LOGARITHMIC));
  }

  @Override
  public Map<String, Double> levels(Run<AttentionTraining> run) {
    Map<String, Double> levels = new LinkedHashMap<>();
    levels.put("blind", -Math.log(10));
    levels.put("told the place", run.training().told(run.steps()).reward());
    return levels;
  }

  @Override
  public String aboutPictures() {
    return "Twelve test canvases, each with one whole digit among pieces of others. For each estimator:"
        + " what its law looks at, of the first seed. A pixel is darker the likelier the piece that is"
        + " drawn holds it; ink stands out where the law looks.";
  }

  @Override
  public List<Picture> pictures(List<Run<AttentionTraining>> runs) {
    List<Picture> pictures = new ArrayList<>();
    Map<String, List<Glances>> byEstimator = new LinkedHashMap<>();
    for (Run<AttentionTraining> run : runs) {
      byEstimator.computeIfAbsent(run.id(), id -> new ArrayList<>()).add(run.training().glances());
    }
    Glances any = byEstimator.values().iterator().next().get(0);
    pictures.add(Picture.ofProblem("canvases of the first seed", grid(any, any.pixels()), ""));
    byEstimator.forEach(
        (id, glances) -> {
          Glances first = glances.get(0);
          double found = glances.stream().mapToDouble(Glances::found).average().orElseThrow();
          pictures.add(
              Picture.of(id, grid(first, lit(first)), "%.2f of the digits seen".formatted(found)));
        });
    return pictures;
  }

  private static double[] lit(Glances glances) {
    double[] lit = new double[glances.pixels().length];
    Arrays.setAll(lit, i -> glances.seen()[i] * (GLOW + (1 - GLOW) * glances.pixels()[i]));
    return lit;
  }

  private static String grid(Glances glances, double[] pixels) {
    int size = glances.side() * glances.side();
    double[] some = Arrays.copyOf(pixels, SHOWN * size);
    Arrays.setAll(some, i -> Math.min(1, some[i]));
    return Pictures.grid(some, glances.side(), COLUMNS);
  }
}
