package io.thalweg.estimator.combinator;

import io.thalweg.Adaptive;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Saves and loads the learning parts of an estimator that is made of others. */
public final class Learning {

  private Learning() {}

  /** Writes the parts that learn, in their order. */
  public static void save(DataOutput out, Object... parts) throws IOException {
    for (Object part : parts) {
      if (part instanceof Adaptive adaptive) {
        adaptive.save(out);
      }
    }
  }

  /** Reads the parts that learn, in their order. */
  public static void load(DataInput in, Object... parts) throws IOException {
    for (Object part : parts) {
      if (part instanceof Adaptive adaptive) {
        adaptive.load(in);
      }
    }
  }
}
