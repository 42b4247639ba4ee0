package io.thalweg.simulation;

import io.thalweg.Estimand;
import io.thalweg.support.Require;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Independent runs of a simulator at one theta, in batches, and what they tell about its outputs.
 *
 * <p>A simulator that regenerates is asked for long-run averages, any other for the totals of a
 * run. Run number n draws the same for a seed whatever the batches and threads are.
 */
public final class Replications {

  private final Simulator simulator;
  private final Parameters parameters;
  private final long seed;
  private final int together;
  private final Credit credit;
  private final Readings readings;
  private final @Nullable Risks risks;
  private final @Nullable Sources sources;
  private @Nullable Tally tally;
  private long runs;
  private long lastBatch;

  /**
   * Prepares runs.
   *
   * @param together the runs of a batch, which are baselines of each other
   * @throws IllegalArgumentException if there are fewer than two runs together
   */
  public Replications(
      Simulator simulator, Parameters parameters, long seed, int together, Credit credit) {
    this(simulator, parameters, seed, together, credit, List.of());
  }

  /**
   * Prepares runs that are asked for quantiles or tail means, too.
   *
   * @param together the runs of a batch, which are baselines of each other
   * @throws IllegalArgumentException if there are fewer than two runs together
   */
  public Replications(
      Simulator simulator,
      Parameters parameters,
      long seed,
      int together,
      Credit credit,
      List<Estimand.Risk> risks) {
    this(simulator, parameters, seed, together, credit, risks, false, false);
  }

  /**
   * Prepares runs, which also race runs that are made again against the score, for totals.
   *
   * @param together the runs of a batch, which are baselines of each other
   * @param pairs whether measure-valued pairs are tried, for inputs whose laws have them
   * @param differences whether central differences are tried, which have a bias
   * @throws IllegalArgumentException if there are fewer than two runs together
   */
  public Replications(
      Simulator simulator,
      Parameters parameters,
      long seed,
      int together,
      Credit credit,
      List<Estimand.Risk> risks,
      boolean pairs,
      boolean differences) {
    this.simulator = Require.given("the simulator", simulator);
    this.parameters = Require.given("the parameters", parameters);
    this.seed = seed;
    this.together = Require.atLeast(2, "the number of runs together", together);
    this.credit = Require.given("the credit", credit);
    this.readings = new Readings(simulator);
    Sources.Tried tried = new Sources.Tried(pairs, differences);
    this.sources = tried.any() ? new Sources(simulator, parameters, tried) : null;
    this.risks = risks.isEmpty() ? null : new Risks(List.copyOf(risks));
  }

  /**
   * Makes the next batch of runs.
   *
   * @throws SimulatorException if the simulator fails; batches before it are kept
   */
  public void batch() {
    add(RunMaker.here(simulator).runs(parameters, seed, runs, together));
  }

  /**
   * Adds runs that were made elsewhere, such as on other threads: the next ones by their numbers.
   *
   * @throws SimulatorException if a run that is made again fails; batches before it are kept, and
   *     nothing of its own
   * @throws IllegalArgumentException if they are not whole batches or not the next runs
   */
  public void add(List<Run> made) {
    if (made.size() % together != 0 || made.isEmpty() || made.get(0).number() != runs) {
      throw new IllegalArgumentException(
          "%d runs were added after run %d; they must be the next ones, in batches of %d"
              .formatted(made.size(), runs - 1, together));
    }
    Tally sums = tally;
    if (sums == null) {
      // By the first batch alone, so that it does not depend on how many are made at once.
      boolean cycles =
          made.subList(0, together).stream().anyMatch(run -> run.ledger().regenerations() > 0);
      sums = tally(cycles);
      tally = sums;
    }
    for (int from = 0; from < made.size(); from += together) {
      add(sums, made.subList(from, from + together));
    }
  }

  private void add(Tally sums, List<Run> batch) {
    long before = runs();
    int read = readings.runs();
    if (risks != null) {
      risks.check(batch);
    }
    try {
      sums.add(batch);
    } catch (RuntimeException e) {
      readings.resume(read);
      throw e;
    }
    if (risks != null) {
      risks.add(batch);
    }
    runs += together;
    lastBatch = runs() - before;
  }

  private Tally tally(boolean cycles) {
    return cycles ? new Cycles(readings) : new Totals(credit, readings, sources);
  }

  /** Writes the sums over all runs, with which another process goes on after them. */
  public void save(DataOutput out) throws IOException {
    out.writeLong(runs);
    out.writeLong(lastBatch);
    out.writeInt(readings.runs());
    Tally sums = tally;
    out.writeBoolean(sums != null);
    if (sums != null) {
      out.writeBoolean(sums instanceof Cycles);
      sums.save(out);
    }
    if (risks != null) {
      risks.save(out);
    }
    if (sources != null) {
      sources.save(out);
    }
  }

  /**
   * Reads, before any run is added, what {@link #save} of the same runs wrote; the answers are then
   * the same, to the last bit.
   */
  public void load(DataInput in) throws IOException {
    runs = in.readLong();
    lastBatch = in.readLong();
    readings.resume(in.readInt());
    if (in.readBoolean()) {
      Tally sums = tally(in.readBoolean());
      sums.load(in);
      tally = sums;
    }
    if (risks != null) {
      risks.load(in);
    }
    if (sources != null) {
      sources.load(in);
    }
  }

  /** The number of runs of the last batch, those for differences included. */
  public long lastBatch() {
    return lastBatch;
  }

  /** The number of runs made to now, those for differences included. */
  public long runs() {
    return runs + readings.runs() + (sources == null ? 0 : sources.runs());
  }

  /** The number of batches from which on there are answers with a covariance. */
  public int fewest() {
    int ofRisks = risks == null ? 0 : (Risks.FEWEST + together - 1) / together;
    return Math.max(ofRisks, sources != null && sources.hasRivals() ? 2 + Sources.PILOT : 2);
  }

  /** The names of the inputs for which measure-valued pairs by replay were chosen. */
  public List<String> byPairs() {
    return chosen(ReplayedPairs.class);
  }

  /** The names of the inputs for which differences by replay were chosen. */
  public List<String> byDifferences() {
    return chosen(ReplayedDifferences.class);
  }

  private List<String> chosen(Class<? extends Replays> kind) {
    return sources == null
        ? List.of()
        : sources.chosen(kind).stream().map(i -> parameters.inputs().get(i).name()).toList();
  }

  /** The parameters at which the simulator runs. */
  public Parameters parameters() {
    return parameters;
  }

  /**
   * The answers to now, one for each output in the order of its first cost, then those of its
   * risks.
   */
  public List<Answer> answers() {
    if (tally == null) {
      return List.of();
    }
    List<Answer> answers = new ArrayList<>(tally.answers());
    if (risks != null) {
      answers.addAll(risks.answers());
    }
    return answers;
  }
}
