package io.thalweg.distribution;

/** Integrals by the five-point rule of Gauss and Legendre on many panels. */
public final class Gauss {

  private static final int PANELS = 400;
  private static final double[] PLACES = {
    -0.906179845938664, -0.5384693101056831, 0, 0.5384693101056831, 0.906179845938664
  };
  private static final double[] WEIGHTS = {
    0.23692688505618908,
    0.47862867049936647,
    0.5688888888888889,
    0.47862867049936647,
    0.23692688505618908
  };

  private Gauss() {}

  /** Returns the points at which the function must be evaluated, for 400 panels. */
  public static double[] nodes(double from, double to) {
    return nodes(PANELS, from, to);
  }

  /** Returns the points at which the function must be evaluated. */
  public static double[] nodes(int panels, double from, double to) {
    double[] nodes = new double[panels * PLACES.length];
    double half = (to - from) / panels / 2;
    for (int i = 0; i < nodes.length; i++) {
      int panel = i / PLACES.length;
      nodes[i] = from + half * (2 * panel + 1 + PLACES[i % PLACES.length]);
    }
    return nodes;
  }

  /** The integral of a function from its values at the nodes. */
  public static double integral(double[] values, double from, double to) {
    int panels = values.length / WEIGHTS.length;
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += WEIGHTS[i % WEIGHTS.length] * values[i];
    }
    return sum * (to - from) / panels / 2;
  }
}
