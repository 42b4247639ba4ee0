package io.thalweg;

/** A law whose outcomes can be listed, so that expectations and gradients can be enumerated. */
public interface Finite extends Distribution {

  /** The number of outcomes of one context, or {@link Long#MAX_VALUE} if it exceeds a long. */
  long outcomes();

  /**
   * Lists the outcomes numbered {@code from} to {@code from + count - 1}, each of them for every
   * context.
   *
   * @return [count x contexts] events
   * @throws IndexOutOfBoundsException if the range is not within 0 .. outcomes()
   */
  Events outcomes(long from, int count);
}
