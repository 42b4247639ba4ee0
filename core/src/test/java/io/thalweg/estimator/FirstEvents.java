package io.thalweg.estimator;

import io.thalweg.Alarms;
import io.thalweg.Case;
import io.thalweg.Contexts;
import io.thalweg.Cumulative;
import io.thalweg.Distribution;
import io.thalweg.Drawn;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Finite;
import io.thalweg.Means;
import io.thalweg.Objective;
import io.thalweg.support.SplitMix;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Means of estimates, apart for each event that was drawn first; a continuous event counts by the
 * quarter of its distribution.
 *
 * <p>A cell is a context of the case and an event. Its means are those of the coordinates of the
 * estimate and of the square of its length, which sees noise that has the right mean and is not
 * independent.
 */
final class FirstEvents {

  // So many copies of the contexts of a case are estimated at once, which is faster.
  private static final int COPIES = 32;
  private static final int QUARTERS = 4;
  // Of each context of the case; so many that the rarest cell has hundreds.
  private static final int LEAST = 6_000;
  private static final int BUDGET = 1_000_000;

  private final Case problem;
  private final Drawn many;
  // [outcomes x contexts of the case][coordinates, then the square]
  private final Means[][] cells;
  private final double[] probabilities;
  // One for each outcome; none where events are continuous.
  private final double[] codes;
  private int estimates;

  private FirstEvents(Case problem) {
    this.problem = problem;
    Distribution law = problem.law();
    this.many = (Drawn) Contexts.repeated(law, COPIES, new SplitMix(0));
    if (law instanceof Finite finite) {
      Events outcomes = finite.outcomes(0, (int) finite.outcomes());
      this.probabilities = law.logProbability(outcomes);
      Arrays.setAll(probabilities, i -> Math.exp(probabilities[i]));
      this.codes = new double[outcomes.draws()];
      Arrays.setAll(codes, n -> code(outcomes, n * law.contexts()));
    } else {
      this.probabilities = new double[QUARTERS * law.contexts()];
      Arrays.fill(probabilities, 1.0 / QUARTERS);
      this.codes = new double[0];
    }
    this.cells = new Means[probabilities.length][law.dimension() + 1];
    for (Means[] cell : cells) {
      Arrays.setAll(cell, i -> new Means());
    }
  }

  /** A number for each event whose coordinates are 0, 1 or 2. */
  private static double code(Events events, int row) {
    double code = 0;
    for (int i = row * events.pointSize(); i < (row + 1) * events.pointSize(); i++) {
      code = 3 * code + events.points()[i];
    }
    return code;
  }

  /** An estimate of every context at an event that was drawn before. */
  interface AtEvents {
    Estimate estimate(Drawn law, Events taken, RandomGenerator random);
  }

  /** The estimator at a law that was given the events. */
  static AtEvents given(Estimator<Distribution, Objective> estimator, Objective f) {
    return (law, taken, random) -> estimator.estimate(law.given(taken), f, random);
  }

  /**
   * Draws events, and estimates at these events, until the mean over all events tells a difference.
   *
   * @param resolution the difference, in natural scales
   */
  static FirstEvents of(AtEvents estimator, Case problem, double resolution, SplitMix random) {
    FirstEvents means = new FirstEvents(problem);
    while (means.estimates < LEAST
        || (means.estimates < BUDGET && means.withExact().resolution() > resolution)) {
      for (int more = Math.max(LEAST, means.estimates / 2); more > 0; more -= COPIES) {
        means.draw(estimator, random);
      }
    }
    return means;
  }

  /** Draws as many estimates of plain laws as these. */
  FirstEvents plain(Estimator<Distribution, Objective> estimator, SplitMix random) {
    FirstEvents means = new FirstEvents(problem);
    while (means.estimates < estimates) {
      means.draw(estimator, random);
    }
    return means;
  }

