package io.thalweg.workbench.model;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimand;
import io.thalweg.attention.MaskTraining;
import io.thalweg.data.Digits;
import io.thalweg.data.ImageSet;
import io.thalweg.data.Pixels;
import io.thalweg.data.Split;
import io.thalweg.distribution.Bernoulli;
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

/** The choice of the pixels of a digit that are worth their price. */
final class DigitMask implements Experiment<MaskTraining> {

  private static final MaskTraining.Options STANDARD = MaskTraining.Options.defaults();
  private static final int COLUMNS = 3;

  @Override
  public String id() {
    return "mask";
  }

  @Override
  public String title() {
    return "masks of digits: each pixel is seen or hidden, at six prices a pixel";
  }

  @Override
  public int steps() {
    return 1_000;
  }

  @Override
  public List<String> estimators() {
    return List.of("moving_average", "rloo:draws=2", "disarm", "straight_through", "relax");
  }

  @Override
  public List<Dial> dials() {
    return List.of(
        Dial.count("hidden", STANDARD.hidden(), 1, 1_000, "hidden units of the classifier"),
        Dial.count("batch", STANDARD.batch(), 1, 10_000, "images of a step"),
        Dial.number("rate", STANDARD.rate(), 1e-9, 1, "learning rate of the classifier"),
        Dial.number("mask_rate", STANDARD.maskRate(), 1e-9, 1, "learning rate of the masks"));
  }

  private static ImageSet digits() {
    return Digits.load().with(Pixels.GREY, Split.NONE);
  }

  @Override
  public Pairing pairing(Dials dials) {
    return new Pairing(
        id(),
        Estimand.MEAN,
        Bernoulli.ofLogits(new double[digits().pixels()]),
        DifferentiableObjective.class);
  }

  @Override
  public Run<MaskTraining> begin(Recipe<?, ?> recipe, Dials dials, long seed) {
    MaskTraining.Options options =
        new MaskTraining.Options(
            STANDARD.prices(),
            dials.count("hidden"),
            dials.count("batch"),
            dials.number("rate"),
            dials.number("mask_rate"));
    return MaskTraining.run(recipe, digits(), options, seed);
  }

  @Override
  public long evaluations(MaskTraining training) {
    return training.evaluations();
  }

  @Override
  public List<Measure> measures() {
    return List.of(
        new Measure(
            MaskTraining.REWARD,
            "reward",
            "The mean log-probability of the label less the price of the pixels that are seen, over"
                + " test images and prices, in nats.",
            "%.3f",
            Better.HIGHER,
            Chart.LINEAR),
        new Measure(
            MaskTraining.ACCURACY,
            "accuracy",
            "The share of labels that are guessed right, over test images and prices.",
            "%.3f",
            Better.HIGHER,
            Chart.LINEAR),
        new Measure(
            MaskTraining.PIXELS,
            "pixels",
            "The mean number of pixels that are seen, over prices. There are 64 in all.",
            "%.1f",
            Better.NEITHER,
            Chart.LINEAR),
        new Measure(
            MaskTraining.DEVIATION,
            "deviation",
            "The standard deviation of the gradient in the logits of masks, a mean over them.",
            "%.3g",
            Better.LOWER,
            Chart.LOGARITHMIC));
  }

  @Override
  public String aboutPictures() {
    return "The law of the mask at each of six prices, from 0.001 (above, left) to 0.3 nats a pixel"
        + " (below, right), a mean over seeds: black pixels are seen always, white ones never. Below"
        + " stand the accuracy and the pixels that are seen, from the lowest price to the highest.";
  }

  @Override
  public List<Picture> pictures(List<Run<MaskTraining>> runs) {
    Map<String, List<Run<MaskTraining>>> byEstimator = new LinkedHashMap<>();
    runs.forEach(run -> byEstimator.computeIfAbsent(run.id(), id -> new ArrayList<>()).add(run));
    List<Picture> pictures = new ArrayList<>();
    byEstimator.forEach(
        (id, own) -> {
          double[] mean = new double[own.get(0).training().masks().length];
          for (Run<MaskTraining> run : own) {
            double[] masks = run.training().masks();
            Arrays.setAll(mean, i -> mean[i] + masks[i] / own.size());
          }
          pictures.add(Picture.of(id, Pictures.grid(mean, digits().side(), COLUMNS), note(own)));
        });
    return pictures;
  }

  /** Accuracy at pixels for each price. */
  private static String note(List<Run<MaskTraining>> runs) {
    List<String> words = new ArrayList<>();
    for (double price : runs.get(0).training().prices()) {
      words.add(
          "%.2f at %.0f"
              .formatted(
                  mean(runs, MaskTraining.accuracyAt(price)),
                  mean(runs, MaskTraining.pixelsAt(price))));
    }
    return String.join(", ", words);
  }

  private static double mean(List<Run<MaskTraining>> runs, String name) {
    return runs.stream().mapToDouble(run -> run.last().value(name)).average().orElseThrow();
  }
}
