package io.thalweg.tune;

import io.thalweg.Checked;
import io.thalweg.Events;
import io.thalweg.Factorized;
import io.thalweg.Objective;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.support.Numbers;
import io.thalweg.support.Require;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The descent of E f in the parameters of bits or categories, by a surrogate c of f whose mean is
 * known exactly, for an f that costs more than milliseconds.
 *
 * <p>Each round
 *
 * <ol>
 *   <li>evaluates f at the likeliest event and at draws from q(x; theta), eight in all, no event
 *       twice; of four times as many draws those at which c less two of its standard deviations is
 *       least;
 *   <li>fits c, a Gaussian process, to all evaluations;
 *   <li>descends E c with its exact gradient, as far as KL(q_new || q_old) allows. This asks
 *       nothing of f. The bound on KL grows where c predicted the fresh draws well, and shrinks
 *       where it did not. Entropy is worth a twentieth of the error of c for each nat, so that the
 *       law does not become sure before c is.
 * </ol>
 *
 * <p>Where hardly any draw is new, the law has become sure. Then the search goes on from the best
 * law, made less certain, and each time less certain until a better one is found.
 *
 * <pre>{@code
 * LeastMean best = SurrogateDescent.minimize(Bernoulli.ofLogits(logits), f, 500, random);
 * double[] found = best.law().parameters();
 * Interval mean = best.mean().interval();
 * }</pre>
 *
 * <p>Needs: a {@link Bernoulli} or {@link Categorical} law of one context; an f that has the same
 * value whenever it is asked for an event, of a size up to 1e145. Bias: none that matters, for no
 * gradient of E f is estimated; what {@link #best} promises is c's opinion, which fresh draws
 * should check. Cost: eight evaluations a round; with n evaluations of v variables, at most 800,
 * some 100 n v + 50 n^2 operations a round, and 2 n^3 when they have grown by a quarter. Memory: 4
 * n^2 bytes and more, 8 MB at the most.
 *
 * <p>Source: Abdolmaleki et al. (2015), NeurIPS, "Model-based relative entropy stochastic search",
 * for normal laws and quadratic surrogates; Srinivas et al. (2010), ICML, arXiv:0912.3995, for the
 * bound by which draws are chosen; Oh et al. (2019), NeurIPS, arXiv:1902.00448, for such processes
 * over categories.
 */
public final class SurrogateDescent {

  private static final double CONFIDENCE = 0.95;
  // The squares of larger values, times the inverse of the least noise, are too large for a double.
  private static final double LARGEST = 1e145;
  private static final int LEAST_FRESH = 10;
  private static final int TOGETHER = 8;
  private static final int TRIES = 4;
  private static final int CANDIDATES = 4 * TOGETHER;
  private static final int LEAST_CANDIDATES = 2 * TOGETHER;
  // In standard deviations of f given the evaluations: how much a draw may promise.
  private static final double CURIOSITY = 2;
  private static final double RADIUS = 1;
  private static final double MOST_RADIUS = 20;
  private static final double LEAST_RADIUS = 0.25;
  private static final double GROWTH = 1.5;
  private static final double WORTH_OF_ENTROPY = 0.05;
  private static final double FIRST_POWER = 0.5;
  private static final double LESS_CERTAIN = 0.7;
  private static final int RESTARTS = 20;
  private static final double NEGLIGIBLE = 1e-3;

  /** An event, and how low f may be there. */
  private record Promise(int[] event, double bound) {}

  private final Factorized start;
  private final HammingProcess c;
  private LogProbabilities law;
  private LogProbabilities best;
  private double radius = RADIUS;
  // The root of the mean square of f - c at fresh draws, over the last rounds.
  private double error;
  private double deviation;
  private int restarts;
  private double valueAtRestart = Double.POSITIVE_INFINITY;

  /**
   * Makes a descent from a law.
   *
   * @throws IllegalArgumentException if the law is neither of bits nor of categories, or has
   *     several contexts
   */
  public SurrogateDescent(Factorized law) {
    if (!(law instanceof Bernoulli || law instanceof Categorical) || law.contexts() > 1) {
      throw new IllegalArgumentException(
          "a surrogate descent needs Bernoulli or Categorical variables of one context, not "
              + law);
    }
    start = law;
    c = new HammingProcess(law.shape().size(), law.values());
    this.law = LogProbabilities.of(law);
    best = this.law;
  }

  /**
   * Searches within a number of evaluations, of which a tenth, but at least ten, measure the best
   * law with fresh draws.
   *
   * @param evaluations the most evaluations of f; the last round may take seven more
   * @throws IllegalArgumentException if the law does not fit, or there are fewer than 20
   *     evaluations
   */
  public static LeastMean minimize(
      Factorized law, Objective f, int evaluations, RandomGenerator random) {
    Require.atLeast(2 * LEAST_FRESH, "the number of evaluations", evaluations);
    int last = Math.max(LEAST_FRESH, evaluations / 10);
    SurrogateDescent descent = new SurrogateDescent(law);
    List<LeastMean.Round> rounds = new ArrayList<>();
    while (descent.evaluations() < evaluations - last && descent.step(f, random) > 0) {
      rounds.add(
          new LeastMean.Round(
              descent.evaluations(), descent.best(), descent.c.expected(descent.best)));
    }
    Factorized best = descent.best();
    double[] y = Checked.evaluate(f, best.sample(last, random)).values();
    return new LeastMean(best, measured(y, descent.c.range()), List.copyOf(rounds));
  }

  /**
   * Measures the mean of fresh draws. Where they are all the same they say only that other values
   * are rare: the interval takes them to be as frequent as the draws just allow, and as far away as
   * the values of the search are from each other.
   *
   * @param range the largest value of the search less the least one
   */
  static Measured measured(double[] y, double range) {
    if (Sample.variance(y) > 0) {
      return Sample.measured(y, CONFIDENCE);
    }
    // An outcome of this probability is absent from all draws with probability 1 - CONFIDENCE.
    double rare = 1 - Math.pow(1 - CONFIDENCE, 1.0 / y.length);
    return new Measured(y[0], range * Math.sqrt(rare * (1 - rare) / y.length), range * rare);
  }

  /** The law that the next round draws from. */
  public Factorized law() {
    return law.law(start);
  }

  /**
   * The law of the least E c so far, by what c is now and with f where it is known; the laws are
   * those of all rounds, and the one that is sure of the event of the least f.
   */
  public Factorized best() {
    return best.law(start);
  }

  /** The number of evaluations of f. */
  public int evaluations() {
    return c.count();
  }

  /**
   * Goes one round.
   *
   * @return the number of evaluations of f; 0 if f was evaluated at all events that can be found
   * @throws IllegalArgumentException if a value of f is larger than 1e145 in size
   */
  public int step(Objective f, RandomGenerator random) {
    List<int[]> fresh = fresh(random);
    if (fresh.isEmpty()) {
      // All is known of f, so that nothing but c is left to descend.
      best = TrustRegion.descend(c, best, best.logs().length, 0);
      law = best;
      return 0;
    }
    int size = start.shape().size();
    double[] x = new double[fresh.size() * size];
    Arrays.setAll(x, i -> fresh.get(i / size)[i % size]);
    double[] y = Checked.evaluate(f, Events.of(x, start.shape())).values();
    for (int n = 0; n < y.length; n++) {
      if (Math.abs(y[n]) > LARGEST) {
        throw new IllegalArgumentException(
            "a surrogate descent needs values of f up to %.0e in size, and was given %s at %s; return a smaller penalty"
                .formatted(LARGEST, y[n], Arrays.toString(fresh.get(n))));
      }
    }
    judge(fresh, y);
    for (int n = 0; n < y.length; n++) {
      c.add(fresh.get(n), y[n]);
    }
    c.fit(law);
    law = TrustRegion.descend(c, law, radius, WORTH_OF_ENTROPY * error);
    best =
        Stream.of(best, law, law.sureOf(c.least()))
            .min(Comparator.comparingDouble(c::expected))
            .orElseThrow();
    return y.length;
  }

  /**
   * Draws events at which f was not evaluated, and makes the law less certain to find them. Of
   * these, those are taken at which f may be lowest.
   */
  private List<int[]> fresh(RandomGenerator random) {
    List<int[]> fresh = new ArrayList<>();
    if (c.count() == 0) {
      draw(fresh, TOGETHER, random);
      return fresh;
    }
    addIfNew(fresh, law.mode());
    addIfNew(fresh, best.mode());
    int modes = fresh.size();
    draw(fresh, CANDIDATES, random);
    for (int n = 0; n < RESTARTS && fresh.size() < LEAST_CANDIDATES; n++) {
      restart();
      draw(fresh, CANDIDATES, random);
    }
    return Stream.concat(
            fresh.stream().limit(modes),
            fresh.stream()
                .skip(modes)
                .map(event -> new Promise(event, c.value(event) - CURIOSITY * c.deviation(event)))
                .sorted(Comparator.comparingDouble(Promise::bound))
                .map(Promise::event))
        .limit(TOGETHER)
        .toList();
  }

  /** Draws until there are so many events, all of them new. */
  private void draw(List<int[]> fresh, int many, RandomGenerator random) {
    Factorized from = law();
    for (int n = 0; n < TRIES * many && fresh.size() < many; n++) {
      double[] x = from.sample(1, random).values();
      int[] event = new int[x.length];
      for (int v = 0; v < x.length; v++) {
        event[v] = (int) x[v];
      }
      addIfNew(fresh, event);
    }
  }

  private void addIfNew(List<int[]> fresh, int[] event) {
    if (!c.knows(event) && fresh.stream().noneMatch(other -> Arrays.equals(other, event))) {
      fresh.add(event);
    }
  }

  private void restart() {
    double value = c.expected(best);
    restarts = value < valueAtRestart - NEGLIGIBLE * deviation ? 0 : restarts + 1;
    valueAtRestart = Math.min(value, valueAtRestart);
    law = best.power(FIRST_POWER * Math.pow(LESS_CERTAIN, restarts));
  }

  /** Adapts the radius and the error to how well c predicted values that it had not seen. */
  private void judge(List<int[]> fresh, double[] y) {
    double mean = Arrays.stream(y).average().orElseThrow();
    double squares = 0;
    double errors = 0;
    for (int n = 0; n < y.length; n++) {
      squares += Math.pow(y[n] - mean, 2) / y.length;
      errors += Math.pow(y[n] - c.value(fresh.get(n)), 2) / y.length;
    }
    if (c.count() == 0) {
      deviation = Math.sqrt(squares);
      error = deviation;
      return;
    }
    error = (error + Math.sqrt(errors)) / 2;
    double factor = errors < squares / 2 ? GROWTH : errors > squares ? 1 / GROWTH : 1;
    radius = Math.min(MOST_RADIUS, Math.max(LEAST_RADIUS, factor * radius));
  }

  /** Writes the state, from which {@link #load} goes on to the last bit. */
  public void save(DataOutput out) throws IOException {
    c.save(out);
    Numbers.write(out, law.logs());
    Numbers.write(out, best.logs());
    Numbers.write(out, new double[] {radius, error, deviation, valueAtRestart});
    out.writeInt(restarts);
  }

  /**
   * Reads the state that {@link #save} wrote.
   *
   * @throws IOException if it is of variables or values of another number
   */
  public void load(DataInput in) throws IOException {
    c.load(in);
    law = read(in);
    best = read(in);
    double[] numbers = new double[4];
    Numbers.read(in, numbers);
    radius = numbers[0];
    error = numbers[1];
    deviation = numbers[2];
    valueAtRestart = numbers[3];
    restarts = in.readInt();
  }

  private LogProbabilities read(DataInput in) throws IOException {
    double[] logs = new double[law.logs().length];
    Numbers.read(in, logs);
    return new LogProbabilities(logs, law.values());
  }
}
