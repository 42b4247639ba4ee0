package io.thalweg.distribution;

import io.thalweg.Assigned;
import io.thalweg.Concrete;
import io.thalweg.Events;
import io.thalweg.Parameter;
import io.thalweg.Path;
import io.thalweg.Sequential;
import io.thalweg.Squash;
import io.thalweg.internal.Numerics;
import io.thalweg.support.Require;
import io.thalweg.support.Uniforms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * An order of items, drawn without replacement, one place after the other.
 *
 * <pre>
 *   w = softmax(logits),   R_i = sum over the items at place i or later of w
 *   P(o) = prod_i w_{o_i} / R_i,   score_k = 1 - sum over the places i up to that of k of w_k / R_i
 *   z_k = log w_k - log e_k,   e_k = -log u_k,   o = the items by falling z
 *   given o:  z_{o_i} = -log t_i,   t_i = e_1 / R_1 + ... + e_i / R_i,   e_i = -log v_i
 *   squash(z)_i = softmax over the items j of (K + 1 - 2 i) z_j - sum_k |z_j - z_k|
 *   o = the best assignment of M,   M_ij = (K + 1 - 2 i) z_j
 * </pre>
 *
 * <p>The items race: item k arrives at time exp(-z_k), which is exponential with rate w_k. Given
 * the order, the gaps between arrivals are independent exponential variables; the rate of each gap
 * is the sum of the rates of the items that have not arrived.
 *
 * <p>Shapes: an event is [items], the item at each place; as a point it is the matrix [places x
 * items] of a 1 for the item at each place. z is [items]; NeuralSort squashes it to a matrix
 * [places x items] whose rows are shares. Its columns need not add up to 1. It has kinks where two
 * z are equal. Parameters: logits, [contexts x items].
 *
 * <p>Source: Plackett (1975), Applied Statistics 24, 193-202; Luce (1959), Individual Choice
 * Behavior; Yellott (1977), Journal of Mathematical Psychology 15, 109-144, for z; Gadetsky et al.
 * (2020), AAAI, arXiv:1911.10036, for z given o; Grover et al. (2019), ICLR, arXiv:1903.08850, for
 * NeuralSort; Cuturi, Teboul &amp; Vert (2019), NeurIPS, arXiv:1905.11885, for sorting as an
 * assignment.
 */
public final class PlackettLuce extends Law implements Assigned, Concrete, Sequential {

  private static final int MOST_COUNTED = 20;

  private final int items;
  private final double[] logits;
  private final double[] logWeights;
  private final double[] weights;

  private PlackettLuce(double[] logits, int items) {
    super(logits.clone(), Require.atLeast(2, "the number of items", items), items, items);
    this.items = items;
    this.logits = parameters;
    Require.finite("PlackettLuce: logit", this.logits, items);
    this.logWeights = new double[logits.length];
    for (int block = 0; block < logits.length; block += items) {
      Numerics.logSoftmax(this.logits, block, items, logWeights);
    }
    this.weights = Arrays.stream(logWeights).map(Math::exp).toArray();
  }

  /** Lists the logits, which are in units of their own: only their differences matter. */
  @Override
  public List<Parameter> units() {
    return IntStream.range(0, size)
        .mapToObj(
            i -> new Parameter("logit %d".formatted(i), Parameter.Scale.PLAIN, parameters[i], 1))
        .toList();
  }

  /**
   * Makes a law of one context, with an item for each weight.
   *
   * @param weights of which only the ratios count
   * @throws IllegalArgumentException if there are fewer than two weights or one is not finite and
   *     above 0
   */
  public static PlackettLuce of(double... weights) {
    return ofLogits(logs("PlackettLuce: the weight", "item", weights));
  }

  /**
   * Makes a law of one context, with an item for each logit.
   *
   * @throws IllegalArgumentException if there are fewer than two logits or one is not finite
   */
  public static PlackettLuce ofLogits(double... logits) {
    return new PlackettLuce(logits, logits.length);
  }

  /**
   * Shares the items out over several contexts, in their order; each context orders its own.
   *
   * @param contexts of which each gets the same number of items
   * @throws IllegalArgumentException if the number of items is not a multiple of the number of
   *     contexts, or a context would have fewer than two
   */
  public PlackettLuce inContexts(int contexts) {
    return new PlackettLuce(parameters, share(contexts));
  }

  @Override
  public PlackettLuce at(double[] parameters) {
    return new PlackettLuce(parameters, items);
  }

