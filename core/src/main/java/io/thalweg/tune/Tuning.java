package io.thalweg.tune;

import io.thalweg.Parameter;
import io.thalweg.simulation.Credit;
import io.thalweg.simulation.Input;
import io.thalweg.simulation.Parameters;
import io.thalweg.simulation.RunMaker;
import io.thalweg.simulation.Simulator;
import io.thalweg.support.Require;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A search for the parameters that minimise or maximise the mean output of a simulator.
 *
 * <pre>{@code
 * Tuned best = Tuning.minimize(network, routes).runs(1_000).run();
 * System.out.println(best);
 * }</pre>
 *
 * <p>Every step makes a few runs, estimates the gradient from them and from earlier runs that are
 * still likely, and goes a step of Adam in theta, at a rate that falls along half a cosine. The
 * answer is the last parameters or their mean over the last steps, whichever is better in fresh
 * runs; its mean output is then measured with others.
 *
 * <p>Bias of the steps: a draw is credited within the window that seems to err least, unless {@link
 * #credit} says otherwise, and reused runs are not independent of the parameters. The measured
 * outputs have none.
 */
public final class Tuning {

  private static final double LAST_RATE = 1.0 / 15;
  private static final int FIRST_RUNS = 100;
  private static final String OUT_OF_TIME = "the time limit was reached";
  // Whoever interrupts a search waits for its measurements this long, and not for all of them.
  private static final double LAST_SECONDS = 20;

  private final Simulator simulator;
  private final Parameters start;
  private final double sign;
  private final Box box;
  private final List<Term> terms = new ArrayList<>();
  private String output = "cost";
  private @Nullable Credit credit;
  private long runs = 2_000;
  private double seconds = Double.POSITIVE_INFINITY;
  private double precision;
  private int together = 4;
  private double rate = 0.15;
  private long seed = 1;
  private int threads = 1;
  // Null where runs are made by threads of this process.
  private @Nullable RunMaker maker;
  private Consumer<Step> progress = step -> {};
  private LongPredicate goesOn = runs -> true;
  private @Nullable Path checkpoint;
  private String version = "";

  private Tuning(Simulator simulator, Parameters start, double sign) {
    this.simulator = Require.given("the simulator", simulator);
    this.start = start;
    this.sign = sign;
    this.box = new Box(start);
  }

  /**
   * Searches for the least mean output.
   *
   * @param inputs all inputs that the simulator draws or reads; the search starts at their laws
   * @throws IllegalArgumentException if there is no input, or two have one name
   */
  public static Tuning minimize(Simulator simulator, Input... inputs) {
    return new Tuning(simulator, Parameters.of(inputs), 1);
  }

  /**
   * Searches for the largest mean output.
   *
   * @param inputs all inputs that the simulator draws or reads; the search starts at their laws
   * @throws IllegalArgumentException if there is no input, or two have one name
   */
  public static Tuning maximize(Simulator simulator, Input... inputs) {
    return new Tuning(simulator, Parameters.of(inputs), -1);
  }

  /** Sets the output, "cost" if nothing is said. */
  public Tuning output(String output) {
    this.output = Require.given("the output", output);
    return this;
  }

  /** Adds a cost that depends on the parameters alone. */
  public Tuning plus(ToDoubleFunction<Parameters> cost) {
    terms.add(new Term(output, cost));
    return this;
  }

  /**
   * Keeps the parameters of some inputs as they are.
   *
   * @throws IllegalArgumentException if one was not declared
   */
  public Tuning freeze(Input... inputs) {
    for (Input input : inputs) {
      box.freeze(input);
    }
    return this;
  }

  /**
   * Keeps one parameter of an input as it is.
   *
   * @throws IllegalArgumentException if there is no such parameter
   */
  public Tuning freeze(Input input, int parameter) {
    box.freeze(input, parameter);
    return this;
  }

  /**
   * Keeps the first parameter of an input between two values, as people state it.
   *
   * @throws IllegalArgumentException if the bounds do not hold the start, the input was not
   *     declared, or the parameter is one of several probabilities
   */
  public Tuning bounds(Input input, double least, double most) {
    return bounds(input, 0, least, most);
  }

  /**
   * Keeps a parameter of an input between two values, as people state it.
   *
   * @throws IllegalArgumentException if the bounds do not hold the start, there is no such
   *     parameter, or it is one of several probabilities
   */
  public Tuning bounds(Input input, int parameter, double least, double most) {
    box.bound(input, parameter, least, most);
    return this;
  }

  /**
   * Keeps the first parameter of one input at or below that of another.
   *
   * @throws IllegalArgumentException if they are of different scales, or start in the other order
   */
  public Tuning ordered(Input lower, Input upper) {
    int low = start.place(lower, 0);
    int high = start.place(upper, 0);
    Parameter first = start.units().get(low);
    Parameter second = start.units().get(high);
    if (first.scale() != second.scale() || first.value() > second.value()) {
      throw new IllegalArgumentException(
          "%s and %s must be of one scale and start in this order"
              .formatted(first.name(), second.name()));
    }
    box.order(low, high);
    return this;
  }

  /**
   * Ends after so many runs, 2,000 if nothing is said; the rate of the steps falls towards it.
   *
   * @throws IllegalArgumentException if there are fewer than two
   */
  public Tuning runs(long runs) {
    Require.atLeast(2.0, "the number of runs", (double) runs);
    this.runs = runs;
    return this;
  }

  /**
   * Ends after some time at the latest. The rate of the steps falls towards the limit of runs
   * alone, so that the steps before the end are the same on every machine.
   *
   * @throws IllegalArgumentException if it is not finite and above 0
   */
  public Tuning orSeconds(double seconds) {
    this.seconds = Require.positive("the time limit", seconds);
    return this;
  }

  /**
   * Ends as soon as the mean output has moved by no more than this between the last steps and those
   * before, its uncertainty included.
   *
   * @throws IllegalArgumentException if it is not finite and above 0
   */
  public Tuning within(double difference) {
    this.precision = Require.positive("the difference", difference);
    return this;
  }

  /**
   * Sets how many runs are made at each step, 4 if nothing is said.
   *
   * @throws IllegalArgumentException if there are fewer than two
   */
  public Tuning together(int runs) {
    this.together = Require.atLeast(2, "the number of runs of a step", runs);
    return this;
  }

  /**
   * Sets the rate of the first steps, 0.15 if nothing is said: about how far a parameter moves in a
   * step, in the unit of its logarithm or logit, of a standard deviation of its draws, or of a
   * third of its bounds.
   *
   * @throws IllegalArgumentException if it is not finite and above 0
   */
  public Tuning rate(double rate) {
    this.rate = Require.positive("the rate", rate);
    return this;
  }

  /** Sets which costs a draw answers for. */
  public Tuning credit(Credit credit) {
    this.credit = Require.given("the credit", credit);
    return this;
  }

  /** Sets the seed of all randomness, 1 if nothing is said. */
  public Tuning seed(long seed) {
    this.seed = seed;
    return this;
  }

  /**
   * Makes runs on several threads, for a simulator that is safe for that; the steps are the same.
   *
   * @throws IllegalArgumentException if there are fewer than one
   */
  public Tuning threads(int threads) {
    this.threads = Require.atLeast(1, "the number of threads", threads);
    return this;
  }

  /**
   * Lets another maker make the runs of the simulator; the answers are the same. Repeated runs, of
   * parameters that the simulator reads, are made by this process.
   */
  public Tuning runsBy(RunMaker maker) {
    this.maker = Require.given("the maker of runs", maker);
    return this;
  }

  /** Tells every step to somebody. */
  public Tuning progress(Consumer<Step> progress) {
    this.progress = Require.given("the listener", progress);
    return this;
  }

  /**
   * Asks after every step whether to go on, and says how many runs were made.
   *
   * <p>Where that ends the search, what was reached is measured by fewer runs, in about 20 seconds.
   */
  public Tuning whileTrue(LongPredicate goesOn) {
    this.goesOn = Require.given("the condition", goesOn);
    return this;
  }

  /**
   * Keeps the state in a file, and goes on from it if it is there: the same search, to the last
   * bit. Runs that are used again are made again.
   *
   * <p>It is written after a step, as often as that takes less than a tenth of the time. Where that
   * fails, as on a full disk, the search goes on, tries again, and warns if the last state is not
   * in the file.
   */
  public Tuning checkpoint(Path file) {
    return checkpoint(file, "");
  }

  /**
   * Keeps the state in a file, and goes on from it if it is that of the same version.
   *
   * @param version of the simulator, such as a digest of its source
   */
  public Tuning checkpoint(Path file, String version) {
    this.checkpoint = Require.given("the file", file);
    this.version = Require.given("the version", version);
    return this;
  }

  /**
   * Returns the space of this search, for another kind of search on the same question.
   *
   * @throws io.thalweg.simulation.SimulatorException if the run failed that the units come from
   */
  public SearchSpace space() {
    return new SearchSpace(start, box, Units.of(start, box, simulator, output, seed));
  }

  /**
   * Searches.
   *
   * @throws io.thalweg.simulation.SimulatorException if a run failed
   * @throws IllegalArgumentException if the simulator booked no cost of the output
   * @throws UncheckedIOException if the checkpoint cannot be read
   */
  public Tuned run() {
    long began = System.nanoTime();
    try (Pool pool = new Pool(threads, maker)) {
      Search.Task task =
          new Search.Task(simulator, output, sign, List.copyOf(terms), box, seed, credit);
      Search search = new Search(task, start, Units.of(start, box, simulator, output, seed));
      Progress steps = new Progress(precision);
      Checkpoint saved = new Checkpoint(checkpoint, identity());
      saved.load(search, steps, start);
      long fresh = Math.max(FIRST_RUNS, runs / 10);
      long made = search.runs();
      String end = steps.isEmpty() ? null : end(steps, 0);
      while (end == null) {
        double share = Math.min(1, (double) search.runs() / runs);
        Step step = search.step(search.simulate(together, pool), rateAt(share));
        steps.add(step);
        end = end(steps, seconds(began));
        if (end == null) {
          saved.save(search, steps);
        } else {
          saved.saveNow(search, steps);
        }
        progress.accept(step);
        if (end == null && !goesOn.test(search.runs())) {
          saved.saveNow(search, steps);
          end = "the search was interrupted";
          fresh = inHaste(fresh, search.runs() - made, seconds(began));
        }
      }
      return new Verdict(simulator, output, sign, terms, seed, pool)
          .of(start, search, steps, fresh, began, end, saved.isKept())
          .warning(cutOff(end, search.runs()))
          .warning(saved.warning());
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /** The rate after a share of the budget. */
  private double rateAt(double share) {
    return rate * (LAST_RATE + (1 - LAST_RATE) * (1 + Math.cos(Math.PI * share)) / 2);
  }

  /** Why the search ends, if it does. */
  private @Nullable String end(Progress steps, double passed) {
    if (steps.runsAfterNext() > runs) {
      return "the limit of runs was reached";
    }
    if (passed >= seconds) {
      return OUT_OF_TIME;
    }
    return steps.hasSettled() ? "the output moved by no more than %s".formatted(precision) : null;
  }

  /** Warns of a search that ended by time while its steps were long. */
  private Optional<String> cutOff(String end, long made) {
    if (!end.equals(OUT_OF_TIME) || rateAt((double) made / runs) < rate / 2) {
      return Optional.empty();
    }
    return Optional.of(
        ("time was over after %,d of %,d runs, while steps were long; a limit of about %,d runs"
                + " lets them become shorter in this time")
            .formatted(made, runs, made));
  }

  /** The number of fresh runs of which four times as many take the seconds that are left. */
  private static long inHaste(long fresh, long made, double passed) {
    return Math.max(2, Math.min(fresh, (long) (LAST_SECONDS / 4 * made / passed)));
  }

  private static double seconds(long began) {
    return 1e-9 * (System.nanoTime() - began);
  }

  /** Describes what must be the same for a search to go on. */
  private String identity() {
    return "%s %s %s seed %d, %d together, rate %s, %d runs, from %s, %s, version %s"
        .formatted(
            sign > 0 ? "least" : "largest",
            output,
            credit,
            seed,
            together,
            rate,
            runs,
            start,
            box,
            version);
  }
}
