package io.thalweg.workbench.train;

import java.util.function.Supplier;

/** A place where results are shown while they grow. */
interface Live {

  /** Says whether it is time to show results again. */
  boolean isDue();

  /** Shows the results so far. */
  void show(Outcome results);

  /** Shows results if it is time to; otherwise they are not made. */
  default void offer(Supplier<Outcome> results) {
    if (isDue()) {
      show(results.get());
    }
  }

  /** Shows nothing. */
  static Live none() {
    return new Live() {
      @Override
      public boolean isDue() {
        return false;
      }

      @Override
      public void show(Outcome results) {}
    };
  }
}
