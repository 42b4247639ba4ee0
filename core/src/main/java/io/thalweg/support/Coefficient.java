package io.thalweg.support;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The coefficient of a control variate of mean zero, learned from past draws.
 *
 * <pre>
 *   g = a - alpha b,   E b = 0,   alpha = mean of a . b / mean of |b|^2
 * </pre>
 *
 * <p>It minimises the variance of g. The means are exponential means; their bias corrections are
 * equal and cancel. Before the first draw, alpha is 1.
 */
public final class Coefficient {

  private final double decay;
  private double products;
  private double squares;

  /**
   * Makes a coefficient.
   *
   * @param decay the share of the old means that each draw keeps
   * @throws IllegalArgumentException if the share is not strictly between 0 and 1
   */
  public Coefficient(double decay) {
    this.decay = Require.fraction("the decay of the coefficient", decay);
  }

  /** The coefficient alpha. */
  public double coefficient() {
    return squares > 0 ? products / squares : 1;
  }

  /** Learns from one draw of a and b. */
  public void learn(double[] a, double[] b) {
    products *= decay;
    squares *= decay;
    for (int i = 0; i < a.length; i++) {
      products += (1 - decay) * a[i] * b[i];
      squares += (1 - decay) * b[i] * b[i];
    }
  }

  /** Writes what was learned. */
  public void save(DataOutput out) throws IOException {
    out.writeDouble(products);
    out.writeDouble(squares);
  }

  /** Reads what was saved. */
  public void load(DataInput in) throws IOException {
    products = in.readDouble();
    squares = in.readDouble();
  }
}
