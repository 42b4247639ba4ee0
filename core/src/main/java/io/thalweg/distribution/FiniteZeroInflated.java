package io.thalweg.distribution;

import io.thalweg.Events;
import io.thalweg.Finite;

/** The law with additional zeros of a law that lists its outcomes, which are also its own. */
final class FiniteZeroInflated extends ZeroInflated implements Finite {

  private final Finite listed;

  FiniteZeroInflated(Counts law, Finite listed, double[] parameters) {
    super(law, parameters);
    this.listed = listed;
  }

  @Override
  public long outcomes() {
    return listed.outcomes();
  }

  @Override
  public Events outcomes(long from, int count) {
    return listed.outcomes(from, count);
  }
}
