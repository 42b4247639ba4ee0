package io.thalweg.check;

import io.thalweg.Events;
import io.thalweg.Factorized;
import io.thalweg.support.Require;
import java.util.Arrays;
import java.util.Locale;

/**
 * The spread of a gradient's variance over rare and common outcomes. It tells how much of the
 * variance a number of draws may miss.
 *
 * <pre>
 *   h_i(x) = (f(x) - E f) score_i(x)       the centred score estimator of coordinate i
 *   unseen_i(n) = sqrt(E h_i^2 1[|h_i| &gt; t] / n),   t the value with n P(|h_i| &gt; t) = 50
 * </pre>
 *
 * <p>The largest values of h_i, of which fewer than 50 are expected in n draws, may be missing from
 * the draws or stand there by luck. A mean may differ by the standard error of their share whatever
 * the draws show, because the spread of the draws is no measure of it. In simulations of laws that
 * are nearly converged, the rate of false alarms was that of the critical z once this counted.
 *
 * <p>An estimator whose baseline is off by b hides b^2 E score_i^2 1[|score_i| &gt; s] besides, s
 * the value with n P(|score_i| &gt; s) = 50. Its variance tells b, unless all draws miss the large
 * scores; then its mean tells it, and no baseline at all is off by E f:
 *
 * <pre>
 *   b^2 = max((variance - E |h|^2) / E |score|^2,
 *             min((E f)^2, (mean_i - exact_i)^2 / E score_i^2 1[|score_i| &lt;= s]))
 * </pre>
 *
 * <p>Values are sorted by their binary exponent alone, which costs no memory and no order.
 */
public final class Spread {

  /** The least number of times that draws are expected to show what is not rare. */
  public static final double SEEN = 50;

  private static final double HALF = 0.5;
  // From here on two digits would need an exponent.
  private static final double HUNDRED = 99.5;
  private static final int MOST_NUMBERS = 1 << 22;

  private final Bins[] bins;
  private final Bins[] scores;
  // E f in the context of each coordinate.
  private final double[] means;

  /** The mass and the squares of values, by their exponents from {@code least} on. */
  private static final class Bins {
    private static final int ROOM = 8;

    private int least;
    private double[] mass = {};
    private double[] squares = {};

    void addSquare(double probability, double value) {
      if (value != 0 && Double.isFinite(value)) {
        add(Math.getExponent(value), probability, value * value);
      }
    }

    private void add(int exponent, double probability, double square) {
      if (mass.length == 0) {
        least = exponent - ROOM;
        mass = new double[2 * ROOM];
        squares = new double[2 * ROOM];
      }
      if (exponent < least) {
        int more = least - exponent + ROOM;
        mass = moved(mass, more, mass.length + more);
        squares = moved(squares, more, squares.length + more);
        least -= more;
      } else if (exponent - least >= mass.length) {
        int length = exponent - least + ROOM;
        mass = moved(mass, 0, length);
        squares = moved(squares, 0, length);
      }
      mass[exponent - least] += probability;
      squares[exponent - least] += probability * square;
    }

    private static double[] moved(double[] bins, int by, int length) {
      double[] moved = new double[length];
      System.arraycopy(bins, 0, moved, by, bins.length);
      return moved;
    }

    double sum() {
      return Arrays.stream(squares).sum();
    }

    /** The mean of the squares of the largest values, which have this probability together. */
    double rarest(double probability) {
      double sum = 0;
      double left = probability;
      for (int i = mass.length - 1; i >= 0 && left > 0; i--) {
        if (mass[i] > 0) {
          sum += squares[i] * Math.min(1, left / mass[i]);
          left -= mass[i];
        }
      }
      return sum;
    }

    /** The mean of the squares of all other values. */
    double commonest(double probability) {
      double sum = 0;
      double left = probability;
      for (int i = mass.length - 1; i >= 0; i--) {
        if (mass[i] > 0) {
          sum += squares[i] * (1 - Math.min(1, Math.max(0, left) / mass[i]));
          left -= mass[i];
        }
      }
      return sum;
    }

    /** The probability of the values that make half of the squares. */
    double half() {
      double half = HALF * sum();
      double sum = 0;
      double probability = 0;
      for (int i = mass.length - 1; i >= 0 && sum < half; i--) {
        sum += squares[i];
        probability += mass[i];
      }
      return probability;
    }
  }

  /**
   * Makes the spread of a gradient, over all contexts.
   *
   * @param means E f of each context
   * @param dimension the number of coordinates of a context
   */
  Spread(double[] means, int dimension) {
    bins = new Bins[Require.atLeast(1, "the number of coordinates", means.length * dimension)];
    scores = new Bins[bins.length];
    this.means = new double[bins.length];
    Arrays.setAll(this.means, i -> means[i / dimension]);
    Arrays.setAll(bins, i -> new Bins());
    Arrays.setAll(scores, i -> new Bins());
  }

