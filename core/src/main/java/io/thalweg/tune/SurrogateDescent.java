package io.thalweg.tune;

import io.thalweg.Checked;
import io.thalweg.Events;
import io.thalweg.Factorized;
import io.thalweg.Objective;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.support.Numbers;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The descent of E f in the parameters of bits or categories, by a surrogate c of f whose mean is
 * known exactly, for an f that costs more than milliseconds.
 *
 * <p>Each round
 *
 * <ol>
 *   <li>evaluates f at the likeliest event and at draws from q(x; theta), eight in all, none of
 *       them twice;
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
 * var descent = new SurrogateDescent(Bernoulli.ofLogits(new double[30]));
 * while (descent.evaluations() < 500 && descent.step(f, random) > 0) {}
 * double[] logits = descent.best().parameters();
 * }</pre>
 *
 * <p>Needs: a {@link Bernoulli} or {@link Categorical} law of one context; an f that has the same
 * value whenever it is asked for an event. Cost: eight evaluations a round, n v + n^2 operations
 * for each inner step and evaluation among n of v variables, at most 800.
 *
 * <p>Source: Abdolmaleki et al. (2015), NeurIPS, "Model-based relative entropy stochastic search",
 * for normal laws and quadratic surrogates.
 */
public final class SurrogateDescent {

  private static final int TOGETHER = 8;
  private static final int TRIES = 4;
  private static final double RADIUS = 1;
  private static final double MOST_RADIUS = 2;
  private static final double LEAST_RADIUS = 0.25;
  private static final double GROWTH = 1.25;
  private static final double WORTH_OF_ENTROPY = 0.05;
  private static final double FIRST_POWER = 0.5;
  private static final double LESS_CERTAIN = 0.7;
  private static final int RESTARTS = 20;
  private static final double NEGLIGIBLE = 1e-3;

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
          "a surrogate descent needs Bernoulli or Categorical variables of one context, not " + law);
    }
    start = law;
    c = new HammingProcess(law.shape().size(), law.values());
    this.law = LogProbabilities.of(law);
    best = this.law;
  }

  /** The law that the next round draws from. */
  public Factorized law() {
    return law.law(start);
  }

  /** The law of the least E c so far, by what c is now. */
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
   */
  public int step(Objective f, RandomGenerator random) {
    List<byte[]> fresh = fresh(random);
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
    judge(fresh, y);
    for (int n = 0; n < y.length; n++) {
      c.add(fresh.get(n), y[n]);
    }
    c.fit(law);
    law = TrustRegion.descend(c, law, radius, WORTH_OF_ENTROPY * error);
    best = c.mean(law) < c.mean(best) ? law : best;
    return y.length;
  }

  /** Draws events at which f was not evaluated, and makes the law less certain to find them. */
  private List<byte[]> fresh(RandomGenerator random) {
    List<byte[]> fresh = new ArrayList<>();
    if (c.count() > 0) {
      addIfNew(fresh, law.mode());
      addIfNew(fresh, best.mode());
    }
    draw(fresh, random);
    for (int n = 0; n < RESTARTS && fresh.size() < TOGETHER; n++) {
      restart();
      draw(fresh, random);
    }
    return fresh;
  }

  private void draw(List<byte[]> fresh, RandomGenerator random) {
    Factorized from = law();
    for (int n = 0; n < TRIES * TOGETHER && fresh.size() < TOGETHER; n++) {
      double[] x = from.sample(1, random).values();
      byte[] event = new byte[x.length];
      for (int v = 0; v < x.length; v++) {
        event[v] = (byte) x[v];
      }
      addIfNew(fresh, event);
    }
  }

  private void addIfNew(List<byte[]> fresh, byte[] event) {
    if (!c.knows(event) && fresh.stream().noneMatch(other -> Arrays.equals(other, event))) {
      fresh.add(event);
    }
  }

  private void restart() {
    double value = c.mean(best);
    restarts = value < valueAtRestart - NEGLIGIBLE * deviation ? 0 : restarts + 1;
    valueAtRestart = Math.min(value, valueAtRestart);
    law = best.power(FIRST_POWER * Math.pow(LESS_CERTAIN, restarts));
  }

  /** Adapts the radius and the error to how well c predicted values that it had not seen. */
  private void judge(List<byte[]> fresh, double[] y) {
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
