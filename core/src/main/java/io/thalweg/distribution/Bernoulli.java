package io.thalweg.distribution;

import io.thalweg.Characteristic;
import io.thalweg.CharacteristicFunctions;
import io.thalweg.Drawn;
import io.thalweg.Events;
import io.thalweg.Factorized;
import io.thalweg.Ordinal;
import io.thalweg.Parameter;
import io.thalweg.Path;
import io.thalweg.Squash;
import io.thalweg.Squashed;
import io.thalweg.WeaklyDifferentiable;
import io.thalweg.internal.kernel.Kernels;
import io.thalweg.support.Require;
import io.thalweg.support.Uniforms;
import io.thalweg.support.Workspace;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Independent Bernoulli variables.
 *
 * <pre>
 *   P(b_i = 1) = p_i = sigmoid(logit_i),   score_i = b_i - p_i
 *   -dQ(b_i)/dlogit_i / q(b_i) = p_i at 0, 0 at 1
 *   dq/dlogit_i = p_i (1 - p_i) (q given b_i = 1, less q given b_i = 0)
 *   z_i = logit_i + log u_i - log(1 - u_i),   b_i = 1[z_i &gt; 0]
 *   given b_i = 1: z_i = softplus(logit_i + log v_i) - log(1 - v_i)
 *   given b_i = 0: z_i = log v_i - softplus(log(1 - v_i) - logit_i)
 * </pre>
 *
 * <p>The conditional draws are those of REBAR, v' = v (1 - p) or v p + 1 - p, simplified so that no
 * logit is too large for them. Parameters: logits, [contexts x variables].
 *
 * <p>Source: Tucker et al. (2017), NeurIPS, arXiv:1703.07370, for z given b.
 */
