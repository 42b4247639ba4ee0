package io.thalweg.race;

import io.thalweg.Objective;
import io.thalweg.estimator.Recipe;
import io.thalweg.internal.StateFile;
import io.thalweg.objective.Fallible;
import io.thalweg.support.Require;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The state of a race in a file, from which another process goes on after this one was killed: the
 * effort and the estimators of the race, and what each of them has drawn and learned.
 *
 * <p>The file is written when an estimator has warmed up or ends a turn, as often as that takes
 * less than a hundredth of the time, and when the race ends. It has all estimators as they are
 * between two turns; one that failed or was interrupted in the middle of a turn is there as it was
 * when the file was written last. A race that goes on draws the same numbers as one that was never
 * interrupted; times are those of both processes. The exact gradient and the natural scale are
 * computed again, and an estimator that failed is tried again. What became of the events of a
 * {@link Fallible} f, and what stands in for those that it skips, is in the file, too: once as it
 * was before the race, with which the exact gradient is computed again, and once as it is.
 *
 * <p>One exception: with {@link Fallible#skips}, after a turn that was cut short or failed, some
 * draws are made twice, and both times count in the value that stands in for an event that fails.
 * So numbers may differ. After a kill they do not, because the file is written between two turns,
 * unless an estimator cannot be kept.
 */
public final class RaceCheckpoint {

  // The disk must not slow down what is timed.
  private static final int LEAST_SHARE = 100;

  private final StateFile file;
  private final Consumer<String> warning;
  private final boolean hasFile;
  private final Map<String, Kept> kept = new LinkedHashMap<>();
  // Those that have made a turn since the file was written. Their states are made, and put into
  // the map above, when it is written again.
  private final Map<String, Runner> changed = new LinkedHashMap<>();
  private final List<String> estimators = new ArrayList<>();
  private final Set<String> notSaveable = new HashSet<>();
  private final ObjectiveState objective = new ObjectiveState();
  private Race.@Nullable Effort effort;

  /** The state of an estimator after some turns, the first of which is the warm-up. */
  private record Kept(int turns, byte[] state) {}

  private RaceCheckpoint(@Nullable Path file, String identity, Consumer<String> warning) {
    this.file = new StateFile(file, "race", identity, LEAST_SHARE);
    this.warning = warning;
    this.hasFile = file != null;
  }

  /** Makes one that keeps nothing. */
  public static RaceCheckpoint none() {
    return new RaceCheckpoint(null, "", sentence -> {});
  }

  /**
   * Reads a file, if there is one, and lets a race go on from it and be kept in it.
   *
   * @param identity what must be the same for the race to go on: problem, seed and settings
   * @param warning is told in a sentence if the last state is not in the file
   * @throws UncheckedIOException if the file is damaged, or of another race
   */
  public static RaceCheckpoint of(Path file, String identity, Consumer<String> warning) {
    RaceCheckpoint checkpoint =
        new RaceCheckpoint(
            Require.given("the file", file),
            Require.given("the identity", identity),
            Require.given("the warning", warning));
    try {
      checkpoint.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
    return checkpoint;
  }

  private void read() throws IOException {
    Optional<DataInputStream> state = file.read();
    if (state.isEmpty()) {
      return;
    }
    try (DataInputStream in = state.get()) {
      effort = new Race.Effort(in.readInt(), in.readInt(), in.readInt(), in.readDouble());
      for (int count = in.readInt(); count > 0; count--) {
        estimators.add(in.readUTF());
      }
      for (int count = in.readInt(); count > 0; count--) {
        String id = in.readUTF();
        int turns = in.readInt();
        kept.put(id, new Kept(turns, in.readNBytes(in.readInt())));
      }
      objective.read(in);
    } catch (EOFException e) {
      throw file.damaged(e);
    }
  }

  /** Returns the effort of the race that was kept; empty if there was none. */
  public Optional<Race.Effort> effort() {
    return Optional.ofNullable(effort);
  }

  /** Returns the ids of the estimators of the race that was kept, in their order. */
  public List<String> estimators() {
    return List.copyOf(estimators);
  }

  /** Returns the number of turns that were made before, warm-ups included. */
  public int turns() {
    return kept.values().stream().mapToInt(Kept::turns).sum();
  }

  /** Takes an objective back to what it was before the race, as the exact gradient needs it. */
  void rewind(Objective f) {
    if (hasFile) {
      objective.toBeforeRace(f);
    }
  }

  /** States what the race is to be, and gives the objective its state from the file. */
  void beginRace(Race.Effort effort, List<Recipe<?, ?>> recipes) {
    this.effort = effort;
    estimators.clear();
    recipes.forEach(recipe -> estimators.add(recipe.id()));
    objective.toWhenWritten();
  }

  /** Returns the state of an estimator that has warmed up before; empty if it has not. */
  Optional<byte[]> state(Recipe<?, ?> recipe) {
    return Optional.ofNullable(kept.get(recipe.id())).map(Kept::state);
  }

  /**
   * Says that an estimator begins a turn, in the middle of which it cannot be kept: if the turn
   * fails, its random numbers are no longer those of the turn before.
   */
  void beginTurn(Runner runner) {
    changed.remove(runner.recipe().id());
  }

  /**
   * Keeps an estimator as it is after a turn, unless that was cut short. One of a user's that
   * cannot write what it learned is not kept; it races on.
   */
  void keep(Runner runner) {
    String id = runner.recipe().id();
    if (hasFile && !notSaveable.contains(id) && runner.isWhole()) {
      changed.put(id, runner);
      file.save(
          out -> {
            update();
            write(out);
          });
    }
  }

  private void update() {
    changed.forEach(
        (id, runner) -> {
          try {
            kept.put(id, new Kept(1 + runner.measurement().blocks(), runner.state()));
          } catch (RuntimeException e) {
            kept.remove(id);
            notSaveable.add(id);
            warning.accept(
                "%s cannot be kept, and a kill would lose its draws: %s".formatted(id, e));
          }
        });
    changed.clear();
  }

  /** Forgets an estimator whose state cannot be read; it begins anew. */
  void forget(Recipe<?, ?> recipe, RuntimeException why) {
    kept.remove(recipe.id());
    warning.accept("%s begins anew: %s".formatted(recipe.id(), why.getMessage()));
  }

  /** Writes what is kept, and warns if that fails. */
  void save() {
    update();
    if (!kept.isEmpty()) {
      file.saveNow(this::write);
      file.warning().ifPresent(warning);
    }
  }

  private void write(DataOutput out) throws IOException {
    Race.Effort known = Objects.requireNonNull(effort, "the effort");
    out.writeInt(known.draws());
    out.writeInt(known.warmUp());
    out.writeInt(known.evaluations());
    out.writeDouble(known.seconds());
    out.writeInt(estimators.size());
    for (String id : estimators) {
      out.writeUTF(id);
    }
    out.writeInt(kept.size());
    for (Map.Entry<String, Kept> entry : kept.entrySet()) {
      out.writeUTF(entry.getKey());
      out.writeInt(entry.getValue().turns());
      out.writeInt(entry.getValue().state().length);
      out.write(entry.getValue().state());
    }
    objective.write(out);
  }
}
