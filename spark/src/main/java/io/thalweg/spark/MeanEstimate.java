package io.thalweg.spark;

import java.util.Arrays;

/**
 * The mean of many independent estimates, with standard errors.
 *
 * @param draws the number of estimates
 * @param evaluations of f in all of them
 * @param gradient the mean gradient, [contexts x dimension]
 * @param errors the standard error of each of its coordinates
 * @param values the mean value of f for each context
 * @param valueErrors the standard error of each of these
 */
public record MeanEstimate(
    long draws,
    long evaluations,
    double[] gradient,
    double[] errors,
    double[] values,
    double[] valueErrors) {

  /** Makes the means of sums of which the last coordinates, one for each context, are values. */
  static MeanEstimate of(Sums total, int contexts) {
    int all = total.sums().length;
    double n = total.count();
    double[] means = new double[all];
    double[] errors = new double[all];
    Arrays.setAll(means, i -> total.sums()[i] / n);
    Arrays.setAll(errors, i -> Math.sqrt(total.squares()[i] / (n - 1) / n));
    int split = all - contexts;
    return new MeanEstimate(
        total.count(),
        total.evaluations(),
        Arrays.copyOf(means, split),
        Arrays.copyOf(errors, split),
        Arrays.copyOfRange(means, split, all),
        Arrays.copyOfRange(errors, split, all));
  }

  @Override
  public String toString() {
    return "MeanEstimate[gradient=%s, errors=%s, values=%s, draws=%,d]"
        .formatted(
            Arrays.toString(gradient), Arrays.toString(errors), Arrays.toString(values), draws);
  }
}
