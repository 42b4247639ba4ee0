package io.thalweg.tune;

import io.thalweg.support.Numbers;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A surrogate of f that is made of its evaluations: a Gaussian process whose covariance falls with
 * the number of variables in which two events differ.
 *
 * <pre>
 *   c(x) = m + sum_t alpha_t decay^(number of variables in which x and y_t differ)
 *   E c  = m + sum_t alpha_t product over v of (q_v(y_tv) + decay (1 - q_v(y_tv)))
 * </pre>
 *
 * <p>The covariance is a product over the variables. So it has interactions of every order, each
 * weaker than those of the order before, and its mean under independent variables is a product,
 * too. m and the scale are the likeliest ones. Decay and the share of noise are the likeliest that
 * can be reached from the last ones by single steps, under a weak prior; they are chosen again
 * whenever the evaluations have grown by a quarter. At most {@link #MOST} evaluations take part; if
 * there are more, three quarters of them are kept, those of the likeliest events.
 *
 * <p>Cost, for n evaluations of v variables: n (v + n / 2) operations for each one that is added, n
 * v for E c and its slopes; each choice of decay and noise n^2 (v + n / 3) / 2.
 *
 * <p>Source: Kondor &amp; Lafferty (2002), ICML, "Diffusion kernels on graphs and other discrete
 * input spaces"; Rasmussen &amp; Williams (2006), "Gaussian processes for machine learning".
 */
final class HammingProcess {

  /** The largest number of evaluations that take part. */
  static final int MOST = 800;

  private static final double[] DECAYS = {0.98, 0.96, 0.93, 0.9, 0.86, 0.82, 0.76, 0.7, 0.6, 0.5};
  private static final double[] NOISES = {1e-6, 1e-4, 1e-3, 1e-2, 0.03, 0.1, 0.3, 1};
  private static final int USUAL_DECAY = 3;
  private static final int USUAL_NOISE = 2;
  private static final double GROWTH = 1.25;

  private record Fit(
      GrowingFactor factor,
      int decay,
      int noise,
      double mean,
      double[] alpha,
      double variance,
      double likelihood) {

    boolean isLikelierThan(Fit other) {
      return Double.isFinite(likelihood)
          && (likelihood > other.likelihood || !Double.isFinite(other.likelihood));
    }
  }

  private final int variables;
  private final int values;
  private final List<int[]> events = new ArrayList<>();
  private final List<Double> outputs = new ArrayList<>();
  // The places of the evaluations that take part, in the order of the factor.
  private final List<Integer> members = new ArrayList<>();
  private int fitted;
  private int due;
  private Fit fit;

  /** Makes a process of variables that have the values 0 .. values - 1; before a fit, c is 0. */
  HammingProcess(int variables, int values) {
    this.variables = variables;
    this.values = values;
    fit = new Fit(new GrowingFactor(), USUAL_DECAY, USUAL_NOISE, 0, new double[0], 0, 0);
  }

  /** The number of evaluations. */
  int count() {
    return events.size();
  }

  /** Whether f was evaluated at an event. */
  boolean knows(int[] event) {
    return events.stream().anyMatch(known -> Arrays.equals(known, event));
  }

  /** Adds an evaluation, which takes part after the next {@link #fit}. */
  void add(int[] event, double output) {
    events.add(event);
    outputs.add(output);
  }

  /** Fits c to the evaluations, for use near a law. */
  void fit(LogProbabilities law) {
    if (members.size() + events.size() - fitted > MOST) {
      members.clear();
      members.addAll(likeliest(law));
      fit = fit(new GrowingFactor(), fit.decay, fit.noise);
    } else {
      IntStream.range(fitted, events.size()).forEach(members::add);
      fit = fit(fit.factor, fit.decay, fit.noise);
    }
    fitted = events.size();
    if (events.size() >= due) {
      due = (int) Math.ceil(GROWTH * events.size());
      choose();
    }
  }

  private List<Integer> likeliest(LogProbabilities law) {
    double[] log = events.stream().mapToDouble(law::logProbability).toArray();
    return IntStream.range(0, log.length)
        .boxed()
        .sorted(Comparator.comparingDouble(t -> -log[t]))
        .limit(3 * MOST / 4)
        .sorted()
        .toList();
  }

  private int at(int[] event, int variable) {
    return variable * values + event[variable];
  }

  /** Climbs the likelihood from the present decay and noise. */
  private void choose() {
    boolean climbs;
    do {
      climbs = false;
      for (int step : new int[] {1, -1}) {
        climbs |= improves(fit.decay + step, fit.noise);
        climbs |= improves(fit.decay, fit.noise + step);
      }
    } while (climbs);
  }

  /** Takes another decay and noise if they are likelier. */
  private boolean improves(int decay, int noise) {
    if (decay < 0 || decay >= DECAYS.length || noise < 0 || noise >= NOISES.length) {
      return false;
    }
    Fit other = fit(new GrowingFactor(), decay, noise);
    boolean improves = other.isLikelierThan(fit);
    fit = improves ? other : fit;
    return improves;
  }

  private Fit fit(GrowingFactor factor, int decay, int noise) {
    double[] powers = powers(decay);
    for (int n = factor.size(); n < members.size(); n++) {
      double[] column = column(member(n), n, powers);
      column[n] += NOISES[noise];
      factor.add(column);
    }
    int n = members.size();
    double[] y = members.stream().mapToDouble(outputs::get).toArray();
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    double[] inverse = factor.solve(ones);
    double[] alpha = factor.solve(y);
    double mean = Arrays.stream(alpha).sum() / Arrays.stream(inverse).sum();
    double square = 0;
    for (int t = 0; t < n; t++) {
      alpha[t] -= mean * inverse[t];
      square += alpha[t] * (y[t] - mean);
    }
    // With few evaluations the likelihood alone often takes the strongest or the weakest decay.
    double prior = Math.pow(decay - USUAL_DECAY, 2) + Math.pow(noise - USUAL_NOISE, 2) / 4;
    double variance = Math.max(square / n, Double.MIN_NORMAL);
    double likelihood = -(n * Math.log(variance) + factor.logDeterminant() + prior) / 2;
    return new Fit(factor, decay, noise, mean, alpha, variance, likelihood);
  }

  /** The covariances of an event with the first evaluations, and its variance. */
  private double[] column(int[] event, int count, double[] powers) {
    double[] column = new double[count + 1];
    for (int t = 0; t < count; t++) {
      column[t] = powers[distance(event, member(t))];
    }
    column[count] = 1;
    return column;
  }

  private int[] member(int n) {
    return events.get(members.get(n));
  }

  private double[] powers(int decay) {
    double[] powers = new double[variables + 1];
    Arrays.setAll(powers, distance -> Math.pow(DECAYS[decay], distance));
    return powers;
  }

  private static int distance(int[] x, int[] y) {
    int distance = 0;
    for (int v = 0; v < x.length; v++) {
      distance += x[v] == y[v] ? 0 : 1;
    }
    return distance;
  }

  /** Computes c at an event. */
  double value(int[] event) {
    double[] column = column(event, fit.alpha.length, powers(fit.decay));
    double value = fit.mean;
    for (int t = 0; t < fit.alpha.length; t++) {
      value += fit.alpha[t] * column[t];
    }
    return value;
  }

  /** Computes the standard deviation of f at an event, given the evaluations. */
  double deviation(int[] event) {
    double left = fit.factor.left(column(event, fit.alpha.length, powers(fit.decay)));
    return Math.sqrt(fit.variance * Math.max(left, 0));
  }

  /**
   * Computes E c, where c is replaced by f at the events that are known.
   *
   * <pre>
   *   E c + sum_t q(y_t) (f(y_t) - c(y_t)),   f(y_t) - c(y_t) = noise alpha_t
   * </pre>
   *
   * <p>For a law that is sure of a known event this is f there, however much c smooths.
   */
  double expected(LogProbabilities law) {
    double mean = mean(law.probabilities(), new double[variables * values]);
    for (int t = 0; t < fit.alpha.length; t++) {
      mean += Math.exp(law.logProbability(member(t))) * NOISES[fit.noise] * fit.alpha[t];
    }
    return mean;
  }

  /** The largest value less the least one; 0 without evaluations. */
  double range() {
    var all = outputs.stream().mapToDouble(Double::doubleValue).summaryStatistics();
    return outputs.isEmpty() ? 0 : all.getMax() - all.getMin();
  }

  /** The event of the least value. */
  int[] least() {
    return IntStream.range(0, events.size())
        .boxed()
        .min(Comparator.comparingDouble(outputs::get))
        .map(events::get)
        .orElseThrow();
  }

  /**
   * Computes E c, and its slopes in the probabilities.
   *
   * @param q the probabilities, [variables x values]
   * @param slopes of the same shape, to be written
   */
  double mean(double[] q, double[] slopes) {
    double decay = DECAYS[fit.decay];
    double mean = fit.mean;
    double[] factors = new double[variables];
    Arrays.fill(slopes, 0);
    for (int t = 0; t < fit.alpha.length; t++) {
      int[] event = member(t);
      double product = fit.alpha[t];
      for (int v = 0; v < variables; v++) {
        factors[v] = decay + (1 - decay) * q[at(event, v)];
        product *= factors[v];
      }
      mean += product;
      for (int v = 0; v < variables; v++) {
        slopes[at(event, v)] += (1 - decay) * product / factors[v];
      }
    }
    return mean;
  }

  /** Writes the evaluations and what the next fit starts from. */
  void save(DataOutput out) throws IOException {
    out.writeInt(events.size());
    for (int t = 0; t < events.size(); t++) {
      for (int value : events.get(t)) {
        out.writeInt(value);
      }
      out.writeDouble(outputs.get(t));
    }
    Numbers.write(out, members.stream().mapToDouble(Integer::doubleValue).toArray());
    out.writeInt(fitted);
    out.writeInt(due);
    out.writeInt(fit.decay);
    out.writeInt(fit.noise);
  }

  /** Reads what was saved; the factor is made again from the evaluations that take part. */
  void load(DataInput in) throws IOException {
    events.clear();
    outputs.clear();
    members.clear();
    for (int left = in.readInt(); left > 0; left--) {
      int[] event = new int[variables];
      for (int v = 0; v < variables; v++) {
        event[v] = in.readInt();
      }
      add(event, in.readDouble());
    }
    for (int left = in.readInt(); left > 0; left--) {
      members.add((int) in.readDouble());
    }
    fitted = in.readInt();
    due = in.readInt();
    int decay = in.readInt();
    fit = fit(new GrowingFactor(), decay, in.readInt());
  }
}
