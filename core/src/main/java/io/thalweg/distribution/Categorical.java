package io.thalweg.distribution;

import io.thalweg.Drawn;
import io.thalweg.Events;
import io.thalweg.Factorized;
import io.thalweg.Ordinal;
import io.thalweg.Parameter;
import io.thalweg.Path;
import io.thalweg.Squash;
import io.thalweg.Squashed;
import io.thalweg.WeaklyDifferentiable;
import io.thalweg.internal.Numerics;
import io.thalweg.internal.kernel.Kernels;
import io.thalweg.support.Require;
import io.thalweg.support.Uniforms;
import io.thalweg.support.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Independent categorical variables, all with the same number of categories.
 *
 * <pre>
 *   P(x = k) = pi_k = softmax(logits)_k,   score_k = 1[x = k] - pi_k
 *   -dQ(k)/dlogit_m / pi_k = -pi_m (1[m &lt;= k] - Q(k)) / pi_k
 *   dq/dlogit_k = pi_k (q given x = k, less q)
 *   z_k = log pi_k - log(-log u_k),   x = argmax_k z_k
 *   given x:  z_x = -log e_x,   z_k = -log(e_k / pi_k + e_x) for k != x,   e = -log v
 * </pre>
 *
 * <p>z is made of the normalised logits. A constant added to all logits therefore does not change
 * z, and every estimate of the gradient sums to zero over the categories. Parameters: logits,
 * [contexts x variables x categories].
 *
 * <p>Source: Maddison, Tarlow &amp; Minka (2014), NeurIPS, arXiv:1411.0030, for z; Tucker et al.
 * (2017), NeurIPS, arXiv:1703.07370, for z given x.
 */
