package io.thalweg.workbench.model;

import io.thalweg.data.ImageSet;
import io.thalweg.estimator.Recipe;
import io.thalweg.train.Run;
import io.thalweg.train.Training;
import io.thalweg.workbench.problem.Pairing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A model with measurements and pictures of its own, which one command trains and shows.
 *
 * @param <T> what is trained
 */
public non-sealed interface Experiment<T extends Training> extends Model {

  /**
   * Makes this experiment of other images than the embedded digits, grey ones with labels; empty if
   * it takes none.
   */
  default Optional<Function<ImageSet, Experiment<T>>> ofImages() {
    return Optional.empty();
  }

  /** The steps of a run where no other number is asked for. */
  int steps();

  /** The estimators where no others are named. */
  List<String> estimators();

  /** The settings that a user can choose. */
  List<Dial> dials();

  /**
   * Conditions that an estimator must satisfy.
   *
   * @param dials the settings
   */
  Pairing pairing(Dials dials);

  /**
   * Begins a run.
   *
   * @throws IllegalArgumentException if the estimator does not fit, or settings do not go together
   */
  Run<T> begin(Recipe<?, ?> recipe, Dials dials, long seed);

  /** Counts the evaluations of f that a training has made. */
  long evaluations(T training);

  /** The measurements: first the score by which estimators are compared. */
  List<Measure> measures();

  /**
   * Values of the score to compare with, by name, such as the best that there is.
   *
   * @param run one that has ended, for values that depend on its steps
   */
  default Map<String, Double> levels(Run<T> run) {
    return Map.of();
  }

  /** Explains the pictures in a few sentences. */
  String aboutPictures();

  /**
   * Makes the pictures of a report.
   *
   * @param runs all runs, those of an estimator one for each seed
   */
  List<Picture> pictures(List<Run<T>> runs);
}
