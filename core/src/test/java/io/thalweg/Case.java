package io.thalweg;

import io.thalweg.check.ExactGradient;
import io.thalweg.check.NaturalScale;
import io.thalweg.support.Streams;
import java.util.Arrays;
import java.util.Set;

/**
 * A law and an objective whose exact gradient is known.
 *
 * @param name what it is called in reports; also names its random streams
 * @param exact the gradient, by enumeration or in closed form
 * @param scale the natural scale of the gradient
 * @param estimand what the gradient is of
 * @param exactFor ids of estimators of declared bias that have none here, or less than the test
 *     sees
 */
public record Case(
    String name,
    Distribution law,
    Objective objective,
    double[] exact,
    double scale,
    Estimand estimand,
    Set<String> exactFor) {

  static Case of(String name, Finite law, Objective objective, String... exactFor) {
    return of(name, law, objective, ExactGradient.of(law, objective), exactFor);
  }

  static Case of(
      String name, Distribution law, Objective objective, double[] exact, String... exactFor) {
    double scale = NaturalScale.of(law, objective, Streams.named(1, name)).value();
    return new Case(name, law, objective, exact, scale, Estimand.MEAN, Set.of(exactFor));
  }

  /** The gradient of a bound; the objective is the logarithm of a density. */
  static Case bound(
      String name,
      Distribution law,
      Objective objective,
      int draws,
      double[] exact,
      String... exactFor) {
    return of(name, law, objective, new Estimand.Bound(draws), exact, exactFor);
  }

  /** The gradient of the mean of the best of several values. */
  static Case best(String name, Distribution law, Objective objective, int draws, double[] exact) {
    return of(name, law, objective, new Estimand.Best(draws), exact);
  }

  /**
   * The gradient of a risk; the bias of some is below what the suite sees. The scale is that of one
   * draw, of which an estimate has a hundred; so it is at most twice the largest coordinate.
   */
  static Case risk(
      String name,
      Distribution law,
      Objective objective,
      Estimand.Risk risk,
      double[] exact,
      String... exactFor) {
    Case natural = of(name, law, objective, risk, exact, exactFor);
    double most = 2 * Math.abs(exact[natural.largest()]);
    return new Case(
        name, law, objective, exact, Math.min(natural.scale(), most), risk, natural.exactFor());
  }

  private static Case of(
      String name,
      Distribution law,
      Objective objective,
      Estimand estimand,
      double[] exact,
      String... exactFor) {
    double scale = NaturalScale.of(estimand, law, objective, Streams.named(1, name)).value();
    return new Case(name, law, objective, exact, scale, estimand, Set.of(exactFor));
  }

  /** Returns the index of the largest coordinate of the exact gradient. */
  public int largest() {
    int largest = 0;
    for (int i = 1; i < exact.length; i++) {
      largest = Math.abs(exact[i]) > Math.abs(exact[largest]) ? i : largest;
    }
    return largest;
  }

  @Override
  public String toString() {
    return name + " " + Arrays.toString(exact);
  }
}
