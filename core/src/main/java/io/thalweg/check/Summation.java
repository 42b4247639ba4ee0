package io.thalweg.check;

import io.thalweg.Distribution;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Ordinal;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Computes the gradient of E f as a sum over whole numbers, for laws of one or two variables, of
 * which some have no largest value.
 *
 * <pre>
 *   sum of q(x) f(x) score(x) over all x with q(x) &gt; 1e-40
 * </pre>
 */
final class Summation {

  private static final int MOST_VARIABLES = 2;
  private static final int MOST_LISTED = 1 << 22;
  private static final double LEAST_LOG = Math.log(1e-40);
  // The part of the tail that shows whether the rest of it would matter.
  private static final double TAIL_LOG = Math.log(1e-25);
  private static final double ACCURACY = 1e-10;

  private Summation() {}

  /**
   * Computes the gradient. Empty if there are more than two variables, if f is not finite or grows
   * as fast as the probabilities fall, or if it would take too many evaluations.
   */
  static Optional<Reference> reference(Ordinal law, Objective f, int evaluations) {
    if (law.shape().size() > MOST_VARIABLES) {
      return Optional.empty();
    }
    for (int side = 32; rows(law, sides(law, side)) <= MOST_LISTED; side *= 2) {
      Events all = grid(law.contexts(), sides(law, side));
      double[] log = law.logProbability(all);
      if (reachesTheEnd(law, all, log, side)) {
        return sum(law, f, evaluations, all, log);
      }
    }
    return Optional.empty();
  }

  /** The numbers of values of each variable, of which at most {@code side} are listed. */
  private static int[] sides(Ordinal law, int side) {
    return IntStream.range(0, law.shape().size())
        .map(variable -> (int) Math.min(side, law.largest(variable) + 1))
        .toArray();
  }

  private static double rows(Distribution law, int[] sides) {
    return law.contexts()
        * Arrays.stream(sides).mapToDouble(side -> side).reduce(1, (a, b) -> a * b);
  }

  /** Lists all events of so many values, each for every context. */
  private static Events grid(int contexts, int[] sides) {
    int size = sides.length;
    int count = Arrays.stream(sides).reduce(1, (a, b) -> a * b);
    double[] x = new double[count * contexts * size];
    for (int i = 0; i < x.length; i++) {
      int number = i / size / contexts;
      int digit = i % size == 0 ? number % sides[0] : number / sides[0];
      x[i] = digit;
    }
    return Events.of(x, contexts, size);
  }

  /** Whether the probabilities sum to 1 and are negligible in the outer half of what is cut off. */
  private static boolean reachesTheEnd(Ordinal law, Events all, double[] log, int side) {
    double[] sums = new double[all.contexts()];
    for (int row = 0; row < log.length; row++) {
      sums[all.context(row)] += Math.exp(log[row]);
      boolean outer = false;
      for (int variable = 0; variable < all.size(); variable++) {
        double x = all.values()[row * all.size() + variable];
        outer |= 2 * x >= side && law.largest(variable) >= side;
      }
      if (outer && log[row] > LEAST_LOG) {
        return false;
      }
    }
    return Arrays.stream(sums).allMatch(sum -> Math.abs(sum - 1) <= ACCURACY);
  }

  private static Optional<Reference> sum(
      Distribution law, Objective f, int evaluations, Events all, double[] log) {
    int contexts = law.contexts();
    int width = contexts * all.size();
    double[] values = new double[all.count() * all.size()];
    double[] weights = new double[all.count()];
    int kept = 0;
    for (int draw = 0; draw < all.draws(); draw++) {
      double most = Arrays.stream(log, draw * contexts, (draw + 1) * contexts).max().orElse(0);
      if (most > LEAST_LOG) {
        System.arraycopy(all.values(), draw * width, values, kept * width, width);
        for (int c = 0; c < contexts; c++) {
          weights[kept * contexts + c] = Math.exp(log[draw * contexts + c]);
        }
        kept++;
      }
    }
    if (2L * kept * contexts > evaluations) {
      return Optional.empty();
    }
    Events x = Events.of(Arrays.copyOf(values, kept * width), contexts, all.size());
    weights = Arrays.copyOf(weights, kept * contexts);
    Integrand integrand = new Integrand(law, f);
    integrand.centre(integrand.sums(x, weights));
    Integrand.Terms terms = integrand.terms(x, weights);
    double[] sums = integrand.sums(terms);
    double[] tail = Arrays.stream(weights).map(p -> p < Math.exp(TAIL_LOG) ? p : 0).toArray();
    boolean accurate =
        integrand.isSound(ACCURACY, sums)
            && integrand.within(ACCURACY, integrand.sums(x, tail), sums);
    if (!accurate) {
      return Optional.empty();
    }
    Spread spread = new Spread(integrand.means(sums), law.dimension());
    integrand.addTo(spread, terms, sums);
    return Optional.of(
        new Reference(
            integrand.gradient(sums),
            Reference.SUMMATION,
            ACCURACY,
            integrand.scale(sums),
            spread));
  }
}