  /** Makes the spread of a gradient with too many outcomes to know; draws may miss anything. */
  public static Spread unknown() {
    return new Spread();
  }

  /**
   * Makes the spread of the scores of independent variables. It stands for that of a gradient that
   * is not known: what draws miss of a score they miss of h.
   *
   * <p>It is unknown if there are too many scores.
   */
  public static Spread ofScores(Factorized law) {
    double[] q = law.marginals();
    int size = law.shape().size();
    int dimension = law.dimension();
    if ((double) q.length * Math.max(size, dimension) > MOST_NUMBERS) {
      return unknown();
    }
    Spread spread = new Spread(new double[law.contexts()], dimension);
    // Events that differ from zeros in one variable, for all contexts side by side.
    int events = q.length / law.contexts();
    double[] x = new double[q.length * size];
    for (int row = 0; row < q.length; row++) {
      int event = row / law.contexts();
      int value = event % law.values();
      // A variable may have fewer values than others.
      boolean has = value < law.values(event / law.values());
      x[row * size + event / law.values()] = has ? value : 0;
    }
    double[] scores = law.scores(Events.of(x, law.shape()));
    double[] own = new double[law.values()];
    for (int first = 0; first < events; first += own.length) {
      for (int i = 0; i < law.contexts() * dimension; i++) {
        int context = i / dimension;
        // The mean of the score of a variable is 0; the rest is that of the others at zeros.
        double rest = 0;
        for (int k = 0; k < own.length; k++) {
          int row = (first + k) * law.contexts() + context;
          own[k] = scores[row * dimension + i % dimension];
          rest += q[context * events + first + k] * own[k];
        }
        for (int k = 0; k < own.length; k++) {
          double score = own[k] - rest;
          spread.add(i, q[context * events + first + k], score, score);
        }
      }
    }
    return spread;
  }

  private Spread() {
    bins = new Bins[0];
    scores = new Bins[0];
    means = new double[0];
  }

  /** Returns the number of coordinates; 0 if the spread is unknown. */
  public int size() {
    return bins.length;
  }

  private boolean isUnknown() {
    return bins.length == 0;
  }

  /** Adds a value of h_i and of the score with their probability. */
  void add(int i, double probability, double value, double score) {
    bins[i].addSquare(probability, value);
    scores[i].addSquare(probability, score);
  }

  /** The coordinate with the largest variance. */
  int largest() {
    int largest = 0;
    for (int i = 0; i < bins.length; i++) {
      largest = bins[i].sum() > bins[largest].sum() ? i : largest;
    }
    return largest;
  }

  /** Says why n draws are too few to judge a coordinate, in a sentence without its end. */
  String describe(int i, long draws) {
    return isUnknown()
        ? "there are too many outcomes to know which of them %,d draws miss".formatted(draws)
        : String.format(
            Locale.ROOT,
            "half of the variance of coordinate %d comes from outcomes that occur only about %s times"
                + " in %,d draws",
            i,
            times(expected(i, draws)),
            draws);
  }

  private static String times(double expected) {
    return String.format(Locale.ROOT, expected < HUNDRED ? "%.2g" : "%,.0f", expected);
  }

  /**
   * Whether n draws show the values that make half of the variance of a coordinate, if it has any.
   */
  public boolean shows(int i, long draws) {
    return isUnknown() || bins[i].sum() == 0 || expected(i, draws) >= SEEN;
  }

  /**
   * Computes the standard error that n draws may hide in each coordinate.
   *
   * @param variance of the estimator; what it has more than the centred score estimator is taken
   *     for that of a score estimator whose baseline is off
   * @param differences of its mean to the exact gradient, one for each coordinate
   */
  public double[] unseen(long draws, double variance, double[] differences) {
    Require.atLeast(1.0, "the number of draws", (double) draws);
    double[] errors = new double[differences.length];
    if (isUnknown()) {
      Arrays.fill(errors, Double.POSITIVE_INFINITY);
      return errors;
    }
    double varying = Math.max(0, variance - sum(bins)) / Math.max(sum(scores), Double.MIN_NORMAL);
    double rare = SEEN / draws;
    for (int i = 0; i < errors.length; i++) {
      double common = Math.max(scores[i].commonest(rare), Double.MIN_NORMAL);
      double missing = Math.min(means[i] * means[i], differences[i] * differences[i] / common);
      double more = Math.max(varying, missing) * scores[i].rarest(rare);
      errors[i] = Math.sqrt((bins[i].rarest(rare) + more) / draws);
    }
    return errors;
  }

  /** Computes how many draws show the values that make half of the variance of a coordinate. */
  public double needed(int i) {
    return isUnknown() || bins[i].sum() == 0 ? 0 : Math.ceil(SEEN / bins[i].half());
  }

  private static double sum(Bins[] all) {
    return Arrays.stream(all).mapToDouble(Bins::sum).sum();
  }

  /** Computes how often n draws are expected to show the values that make half of the variance. */
  public double expected(int i, long draws) {
    return bins[i].half() * draws;
  }
}
