package io.thalweg.tune;

import io.thalweg.internal.StateFile;
import io.thalweg.simulation.Parameters;
import io.thalweg.support.Numbers;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The state of a search in a file. */
final class Checkpoint {

  // A long search has a long file; it must not be what the search spends its time on.
  private static final int LEAST_SHARE = 10;

  private final StateFile file;

  Checkpoint(@Nullable Path file, String identity) {
    this.file = new StateFile(file, "search", identity, LEAST_SHARE);
  }

  /**
   * Reads the state, if there is one.
   *
   * @throws IOException if the file is damaged, or of another search
   */
  void load(Search search, Progress steps, Parameters start) throws IOException {
    Optional<DataInputStream> state = file.read();
    if (state.isEmpty()) {
      return;
    }
    try (DataInputStream in = state.get()) {
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        int number = in.readInt();
        long runs = in.readLong();
        double[] theta = start.theta();
        Numbers.read(in, theta);
        steps.add(
            new Step(
                number,
                runs,
                start.at(theta),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readInt()));
      }
      search.load(in);
    } catch (EOFException e) {
      throw file.damaged(e);
    }
  }

  /** Replaces the file, unless that was done just before. */
  void save(Search search, Progress steps) {
    file.save(out -> write(out, search, steps));
  }

  /** Replaces the file, however long that takes. */
  void saveNow(Search search, Progress steps) {
    file.saveNow(out -> write(out, search, steps));
  }

  /** Whether the newest state that had to be saved is in the file. */
  boolean isKept() {
    return file.isKept();
  }

  /** The sentence on a state that could not be saved, if it could not. */
  Optional<String> warning() {
    return file.warning();
  }

  private static void write(DataOutput out, Search search, Progress steps) throws IOException {
    out.writeInt(steps.steps().size());
    for (Step step : steps.steps()) {
      out.writeInt(step.number());
      out.writeLong(step.runs());
      Numbers.write(out, step.at().theta());
      out.writeDouble(step.value());
      out.writeDouble(step.signalToNoise());
      out.writeDouble(step.effectiveRuns());
      out.writeInt(step.window());
    }
    search.save(out);
  }
}
