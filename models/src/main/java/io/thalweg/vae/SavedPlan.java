package io.thalweg.vae;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The head of a saved model, from which it is made again.
 *
 * @param plan its choices
 * @param mean the mean training image
 */
record SavedPlan(Plan plan, double[] mean) {

  private static final int MOST_PIXELS = 1 << 24;

  void write(DataOutput out) throws IOException {
    List<Knob> changed = new ArrayList<>();
    for (Knob knob : Knob.values()) {
      if (plan.changes(knob)) {
        changed.add(knob);
      }
    }
    out.writeInt(changed.size());
    for (Knob knob : changed) {
      out.writeUTF(knob.label());
      out.writeUTF(plan.get(knob));
    }
    out.writeInt(mean.length);
    for (double pixel : mean) {
      out.writeDouble(pixel);
    }
  }

  static SavedPlan read(DataInput in) throws IOException {
    try {
      Plan plan = Plan.defaults();
      int changed = in.readInt();
      if (changed < 0 || changed > Knob.values().length) {
        throw new IOException("a saved model states %d settings".formatted(changed));
      }
      for (int left = changed; left > 0; left--) {
        Knob knob = Knob.of(in.readUTF());
        plan = plan.with(knob, in.readUTF());
      }
      int pixels = in.readInt();
      if (pixels < 1 || pixels > MOST_PIXELS) {
        throw new IOException("a saved model has %d pixels".formatted(pixels));
      }
      double[] mean = new double[pixels];
      for (int i = 0; i < pixels; i++) {
        mean[i] = in.readDouble();
      }
      return new SavedPlan(plan, mean);
    } catch (IllegalArgumentException e) {
      throw new IOException("a saved model is of an unknown kind: " + e.getMessage(), e);
    }
  }

  /** Refuses a model of another plan or size. */
  void require(Plan wanted, int pixels) throws IOException {
    List<String> differences = plan.differences(wanted);
    if (mean.length != pixels) {
      differences.add("%d pixels, not %d".formatted(mean.length, pixels));
    }
    if (!differences.isEmpty()) {
      throw new IOException("the saved model is another one: " + String.join("; ", differences));
    }
  }
}