  @Override
  public Events sample(int draws, RandomGenerator random) {
    return relax(draws, random).draws();
  }

  /** Log-probabilities of the events; minus infinity for a row that names an item twice. */
  @Override
  public double[] logProbability(Events events) {
    Orders orders = new Orders(events);
    double[] log = new double[events.count()];
    for (int at = 0; at < orders.item.length; at++) {
      log[at / items] += orders.logWeight(at) - orders.logLeft[at];
    }
    for (int row = 0; row < log.length; row++) {
      log[row] = orders.isOrder(row) ? log[row] : Double.NEGATIVE_INFINITY;
    }
    return log;
  }

  /** Scores of the events; zero for a row that names an item twice. */
  @Override
  public double[] scores(Events events) {
    Orders orders = new Orders(events);
    double[] ones = new double[orders.item.length];
    Arrays.fill(ones, 1);
    double[] scores = orders.hazards(ones);
    for (int i = 0; i < scores.length; i++) {
      scores[i] = orders.isOrder(i / items) ? 1 - scores[i] : 0;
    }
    return scores;
  }

  @Override
  public long outcomes() {
    return items > MOST_COUNTED
        ? Long.MAX_VALUE
        : IntStream.rangeClosed(1, items).asLongStream().reduce(1, Math::multiplyExact);
  }

  /** Lists outcomes in lexicographic order. */
  @Override
  public Events outcomes(long from, int count) {
    Objects.checkFromIndexSize(from, count, outcomes());
    double[] orders = new double[Require.numbers(count, logits.length)];
    for (int at = 0; at < orders.length; at += items) {
      unrank(from + at / logits.length, orders, at);
    }
    return events(orders);
  }

  /**
   * Writes the n-th order. The Lehmer code of the order is n in factorial base: base 1 at the last
   * place, base 2 before it, and so on.
   */
  private void unrank(long n, double[] orders, int from) {
    int[] code = new int[items];
    for (int i = items - 1; i >= 0; i--) {
      code[i] = (int) (n % (items - i));
      n /= items - i;
    }
    List<Integer> left = new ArrayList<>(IntStream.range(0, items).boxed().toList());
    for (int i = 0; i < items; i++) {
      orders[from + i] = left.remove(code[i]);
    }
  }

  @Override
  public void logNext(int context, double[] before, int known, double[] out) {
    System.arraycopy(logWeights, context * items, out, 0, items);
    for (int i = 0; i < known; i++) {
      out[(int) before[i]] = Double.NEGATIVE_INFINITY;
    }
    Numerics.logSoftmax(out, 0, items, out);
  }

  @Override
  public int items() {
    return items;
  }

  @Override
  public Path matrices(int draws, RandomGenerator random) {
    return new RankPath(relax(draws, random).relaxed(), items);
  }

  @Override
  public Squash squash() {
    return SortSquash.of(items);
  }

  @Override
  public int relaxedSize() {
    return items;
  }

  @Override
  public Relaxation relax(int draws, RandomGenerator random) {
    Require.atLeast(1, "the number of draws", draws);
    double[] z = Uniforms.open(random, Require.numbers(draws, logits.length));
    for (int i = 0; i < z.length; i++) {
      z[i] = logWeights[i % logits.length] - Math.log(-Math.log(z[i]));
    }
    double[] order = new double[z.length];
    Integer[] row = new Integer[items];
    for (int from = 0; from < z.length; from += items) {
      int first = from;
      Arrays.setAll(row, k -> k);
      Arrays.sort(row, Comparator.comparingDouble(k -> -z[first + k]));
      for (int i = 0; i < items; i++) {
        order[from + i] = row[i];
      }
    }
    Events sorted = events(order);
    return new Coupled(
        sorted,
        new LogitPath(Events.of(z, contexts, items), null, weights, items),
        again -> conditional(new Orders(sorted), again));
  }

  private Path conditional(Orders orders, RandomGenerator random) {
    double[] z = Uniforms.open(random, orders.item.length);
    double[] fresh = z.clone();
    double[] kept = new double[z.length];
    double logTime = 0;
    for (int at = 0; at < z.length; at++) {
      double logGap = Math.log(-Math.log(fresh[at])) - orders.logLeft[at];
      double before = at % items == 0 ? Double.NEGATIVE_INFINITY : logTime;
      logTime = logGap + Numerics.softplus(before - logGap);
      fresh[at] = Math.exp(logGap - logTime);
      kept[at] = Math.exp(before - logTime);
      z[orders.place(at)] = -logTime;
    }
    return new RacePath(Events.of(z, contexts, items), orders, fresh, kept);
  }

