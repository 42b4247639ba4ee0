package io.thalweg.tune;

import io.thalweg.internal.StateFile;
import io.thalweg.simulation.Answer;
import io.thalweg.simulation.Replications;
import io.thalweg.simulation.Run;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** The course of the runs of a {@link Sensitivity}, which can be kept in a file. */
final class Course {

  /** The number of runs in a batch. */
  static final int TOGETHER = 8;

  /** The fewest batches; the standard error of fewer is too uncertain to stop by. */
  static final int FEWEST_BATCHES = 25;

  /**
   * The limits of the runs.
   *
   * @param precision the half-width that is asked for; 0 where none is
   * @param goesOn is told the number of runs, and says whether to make another batch
   */
  record Limits(double precision, double seconds, long runs, LongPredicate goesOn) {}

  /** A maker of the runs of a question, by threads or by another process. */
  @FunctionalInterface
  interface Maker {

    /** Makes runs, the first of which has a number. */
    List<Run> runs(long first, int count);
  }

  private final Replications replications;
  private final Maker maker;
  private final int portion;
  private final Function<List<Answer>, List<Response>> responses;
  private final Limits limits;
  private final StateFile file;
  private long start = System.nanoTime();
  // Batches: those to now, and those at which answers are looked at next.
  private long made;
  private long next = FEWEST_BATCHES;

  /**
   * Prepares runs.
   *
   * @param portion the number of batches that are made at once
   * @param responses makes them of answers
   */
  Course(
      Replications replications,
      Maker maker,
      int portion,
      Function<List<Answer>, List<Response>> responses,
      Limits limits,
      StateFile file) {
    this.replications = replications;
    this.maker = maker;
    this.portion = portion;
    this.responses = responses;
    this.limits = limits;
    this.file = file;
  }

  /**
   * Reads the state of an earlier course, if there is one.
   *
   * @throws IOException if the file is damaged, or of another question
   */
  void load() throws IOException {
    Optional<DataInputStream> state = file.read();
    if (state.isPresent()) {
      try (DataInputStream in = state.get()) {
        start -= in.readLong();
        made = in.readLong();
        next = in.readLong();
        replications.load(in);
      } catch (EOFException e) {
        throw file.damaged(e);
      }
    }
  }

  /** Makes runs until a limit is reached. */
  Sensitivities run() {
    while (true) {
      make();
      List<Response> found = new ArrayList<>();
      if (made >= replications.fewest()) {
        orKeep(() -> found.addAll(responses.apply(replications.answers())));
      }
      double passed = passed();
      String end = end(found, passed);
      if (end == null && made < next) {
        end = "the runs were interrupted";
      }
      if (end != null) {
        saveNow();
        return new Sensitivities(
            List.copyOf(found),
            Sensitivity.CONFIDENCE,
            replications.runs(),
            passed,
            end + replayed());
      }
      next = wanted(found);
    }
  }

  private double passed() {
    return 1e-9 * (System.nanoTime() - start);
  }

  /**
   * Makes batches until there are enough, the time is over or one more would exceed the runs; the
   * fewest are made in any case. Those of several threads count one after the other, so that it
   * does not depend on how many are made at once.
   */
  private void make() {
    while (made < next) {
      boolean late = made >= FEWEST_BATCHES && passed() > limits.seconds();
      if (late || isSpent() || !limits.goesOn().test(replications.runs())) {
        return;
      }
      int batches = (int) Math.min(next - made, portion);
      orKeep(() -> add(maker.runs(made * TOGETHER, batches * TOGETHER)));
      file.save(this::write);
    }
  }

  private void add(List<Run> all) {
    for (int from = 0; from < all.size() && !isSpent(); from += TOGETHER) {
      replications.add(all.subList(from, from + TOGETHER));
      made++;
    }
  }

  /** Does what may fail: runs, those that are made again, and answers; batches before are kept. */
  private void orKeep(Runnable part) {
    try {
      part.run();
    } catch (RuntimeException e) {
      saveNow();
      throw e;
    }
  }

  private void saveNow() {
    if (made > 0) {
      file.saveNow(this::write);
    }
  }

  private void write(DataOutput out) throws IOException {
    out.writeLong(System.nanoTime() - start);
    out.writeLong(made);
    out.writeLong(next);
    replications.save(out);
  }

  /** Whether one more batch like the last one would exceed the limit of runs. */
  private boolean isSpent() {
    return made >= FEWEST_BATCHES && replications.runs() + replications.lastBatch() > limits.runs();
  }

  private @Nullable String end(List<Response> found, double passed) {
    double precision = limits.precision();
    if (precision > 0 && made >= FEWEST_BATCHES && widest(found) <= precision) {
      return "all intervals are within ± %s".formatted(precision);
    }
    if (isSpent()) {
      return "the limit of runs was reached";
    }
    return passed >= limits.seconds() ? "the time limit was reached" : null;
  }

  /** The number of batches that the precision seems to need, but at most three times as many. */
  private long wanted(List<Response> found) {
    double precision = limits.precision();
    double ratio = precision > 0 ? widest(found) / precision : 3;
    return made + Math.max(1, (long) (made * Math.min(2, 1.1 * ratio * ratio - 1)));
  }

  private static double widest(List<Response> found) {
    return found.stream().mapToDouble(Response::widest).max().orElse(0);
  }

  /** Says for which inputs replays were taken. */
  private String replayed() {
    String pairs = String.join(", ", replications.byPairs());
    String differences = String.join(", ", replications.byDifferences());
    return (pairs.isEmpty() ? "" : "; by pairs: " + pairs)
        + (differences.isEmpty() ? "" : "; by differences: " + differences);
  }
}
