package io.thalweg;

import org.jspecify.annotations.Nullable;

/** A linearization that computes its gradients once, when they are first asked for. */
public abstract class LazyLinearization implements Linearization {

  private final double[] values;
  // Null until they are asked for.
  private double @Nullable [] gradients;

  /**
   * Makes a linearization of values that are known.
   *
   * @param values one for each row
   */
  protected LazyLinearization(double[] values) {
    this.values = values;
  }

  /** Computes the gradient of f in x at every point, [rows x point size]. */
  protected abstract double[] computeGradients();

  @Override
  public final double[] values() {
    return values;
  }

  @Override
  public final double[] gradients() {
    double[] known = gradients;
    if (known == null) {
      known = computeGradients();
      gradients = known;
    }
    return known;
  }
}
