package io.thalweg.estimator.combinator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Knowledge of a race about one estimator: variance and cost of an estimate, from pairs of
 * estimates at one theta.
 *
 * <pre>
 *   d = |g1 - g2|^2 / 2,   E d = the variance of an estimate, whatever theta is
 *   loss = log(mean d x mean cost),   se^2 = max(2, var d / mean d^2) / pairs
 * </pre>
 *
 * <p>2 is what the ratio is for one normal coordinate; few pairs of heavy tails show less than
 * there is.
 */
final class Contender {

  // A variance below 1e-24 of the square of the gradient is rounding.
  private static final double ROUNDING = 1e-24;
  private static final double LEAST_SPREAD = 2;

  private long pairs;
  private double mean;
  private double squares;
  private double largest;
  private double costs;
  private double leastCost;
  private long charged;
  private double spent;
  private long lessons;
  private long price;
  private boolean out;
  private final boolean byLeast;

  /**
   * Makes a contender.
   *
   * @param byLeast whether an estimate costs the least that one has cost, and not the mean: clocks
   *     only err upwards, most of all before code is compiled
   */
  Contender(boolean byLeast) {
    this.byLeast = byLeast;
    enter();
  }

  /** Begins a race anew; what was learned stays. */
  final void enter() {
    pairs = 0;
    mean = 0;
    squares = 0;
    largest = 0;
    costs = 0;
    leastCost = Double.POSITIVE_INFINITY;
    charged = 0;
    spent = 0;
    out = false;
  }

  /** Adds a pair of estimates. */
  void add(double[] first, double[] second) {
    double distance = 0;
    for (int i = 0; i < first.length; i++) {
      distance += (first[i] - second[i]) * (first[i] - second[i]) / 2;
      largest = Math.max(largest, Math.max(first[i] * first[i], second[i] * second[i]));
    }
    pairs++;
    double before = distance - mean;
    mean += before / pairs;
    squares += before * (distance - mean);
  }

  /** Adds the cost of one estimate, with learning from it. */
  void charge(double cost) {
    costs += cost;
    leastCost = Math.min(leastCost, cost);
    charged++;
  }

  /** Adds what the race spent on this contender. */
  void spend(double cost) {
    spent += cost;
  }

  double spent() {
    return spent;
  }

  /** Adds an estimate from which it learned without being judged. */
  void teach() {
    lessons++;
  }

  /** Notes the evaluations that a turn takes. */
  void price(long rows) {
    price = rows;
  }

  /** The evaluations that the last turn took or would have taken; 0 before the first. */
  long price() {
    return price;
  }

  long lessons() {
    return lessons;
  }

  long pairs() {
    return pairs;
  }

  void drop() {
    out = true;
  }

  boolean isOut() {
    return out;
  }

  /** Whether all estimates were 0: no sign of a gradient, and so none of a variance. */
  boolean isSilent() {
    return largest == 0;
  }

  /** Whether the estimates of all pairs were equal, but for rounding. */
  boolean isStill() {
    return mean <= ROUNDING * largest;
  }

  double variance() {
    return isStill() ? 0 : mean;
  }

  double cost() {
    return byLeast ? leastCost : costs / Math.max(1, charged);
  }

  /** The logarithm of variance times cost. */
  double loss() {
    return Math.log(Math.max(mean, ROUNDING * largest)) + Math.log(cost());
  }

  /** The square of the standard error of the loss. */
  double uncertainty() {
    double variance = pairs > 1 ? squares / (pairs - 1) : 0;
    double spread = mean > 0 ? variance / (mean * mean) : 0;
    return Math.max(LEAST_SPREAD, spread) / pairs;
  }

  /** The standard errors by which the loss of another is above this one. */
  double lead(Contender other) {
    return (other.loss() - loss()) / Math.sqrt(uncertainty() + other.uncertainty());
  }

  void save(DataOutput data) throws IOException {
    data.writeLong(pairs);
    data.writeDouble(mean);
    data.writeDouble(squares);
    data.writeDouble(largest);
    data.writeDouble(costs);
    data.writeDouble(leastCost);
    data.writeLong(charged);
    data.writeDouble(spent);
    data.writeLong(lessons);
    data.writeLong(price);
    data.writeBoolean(out);
  }

  void load(DataInput data) throws IOException {
    pairs = data.readLong();
    mean = data.readDouble();
    squares = data.readDouble();
    largest = data.readDouble();
    costs = data.readDouble();
    leastCost = data.readDouble();
    charged = data.readLong();
    spent = data.readDouble();
    lessons = data.readLong();
    price = data.readLong();
    out = data.readBoolean();
  }
}
