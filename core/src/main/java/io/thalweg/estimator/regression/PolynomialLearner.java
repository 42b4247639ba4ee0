package io.thalweg.estimator.regression;

import io.thalweg.MeanField;
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
 * effects with products, each with the previous penalty and one beside it. It keeps the fit that
 * predicts the newest evaluations best, each of them from all others. Up to {@link #MOST_PRODUCTS}
 * products, all are fitted. Beyond that, it fits the products along one direction, the leading
 * direction of the previous surrogate, and the {@link #CHOSEN} products that explain most of what
 * main effects leave of the older evaluations.
 */
final class PolynomialLearner implements SurrogateFamily {

  private static final int MOST_PRODUCTS = 480;
  private static final int CHOSEN = 128;
  private static final double STEP = 8;
  private static final double LEAST_PENALTY = 1e-3;
  private static final double MOST_PENALTY = 1e6;

  private final double[] penalties = {1, STEP};
  private final boolean[] larger = {true, true};
  // Its direction leads the sketch of the next fit.
  private Quadratic surrogate;

  PolynomialLearner(FeatureMap code, int size) {
    int linear = size * code.width();
    surrogate = new Quadratic(code, new double[linear], 0, new double[linear], new double[0][]);
  }

  /**
   * A fit, with its residuals of the newest evaluations, each left out of the fit, and the sum of
   * their squares.
   */
  private record Choice(
      QuadraticFeatures products, Ridge.Fit fit, double[] residuals, double error) {}

  @Override
  public Fitted fit(Observations seen, MeanField law) {
    int width = seen.code().width();
    QuadraticFeatures mainEffects = QuadraticFeatures.none(seen.centre().length, width);
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
    Quadratic fitted =
        new Quadratic(
            seen.code(),
            seen.centre(),
            seen.mean() + w[0],
            Arrays.copyOfRange(Arrays.copyOf(w, mainEffects.features()), 1, mainEffects.features()),
            products.matrix(w));
    boolean finite = Double.isFinite(best.error) && Arrays.stream(w).allMatch(Double::isFinite);
    surrogate = finite ? fitted : surrogate;
    return new Fitted(fitted, best.residuals, finite ? best.error : Double.POSITIVE_INFINITY);
  }

  /** Finds the better of the previous penalty and one beside it, larger and smaller in turn. */
  private Choice best(Observations seen, QuadraticFeatures products, Ridge ridge, int which) {
    double before = penalties[which];
    Choice best = judge(seen, products, ridge.fit(products.features(), before));
    double beside = bounded(larger[which] ? before * STEP : before / STEP);
    Choice other = judge(seen, products, ridge.fit(products.features(), beside));
    if (other.error < best.error) {
      best = other;
      penalties[which] = beside;
    } else {
      larger[which] = !larger[which];
    }
    return best;
  }

  private static double bounded(double penalty) {
    return Math.min(Math.max(penalty, LEAST_PENALTY), MOST_PENALTY);
  }

  private Choice judge(Observations seen, QuadraticFeatures products, Ridge.Fit fit) {
    double[] residuals = seen.residualsWithout(fit, products::of);
    return new Choice(products, fit, residuals, seen.error(residuals));
  }

  private QuadraticFeatures products(
      Observations seen, QuadraticFeatures mainEffects, Choice linear) {
    int length = seen.centre().length;
    int width = seen.code().width();
    if (QuadraticFeatures.count(length, width) <= MOST_PRODUCTS) {
      return QuadraticFeatures.all(length, width);
    }
    double[] effects = linear.fit.coefficients();
    double[] direction = surrogate.leadingDirection(Arrays.copyOfRange(effects, 1, effects.length));
    int chosen = seen.count() > 2 * JUDGED ? Math.min(CHOSEN, length) : 0;
    return QuadraticFeatures.sketch(
        direction, width, chosen, seen.promise(linear.fit, mainEffects, JUDGED));
  }

  @Override
  public void save(DataOutput out) throws IOException {
    surrogate.save(out);
    Numbers.write(out, penalties);
    for (boolean direction : larger) {
      out.writeBoolean(direction);
    }
  }

  @Override
  public void load(DataInput in) throws IOException {
    surrogate = loadSurrogate(in);
    Numbers.read(in, penalties);
    for (int which = 0; which < larger.length; which++) {
      larger[which] = in.readBoolean();
    }
  }

  @Override
  public Quadratic loadSurrogate(DataInput in) throws IOException {
    return Quadratic.load(surrogate.code(), surrogate.centre().length, in);
  }
}
