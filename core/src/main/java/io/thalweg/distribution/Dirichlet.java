package io.thalweg.distribution;

import io.thalweg.Events;
import io.thalweg.Parameter;
import io.thalweg.Reparameterized;
import io.thalweg.VelocityField;
import io.thalweg.internal.Numerics;
import io.thalweg.support.Require;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.commons.numbers.gamma.LogBeta;
import org.jspecify.annotations.Nullable;

/**
 * A point of the simplex: n numbers above 0 whose sum is 1.
 *
 * <pre>
 *   p(x) = prod_i x_i^(alpha_i - 1) / B(alpha),   with regard to dx_1 .. dx_(n - 1)
 *   score of log alpha_i = alpha_i (log x_i - psi(alpha_i) + psi(alpha_0)),   alpha_0 = sum_i alpha_i
 *   velocity of log alpha_i:  u_i = w,   u_j = -w x_j / (1 - x_i) for j != i
 * </pre>
 *
 * <p>w is the velocity of a beta variable of alpha_i and alpha_0 - alpha_i at x_i: a concentration
 * moves its own share, and the others make room in proportion. The density and its gradient in x
 * are those of the formula, as of n free coordinates. The simplex is crossed by no velocity, so
 * that u . grad log p and div u are the same in these as in the first n - 1 alone.
 *
 * <p>Parameters: logarithms of the concentrations, [contexts x n]. An x_i below 1e-300 is set to
 * 1e-300, which has the probability of its whole tail; bounds use the density there. Events are
 * assumed to lie on the simplex.
 *
 * <p>Source of the path: Jankowiak &amp; Obermeyer (2018), ICML, arXiv:1806.01851; Figurnov,
 * Mohamed &amp; Mnih (2018), NeurIPS, arXiv:1805.08498.
 */
public final class Dirichlet extends Law implements Reparameterized {

  private final double[] alphas;
  // The sum of the other concentrations, and the mean of -log x_i.
  private final double[] others;
  private final double[] means;
  // log B(alpha) of each context, and of its terms, those of the shares of what is left.
  private final double[] logBetas;
  private final double[] terms;
  // The sum of the concentrations that follow a given one.
  private final double[] later;

  private Dirichlet(double[] parameters, int size) {
    super(parameters.clone(), Require.atLeast(2, "the number of concentrations", size), size, 1);
    Require.finite("Dirichlet: log concentration", this.parameters, size);
    this.alphas = new double[parameters.length];
    this.others = new double[parameters.length];
    this.means = new double[parameters.length];
    this.logBetas = new double[contexts];
    this.terms = new double[parameters.length];
    this.later = new double[parameters.length];
    for (int i = 0; i < alphas.length; i++) {
      int at = i;
      alphas[i] =
          Require.positive(
              () -> "Dirichlet: concentration %d of context %d".formatted(at % size, at / size),
              Math.exp(this.parameters[i]));
    }
    for (int i = 0; i < alphas.length; i++) {
      others[i] = sumOfOthers(alphas, i);
      means[i] = Numerics.digammaDifference(alphas[i], others[i]);
    }
    for (int i = 0; i < alphas.length; i++) {
      if (i % size < size - 1) {
        later[i] = Arrays.stream(alphas, i + 1, i - i % size + size).sum();
        terms[i] = LogBeta.value(alphas[i], later[i]);
        logBetas[i / size] += terms[i];
      }
    }
  }

  @Override
  public List<Parameter> units() {
    return IntStream.range(0, size)
        .mapToObj(i -> numbered(Parameter.of("log concentration", parameters[i]), i))
        .toList();
  }

  /**
   * Makes a law of one context.
   *
   * @throws IllegalArgumentException if there are fewer than two concentrations or one is not
   *     finite and above 0
   */
  public static Dirichlet of(double... concentrations) {
    return ofParameters(logs("Dirichlet: the concentration", "coordinate", concentrations));
  }

  /**
   * Makes a law of one context from unconstrained parameters.
   *
   * @param logConcentrations the logarithm of each concentration
   * @throws IllegalArgumentException if there are fewer than two numbers, one is not finite, or a
   *     concentration is too large or too small for a double
   */
  public static Dirichlet ofParameters(double... logConcentrations) {
    return new Dirichlet(logConcentrations, logConcentrations.length);
  }

  /**
   * Shares the concentrations out over several contexts, in their order.
   *
   * @param contexts of which each gets the same number of concentrations
   * @throws IllegalArgumentException if the number of concentrations is not a multiple of the
   *     number of contexts, or a context would have fewer than two
   */
  public Dirichlet inContexts(int contexts) {
    return new Dirichlet(parameters, share(contexts));
  }

  /** Sums all numbers of a row except one. */
  private double sumOfOthers(double[] numbers, int one) {
    double sum = 0;
    int row = one - one % size;
    for (int i = row; i < row + size; i++) {
      sum += i == one ? 0 : numbers[i];
    }
    return sum;
  }

  @Override
  public Dirichlet at(double[] parameters) {
    return new Dirichlet(parameters, size);
  }

