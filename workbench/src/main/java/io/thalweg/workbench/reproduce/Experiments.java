package io.thalweg.workbench.reproduce;

import io.thalweg.architecture.ArchitectureSearch;
import io.thalweg.attention.AttentionTraining;
import io.thalweg.attention.MaskTraining;
import io.thalweg.sequence.SequenceTraining;
import io.thalweg.sorting.SortingTraining;
import io.thalweg.structure.StructureLearning;
import io.thalweg.train.Run;
import io.thalweg.train.Training;
import io.thalweg.workbench.model.Experiment;
import io.thalweg.workbench.model.Model;
import io.thalweg.workbench.reproduce.ExperimentStudy.Bar;
import java.util.Arrays;
import java.util.List;

/** The experiments of {@code train}, each with the bars that we set for it. */
final class Experiments {

  private static final String OURS = "No paper has these numbers; the bars are ours.";

  private Experiments() {}

  static Study attention() {
    return new ExperimentStudy<>(
        experiment("attention", AttentionTraining.class),
        "after Mnih et al. 2014",
        OURS + " Each training makes 6,000 steps. Without looking, the reward is -2.303.",
        List.of(
            Bar.of("rloo:draws=16", AttentionTraining.ACCURACY, Row.Gate.NONE),
            Bar.of("rloo:draws=16", AttentionTraining.FOUND, Row.Gate.NONE),
            told("rloo:draws=16"),
            told("unordered_set:draws=8"),
            ahead("rloo:draws=16"),
            ahead("unordered_set:draws=8")),
        6_000,
        4);
  }

  private static Bar<AttentionTraining> told(String estimator) {
    return new Bar<>(
        List.of(estimator),
        estimator + ", accuracy less that of a classifier that is told the place",
        runs -> {
          Run<AttentionTraining> run = runs.get(0);
          double told = run.training().told(run.steps()).accuracy();
          return run.last().value(AttentionTraining.ACCURACY) - told;
        },
        Row.Gate.atLeast(-0.03));
  }

  private static Bar<AttentionTraining> ahead(String estimator) {
    return Bar.lead(estimator, "moving_average", AttentionTraining.REWARD, Row.Gate.atLeast(0));
  }

  static Study mask() {
    return new ExperimentStudy<>(
        experiment("mask", MaskTraining.class),
        "after Lei, Barzilay & Jaakkola 2016",
        OURS
            + " A third of the 64 pixels are 21.33. The pixels are the fewest among six prices at"
            + " which nine tenths of the accuracy are left that a classifier of all pixels reaches.",
        List.of(
            enough("straight_through"), enough("relax"), enough("disarm"), enough("rloo:draws=2")),
        0.5);
  }

  /** The fewest pixels that keep nine tenths of the accuracy of all, among those of the prices. */
  private static Bar<MaskTraining> enough(String estimator) {
    return new Bar<>(
        List.of(estimator),
        estimator + ", pixels for nine tenths of the accuracy",
        runs -> {
          Run<MaskTraining> run = runs.get(0);
          double enough = MaskTraining.ENOUGH * run.training().accuracyOfAll(run.steps());
          return Arrays.stream(run.training().prices())
              .filter(price -> run.last().value(MaskTraining.accuracyAt(price)) >= enough)
              .map(price -> run.last().value(MaskTraining.pixelsAt(price)))
              .min()
              .orElse(Double.NaN);
        },
        Row.Gate.atMost(21.33));
  }

  static Study sorting() {
    Experiment<SortingTraining> sort = experiment("sort", SortingTraining.class);
    return new ExperimentStudy<>(
        sort,
        "after Mena et al. 2018; Gadetsky et al. 2020",
        OURS + " sorted is the share of 500 fresh lists of ten numbers that are sorted entirely.",
        sort.estimators().stream()
            .map(id -> Bar.<SortingTraining>of(id, SortingTraining.SORTED, Row.Gate.atLeast(0.95)))
            .toList(),
        0.3);
  }

  static Study sequence() {
    Experiment<SequenceTraining> sequence = experiment("sequence", SequenceTraining.class);
    return new ExperimentStudy<>(
        sequence,
        "after Yu et al. 2017",
        OURS + " What is less than at first is better than likelihood alone.",
        List.of(
            gained("rloo:draws=4", SequenceTraining.SCORE),
            gained("rloo:draws=4", SequenceTraining.DIVERGENCE),
            gained("carms", SequenceTraining.SCORE),
            gained("carms", SequenceTraining.DIVERGENCE)),
        0.5);
  }

  private static Bar<SequenceTraining> gained(String estimator, String measure) {
    return Bar.gain(estimator, measure, Row.Gate.atMost(0));
  }

  static Study structure() {
    Experiment<StructureLearning> structure = experiment("structure", StructureLearning.class);
    return new ExperimentStudy<>(
        structure,
        "greedy search; Silander & Myllymäki 2006",
        OURS + " The best graph of 200 samples is at class distance 3 from the true one.",
        List.of(
            Bar.of("rloo:draws=4", StructureLearning.CLASS_DISTANCE, Row.Gate.atMost(3)),
            Bar.of("disarm", StructureLearning.CLASS_DISTANCE, Row.Gate.atMost(3)),
            Bar.less(
                structure, "disarm", StructureLearning.MODE, "greedy search", Row.Gate.atMost(0))),
        0.2);
  }

  static Study architecture() {
    Experiment<ArchitectureSearch> architecture =
        experiment("architecture", ArchitectureSearch.class);
    return new ExperimentStudy<>(
        architecture,
        "random search; cross-entropy",
        OURS,
        architecture.estimators().stream()
            .map(
                id ->
                    Bar.less(
                        architecture,
                        id,
                        ArchitectureSearch.BEST,
                        "random search",
                        Row.Gate.atMost(0)))
            .toList(),
        0.4);
  }

  // The trainings of an experiment are of its own class, which the caller names for the compiler.
  @SuppressWarnings({"unchecked", "UnusedVariable"})
  private static <T extends Training> Experiment<T> experiment(String id, Class<T> training) {
    return (Experiment<T>)
        Model.experiments().stream()
            .filter(experiment -> experiment.id().equals(id))
            .findFirst()
            .orElseThrow();
  }
}
