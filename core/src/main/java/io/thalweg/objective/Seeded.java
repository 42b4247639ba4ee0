package io.thalweg.objective;

/** An objective with noise of another seed. */
final class Seeded extends Decorator {

  Seeded(Fallible inner, long seed, boolean byRow) {
    super(inner, seed, byRow);
  }

  @Override
  protected Answers attempt(Request request) {
    return inner().attempt(request);
  }
}