  private void draw(AtEvents estimator, RandomGenerator random) {
    Events taken = many.sample(1, random);
    Estimate estimate = estimator.estimate(many, taken, random);
    for (int c = 0; c < many.contexts(); c++) {
      add(estimate, c, taken, c);
    }
    estimates += COPIES;
  }

  /** The first event is the first one that has a weight. */
  private void draw(Estimator<Distribution, Objective> estimator, RandomGenerator random) {
    Estimate estimate = estimator.estimate(many, problem.objective(), random);
    for (int c = 0; c < many.contexts(); c++) {
      int row = c;
      while (estimate.events().context(row) != c || !(estimate.weights()[row] > 0)) {
        row++;
      }
      add(estimate, c, estimate.events(), row);
    }
    estimates += COPIES;
  }

  private void add(Estimate estimate, int context, Events events, int row) {
    int contexts = problem.law().contexts();
    Means[] cell = cells[outcome(events, row) * contexts + context % contexts];
    int dimension = cell.length - 1;
    double square = 0;
    for (int i = 0; i < dimension; i++) {
      double g = estimate.gradient()[context * dimension + i];
      cell[i].add(g);
      square += g * g;
    }
    cell[dimension].add(square);
  }

  private int outcome(Events events, int row) {
    if (codes.length == 0) {
      Cumulative law = (Cumulative) problem.law();
      return (int) (QUARTERS * law.cumulative(Events.of(events.value(row), law.shape()))[0]);
    }
    double code = code(events, row);
    int n = 0;
    while (codes[n] != code) {
      n++;
    }
    return n;
  }

  /**
   * The result of many comparisons.
   *
   * @param worstZ the largest |z|
   * @param resolution the largest difference of a coordinate, times the probability of its cell,
   *     that chance might hide, in natural scales
   * @param count the number of comparisons
   */
  record Comparison(double worstZ, double resolution, int count) {

    boolean agrees() {
      return worstZ <= Alarms.CRITICAL_Z;
    }
  }

  /** The number of comparisons that a trial makes, with a plain law and with the exact gradient. */
  static int comparisons(Case problem) {
    FirstEvents means = new FirstEvents(problem);
    return means.cells.length * means.cells[0].length + problem.exact().length;
  }

  /** Compares the means of all cells. */
  Comparison with(FirstEvents other) {
    double worst = 0;
    double resolution = 0;
    int count = 0;
    for (int n = 0; n < cells.length; n++) {
      for (int i = 0; i < cells[n].length; i++) {
        Means own = cells[n][i];
        double error = Math.hypot(own.error(), other.cells[n][i].error());
        worst = Math.max(worst, z(own.mean() - other.cells[n][i].mean(), error));
        boolean isCoordinate = i < cells[n].length - 1;
        resolution = Math.max(resolution, isCoordinate ? probabilities[n] * error : 0);
        count++;
      }
    }
    return new Comparison(worst, Alarms.CRITICAL_Z * resolution / problem.scale(), count);
  }

  /** Compares the mean over all events with the exact gradient. */
  Comparison withExact() {
    int contexts = problem.law().contexts();
    int dimension = problem.law().dimension();
    double[] exact = problem.exact();
    double worst = 0;
    double resolution = 0;
    for (int at = 0; at < exact.length; at++) {
      double mean = 0;
      double error = 0;
      for (int n = at / dimension; n < cells.length; n += contexts) {
        mean += probabilities[n] * cells[n][at % dimension].mean();
        error = Math.hypot(error, probabilities[n] * cells[n][at % dimension].error());
      }
      worst = Math.max(worst, z(mean - exact[at], error));
      resolution = Math.max(resolution, error);
    }
    return new Comparison(worst, Alarms.CRITICAL_Z * resolution / problem.scale(), exact.length);
  }

  /** A difference in standard errors; an error below rounding is no measure of chance. */
  private double z(double difference, double error) {
    return Math.abs(difference) / Math.max(error, 1e-9 * problem.scale());
  }
}
