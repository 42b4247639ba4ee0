package io.thalweg.estimator.flow;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A control that is also tried with weight -1, without a fit.
 *
 * @param index its place among the controls
 * @param isParent whether it leads to an estimate that is as good as that without controls until
 *     draws tell: true for the path, false for what was learned itself
 */
record Whole(int index, boolean isParent) {

  void save(DataOutput out) throws IOException {
    out.writeInt(index);
    out.writeBoolean(isParent);
  }

  static Whole load(DataInput in) throws IOException {
    return new Whole(in.readInt(), in.readBoolean());
  }
}
