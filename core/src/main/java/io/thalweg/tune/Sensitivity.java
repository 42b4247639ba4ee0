package io.thalweg.tune;

import io.thalweg.Estimand;
import io.thalweg.Parameter;
import io.thalweg.internal.StateFile;
import io.thalweg.simulation.Answer;
import io.thalweg.simulation.Credit;
import io.thalweg.simulation.Input;
import io.thalweg.simulation.Parameters;
import io.thalweg.simulation.Replications;
import io.thalweg.simulation.RunMaker;
import io.thalweg.simulation.Simulator;
import io.thalweg.support.Require;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The derivatives of the mean outputs of a simulator in each of its parameters, with intervals.
 *
 * <pre>{@code
 * Sensitivities s = Sensitivity.of(queue, arrivals, services).within(0.1).orSeconds(60).run();
 * System.out.println(s);
 * }</pre>
 *
 * <p>Derivatives are in the units in which people state parameters: a rate and not its logarithm, a
 * probability and not its logit. A simulator that regenerates is asked for its long-run averages,
 * any other for the mean totals of a run. Several outputs come from the same runs. The same seed
 * draws the same numbers, also at other parameters.
 *
 * <p>Intervals are those of Student's t over independent batches of runs, or over runs that
 * regenerate, and wider where these are skewed. Runs are added until the precision or the limit is
 * reached; this is looked at a few times only, so that stopping early hardly narrows the intervals.
 *
 * <p>Bias: none for totals, but for a {@link #credit} that is cut off; for long-run averages of the
 * order of one over the number of cycles.
 */
public final class Sensitivity {

  static final double CONFIDENCE = 0.95;
  // Writing its state must not slow down a simulator that is fast.
  private static final int LEAST_SHARE = 100;

  private final Simulator simulator;
  private final Parameters parameters;
  private final List<Term> terms = new ArrayList<>();
  private final List<Estimand.Risk> risks = new ArrayList<>();
  private boolean pairs;
  private boolean differences;
  private Credit credit = Credit.toTheEnd();
  private double precision;
  private double seconds = 60;
  private long runs = Long.MAX_VALUE;
  private long seed = 1;
  private int threads = 1;
  // Null where runs are made by threads of this process.
  private @Nullable RunMaker maker;
  private LongPredicate goesOn = made -> true;
  private @Nullable Path checkpoint;
  private String version = "";
  private Consumer<String> warning = sentence -> {};

  private Sensitivity(Simulator simulator, Parameters parameters) {
    this.simulator = Require.given("the simulator", simulator);
    this.parameters = parameters;
  }

  /**
   * Asks for the derivatives of a simulator.
   *
   * @param inputs all inputs that the simulator draws or reads
   * @throws IllegalArgumentException if there is no input, or two have one name
   */
  public static Sensitivity of(Simulator simulator, Input... inputs) {
    return new Sensitivity(simulator, Parameters.of(inputs));
  }

  /**
   * Adds runs until the half-widths of all intervals, of means and derivatives, are at most this.
   *
   * @throws IllegalArgumentException if it is not finite and above 0
   */
  public Sensitivity within(double halfWidth) {
    this.precision = Require.positive("the half-width", halfWidth);
    return this;
  }

  /**
   * Ends after some time, 60 seconds if nothing is said, whatever the precision is.
   *
   * @throws IllegalArgumentException if it is not finite and above 0
   */
  public Sensitivity orSeconds(double seconds) {
    this.seconds = Require.positive("the time limit", seconds);
    return this;
  }

  /**
   * Ends after some runs, whatever the precision is, those that are made again included. There are
   * 200 at least, with what is made again for them. Batches are taken to cost what the last one
   * did.
   *
   * @throws IllegalArgumentException if there are fewer than 200, of which no interval can be made
   */
  public Sensitivity orRuns(long runs) {
    Require.atLeast(
        (double) Course.TOGETHER * Course.FEWEST_BATCHES, "the number of runs", (double) runs);
    this.runs = runs;
    return this;
  }

  /** Sets the seed of all randomness, 1 if nothing is said. */
  public Sensitivity seed(long seed) {
    this.seed = seed;
    return this;
  }

  /**
   * Makes runs on several threads, for a simulator that is safe for that; the answers are the same.
   *
   * @throws IllegalArgumentException if there are fewer than one
   */
  public Sensitivity threads(int threads) {
    this.threads = Require.atLeast(1, "the number of threads", threads);
    return this;
  }

  /**
   * Lets another maker make the runs of the simulator; the answers are the same. Repeated runs, of
   * parameters that the simulator reads, are made by this process.
   */
  public Sensitivity runsBy(RunMaker maker) {
    this.maker = Require.given("the maker of runs", maker);
    return this;
  }

  /**
   * Asks before every batch of runs whether to make it, and says how many were made, those that are
   * made again included.
   *
   * <p>Where that ends the runs, the answers are those of the runs before; there are none if there
   * was but one batch.
   */
  public Sensitivity whileTrue(LongPredicate goesOn) {
    this.goesOn = Require.given("the condition", goesOn);
    return this;
  }

  /**
   * Keeps the sums over all runs in a file, and goes on from it if it is that of the same question;
   * the answers are then those of runs that were never interrupted. Limits may differ, and the time
   * is that of all processes together.
   *
   * <p>The file is written after a batch of runs, as often as that takes less than a hundredth of
   * the time, and when the runs end, also where one fails. Runs that a kill comes before are made
   * again. If writing fails, as on a full disk, the runs go on and it is tried again.
   *
   * @param version of the simulator, such as a digest of its source
   * @param warning is told in a sentence if the last state is not in the file
   */
  public Sensitivity checkpoint(Path file, String version, Consumer<String> warning) {
    this.checkpoint = Require.given("the file", file);
    this.version = Require.given("the version", version);
    this.warning = Require.given("the warning", warning);
    return this;
  }

  /**
   * Also tries measure-valued pairs by replay, and takes them for the inputs where they need fewer
   * runs: a run is made again with one draw of the input replaced, and all others the same.
   *
   * <p>Score and pairs are both measured in the first 24 batches of 8 runs, and a batch counts by
   * what was better in those before it, from the fifth on. For inputs whose laws have such pairs,
   * such as Bernoulli, categorical, Poisson, Gaussian and gamma, and totals of runs; long-run
   * averages by regenerations have none. Bias: none. Cost: at most two runs for each run and
   * parameter; they count.
   */
  public Sensitivity pairs() {
    this.pairs = true;
    return this;
  }

  /**
   * Also tries central differences by replay, as {@link #pairs} are tried: a run is made again at a
   * parameter a little larger and smaller, with the same streams of random numbers.
   *
   * <p>Bias: of the order of the square of the step, 0.01 of a logarithm, logit or mean. Where
   * totals move smoothly with the draws, such as waiting times in long runs, their intervals are
   * much narrower than those of scores.
   */
  public Sensitivity differences() {
    this.differences = true;
    return this;
  }

  /** Sets which costs a draw answers for; all later ones if nothing is said. */
  public Sensitivity credit(Credit credit) {
    this.credit = Require.given("the credit", credit);
    return this;
  }

  /**
   * Asks for a quantile of every output, too: the total that a run exceeds with probability 1 -
   * level. Bias: of the order n^(-2/5) of the number of runs, in the derivatives.
   *
   * @throws IllegalArgumentException if the level is not between 0 and 1
   */
  public Sensitivity quantile(double level) {
    risks.add(new Estimand.Quantile(level));
    return this;
  }

  /**
   * Asks for the mean of every output beyond a quantile, too. Bias: of the order 1 / n of the
   * number of runs.
   *
   * @throws IllegalArgumentException if the level is not between 0 and 1
   */
  public Sensitivity tailMean(double level) {
    risks.add(new Estimand.TailMean(level));
    return this;
  }

  /** Adds a cost that depends on the parameters alone to the output "cost". */
  public Sensitivity plus(ToDoubleFunction<Parameters> cost) {
    return plus("cost", cost);
  }

  /** Adds a cost that depends on the parameters alone, differentiated by central differences. */
  public Sensitivity plus(String output, ToDoubleFunction<Parameters> cost) {
    terms.add(new Term(output, cost));
    return this;
  }

  /**
   * Makes the runs.
   *
   * @throws io.thalweg.simulation.SimulatorException if a run failed
   * @throws IllegalArgumentException if the simulator booked no cost, or regenerates too seldom
   * @throws UncheckedIOException if the checkpoint cannot be read
   */
  public Sensitivities run() {
    try (Pool pool = new Pool(threads, maker)) {
      StateFile file = new StateFile(checkpoint, "sensitivity", identity(), LEAST_SHARE);
      Course course =
          new Course(
              new Replications(
                  simulator, parameters, seed, Course.TOGETHER, credit, risks, pairs, differences),
              (first, count) -> pool.runs(simulator, parameters, seed, first, count),
              threads,
              this::responses,
              new Course.Limits(precision, seconds, runs, goesOn),
              file);
      course.load();
      try {
        return course.run();
      } finally {
        file.warning().ifPresent(warning);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private static String kind(Input input) {
    return input.law().map(law -> input + " " + law.getClass().getName()).orElse(input.name());
  }

  /** Describes what must be the same for the runs to go on. */
  private String identity() {
    // The theta of two questions may differ in a digit that no text for readers shows.
    return "seed %d at %s %s, %s, %s%s%s, version %s"
        .formatted(
            seed,
            parameters.inputs().stream().map(Sensitivity::kind).toList(),
            Arrays.toString(parameters.theta()),
            credit,
            risks,
            pairs ? ", pairs" : "",
            differences ? ", differences" : "",
            version);
  }

  private List<Response> responses(List<Answer> answers) {
    if (answers.isEmpty()) {
      throw new IllegalArgumentException("the simulator booked no cost");
    }
    return answers.stream().map(this::response).toList();
  }

  private Response response(Answer answer) {
    double value = answer.value();
    double[] gradient = answer.gradient().clone();
    for (Term term : terms) {
      if (term.output().equals(answer.output())) {
        value += term.value(parameters);
        double[] slopes = term.gradient(parameters);
        for (int i = 0; i < gradient.length; i++) {
          gradient[i] += slopes[i];
        }
      }
    }
    List<Parameter> units = parameters.units();
    List<Effect> effects = new ArrayList<>();
    double[] scales = new double[1 + gradient.length];
    scales[0] = 1;
    for (int i = 0; i < gradient.length; i++) {
      scales[1 + i] = 1 / units.get(i).slope();
      double error = Math.sqrt(answer.covariance()[1 + i][1 + i]) * scales[1 + i];
      Measured derivative = measured(gradient[i] * scales[1 + i], error, answer, 1 + i);
      effects.add(new Effect(units.get(i).name(), units.get(i).value(), derivative));
    }
    double error = Math.sqrt(answer.covariance()[0][0]);
    return new Response(
        answer.output(),
        measured(value, error, answer, 0),
        effects,
        scaled(answer.covariance(), scales));
  }

  private static Measured measured(double value, double error, Answer answer, int place) {
    double skewness = answer.skewness()[place];
    return Measured.of(value, error, skewness, answer.units(), CONFIDENCE);
  }

  private static List<List<Double>> scaled(double[][] covariance, double[] scales) {
    List<List<Double>> rows = new ArrayList<>();
    for (int i = 0; i < scales.length; i++) {
      List<Double> row = new ArrayList<>();
      for (int j = 0; j < scales.length; j++) {
        row.add(covariance[i][j] * scales[i] * scales[j]);
      }
      rows.add(List.copyOf(row));
    }
    return List.copyOf(rows);
  }
}
