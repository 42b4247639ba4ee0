package io.thalweg.workbench.reproduce;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimand;
import io.thalweg.check.Unbiasedness;
import io.thalweg.data.ImageSet;
import io.thalweg.data.Part;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Registry;
import io.thalweg.internal.Numerics;
import io.thalweg.problem.Problem;
import io.thalweg.race.Currency;
import io.thalweg.race.Race;
import io.thalweg.support.SplitMix;
import io.thalweg.train.Run;
import io.thalweg.vae.ImageTraining;
import io.thalweg.vae.Knob;
import io.thalweg.vae.Latents;
import io.thalweg.vae.Plan;
import io.thalweg.vae.Preset;
import io.thalweg.vae.Vae;
import io.thalweg.workbench.output.Progress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All estimators on the weights of one trained model of 4 latents of 8 categories: bias against the
 * exact gradient by all 4,096 outcomes, variance and cost.
 */
final class RankingStudy implements Study {

  private static final int IMAGES = 10;
  private static final int SHORT_EPOCHS = 5;
  private static final int LONG_EPOCHS = 20;
  private static final int SHORT_DRAWS = 4_000;
  private static final int LONG_DRAWS = 50_000;
  private static final double SHORT_SECONDS = 240;
  private static final double LONG_SECONDS = 2_400;

  @Override
  public String id() {
    return "ranking";
  }

  @Override
  public String title() {
    return "all estimators on the weights of one trained model of 4 latents of 8 categories";
  }

  @Override
  public String source() {
    return "the exact gradient by 4,096 outcomes; the model of Liu et al. 2023";
  }

  @Override
  public String remarks() {
    return "Relative bias is |E g - exact| / |exact|, of the measured mean; for an unbiased"
        + " estimator it is noise, and its verdict counts. Variance is summed over the logits of"
        + " ten images.";
  }

  @Override
  public boolean needsData() {
    return true;
  }

  @Override
  public double minutes(Scale scale, Bench.Wish wish) {
    return scale == Scale.SHORT ? 2 : 45;
  }

  @Override
  public Answers run(Bench bench) {
    boolean small = bench.scale() == Scale.SHORT;
    Plan plan = Preset.REINMAX.plan().with(Knob.LATENTS, Latents.categorical(4, 8));
    ImageSet images = bench.images().apply(plan);
    Vae model = trained(images, plan, small ? SHORT_EPOCHS : LONG_EPOCHS, bench);
    double[] some = images.rows(Part.TEST, 0, IMAGES, new SplitMix(bench.seed()));
    try (Vae.Posterior posterior = model.posterior(some, IMAGES)) {
      Problem problem = new Problem("ranking", title(), posterior.law(), posterior.objective());
      List<Recipe<?, ?>> recipes =
          Stream.concat(
                  Registry.all().stream()
                      .filter(
                          recipe ->
                              recipe.fits(
                                  Estimand.MEAN, posterior.law(), DifferentiableObjective.class)),
                  Stream.of("reinmax:temperature=1.3").map(Registry::parse))
              .<Recipe<?, ?>>map(recipe -> recipe)
              .toList();
      Race.Effort effort =
          Race.Effort.of(small ? SHORT_DRAWS : LONG_DRAWS)
              .within(small ? SHORT_SECONDS : LONG_SECONDS);
      Race race =
          Race.run(
              problem, recipes, effort, bench.seed(), name -> {}, bench.interruption()::goesOn);
      bench.goOn();
      return new Answers(rows(race), ranking(race));
    }
  }

  /**
   * Trains with an estimator without bias, and keeps the weights. ReinMax, for which the model was
   * published, leaves posteriors without any randomness: all variances are 0 then.
   */
  private Vae trained(ImageSet images, Plan plan, int epochs, Bench bench) {
    Run<ImageTraining> run =
        ImageTraining.run(
            Registry.parse("rloo:draws=4"),
            images,
            plan,
            ImageTraining.Probe.small(),
            bench.seed());
    int steps = epochs * run.training().stepsPerEpoch();
    try (Progress progress = Progress.start("reproduce " + id(), steps, "steps")) {
      while (run.steps() < steps) {
        bench.goOn();
        run.step();
        progress.advance(1, "training", "step %d".formatted(run.steps()));
      }
    }
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      run.training().save(new DataOutputStream(bytes));
      return Vae.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Row> rows(Race race) {
    double[] exact = race.exact().orElseThrow();
    List<Row> rows = new ArrayList<>();
    List<Race.Entry> unbiased =
        race.entries().stream().filter(entry -> entry.recipe().bias().isEmpty()).toList();
    long found =
        unbiased.stream().filter(entry -> entry.bias() instanceof Unbiasedness.Biased).count();
    rows.add(
        Rows.of(
            "of %d estimators without bias, those that are found biased".formatted(unbiased.size()),
            new double[] {found},
            Optional.empty(),
            Row.Gate.atMost(0)));
    double reinmax = bias(race, "reinmax", exact);
    double straight = bias(race, "straight_through", exact);
    rows.add(
        Rows.of(
            "relative bias of straight_through less that of reinmax",
            new double[] {straight - reinmax},
            Optional.empty(),
            Row.Gate.atLeast(0)));
    rows.add(
        Rows.of(
            "relative bias of straight_through",
            new double[] {straight},
            Optional.empty(),
            Row.Gate.atMost(1)));
    race.failures()
        .forEach(
            failure ->
                rows.add(
                    Rows.of(
                        "%s failed: %s".formatted(failure.recipe().id(), failure.reason()),
                        new double[] {Double.NaN},
                        Optional.empty(),
                        Row.Gate.NONE)));
    return rows;
  }

  private static List<Ranked> ranking(Race race) {
    double[] exact = race.exact().orElseThrow();
    return race.entries().stream()
        .sorted(Comparator.comparingDouble(entry -> entry.report().variance()))
        .map(
            entry ->
                new Ranked(
                    entry.recipe().id(),
                    entry.report().variance(),
                    relative(entry, exact),
                    verdict(entry.bias()),
                    entry.recipe().bias().isPresent(),
                    entry.report().evaluations(),
                    entry.cost(Currency.TIME)))
        .toList();
  }

  private static String verdict(Unbiasedness verdict) {
    return verdict.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static double bias(Race race, String id, double[] exact) {
    return race.entries().stream()
        .filter(entry -> entry.recipe().id().equals(id))
        .mapToDouble(entry -> relative(entry, exact))
        .findFirst()
        .orElse(Double.NaN);
  }

  private static double relative(Race.Entry entry, double[] exact) {
    double[] mean = entry.report().mean();
    double[] off = new double[exact.length];
    for (int i = 0; i < off.length; i++) {
      off[i] = mean[i] - exact[i];
    }
    return Numerics.norm(off) / Numerics.norm(exact);
  }
}
