package io.thalweg.workbench.reproduce;

import io.thalweg.estimator.Registry;
import io.thalweg.train.Run;
import io.thalweg.train.Training;
import io.thalweg.workbench.model.Dials;
import io.thalweg.workbench.model.Experiment;
import io.thalweg.workbench.model.Measure;
import io.thalweg.workbench.output.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * An experiment of {@code train} with its own estimators and settings, judged by bars that we set.
 *
 * @param <T> what is trained
 * @param experiment what is trained
 * @param source the papers that it follows
 * @param remarks on the bars
 * @param bars numbers that are to be met
 * @param steps of each training
 * @param minutes of one seed of all estimators on two cores, about
 */
record ExperimentStudy<T extends Training>(
    Experiment<T> experiment,
    String source,
    String remarks,
    List<Bar<T>> bars,
    int steps,
    double minutes)
    implements Study {

  private static final int SHORT_SEEDS = 1;
  private static final int LONG_SEEDS = 5;

  /** Makes a study of trainings with the steps of the experiment's own. */
  ExperimentStudy(
      Experiment<T> experiment, String source, String remarks, List<Bar<T>> bars, double minutes) {
    this(experiment, source, remarks, bars, experiment.steps(), minutes);
  }

  /**
   * A number at the end of runs of one seed, and the condition that it is to meet.
   *
   * @param estimators by which the runs were trained
   * @param what the number in words
   * @param value computes it from the runs, in the order of the estimators
   */
  record Bar<T extends Training>(
      List<String> estimators, String what, ToDoubleFunction<List<Run<T>>> value, Row.Gate gate) {

    /** Makes a bar on a measurement. */
    static <T extends Training> Bar<T> of(String estimator, String measure, Row.Gate gate) {
      return new Bar<>(
          List.of(estimator),
          "%s, %s".formatted(estimator, measure),
          runs -> runs.get(0).last().value(measure),
          gate);
    }

    /** Makes a bar on a measurement less its first value. */
    static <T extends Training> Bar<T> gain(String estimator, String measure, Row.Gate gate) {
      return new Bar<>(
          List.of(estimator),
          "%s, %s less that at first".formatted(estimator, measure),
          runs -> runs.get(0).last().value(measure) - runs.get(0).points().get(0).value(measure),
          gate);
    }

    /** Makes a bar on a measurement less that of another estimator at the same seed. */
    static <T extends Training> Bar<T> lead(
        String estimator, String other, String measure, Row.Gate gate) {
      return new Bar<>(
          List.of(estimator, other),
          "%s, %s less that of %s".formatted(estimator, measure, other),
          runs -> runs.get(0).last().value(measure) - runs.get(1).last().value(measure),
          gate);
    }

    /** Makes a bar on a measurement less a level of the experiment. */
    static <T extends Training> Bar<T> less(
        Experiment<T> experiment, String estimator, String measure, String level, Row.Gate gate) {
      return new Bar<>(
          List.of(estimator),
          "%s, %s less that of %s".formatted(estimator, measure, level),
          runs ->
              runs.get(0).last().value(measure)
                  - Objects.requireNonNull(experiment.levels(runs.get(0)).get(level), level),
          gate);
    }
  }

  @Override
  public String id() {
    return experiment.id();
  }

  @Override
  public String title() {
    return experiment.title();
  }

  @Override
  public boolean needsData() {
    return false;
  }

  @Override
  public List<String> arms() {
    return experiment.estimators();
  }

  @Override
  public double minutes(Scale scale, Bench.Wish wish) {
    double share = (double) taken(wish).size() / arms().size();
    return minutes * share * wish.seeds().orElse(seeds(scale));
  }

  private List<String> taken(Bench.Wish wish) {
    return arms().stream().filter(wish::takes).toList();
  }

  private static int seeds(Scale scale) {
    return scale == Scale.SHORT ? SHORT_SEEDS : LONG_SEEDS;
  }

  @Override
  public Answers run(Bench bench) {
    int seeds = bench.wish().seeds().orElse(seeds(bench.scale()));
    List<String> taken = taken(bench.wish());
    Map<String, List<Run<T>>> runs = new LinkedHashMap<>();
    try (Progress progress =
        Progress.start("reproduce " + id(), (long) taken.size() * seeds * steps, "steps")) {
      for (String estimator : taken) {
        List<Run<T>> own = new ArrayList<>();
        for (int s = 0; s < seeds; s++) {
          own.add(train(estimator, bench.seed() + s, bench, progress));
        }
        runs.put(estimator, own);
      }
    }
    return Answers.of(rows(runs));
  }

  private Run<T> train(String estimator, long seed, Bench bench, Progress progress) {
    Dials standard = Dials.of(experiment.dials(), Map.of());
    Run<T> run = experiment.begin(Registry.parse(estimator), standard, seed);
    Checkpoints checkpoints = Checkpoints.of(bench, id(), run.fileName());
    checkpoints.resume(run);
    progress.resume(run.steps());
    if (run.points().isEmpty()) {
      run.measure();
    }
    while (run.steps() < steps) {
      bench.goOn();
      run.step();
      progress.advance(1, "%s, seed %d".formatted(estimator, seed), "step " + run.steps());
      if (run.steps() % Math.max(1, steps / 10) == 0) {
        checkpoints.save(run);
      }
    }
    if (run.last().step() < run.steps()) {
      run.measure();
      checkpoints.save(run);
    }
    return run;
  }

  /** The scores of all estimators, and then the numbers that have a bar. */
  private List<Row> rows(Map<String, List<Run<T>>> runs) {
    Measure score = experiment.measures().get(0);
    List<Row> rows = new ArrayList<>();
    for (String estimator : runs.keySet()) {
      rows.add(row(Bar.of(estimator, score.name(), Row.Gate.NONE), runs));
    }
    for (Bar<T> bar : bars) {
      if (runs.keySet().containsAll(bar.estimators())) {
        rows.add(row(bar, runs));
      }
    }
    return rows;
  }

  private static <T extends Training> Row row(Bar<T> bar, Map<String, List<Run<T>>> runs) {
    int seeds = runs.values().iterator().next().size();
    double[] values = new double[seeds];
    for (int s = 0; s < seeds; s++) {
      int seed = s;
      values[s] =
          bar.value()
              .applyAsDouble(
                  bar.estimators().stream()
                      .map(id -> Objects.requireNonNull(runs.get(id)).get(seed))
                      .toList());
    }
    return Rows.of(bar.what(), values, Optional.empty(), bar.gate());
  }
}
