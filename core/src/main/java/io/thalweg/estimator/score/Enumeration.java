package io.thalweg.estimator.score;

import io.thalweg.Distribution;
import io.thalweg.Drawn;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Finite;
import io.thalweg.Objective;
import io.thalweg.Question;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The exact gradient, summed over every outcome.
 *
 * <pre>
 *   g = sum_x q(x; theta) (f(x) - E f) grad_theta log q(x; theta)
 * </pre>
 *
 * <p>The mean E f is subtracted because the scores sum to zero only up to rounding. Needs: a law
 * whose outcomes can be listed, any objective. Shapes: g [contexts x dimension]. Cost: one
 * evaluation for each outcome a context, in one batch. Bias and variance: none.
 */
public record Enumeration() implements Estimator<Finite, Objective> {

  /** The largest number of outcomes, over all contexts, that can be enumerated. */
  public static final int LIMIT = 1 << 22;

  /** Whether the law's outcomes can be listed and, over all contexts, are within the limit. */
  public static boolean reaches(Distribution law) {
    return law instanceof Finite finite && finite.outcomes() <= LIMIT / law.contexts();
  }

  /** Lists all outcomes of every context. */
  static Events outcomes(Finite law) {
    if (!reaches(law)) {
      throw new IllegalArgumentException(
          "%s has %s outcomes in each of %d contexts; enumeration takes at most %d in all"
              .formatted(
                  law,
                  law.outcomes() == Long.MAX_VALUE ? "over 2^62" : law.outcomes(),
                  law.contexts(),
                  LIMIT));
    }
    return law.outcomes(0, (int) law.outcomes());
  }

  /** The number of the outcome of a context that was drawn already; -1 if there is none. */
  static int drawn(Finite law, Events all, int context) {
    if (!(law instanceof Drawn known) || known.drawn().isEmpty()) {
      return -1;
    }
    double[] drawn = known.drawn().get().values();
    return IntStream.range(0, all.draws())
        .filter(n -> same(all, n * all.contexts() + context, drawn, context))
        .findFirst()
        .orElseThrow();
  }

  private static boolean same(Events all, int row, double[] drawn, int context) {
    int size = all.size();
    return IntStream.range(0, size)
        .allMatch(i -> all.values()[row * size + i] == drawn[context * size + i]);
  }

  /**
   * All outcomes of every context with their probabilities. Where a probability is 0 the likeliest
   * outcome stands in, because f may not be defined at what is never drawn.
   *
   * @param probabilities one for each row; 0 where another outcome stands in
   */
  public record Listed(Events events, double[] probabilities) {

    /**
     * Lists the outcomes of a law.
     *
     * @throws IllegalArgumentException if outcomes x contexts exceed {@link #LIMIT}
     */
    public static Listed of(Finite law) {
      Events x = outcomes(law);
      double[] q = law.logProbability(x);
      Arrays.setAll(q, row -> Math.exp(q[row]));
      if (Arrays.stream(q).allMatch(probability -> probability > 0)) {
        return new Listed(x, q);
      }
      int contexts = law.contexts();
      int[] likeliest = IntStream.range(0, contexts).toArray();
      for (int row = 0; row < q.length; row++) {
        int c = row % contexts;
        likeliest[c] = q[row] > q[likeliest[c]] ? row : likeliest[c];
      }
      double[] values = x.values().clone();
      for (int row = 0; row < q.length; row++) {
        if (q[row] == 0) {
          System.arraycopy(
              x.values(), likeliest[row % contexts] * x.size(), values, row * x.size(), x.size());
        }
      }
      return new Listed(x.withValues(values), q);
    }

    /** Computes E f of each context, from f at all rows. */
    public double[] means(double[] f) {
      double[] means = new double[events.contexts()];
      for (int row = 0; row < f.length; row++) {
        means[events.context(row)] += probabilities[row] * f[row];
      }
      return means;
    }

    /** Computes the gradient of E f, [contexts x dimension], from f at all rows. */
    public double[] gradient(Finite law, double[] f) {
      double[] means = means(f);
      double[] weights = probabilities.clone();
      for (int row = 0; row < weights.length; row++) {
        weights[row] *= f[row] - means[events.context(row)];
      }
      return law.weightedScore(events, weights);
    }
  }

  /**
   * Asks for f at all outcomes; the generator is not used.
   *
   * @throws IllegalArgumentException if outcomes x contexts exceed {@link #LIMIT}
   */
  @Override
  public Question<Objective> ask(Finite law, RandomGenerator random) {
    Listed all = Listed.of(law);
    return Question.ofValues(law, all.events(), all.probabilities(), f -> all.gradient(law, f));
  }
}
