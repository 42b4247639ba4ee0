package io.thalweg.distribution;

import static io.thalweg.internal.Numerics.softplus;

import io.thalweg.Finite;
import io.thalweg.support.Require;
import io.thalweg.support.Uniforms;
import java.util.random.RandomGenerator;

/**
 * The counts of a law with additional zeros: each count is 0 with a probability of its own, and
 * otherwise that of the law.
 *
 * <pre>
 *   P(0) = pi + (1 - pi) p(0),   P(x) = (1 - pi) p(x) for x above 0,   pi = sigmoid(logit)
 *   score of the logit = pi (1 - pi) (1 - p(0)) / P(0) at 0, -pi above
 *   score of theta = (1 - pi) p(0) / P(0) score of p at 0, that of p above; and so the rate of GO
 *   -dQ(x)/dlogit / P(x) = -pi sum_{j &gt; x} p(j) / p(x) above 0, less the score at 0
 * </pre>
 *
 * <p>Where the law lists its outcomes, so does this one. Where zeros are likely and ones never
 * drawn, although larger counts are, it has a gap. Cost: that of the law; for a rate of GO, one
 * probability for each count from x to the end of what doubles add to the sum, some standard
 * deviations. Parameters: those of the law and then the logits of the additional zeros, [contexts x
 * (dimension + variables)].
 *
 * <p>Source: Lambert (1992), Technometrics 34, 1-14.
 */
public sealed class ZeroInflated extends Counts permits FiniteZeroInflated {

  // A uniform number has 53 digits, so a count of less probability has no number of its own.
  private static final double NEVER_DRAWN = 0x1p-53;

  private final Counts law;

  ZeroInflated(Counts law, double[] parameters) {
    super(
        law,
        parameters,
        (count, logit) -> Inflated.of(count, law.kinds(), logit),
        "logit of zeros");
    this.law = law;
  }

  /**
   * Makes a law with additional zeros.
   *
   * @param law of the counts without them
   * @param probabilities of an additional zero, [contexts x variables]
   * @throws IllegalArgumentException if there is not one for each variable, or one is not between 0
   *     and 1
   */
  public static ZeroInflated of(Counts law, double... probabilities) {
    return ofLogits(law, logits("ZeroInflated: the probability", probabilities));
  }

  /**
   * Makes a law with additional zeros from their logits.
   *
   * @param law of the counts without them
   * @param logits of an additional zero, [contexts x variables]
   * @throws IllegalArgumentException if there is not one for each variable, or one is not finite
   */
  public static ZeroInflated ofLogits(Counts law, double... logits) {
    Require.given("the law", law);
    Require.length("the array of logits of zeros", logits, law.contexts() * law.shape().size());
    double[] parameters = new double[law.contexts() * (law.dimension() + law.size())];
    copy(law.parameters(), law.dimension(), parameters, 0, law.contexts());
    copy(logits, law.size(), parameters, law.dimension(), law.contexts());
    return joined(law, parameters);
  }

  private static ZeroInflated joined(Counts law, double[] parameters) {
    return law instanceof Finite finite
        ? new FiniteZeroInflated(law, finite, parameters)
        : new ZeroInflated(law, parameters);
  }

  /** Copies so many numbers of each context to a place among those of another array. */
  private static void copy(double[] from, int count, double[] to, int at, int contexts) {
    int fromEach = from.length / contexts;
    int toEach = to.length / contexts;
    for (int c = 0; c < contexts; c++) {
      System.arraycopy(from, c * fromEach, to, c * toEach + at, count);
    }
  }

  @Override
  public ZeroInflated at(double[] parameters) {
    int contexts = Require.contexts(name(), parameters, dimension());
    double[] own = new double[contexts * law.dimension()];
    copy(parameters, law.dimension(), own, 0, contexts);
    return joined((Counts) law.at(own), parameters);
  }

  @Override
  public double largest() {
    return law.largest();
  }

  @Override
  public boolean hasGap() {
    for (int i = 0; i < contexts() * size(); i++) {
      if (((Inflated) variable(i)).hasGap()) {
        return true;
      }
    }
    return law.hasGap();
  }

  /**
   * A count with additional zeros.
   *
   * @param count without them
   * @param kinds the number of its parameters
   * @param logit of pi
   * @param zero log p(0)
   * @param all log P(0)
   */
  private record Inflated(Variable count, int kinds, double logit, double zero, double all)
      implements Variable {

    static Variable of(Variable count, int kinds, double logit) {
      double zero = count.logProbability(0);
      return new Inflated(count, kinds, logit, zero, logOfZero(logit, zero));
    }

    /** log P(0), from the side on which nothing cancels. */
    private static double logOfZero(double logit, double zero) {
      double rest = Math.exp(-softplus(logit)) * -StrictMath.expm1(zero);
      if (rest < 0.5) {
        return StrictMath.log1p(-rest);
      }
      double extra = -softplus(-logit);
      double own = zero - softplus(logit);
      double more = Math.max(extra, own);
      return more + StrictMath.log1p(Math.exp(Math.min(extra, own) - more));
    }

    private double pi() {
      return Math.exp(-softplus(-logit));
    }

    /** The share of the zeros that are those of the law. */
    private double ownZeros() {
      return Math.exp(zero - softplus(logit) - all);
    }

    @Override
    public double sample(RandomGenerator random) {
      return Uniforms.open(random) < pi() ? 0 : count.sample(random);
    }

    @Override
    public double logProbability(double x) {
      return x == 0 ? all : count.logProbability(x) - softplus(logit);
    }

    @Override
    public void score(double x, double[] out) {
      double[] own = new double[kinds];
      count.score(x, own);
      put(x, own, out);
      out[kinds] = x == 0 ? scoreAtZero() : -pi();
    }

    private double scoreAtZero() {
      return Math.exp(-softplus(-logit) - softplus(logit) - all) * -StrictMath.expm1(zero);
    }

    private void put(double x, double[] own, double[] out) {
      double share = x == 0 ? ownZeros() : 1;
      for (int j = 0; j < kinds; j++) {
        out[j] = share * own[j];
      }
    }

    @Override
    public void velocity(double x, double[] out) {
      double[] own = new double[kinds];
      count.velocity(x, own);
      put(x, own, out);
      out[kinds] = x == 0 ? -scoreAtZero() : -pi() * tail(x);
    }

    /**
     * The sum of p(j) / p(x) over all j above x; p may fall, rise and fall, but not to nothing
     * between.
     */
    private double tail(double x) {
      double here = count.logProbability(x);
      double sum = 0;
      double last = 1;
      for (double j = x + 1; ; j++) {
        double term = Math.exp(count.logProbability(j) - here);
        sum += term;
        if (term <= last && term <= 1e-17 * sum) {
          return sum;
        }
        last = term;
      }
    }

    /** Whether zeros are drawn and larger counts, but no ones. */
    boolean hasGap() {
      double ones = Math.exp(logProbability(1));
      double larger = -StrictMath.expm1(all) - ones;
      return Math.exp(all) >= NEVER_DRAWN && ones < NEVER_DRAWN && larger >= NEVER_DRAWN;
    }
  }
}
