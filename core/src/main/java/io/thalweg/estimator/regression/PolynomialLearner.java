package io.thalweg.estimator.regression;

import io.thalweg.Estimate;
import io.thalweg.Events;
import io.thalweg.Factorized;
import io.thalweg.support.Numbers;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Learns a quadratic surrogate of f from past evaluations, and chooses its size by the errors on
 * evaluations left out.
 *
 * <p>Whenever the evaluations have grown by a tenth, it fits a constant, main effects, and main
 * effects with products, each with three penalties around the previous best. It keeps the fit that
 * predicts the newest evaluations best, each of them from all others. Up to {@link #MOST_PRODUCTS}
 * products, all are fitted. Beyond that, it fits the products along one direction, the leading
 * direction of the previous surrogate, and the {@link #CHOSEN} products that explain most of what
 * main effects leave of the older evaluations.
 */
final class PolynomialLearner {

  private static final int MOST_PRODUCTS = 480;
  private static final int CHOSEN = 128;
  private static final int JUDGED = 256;
  private static final int FIRST = 8;
  private static final double GROWTH = 0.1;
  private static final double STEP = 8;
  private static final double LEAST_PENALTY = 1e-3;
  private static final double MOST_PENALTY = 1e6;

  private final PastEvaluations past;
  private final SimplexCode code;
  private final double[] penalties = {1, STEP};
  private Quadratic surrogate;
  private double share = 1;
  private long due = FIRST;

  /**
   * Makes a learner.
   *
   * @param capacity the largest number of evaluations
   * @param size the number of variables
   * @param values the number of values of each variable
   */
  PolynomialLearner(int capacity, int size, int values) {
    past = new PastEvaluations(capacity, size);
    code = new SimplexCode(values);
    int linear = size * code.width();
    surrogate = new Quadratic(code, new double[linear], 0, new double[linear], new double[0][]);
  }

  /** The surrogate c, which is 0 at first. */
  Quadratic surrogate() {
    return surrogate;
  }

  /**
   * The share of the mean residual f - c of other draws that predicts the residual of a draw: the
   * slope of the regression, from 1 if c knows nothing of the mean of f to 0 if it knows it
   * exactly.
   */
  double share() {
    return share;
  }

  /**
   * Refuses events of another shape.
   *
   * @throws IllegalArgumentException if their variables or values differ in number
   */
  void require(Factorized law, Events events) {
    if (events.size() != past.size() || law.values() != code.values()) {
      throw new IllegalArgumentException(
          "%s has %d variables of %d values; what was learned is about %d of %d"
              .formatted(law, events.size(), law.values(), past.size(), code.values()));
    }
  }

  /** Adds the evaluations of an estimate. */
  void learn(Estimate estimate, Factorized law) {
    past.add(estimate);
    if (past.count() >= due) {
      fit(new Observations(past, code, law));
      due = past.count() + Math.max(FIRST, (long) (GROWTH * past.kept()));
    }
  }

  /**
   * A fit, with its residuals of the newest evaluations, each left out of the fit, and the sum of
   * their squares.
   */
  private record Choice(
      QuadraticFeatures products, Ridge.Fit fit, double[] residuals, double error) {}

  private void fit(Observations seen) {
    QuadraticFeatures mainEffects = QuadraticFeatures.none(seen.centre().length, code.width());
    Ridge ridge = seen.ridge(mainEffects);
    Choice constant = judge(seen, mainEffects, ridge.fit(1, 0));
    Choice linear = best(seen, mainEffects, ridge, 0);
    Choice best = linear.error < constant.error ? linear : constant;
    QuadraticFeatures products = products(seen, mainEffects, linear);
    if (products.features() > mainEffects.features() && products.features() <= 2 * seen.count()) {
      Ridge all = seen.ridge(products);
      Choice quadratic = best(seen, products, all, 1);
      best = quadratic.error < best.error ? quadratic : best;
      if (products.withoutChosen() < products.features()) {
        Choice sketch = judge(seen, products, all.fit(products.withoutChosen(), penalties[1]));
        best = sketch.error < best.error ? sketch : best;
      }
    }
    double[] w = best.fit.coefficients();
    // Squares of values beyond 1e154 overflow; then what was learned before stays.
    if (!Double.isFinite(best.error) || !Arrays.stream(w).allMatch(Double::isFinite)) {
      return;
    }
    share = share(seen, best.residuals);
    surrogate =
        new Quadratic(
            code,
            seen.centre(),
            seen.mean() + w[0],
            Arrays.copyOfRange(Arrays.copyOf(w, mainEffects.features()), 1, mainEffects.features()),
            products.matrix(w));
  }

  /** Finds the best of three penalties, which becomes the middle one of the next fit. */
  private Choice best(Observations seen, QuadraticFeatures products, Ridge ridge, int which) {
    double middle = penalties[which];
    penalties[which] = bounded(middle * STEP);
    Choice best = judge(seen, products, ridge.fit(products.features(), penalties[which]));
    for (double penalty : new double[] {middle, middle / STEP}) {
      double bounded = bounded(penalty);
      Choice choice = judge(seen, products, ridge.fit(products.features(), bounded));
      if (choice.error < best.error) {
        best = choice;
        penalties[which] = bounded;
      }
    }
    return best;
  }

  private static double bounded(double penalty) {
    return Math.min(Math.max(penalty, LEAST_PENALTY), MOST_PENALTY);
  }

  private Choice judge(Observations seen, QuadraticFeatures products, Ridge.Fit fit) {
    double[] residuals = new double[Math.min(seen.count(), JUDGED)];
    double error = 0;
    for (int age = 0; age < residuals.length; age++) {
      int place = past.place(age);
      double weight = seen.weight(place);
      residuals[age] = fit.residualWithout(products.of(seen.u(place)), seen.y(place), weight);
      error += weight * residuals[age] * residuals[age];
    }
    return new Choice(products, fit, residuals, error);
  }

  private QuadraticFeatures products(
      Observations seen, QuadraticFeatures mainEffects, Choice linear) {
    int length = seen.centre().length;
    if (QuadraticFeatures.count(length, code.width()) <= MOST_PRODUCTS) {
      return QuadraticFeatures.all(length, code.width());
    }
    double[] effects = linear.fit.coefficients();
    double[] direction = surrogate.leadingDirection(Arrays.copyOfRange(effects, 1, effects.length));
    int chosen = seen.count() > 2 * JUDGED ? Math.min(CHOSEN, length) : 0;
    return QuadraticFeatures.sketch(
        direction, code.width(), chosen, seen.promise(linear.fit, mainEffects, JUDGED));
  }

  /**
   * Computes the slope of the residuals in the mean residual of the other draws of the same
   * estimate.
   */
  private double share(Observations seen, double[] residuals) {
    double products = 0;
    double squares = 0;
    int to;
    for (int from = 0; from < residuals.length; from = to) {
      double sum = 0;
      for (to = from; to < residuals.length && past.together(past.place(from), past.place(to)); ) {
        sum += residuals[to++];
      }
      for (int age = from; age < to && to - from > 1; age++) {
        double others = (sum - residuals[age]) / (to - from - 1);
        double weight = seen.weight(past.place(age));
        products += weight * residuals[age] * others;
        squares += weight * others * others;
      }
    }
    return squares > 0 ? Math.min(1, Math.max(0, products / squares)) : share;
  }

  /** Writes all that was learned. */
  void save(DataOutput out) throws IOException {
    out.writeInt(past.size());
    out.writeInt(code.values());
    past.save(out);
    surrogate.save(out);
    Numbers.write(out, penalties);
    out.writeDouble(share);
    out.writeLong(due);
  }

  /**
   * Reads what was saved.
   *
   * @throws IOException if another number of evaluations was kept
   */
  static PolynomialLearner load(int capacity, DataInput in) throws IOException {
    PolynomialLearner learner = new PolynomialLearner(capacity, in.readInt(), in.readInt());
    learner.past.load(in);
    learner.surrogate = Quadratic.load(learner.code, learner.surrogate.centre().length, in);
    Numbers.read(in, learner.penalties);
    learner.share = in.readDouble();
    learner.due = in.readLong();
    return learner;
  }
}