public final class Bernoulli extends Law
    implements Squashed, Drawn, Factorized, Characteristic, Ordinal, WeaklyDifferentiable {

  private final double[] logits;
  private final double[] probabilities;
  // 1 - p, of which no digit is lost near 1.
  private final double[] failures;

  private Bernoulli(double[] logits, int size) {
    super(Workspace.copy(logits), size, size, 1);
    this.logits = parameters;
    this.probabilities = Workspace.doubles(logits.length);
    this.failures = Workspace.doubles(logits.length);
    if (!Kernels.get().sigmoid(this.logits, probabilities, failures)) {
      Require.finite("Bernoulli: logit", this.logits, size);
    }
  }

  private Bernoulli(Bernoulli law, int size, @Nullable Events first) {
    super(law.parameters, size, size, 1, first);
    this.logits = law.logits;
    this.probabilities = law.probabilities;
    this.failures = law.failures;
  }

  @Override
  public List<Parameter> units() {
    return IntStream.range(0, size)
        .mapToObj(i -> numbered(Parameter.of("logit", logits[i]), i))
        .toList();
  }

  /**
   * Makes a law of one context, with a variable for each probability of a 1.
   *
   * @throws IllegalArgumentException if there is no probability or one is not between 0 and 1
   */
  public static Bernoulli of(double... probabilities) {
    return ofLogits(logits("Bernoulli: the probability", probabilities));
  }

  /**
   * Makes a law of one context, with a variable for each logit.
   *
   * @throws IllegalArgumentException if there is no logit or one is not finite
   */
  public static Bernoulli ofLogits(double... logits) {
    return new Bernoulli(logits, logits.length);
  }

  /**
   * Shares the variables out over several contexts, in their order.
   *
   * @param contexts of which each gets the same number of variables
   * @throws IllegalArgumentException if the number of variables is not a multiple of the number of
   *     contexts
   */
  public Bernoulli inContexts(int contexts) {
    return new Bernoulli(this, share(contexts), null);
  }

  /** P(b_i = 1), [contexts x variables]; to be read, not written. */
  public double[] probabilities() {
    return probabilities;
  }

  /**
   * P(b_i = 0), [contexts x variables], exact also where P(b_i = 1) rounds to 1; to be read, not
   * written.
   */
  public double[] failures() {
    return failures;
  }

  @Override
  public Bernoulli at(double[] parameters) {
    return new Bernoulli(parameters, size);
  }

  @Override
  public Bernoulli given(Events draw) {
    return new Bernoulli(
        this, size, Given.one(name(), shape(), draw, i -> probability(i, draw.values()[i]) > 0));
  }

  private double probability(int at, double b) {
    return b == 1 ? probabilities[at] : b == 0 ? failures[at] : 0;
  }

  @Override
  public Optional<Events> drawn() {
    return Optional.ofNullable(first);
  }

  @Override
  public Events sample(int draws, RandomGenerator random) {
    Require.atLeast(1, "the number of draws", draws);
    double[] b = Uniforms.exceed(random, failures, Require.numbers(draws, logits.length));
    return events(Given.first(first, b));
  }

  /**
   * Draws the uniform number u behind one draw b of each variable.
   *
   * <pre>
   *   u ~ Uniform(0, 1),   b_i = 1[u_i &gt; 1 - p_i]
   *   given b_i = 1: u_i = 1 - p_i + p_i v_i,   given b_i = 0: u_i = (1 - p_i) v_i
   * </pre>
   *
   * <p>If events {@linkplain #drawn were drawn already}, u is drawn given them. A u within the last
   * digit of 1 - p may compare the other way because of rounding.
   *
   * @return [contexts x variables], each of (0, 1)
   */
  public double[] uniforms(RandomGenerator random) {
    double[] u = Uniforms.open(random, logits.length);
    if (first == null) {
      return u;
    }
    double[] b = first.values();
    for (int i = 0; i < u.length; i++) {
      double conditional = b[i] > 0 ? above(i, u[i]) : failures[i] * u[i];
      u[i] = Math.min(Math.max(conditional, Double.MIN_VALUE), Math.nextDown(1.0));
    }
    return u;
  }

  /** Computes 1 - p + p v, from the smaller of p and 1 - p. */
  private double above(int at, double v) {
    double p = probabilities[at];
    return p < 0.5 ? 1 - p * (1 - v) : failures[at] + p * v;
  }

  @Override
  public double[] logProbability(Events events) {
    requireShape(events);
    double[] b = events.values();
    double[] log = new double[events.count()];
    double[] norms = Workspace.doubles(logits.length);
    Kernels.get().softplus(logits, norms, Workspace.doubles(logits.length));
    for (int row = 0; row < log.length; row++) {
      int at = events.context(row) * size;
      for (int i = 0; i < size; i++) {
        log[row] += b[row * size + i] * logits[at + i] - norms[at + i];
      }
    }
    return log;
  }

  @Override
  public double[] scores(Events events) {
    requireShape(events);
    double[] scores = events.values().clone();
    for (int i = 0; i < scores.length; i++) {
      scores[i] = score(scores[i], events.context(i / size) * size + i % size);
    }
    return scores;
  }

  private double score(double b, int at) {
    return b > 0 ? failures[at] : -probabilities[at];
  }

  @Override
  public double[] weightedScore(Events events, double[] weights) {
    if (events.isRagged()) {
      return Squashed.super.weightedScore(events, weights);
    }
    requireShape(events);
    Require.length("the array of weights", weights, events.count());
    double[] sums = Workspace.doubles(logits.length);
    Kernels.get().scores(weights, events.values(), probabilities, failures, contexts, sums);
    return sums;
  }

  @Override
  public int values() {
    return 2;
  }

  /** Returns the functions of binomial variables of one trial. */
  @Override
  public CharacteristicFunctions characteristic() {
    return Binomial.ofLogits(1, logits).inContexts(contexts).characteristic();
  }

  @Override
  public boolean isWhole(int variable) {
    return true;
  }

  @Override
  public double[] marginals() {
    double[] marginals = new double[2 * probabilities.length];
    for (int i = 0; i < probabilities.length; i++) {
      marginals[2 * i] = failures[i];
      marginals[2 * i + 1] = probabilities[i];
    }
    return marginals;
  }

  @Override
  public double largest() {
    return 1;
  }

  @Override
  public void addTransport(Events events, double[] differences, double[] gradient) {
    requireShape(events);
    double[] b = events.values();
    Require.length("the array of differences", differences, b.length);
    Require.length("the gradient", gradient, logits.length);
    for (int i = 0; i < b.length; i++) {
      int at = events.context(i / size) * size + i % size;
      gradient[at] += b[i] > 0 ? 0 : probabilities[at] * differences[i];
    }
  }

  @Override
  public Pairs pairs(RandomGenerator random) {
    OneCoordinate pairs = new OneCoordinate(sample(1, random), size);
    for (int i = 0; i < logits.length; i++) {
      double constant = probabilities[i] * failures[i];
      pairs.put(i / size, i % size, i % size, constant, 1, 0);
    }
    return pairs.pairs();
  }

  @Override
  public long outcomes() {
    return size < 63 ? 1L << size : Long.MAX_VALUE;
  }

  @Override
  public Events outcomes(long from, int count) {
    return Enumerated.outcomes(this, from, count, size, 2, 1);
  }

  @Override
  public int relaxedSize() {
    return size;
  }

  @Override
  public Squash squash() {
    return Squash.logistic();
  }

  @Override
  public Path mean() {
    double[] slopes = new double[logits.length];
    for (int i = 0; i < slopes.length; i++) {
      slopes[i] = probabilities[i] * failures[i];
    }
    return new DiagonalPath(events(probabilities), slopes);
  }

  @Override
  public Relaxation relax(int draws, RandomGenerator random) {
    Require.atLeast(1, "the number of draws", draws);
    double[] u = Uniforms.open(random, Require.numbers(draws, logits.length));
    double[] z = logs(u, false);
    double[] logNot = logs(u, true);
    double[] b = Workspace.doubles(z.length);
    for (int row = 0; row < z.length; row += logits.length) {
      for (int i = 0; i < logits.length; i++) {
        z[row + i] += logits[i] - logNot[row + i];
      }
    }
    Kernels.get().exceeds(z, Workspace.zeros(logits.length), b);
    if (first != null) {
      Given.first(conditional(first, random).points(), z);
    }
    Events thresholded = events(Given.first(first, b));
    return new Coupled(
        thresholded, new DiagonalPath(events(z), null), again -> conditional(thresholded, again));
  }

  private Path conditional(Events draws, RandomGenerator random) {
    double[] b = draws.values();
    double[] v = Uniforms.open(random, b.length);
    double[] log = logs(v, false);
    double[] logNot = logs(v, true);
    double[] x = Workspace.doubles(b.length);
    for (int row = 0; row < x.length; row += logits.length) {
      for (int i = row; i < row + logits.length; i++) {
        double logit = logits[i - row];
        x[i] = b[i] * (logit + log[i]) + (1 - b[i]) * (logNot[i] - logit);
      }
    }
    double[] z = Workspace.doubles(x.length);
    double[] slopes = Workspace.doubles(x.length);
    Kernels.get().softplus(x, z, slopes);
    for (int i = 0; i < z.length; i++) {
      z[i] = b[i] * (z[i] - logNot[i]) + (1 - b[i]) * (log[i] - z[i]);
    }
    return new DiagonalPath(events(z), slopes);
  }

  /** log u, or log(1 - u) with an exact 1 - u. */
  private static double[] logs(double[] u, boolean complement) {
    double[] logs = Workspace.copy(u);
    for (int i = 0; complement && i < logs.length; i++) {
      logs[i] = 1 - logs[i];
    }
    Kernels.get().log(logs, logs);
    return logs;
  }

  private Events events(double[] coordinates) {
    return Events.of(coordinates, contexts, size);
  }
}