public final class Categorical extends Law
    implements Squashed, Drawn, Factorized, Ordinal, WeaklyDifferentiable {

  // A uniform number has 53 digits, so a category of less probability has no number of its own.
  private static final double NEVER_DRAWN = 0x1p-53;

  private final int variables;
  private final int categories;
  private final double[] logits;
  private final double[] probabilities;
  // Of each variable: the largest logit, and log sum_k exp(logit_k - largest).
  private final double[] largestLogits;
  private final double[] logSums;

  private Categorical(double[] logits, int variables, int categories) {
    super(
        Workspace.copy(logits),
        Require.atLeast(1, "the number of variables", variables)
            * Require.atLeast(2, "the number of categories", categories),
        variables,
        categories);
    this.variables = variables;
    this.categories = categories;
    this.logits = parameters;
    Require.finite("Categorical: logit", this.logits, variables * categories);
    this.probabilities = Workspace.doubles(logits.length);
    this.largestLogits = Workspace.doubles(contexts * variables);
    this.logSums = Workspace.doubles(contexts * variables);
    Kernels.get().softmax(this.logits, categories, probabilities, largestLogits, logSums);
    Kernels.get().log(logSums, logSums);
  }

  private Categorical(Categorical law, int variables, @Nullable Events first) {
    super(law.parameters, variables * law.categories, variables, law.categories, first);
    this.variables = variables;
    this.categories = law.categories;
    this.logits = law.logits;
    this.probabilities = law.probabilities;
    this.largestLogits = law.largestLogits;
    this.logSums = law.logSums;
  }

  @Override
  public List<Parameter> units() {
    List<Parameter> units = new ArrayList<>();
    for (int i = 0; i < dimension(); i++) {
      double p = probabilities[i];
      String name = "probability of %d".formatted(i % categories);
      units.add(numbered(Parameter.share(name, p, 1 - p), i / categories));
    }
    return units;
  }

  /**
   * Makes a law of one variable, with a category for each weight.
   *
   * @param weights in proportion to the probabilities; they need not add up to 1
   * @throws IllegalArgumentException if there are fewer than two weights or one is not finite and
   *     above 0
   */
  public static Categorical of(double... weights) {
    return ofLogits(logs("Categorical: the weight", "category", weights));
  }

  /**
   * Makes a law of one variable, with a category for each logit.
   *
   * @throws IllegalArgumentException if there are fewer than two logits or one is not finite
   */
  public static Categorical ofLogits(double... logits) {
    return new Categorical(logits, 1, logits.length);
  }

  /**
   * Makes a law of one context with several variables.
   *
   * @param logits [variables x categories]
   * @throws IllegalArgumentException if the number of logits is not a multiple of the number of
   *     categories, there are fewer than two categories, or a logit is not finite
   */
  public static Categorical ofLogits(double[] logits, int categories) {
    Require.atLeast(2, "the number of categories", categories);
    return new Categorical(logits, Require.contexts("Categorical", logits, categories), categories);
  }

  /**
   * Shares the variables out over several contexts, in their order.
   *
   * @param contexts of which each gets the same number of variables
   * @throws IllegalArgumentException if the number of variables is not a multiple of the number of
   *     contexts
   */
  public Categorical inContexts(int contexts) {
    return new Categorical(this, share(contexts), null);
  }

  /** The number of variables of an event. */
  public int variables() {
    return variables;
  }

  /** The number of categories of each variable. */
  public int categories() {
    return categories;
  }

  /** P(x = k), [contexts x variables x categories]; to be read, not written. */
  public double[] probabilities() {
    return probabilities;
  }

  @Override
  public Categorical at(double[] parameters) {
    return new Categorical(parameters, variables, categories);
  }

  @Override
  public Categorical given(Events draw) {
    return new Categorical(
        this,
        variables,
        Given.one(
            name(),
            shape(),
            draw,
            i -> probabilities[i * categories + (int) draw.values()[i]] > 0));
  }

  @Override
  public Optional<Events> drawn() {
    return Optional.ofNullable(first);
  }

  @Override
  public Events sample(int draws, RandomGenerator random) {
    Require.atLeast(1, "the number of draws", draws);
    int count = Require.numbers(draws, contexts, variables);
    double[] indices = Uniforms.open(random, count);
    Kernels.get().categories(indices, probabilities, categories, indices);
    return events(Given.first(first, indices));
  }

  /**
   * Draws the exponential numbers e behind one draw x of each variable.
   *
   * <pre>
   *   e_k ~ Exponential(1),   x = argmin_k e_k / pi_k
   *   given x:  m ~ Exponential(1),   e_x = pi_x m,   e_k = pi_k m + Exponential(1) for k != x
   * </pre>
   *
   * <p>e over its sum is a draw of Dirichlet(1, .., 1). If events {@linkplain #drawn were drawn
   * already}, e is drawn given them; where two e_k / pi_k differ in their last digits only, their
   * order may be another because of rounding.
   *
   * @return [categories x contexts x variables], each above 0
   */
  public double[] exponentials(RandomGenerator random) {
    int count = contexts * variables;
    double[] e = Uniforms.open(random, Require.numbers(categories, count));
    Kernels.get().log(e, e);
    for (int i = 0; i < e.length; i++) {
      e[i] = -e[i];
    }
    for (int v = 0; first != null && v < count; v++) {
      int x = (int) first.values()[v];
      double least = e[x * count + v];
      e[x * count + v] = 0;
      for (int k = 0; k < categories; k++) {
        // Also a product that is too small for a double is above 0.
        e[k * count + v] += Math.max(probabilities[v * categories + k] * least, Double.MIN_VALUE);
      }
    }
    return e;
  }

  @Override
  public double[] logProbability(Events events) {
    requireShape(events);
    double[] indices = events.values();
    double[] log = new double[events.count()];
    for (int i = 0; i < indices.length; i++) {
      log[i / variables] += logProbability(block(events, i) + (int) indices[i]);
    }
    return log;
  }

  private double logProbability(int place) {
    int variable = place / categories;
    return logits[place] - largestLogits[variable] - logSums[variable];
  }

  @Override
  public double[] scores(Events events) {
    requireShape(events);
    double[] indices = events.values();
    double[] scores = new double[Require.numbers(indices.length, categories)];
    for (int i = 0; i < indices.length; i++) {
      int block = block(events, i);
      for (int k = 0; k < categories; k++) {
        scores[i * categories + k] = -probabilities[block + k];
      }
      scores[i * categories + (int) indices[i]] += 1;
    }
    return scores;
  }

  @Override
  public double[] weightedScore(Events events, double[] weights) {
    requireShape(events);
    Require.length("the array of weights", weights, events.count());
    double[] sums = Workspace.zeros(logits.length);
    double[] indices = events.values();
    double[] totals = Workspace.zeros(contexts);
    for (int row = 0; row < weights.length; row++) {
      int c = events.context(row);
      double weight = weights[row];
      totals[c] += weight;
      for (int v = 0; v < variables; v++) {
        int k = (int) indices[row * variables + v];
        sums[(c * variables + v) * categories + k] += weight;
      }
    }
    for (int c = 0; c < contexts; c++) {
      double total = totals[c];
      for (int i = c * dimension(); i < (c + 1) * dimension(); i++) {
        sums[i] -= total * probabilities[i];
      }
    }
    return sums;
  }

  @Override
  public int values() {
    return categories;
  }

  @Override
  public double[] marginals() {
    return probabilities.clone();
  }

  @Override
  public double largest() {
    return categories - 1;
  }

  @Override
  public void addTransport(Events events, double[] differences, double[] gradient) {
    requireShape(events);
    double[] indices = events.values();
    Require.length("the array of differences", differences, indices.length);
    Require.length("the gradient", gradient, logits.length);
    for (int i = 0; i < indices.length; i++) {
      int block = block(events, i);
      int k = block + (int) indices[i];
      double upTo = 0;
      double beyond = 0;
      for (int m = block; m < block + categories; m++) {
        double ratio = Math.exp(logits[m] - logits[k]);
        upTo += m <= k ? ratio : 0;
        beyond += m <= k ? 0 : ratio;
      }
      for (int m = block; m < block + categories; m++) {
        gradient[m] += probabilities[m] * differences[i] * (m <= k ? -beyond : upTo);
      }
    }
  }

  @Override
  public boolean hasGap() {
    return IntStream.range(0, logits.length / categories).anyMatch(v -> hasGap(v * categories));
  }

  private boolean hasGap(int block) {
    boolean drawn = false;
    boolean gap = false;
    for (int m = block; m < block + categories; m++) {
      boolean likely = probabilities[m] >= NEVER_DRAWN;
      if (gap && likely) {
        return true;
      }
      gap |= drawn && !likely;
      drawn |= likely;
    }
    return false;
  }

  /** Draws the pairs; the negative event of each pair is the draw itself. */
  @Override
  public Pairs pairs(RandomGenerator random) {
    Events x = sample(1, random);
    OneCoordinate pairs = new OneCoordinate(x, dimension());
    for (int i = 0; i < logits.length; i++) {
      int parameter = i % dimension();
      int variable = parameter / categories;
      double own = x.values()[i / categories];
      pairs.put(i / dimension(), parameter, variable, probabilities[i], i % categories, own);
    }
    return pairs.pairs();
  }

  @Override
  public long outcomes() {
    double log = variables * Math.log(categories);
    return log < 62 * Math.log(2) ? Math.round(Math.pow(categories, variables)) : Long.MAX_VALUE;
  }

  @Override
  public Events outcomes(long from, int count) {
    return Enumerated.outcomes(this, from, count, variables, categories, categories);
  }

  @Override
  public int relaxedSize() {
    return variables * categories;
  }

  @Override
  public Squash squash() {
    return Squash.softmax(categories);
  }

  @Override
  public Path mean() {
    Events points =
        Events.ofPoints(probabilities.clone(), events(new double[contexts * variables]));
    return new LogitPath(points, probabilities, probabilities, categories);
  }

  @Override
  public Relaxation relax(int draws, RandomGenerator random) {
    Require.atLeast(1, "the number of draws", draws);
    double[] z = logExponentials(random, Require.numbers(draws, logits.length));
    double[] indices = Workspace.doubles(z.length / categories);
    for (int row = 0; row < z.length; row += logits.length) {
      for (int i = 0; i < logits.length; i++) {
        z[row + i] = logProbability(i) - z[row + i];
      }
    }
    for (int i = 0; i < indices.length; i++) {
      int best = 0;
      for (int k = 1; k < categories; k++) {
        best = z[i * categories + k] > z[i * categories + best] ? k : best;
      }
      indices[i] = best;
    }
    if (first != null) {
      double[] drawn = conditional(first, random).points().points();
      System.arraycopy(drawn, 0, z, 0, drawn.length);
    }
    Events thresholded = events(Given.first(first, indices));
    return new Coupled(
        thresholded,
        new LogitPath(Events.ofPoints(z, thresholded), null, probabilities, categories),
        again -> conditional(thresholded, again));
  }

  private Path conditional(Events draws, RandomGenerator random) {
    double[] indices = draws.values();
    double[] z = logExponentials(random, indices.length * categories);
    double[] slopes = Workspace.doubles(z.length);
    for (int i = 0; i < indices.length; i++) {
      int chosen = i * categories + (int) indices[i];
      double top = z[chosen];
      for (int k = i * categories; k < (i + 1) * categories; k++) {
        double gap = z[k] - logProbability(k % logits.length) - top;
        z[k] = k == chosen ? -top : -top - Numerics.softplus(gap);
        slopes[k] = k == chosen ? 0 : Numerics.sigmoid(gap);
      }
    }
    return new LogitPath(Events.ofPoints(z, draws), slopes, probabilities, categories);
  }

  /** Draws logarithms of exponential variables, log(-log u). */
  private static double[] logExponentials(RandomGenerator random, int count) {
    double[] logs = Uniforms.open(random, count);
    Kernels.get().log(logs, logs);
    for (int i = 0; i < count; i++) {
      logs[i] = -logs[i];
    }
    Kernels.get().log(logs, logs);
    return logs;
  }

  private Events events(double[] indices) {
    return Events.ofCategories(indices, contexts, variables, categories);
  }

  /** The index of the first logit of the variable at place i of a batch. */
  private int block(Events events, int i) {
    return (events.context(i / variables) * variables + i % variables) * categories;
  }
}
