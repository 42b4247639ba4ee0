package io.thalweg.objective;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/** A {@link Fallible} around another one. */
abstract class Decorator extends Fallible {

  private final Fallible inner;

  Decorator(Fallible inner) {
    this(inner, inner.seed(), inner.byRow());
  }

  Decorator(Fallible inner, long seed, boolean byRow) {
    super(inner.tally(), inner.isNoisy(), seed, byRow);
    this.inner = inner;
  }

  final Fallible inner() {
    return inner;
  }

  @Override
  public Optional<String> caveat() {
    return inner.caveat();
  }

  @Override
  void saveValues(DataOutput out) throws IOException {
    inner.saveValues(out);
  }

  @Override
  void loadValues(DataInput in) throws IOException {
    inner.loadValues(in);
  }

  @Override
  public void close() {
    inner.close();
  }
}
