package io.thalweg.estimator.score;

import io.thalweg.Drawn;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Finite;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.Sequential;
import io.thalweg.support.Require;
import io.thalweg.support.Uniforms;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The unordered set estimator: K different outcomes, drawn without replacement.
 *
 * <pre>
 *   S = the K outcomes of largest log q(x) + Gumbel noise
 *   first(s) = P(s was drawn first | S),   first_s(s') = P(s' was drawn first | S, s taken out)
 *   g = sum_(s in S) first(s) score(s) [f(s) - q(s) f(s) - (1 - q(s)) sum_(s' != s) first_s(s') f(s')]
 * </pre>
 *
 * <p>In the paper's notation first(s) = q(s) R(S, s). With all outcomes in S it is the exact
 * gradient. Needs: a law whose outcomes can be listed or are drawn one variable after the other,
 * any objective. Shapes: g [contexts x dimension]. Cost: K evaluations a context in one batch, or
 * one for each possible outcome if a context has fewer; besides, of the order of 2^K K operations
 * and log q of every outcome, or of K beginnings at each variable of a Sequential law. Bias: none.
 *
 * <p>Source: Kool, van Hoof &amp; Welling (2020), ICLR, arXiv:2002.06043.
 *
 * @param draws K
 */
public record UnorderedSet(int draws) implements Estimator<Finite, Objective> {

  /** The largest number of draws; the cost grows with the number of their subsets. */
  public static final int MOST_DRAWS = 16;

  /**
   * Makes an estimator with K draws.
   *
   * @throws IllegalArgumentException if K is not within 2 .. {@link #MOST_DRAWS}
   */
  public UnorderedSet {
    Require.atLeast(2, "the number of draws of an unordered set", draws);
    if (draws > MOST_DRAWS) {
      throw new IllegalArgumentException(
          "the number of draws of an unordered set is %d; it must be at most %d"
              .formatted(draws, MOST_DRAWS));
    }
  }

  /**
   * Draws the events of one estimate.
   *
   * @throws IllegalArgumentException if the law is not Sequential and has more outcomes than can be
   *     enumerated
   */
  @Override
  public Question<Objective> ask(Finite law, RandomGenerator random) {
    // A given event has to be in the set, and a beam draws all of its events anew.
    SetDraw set =
        law instanceof Sequential parts && !(law instanceof Drawn)
            ? grown(parts, random)
            : listed(law, random);
    double[] weights = new double[set.events.count()];
    for (int row = 0; row < weights.length; row++) {
      weights[row] = set.chances[row % law.contexts()].first(row / law.contexts());
    }
    return Question.ofValues(
        law, set.events, weights, f -> gradient(law, set.events, set.chances, weights, f));
  }

  /** A set of different events for each context, with their probabilities. */
  private record SetDraw(Events events, SetProbabilities[] chances) {}

  private SetDraw listed(Finite law, RandomGenerator random) {
    Events all = Enumeration.outcomes(law);
    int contexts = law.contexts();
    double[] log = law.logProbability(all);
    int k = Math.min(draws, fewestPossible(log, contexts));
    double[] values = new double[k * contexts * all.size()];
    SetProbabilities[] chances = new SetProbabilities[contexts];
    for (int c = 0; c < contexts; c++) {
      int[] set = withoutReplacement(log, c, contexts, Enumeration.drawn(law, all, c), k, random);
      for (int i = 0; i < k; i++) {
        int row = set[i] * contexts + c;
        System.arraycopy(
            all.values(), row * all.size(), values, (i * contexts + c) * all.size(), all.size());
      }
      chances[c] = SetProbabilities.of(log, c, contexts, set);
    }
    return new SetDraw(all.withValues(values), chances);
  }

  private SetDraw grown(Sequential law, RandomGenerator random) {
    StochasticBeam[] beams = new StochasticBeam[law.contexts()];
    int k = draws;
    for (int c = 0; c < beams.length; c++) {
      beams[c] = new StochasticBeam(law, c, draws, random);
      k = Math.min(k, beams[c].events().size());
    }
    int size = law.shape().size();
    double[] values = new double[k * beams.length * size];
    SetProbabilities[] chances = new SetProbabilities[beams.length];
    for (int c = 0; c < beams.length; c++) {
      beams[c].keep(k);
      double[] log = new double[k];
      for (int i = 0; i < k; i++) {
        StochasticBeam.Beginning event = beams[c].events().get(i);
        log[i] = event.log();
        System.arraycopy(event.values(), 0, values, (i * beams.length + c) * size, size);
      }
      chances[c] = new SetProbabilities(log, beams[c].logLeft());
    }
    return new SetDraw(Events.of(values, law.shape()), chances);
  }

  private static double[] gradient(
      Finite law, Events set, SetProbabilities[] chances, double[] weights, double[] f) {
    double[] advantages = f.clone();
    int contexts = chances.length;
    for (int row = 0; row < advantages.length; row++) {
      for (int other = row % contexts; other < f.length; other += contexts) {
        advantages[row] -=
            chances[row % contexts].baseline(row / contexts, other / contexts) * f[other];
      }
      advantages[row] *= weights[row];
    }
    return law.weightedScore(set, advantages);
  }

  /** The number of outcomes of probability above 0, in the context that has the fewest. */
  private static int fewestPossible(double[] log, int contexts) {
    int[] possible = new int[contexts];
    for (int row = 0; row < log.length; row++) {
      possible[row % contexts] += Math.exp(log[row]) > 0 ? 1 : 0;
    }
    return Arrays.stream(possible).min().orElseThrow();
  }

  /**
   * The Gumbel top-K trick: the outcomes of largest perturbed log-probability.
   *
   * @param first the outcome that was drawn already, or -1. Given the first, the others are those
   *     of largest perturbed log-probability among the rest
   */
  private static int[] withoutReplacement(
      double[] log, int context, int contexts, int first, int k, RandomGenerator random) {
    double[] perturbed = new double[log.length / contexts];
    for (int n = 0; n < perturbed.length; n++) {
      perturbed[n] = log[n * contexts + context] - Math.log(-Math.log(Uniforms.open(random)));
    }
    if (first >= 0) {
      perturbed[first] = Double.POSITIVE_INFINITY;
    }
    int[] set = new int[k];
    for (int i = 0; i < k; i++) {
      for (int n = 1; n < perturbed.length; n++) {
        set[i] = perturbed[n] > perturbed[set[i]] ? n : set[i];
      }
      perturbed[set[i]] = Double.NEGATIVE_INFINITY;
    }
    return set;
  }
}