  @Override
  public Events sample(int draws, RandomGenerator random) {
    Require.atLeast(1, "the number of draws", draws);
    double[] x = new double[Require.numbers(draws, alphas.length)];
    for (int i = 0; i < x.length; i++) {
      x[i] = LogGammas.sample(alphas[i % alphas.length], random);
    }
    for (int row = 0; row < x.length; row += size) {
      Numerics.logSoftmax(x, row, size, x);
    }
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.max(Math.exp(x[i]), Censored.LEAST);
    }
    return Events.of(x, contexts, size);
  }

  @Override
  public int noise() {
    return size - 1;
  }

  /**
   * Breaks a stick: x_i is a beta share of what is left, with parameters alpha_i and the sum of the
   * later concentrations.
   */
  @Override
  public Events transform(double[] uniforms) {
    Require.uniforms("Dirichlet", uniforms, contexts * noise());
    double[] x = new double[uniforms.length / noise() * size];
    double left = 1;
    for (int i = 0; i < x.length; i++) {
      if (i % size == size - 1) {
        x[i] = Math.max(left, Censored.LEAST);
        left = 1;
      } else {
        int at = i % alphas.length;
        double u = uniforms[i / size * noise() + i % size];
        double logit = Beta.logit(u, alphas[at], later[at], terms[at]);
        x[i] = Math.max(left * Numerics.sigmoid(logit), Censored.LEAST);
        left *= Numerics.sigmoid(-logit);
      }
    }
    return Events.of(x, contexts, size);
  }

  /** The index of the parameter of a coordinate. */
  private int place(Events events, int coordinate) {
    return events.context(coordinate / size) * size + coordinate % size;
  }

  @Override
  public double[] logProbability(Events events) {
    double[] x = events.values();
    double[] log = logDensity(events);
    for (int i = 0; i < x.length; i++) {
      // Below, the density is x^(alpha - 1) to 300 digits, of which this is the integral.
      log[i / size] += x[i] == Censored.LEAST ? Math.log(x[i]) - parameters[place(events, i)] : 0;
    }
    return log;
  }

  @Override
  public double[] logDensity(Events events) {
    requireShape(events);
    double[] x = events.values();
    double[] log = new double[events.count()];
    for (int row = 0; row < log.length; row++) {
      log[row] = -logBetas[events.context(row)];
    }
    for (int i = 0; i < x.length; i++) {
      log[i / size] +=
          x[i] > 0 ? (alphas[place(events, i)] - 1) * Math.log(x[i]) : Double.NEGATIVE_INFINITY;
    }
    return log;
  }

  @Override
  public double[] scores(Events events) {
    requireShape(events);
    double[] scores = events.values().clone();
    for (int i = 0; i < scores.length; i++) {
      int at = place(events, i);
      double above = logShare(events, i) + means[at];
      scores[i] = alphas[at] * above - (scores[i] == Censored.LEAST ? 1 : 0);
    }
    return scores;
  }

  /** log x_i, accurate also near x_i = 1. */
  private double logShare(Events events, int i) {
    double x = events.values()[i];
    return x < 0.5 ? Math.log(x) : StrictMath.log1p(-sumOfOthers(events.values(), i));
  }

  @Override
  public double[] densityGradient(Events events) {
    requireShape(events);
    double[] slopes = events.values().clone();
    for (int i = 0; i < slopes.length; i++) {
      slopes[i] = (alphas[place(events, i)] - 1) / slopes[i];
    }
    return slopes;
  }

  @Override
  public VelocityField velocity() {
    return new Shares();
  }

  /** The field in which each concentration moves its own share. */
  private final class Shares implements VelocityField {

    // What was computed last: estimators ask the same field about the same events again and again.
    // Keyed by the object, as the values of events do not change.
    private volatile @Nullable Known known;

    /** The velocity of each share of some events as its own concentration grows. */
    private record Known(Events events, double[] own) {}

    private double[] own(Events events) {
      Known last = known;
      if (last == null || last.events != events) {
        double[] x = events.values();
        double[] own = new double[x.length];
        for (int i = 0; i < own.length; i++) {
          own[i] = own(events, i, sumOfOthers(x, i));
        }
        last = new Known(events, own);
        known = last;
      }
      return last.own;
    }

    /**
     * The velocity of a share as its own concentration grows.
     *
     * <p>Shares are relative to the sum of the event, which is 1 up to rounding.
     */
    private double own(Events events, int i, double rest) {
      double x = events.values()[i];
      int at = place(events, i);
      if (x == Censored.LEAST) {
        return 0;
      }
      double sum = x + rest;
      return sum * Beta.velocity(x / sum, rest / sum, alphas[at], others[at], means[at]);
    }

    @Override
    public void pullback(Events events, double[] cotangents, int offset, double[] gradient) {
      requireShape(events);
      double[] x = events.values();
      double[] own = own(events);
      for (int i = 0; i < x.length; i++) {
        double rest = sumOfOthers(x, i);
        double mean = 0;
        int row = i - i % size;
        for (int j = row; j < row + size; j++) {
          mean += j == i ? 0 : x[j] / rest * cotangents[offset + j];
        }
        gradient[place(events, i)] += own[i] * (cotangents[offset + i] - mean);
      }
    }

    @Override
    public void pushforward(Events events, double[] tangents, double[] out, int offset) {
      requireShape(events);
      double[] x = events.values();
      double[] own = own(events);
      Arrays.fill(out, offset, offset + x.length, 0);
      for (int i = 0; i < x.length; i++) {
        double rest = sumOfOthers(x, i);
        double moved = own[i] * tangents[place(events, i)];
        int row = i - i % size;
        for (int j = row; j < row + size; j++) {
          out[offset + j] += j == i ? moved : -moved * x[j] / rest;
        }
      }
    }

    /** Adds the divergence from the continuity equation: div u = -(score + u . grad log p). */
    @Override
    public void addDivergence(Events events, double[] weights, double[] gradient) {
      double[] slopes = densityGradient(events);
      for (int i = 0; i < slopes.length; i++) {
        slopes[i] *= -weights[i / size];
      }
      pullback(events, slopes, 0, gradient);
      double[] score = weightedScore(events, weights);
      for (int i = 0; i < score.length; i++) {
        gradient[i] -= score[i];
      }
    }
  }
}
