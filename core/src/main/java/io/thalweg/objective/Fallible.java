package io.thalweg.objective;

import io.thalweg.Checked;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.ObjectiveException;
import io.thalweg.support.Require;
import io.thalweg.support.Streams;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * An objective that may fail at some events, and what can be done about it.
 *
 * <pre>{@code
 * Fallible f =
 *     Fallible.of(x -> Plant.cost(x))
 *         .timeLimit(Duration.ofSeconds(2))
 *         .retries(5)
 *         .cached(10_000)
 *         .parallel(4);
 * Estimate estimate = new Rloo(64).estimate(law, f, random);
 * System.out.println(f.counts().describe());
 * }</pre>
 *
 * <p>Each method returns an objective around this one, which it asks. So {@code retries} after
 * {@code timeLimit} repeats what took too long, and {@code cached} before {@code skips} remembers
 * no replaced value. Values are of f alone: an estimator that needs derivatives does not take it.
 *
 * <p><b>Noise.</b> A {@link Noisy} f is given a generator for each event, which is made of the seed
 * of the run, the number of the question and the context. So all events of one context that are
 * asked in one call are under the same noise: common random numbers. Given the noise of a question,
 * f is a function like any other. So an estimator that is unbiased for all functions stays so, and
 * the part of the noise that all events share cancels in differences, such as those of {@code arm},
 * {@code disarm}, {@code measure_valued} and {@code rloo}. The price: noise is not averaged over
 * the draws of one question. {@link #seededByRow} draws it for each row instead. An event that is
 * asked again by {@link #retries} has the noise that it had.
 *
 * <p>The same seed and the same questions give the same bits, with any number of threads. Questions
 * are numbered as they come: if several threads ask at once, as in {@code
 * io.thalweg.estimator.combinator.Parallel}, the numbers and so the noise differ from run to run.
 */
public abstract class Fallible implements Objective, AutoCloseable {

  private static final long SEED = 1;

  private final AtomicLong questions = new AtomicLong();
  private final Tally tally;
  private final boolean noisy;
  private final long seed;
  private final boolean byRow;

  Fallible(Tally tally, boolean noisy, long seed, boolean byRow) {
    this.tally = tally;
    this.noisy = noisy;
    this.seed = seed;
    this.byRow = byRow;
  }

  /**
   * Makes the innermost objective.
   *
   * @param noisy whether its values depend on the seeds of a request
   */
  protected Fallible(boolean noisy) {
    this(new Tally(), noisy, SEED, false);
  }

  /** Makes an objective of any other, which is asked one event at a time. */
  public static Fallible of(Objective f) {
    Require.given("the objective", f);
    return f instanceof Fallible already ? already : new Asked(f);
  }

  /** Makes an objective of a function with noise of its own. */
  public static Fallible ofNoisy(Noisy f) {
    Require.given("the objective", f);
    return new WithNoise(f);
  }

  /**
   * Asks f at every event; where it fails the answers say why. Several threads may call it at once.
   */
  protected abstract Answers attempt(Request request);

  /**
   * Evaluates f at all events.
   *
   * @throws ObjectiveException if f fails at an event; it names the first one
   */
  @Override
  public final Evaluation evaluate(Events events) {
    Answers answers = attempt(request(events));
    int[] failed = answers.failed();
    if (failed.length > 0) {
      int first = failed[0];
      throw Checked.failed(events, first, answers.failure(first).orElseThrow());
    }
    return Evaluation.of(answers.values());
  }

  @Override
  public final double value(double[] event) {
    return evaluate(Events.of(event, 1, event.length)).values()[0];
  }

  /** Counts the evaluations of a request that was answered elsewhere, and the rows that failed. */
  protected final void count(Answers answers) {
    tally.evaluations.add(answers.count());
    tally.failures.add(answers.failed().length);
  }

  private Request request(Events events) {
    long question = questions.getAndIncrement();
    long[] seeds = new long[events.count()];
    for (int row = 0; row < seeds.length && noisy; row++) {
      int own = byRow ? row : events.context(row);
      seeds[row] = Streams.named(seed, question + " " + own).nextLong();
    }
    return new Request(events, seeds);
  }

  /**
   * Shares the events of a call out over threads: of an estimate with many draws of a single law,
   * too. f must bear to be called by several threads.
   *
   * @param threads how many, that of the caller included
   * @throws IllegalArgumentException if it is below 1
   */
  public Fallible parallel(int threads) {
    return new Sharing(this, threads);
  }

  /**
   * Gives each attempt at an event a time limit, after which it has failed. The thread is
   * interrupted and left to itself; code that does not heed that goes on, and keeps its thread and
   * its locks. A {@link WorkerPool} or a {@link Command} ends the process instead. Events are asked
   * one after the other, so {@link #parallel} comes after.
   *
   * @throws IllegalArgumentException if the limit is not above zero
   */
  public Fallible timeLimit(Duration limit) {
    return new TimeLimited(this, limit);
  }

  /**
   * Asks again where an attempt failed, with the same noise. What does not depend on chance or
   * circumstances fails again.
   *
   * @param most how often an event is asked again
   * @throws IllegalArgumentException if it is below 1
   */
  public Fallible retries(int most) {
    return new Retrying(this, most);
  }

  /**
   * Goes on where f fails, with the mean of the values of earlier calls in the place of the one
   * that is missing; in the first call it is the mean of the others. <b>This changes what is
   * estimated</b>: not E f, but
   *
   * <pre>
   *   P(f does not fail) * grad E[f | f does not fail]
   * </pre>
   *
   * <p>which is biased as a gradient of E f if failures have to do with the value or with theta.
   * The share of the events that failed is that of {@link #counts}, and {@link #caveat} says so in
   * words. The replaced value depends on the order of the calls.
   *
   * @param most the largest share of the events that may fail, of the first thousand counted as
   *     one; then the objective fails
   * @throws IllegalArgumentException if it is not between 0 and 1
   */
  public Fallible skips(double most) {
    return new Skipping(this, Require.fraction("the share of events that may be skipped", most));
  }

  /**
   * Gives an event at which f fails a value, such as the cost of a failure. The estimates are
   * unbiased for the mean of f with this value.
   *
   * @throws IllegalArgumentException if the value is not finite
   */
  public Fallible failuresAs(double value) {
    return new Replacing(this, value);
  }

  /**
   * Remembers values, so that an event of discrete variables that comes again is not evaluated
   * again. If f is noisy, only the same event under the same noise is the same.
   *
   * @param most how many values are kept; the one that was not needed for longest is forgotten
   * @throws IllegalArgumentException if it is below 1
   */
  public Fallible cached(int most) {
    return new Caching(this, most);
  }

  /** Tells a line for each event that is asked, with its value or why there is none. */
  public Fallible logged(Consumer<String> lines) {
    return new Logging(this, Require.given("the consumer of lines", lines));
  }

  /**
   * Returns this objective with other noise, and with questions that are counted from zero. It
   * shares counts, memory, threads and processes with this one.
   *
   * @param seed equal seeds give equal noise
   */
  public Fallible seeded(long seed) {
    return new Seeded(this, seed, false);
  }

  /**
   * Returns this objective with noise that differs from row to row, also for equal events of one
   * call. It is as {@link #seeded} otherwise.
   */
  public Fallible seededByRow(long seed) {
    return new Seeded(this, seed, true);
  }

  /** Returns the number of questions so far, on which the noise of the next one depends. */
  public final long questions() {
    return questions.get();
  }

  /**
   * Continues the count of questions at a number, so that the next one has the noise that it would
   * have had in the process that counted to there.
   */
  public final void countFrom(long question) {
    questions.set(question);
  }

  /** Whether f has noise of its own. */
  public final boolean isNoisy() {
    return noisy;
  }

  /** Returns what became of all events so far, whoever asked. */
  public final Counts counts() {
    return tally.counts();
  }

  /**
   * Writes what became of all events so far, and of {@link #skips} the values that stand in for
   * those that fail: what another process needs to go on. It does not write what {@link #cached}
   * remembers.
   *
   * @throws IOException if the output does
   */
  public final void save(DataOutput out) throws IOException {
    tally.save(out);
    saveValues(out);
  }

  /**
   * Reads what {@link #save} of the same objective wrote, in place of what became of events here.
   *
   * @throws IOException if the input does, or ends before
   */
  public final void load(DataInput in) throws IOException {
    tally.load(in);
    loadValues(in);
  }

  void saveValues(DataOutput out) throws IOException {}

  void loadValues(DataInput in) throws IOException {}

  /** Says in a sentence without its end how replaced values change the estimates; empty if not. */
  public Optional<String> caveat() {
    return Optional.empty();
  }

  /** Ends processes, if there are any; threads end by themselves. */
  @Override
  public void close() {}

  final Tally tally() {
    return tally;
  }

  final long seed() {
    return seed;
  }

  final boolean byRow() {
    return byRow;
  }
}
