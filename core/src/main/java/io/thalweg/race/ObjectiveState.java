package io.thalweg.race;

import io.thalweg.Objective;
import io.thalweg.objective.Fallible;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of a {@link Fallible} objective as it was before a race, and as it was when the file of
 * the race was written: what became of events, and what stands in for those that are skipped. Of
 * any other objective there is nothing to keep.
 */
final class ObjectiveState {

  private @Nullable Fallible objective;
  // Null where no race was kept.
  private byte @Nullable [] beforeRace;
  private byte @Nullable [] whenWritten;

  void read(DataInputStream in) throws IOException {
    beforeRace = in.readNBytes(in.readInt());
    whenWritten = in.readNBytes(in.readInt());
  }

  void write(DataOutput out) throws IOException {
    write(Objects.requireNonNull(beforeRace, "the state before the race"), out);
    write(now(), out);
  }

  private static void write(byte[] state, DataOutput out) throws IOException {
    out.writeInt(state.length);
    out.write(state);
  }

  /** Gives an objective the state before the race, which is that of now if no race was kept. */
  void toBeforeRace(Objective f) {
    objective = f instanceof Fallible fallible ? fallible : null;
    if (beforeRace == null) {
      beforeRace = now();
    } else {
      load(beforeRace);
    }
  }

  /** Gives the objective the state when the file was written, if a race was kept. */
  void toWhenWritten() {
    if (whenWritten != null) {
      load(whenWritten);
    }
  }

  private byte[] now() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (objective != null) {
        objective.save(new DataOutputStream(bytes));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private void load(byte[] state) {
    try {
      if (objective != null) {
        objective.load(new DataInputStream(new ByteArrayInputStream(state)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