  /** A batch of orders, with the sum of the weights that remain at each place. */
  private final class Orders {
    private final Events events;
    // Both [rows x places].
    private final int[] item;
    private final double[] logLeft;

    Orders(Events events) {
      requireShape(events);
      this.events = events;
      this.item = Arrays.stream(events.values()).mapToInt(k -> (int) k).toArray();
      this.logLeft = new double[item.length];
      for (int at = item.length - 1; at >= 0; at--) {
        double own = logWeight(at);
        logLeft[at] = isLast(at) ? own : own + Numerics.softplus(logLeft[at + 1] - own);
      }
    }

    boolean isLast(int at) {
      return at % items == items - 1;
    }

    boolean isOrder(int row) {
      boolean[] named = new boolean[items];
      for (int at = row * items; at < (row + 1) * items; at++) {
        if (named[item[at]]) {
          return false;
        }
        named[item[at]] = true;
      }
      return true;
    }

    /** The index in [rows x items] of the item at a place. */
    int place(int at) {
      return at - at % items + item[at];
    }

    /** The index of the logit of the item at a place. */
    int logit(int at) {
      return events.context(at / items) * items + item[at];
    }

    double logWeight(int at) {
      return logWeights[logit(at)];
    }

    /** The probability of the item at a place, given the items before it. */
    double next(int at) {
      return Math.exp(logWeight(at) - logLeft[at]);
    }

    /** The ratio of the remaining weights after a place to those before it. */
    double left(int at) {
      return Math.exp(logLeft[at + 1] - logLeft[at]);
    }

    /**
     * Sums factors_i w_k / R_i over the places i up to that of item k, for each item k.
     *
     * @param factors [rows x places]
     * @return [rows x items]
     */
    double[] hazards(double[] factors) {
      double[] hazards = new double[factors.length];
      double sum = 0;
      for (int at = 0; at < factors.length; at++) {
        sum = factors[at] + (at % items == 0 ? 0 : left(at - 1) * sum);
        hazards[place(at)] = next(at) * sum;
      }
      return hazards;
    }
  }

  /**
   * Draws of z given the order, which move with theta through the rates: dz_{o_i} = sum_{j &lt;= i}
   * e_j / (R_j t_i) dlog R_j.
   *
   * <p>fresh is e_i / (R_i t_i), the share of the last gap in an arrival time, and kept is t_{i -
   * 1} / t_i, the share of all earlier gaps; both are [rows x places].
   */
  private final class RacePath implements Path {
    private final Events points;
    private final Orders orders;
    private final double[] fresh;
    private final double[] kept;

    RacePath(Events points, Orders orders, double[] fresh, double[] kept) {
      this.points = points;
      this.orders = orders;
      this.fresh = fresh;
      this.kept = kept;
    }

    @Override
    public Events points() {
      return points;
    }

    @Override
    public void pullback(double[] cotangents, int offset, double[] gradient) {
      double[] factors = new double[fresh.length];
      double[] sums = new double[points.count()];
      double later = 0;
      for (int at = factors.length - 1; at >= 0; at--) {
        later =
            cotangents[offset + orders.place(at)] + (orders.isLast(at) ? 0 : kept[at + 1] * later);
        factors[at] = fresh[at] * later;
        sums[at / items] += factors[at];
      }
      double[] hazards = orders.hazards(factors);
      for (int i = 0; i < hazards.length; i++) {
        int logit = i % logits.length;
        gradient[logit] += hazards[i] - weights[logit] * sums[i / items];
      }
    }

    @Override
    public void pushforward(double[] tangents, double[] out, int offset) {
      // The velocity of log R_i, but for a constant that is taken off below.
      double[] rates = new double[fresh.length];
      for (int at = rates.length - 1; at >= 0; at--) {
        double own = orders.next(at) * tangents[orders.logit(at)];
        rates[at] = own + (orders.isLast(at) ? 0 : orders.left(at) * rates[at + 1]);
      }
      double sum = 0;
      for (int at = 0; at < rates.length; at++) {
        sum = fresh[at] * (rates[at] - rates[at - at % items]) + kept[at] * sum;
        out[offset + orders.place(at)] = sum;
      }
    }
  }

  private Events events(double[] orders) {
    return Events.ofCategories(orders, contexts, items, items);
  }
}
