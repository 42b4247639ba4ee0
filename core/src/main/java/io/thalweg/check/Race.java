package io.thalweg.check;

import io.thalweg.Adaptive;
import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Settings;
import io.thalweg.internal.Require;
import io.thalweg.internal.Streams;
import io.thalweg.objective.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * All estimators that fit one problem, side by side: bias, variance, cost and efficiency.
 *
 * <p>Enumeration, which does not draw, is run once a turn. An estimator that learns does so first,
 * for {@link #WARM_UP} estimates at the problem's theta, and is then measured as it is. The others
 * draw as many estimates unmeasured, so that the compiler has seen all of them before the first is
 * measured. Then they take turns, a block of draws each, so that a machine that slows down slows
 * them all.
 *
 * @param problem what was raced on
 * @param exact the exact gradient
 * @param entries one for each estimator, in the order of the registry
 */
public record Race(Problem problem, double[] exact, List<Entry> entries) {

  /** Estimates drawn before measuring begins. */
  public static final int WARM_UP = 2_000;

  /** Turns that each estimator takes. */
  public static final int ROUNDS = Measurement.BLOCKS;

  /** The least number of draws from which a z-test is a test at the rate it claims. */
  public static final int LEAST_DRAWS = 1_000;

  private static final double FALSE_ALARMS = 1e-6;
  private static final double RESOLUTION = 0.05;

  /**
   * One estimator's result.
   *
   * @param recipe the estimator
   * @param report its mean, variance and cost
   * @param bias the verdict on its bias
   */
  public record Entry(Recipe<?, ?> recipe, VarianceReport report, Unbiasedness bias) {

    /** 1 / (variance x microseconds): what a microsecond buys. */
    public double efficiency() {
      return 1 / (report.variance() * report.micros());
    }

    /** The efficiency at the unfavourable and at the favourable ends of both intervals. */
    public Interval efficiencyInterval() {
      return new Interval(
          1 / (report.varianceInterval().high() * report.microsInterval().high()),
          1 / (report.varianceInterval().low() * report.microsInterval().low()));
    }
  }

  /**
   * Runs the race.
   *
   * @param draws estimates of each estimator, at least {@link #LEAST_DRAWS}
   * @param watch told of an estimator whenever its turn is over, {@link #ROUNDS} times in all
   * @throws IllegalArgumentException if there are fewer draws, the problem has no exact gradient or
   *     an estimator does not fit it
   */
  public static Race run(
      Problem problem,
      List<Recipe<?, ?>> recipes,
      int draws,
      long seed,
      Consumer<Recipe<?, ?>> watch) {
    Require.atLeast(LEAST_DRAWS, "the number of draws", draws);
    Distribution law = problem.law();
    Objective f = problem.objective();
    double[] exact =
        ExactGradient.find(law, f)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "problem %s has no outcomes that can be enumerated"
                            .formatted(problem.id())));
    double scale = NaturalScale.of(law, f, Streams.named(seed, "scale"));
    double critical = Unbiasedness.criticalZ(FALSE_ALARMS, exact.length * recipes.size());
    Unbiasedness.Test test =
        new Unbiasedness.Test(critical, Math.max(RESOLUTION * scale, Double.MIN_NORMAL), draws);
    var measurements = new ArrayList<Measurement<Distribution, Objective>>();
    for (Recipe<?, ?> recipe : recipes) {
      SplittableRandom random = Streams.named(seed, recipe.id());
      var estimator = recipe.create(law, f, Settings.defaults(), random);
      warmUp(estimator, law, f, random);
      int count = isYardstick(recipe) ? ROUNDS : draws;
      measurements.add(new Measurement<>(estimator, law, f, count, random));
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < recipes.size(); i++) {
        measurements.get(i).nextBlock();
        watch.accept(recipes.get(i));
      }
    }
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < recipes.size(); i++) {
      VarianceReport report = measurements.get(i).report();
      entries.add(new Entry(recipes.get(i), report, test.judge(report, exact)));
    }
    return new Race(problem, exact, List.copyOf(entries));
  }

  private static boolean isYardstick(Recipe<?, ?> recipe) {
    return recipe.id().equals("enumeration");
  }

  private static void warmUp(
      Estimator<Distribution, Objective> estimator,
      Distribution law,
      Objective f,
      SplittableRandom random) {
    for (int step = 0; step < WARM_UP; step++) {
      var estimate = estimator.estimate(law, f, random);
      if (estimator instanceof Adaptive adaptive) {
        adaptive.learn(estimate);
      }
    }
  }

  /**
   * The most efficient estimator that neither is biased by design nor was found biased; of two
   * without variance, the faster.
   *
   * <p>Enumeration is the yardstick and does not take part: no law of real size can be listed.
   */
  public Optional<Entry> winner() {
    return entries.stream()
        .filter(entry -> !(entry.bias() instanceof Unbiasedness.Biased))
        .filter(entry -> entry.recipe().bias().isEmpty())
        .filter(entry -> !isYardstick(entry.recipe()))
        .max(
            Comparator.comparingDouble(Entry::efficiency)
                .thenComparing(entry -> -entry.report().micros()));
  }
}
