package io.thalweg;

import org.jspecify.annotations.Nullable;

/** A linearization of which every array is refused unless it is finite and of the right length. */
final class CheckedLinearization implements Linearization {

  private final Linearization f;
  private final Events events;
  // Null until asked for.
  private double @Nullable [] gradients;

  CheckedLinearization(Linearization f, Events events) {
    this.f = f;
    this.events = events;
  }

  @Override
  public double[] values() {
    return f.values();
  }

  @Override
  public double[] gradients() {
    if (gradients == null) {
      gradients = Checked.gradients(f, events);
    }
    return gradients;
  }

  @Override
  public double[] curvatures(double[] directions) {
    return Checked.curvatures(f, events, directions);
  }

  @Override
  public void pullback(double[] weights) {
    f.pullback(weights);
  }
}
