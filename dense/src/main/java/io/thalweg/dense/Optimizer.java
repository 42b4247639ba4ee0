package io.thalweg.dense;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Objects;

/** Moves parameters down the gradients that their networks gather, by one rule. */
public final class Optimizer {

  private final Parameters parameters;
  private final Rule rule;
  private final float[][] moments;
  private int steps;

  /** Makes an optimiser that has not made any step yet. */
  public Optimizer(Parameters parameters, Rule rule) {
    this.parameters = Objects.requireNonNull(parameters, "parameters");
    this.rule = rule;
    this.moments = new float[rule.moments()][parameters.size()];
  }

  /** Returns the steps made so far. */
  public int steps() {
    return steps;
  }

  /**
   * Makes one step down the gradient that was gathered since the last step, and forgets it.
   *
   * @throws IllegalArgumentException if the rate of the step is not finite and at least 0; nothing
   *     has changed then
   */
  public void step() {
    Rule.Update update = rule.at(steps + 1);
    steps++;
    parameters.descend(update, moments);
  }

  /** Writes what it keeps besides the parameters, which have a state of their own. */
  public void save(DataOutput out) throws IOException {
    out.writeInt(parameters.size());
    out.writeInt(moments.length);
    out.writeInt(steps);
    for (float[] moment : moments) {
      for (float number : moment) {
        out.writeFloat(number);
      }
    }
  }

  /**
   * Reads what {@link #save} wrote.
   *
   * @throws IOException if it ends early or is of another number of parameters or moments; nothing
   *     has changed then
   */
  public void load(DataInput in) throws IOException {
    read(in).run();
  }

  /** Reads a state, and returns what puts it here. */
  Runnable read(DataInput in) throws IOException {
    requireSaved("parameters", in.readInt(), parameters.size());
    requireSaved("moments of each parameter", in.readInt(), moments.length);
    int saved = in.readInt();
    float[][] numbers = new float[moments.length][parameters.size()];
    for (float[] moment : numbers) {
      for (int i = 0; i < moment.length; i++) {
        moment[i] = in.readFloat();
      }
    }
    return () -> {
      steps = saved;
      for (int m = 0; m < numbers.length; m++) {
        System.arraycopy(numbers[m], 0, moments[m], 0, numbers[m].length);
      }
    };
  }

  private static void requireSaved(String what, int saved, int needed) throws IOException {
    if (saved != needed) {
      throw new IOException(
          "the saved state holds %d %s where %d are needed".formatted(saved, what, needed));
    }
  }
}
