package io.thalweg.workbench.flow;

import io.thalweg.Cumulative;
import io.thalweg.Events;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Boxes of probability before and after a law has moved, in two ways of counting.
 *
 * <pre>
 *   LR: edges stay where they are, and masses change:   sum of (change of P_i) f(x_i)
 *   RP: masses stay what they are, and edges move:      sum of P_i (change of f(x_i))
 * </pre>
 *
 * <p>x_i is the middle of a box. The first and the last box have the width of the others, but
 * contain the tails.
 *
 * <p>Source: Parmas &amp; Sugiyama (2021), AISTATS, arXiv:2105.14900, section 3 and figure 2.
 *
 * @param x the places at which the curves are drawn
 * @param f at each x
 * @param before the density at each x
 * @param after the density at each x, after the law has moved
 * @param lr boxes with edges that stay
 * @param rp boxes with masses that stay
 * @param change the change of E f, the limit of both sums for many boxes
 */
public record Boxes(
    double[] x, double[] f, double[] before, double[] after, Way lr, Way rp, double change) {

  private static final int POINTS = 241;
  private static final int MANY = 20_000;

  /**
   * Boxes at one time.
   *
   * @param edges from left to right, one more than there are boxes
   * @param masses the probabilities of the boxes
   * @param middles the places at which f is evaluated
   * @param values the values of f there
   */
  public record Row(double[] edges, double[] masses, double[] middles, double[] values) {

    double mean() {
      double sum = 0;
      for (int i = 0; i < masses.length; i++) {
        sum += masses[i] * values[i];
      }
      return sum;
    }
  }

  /**
   * One way to count.
   *
   * @param change the change of the sum of mass times value
   */
  public record Way(Row before, Row after, double change) {

    Way(Row before, Row after) {
      this(before, after, after.mean() - before.mean());
    }
  }

  /**
   * Makes equally wide boxes under a law of one variable, and moves them.
   *
   * @param after the law after it has moved
   * @param from the left edge of the first box
   * @param to the right edge of the last box
   */
  public static Boxes of(
      Cumulative before,
      Cumulative after,
      DoubleUnaryOperator f,
      double from,
      double to,
      int boxes) {
    double[] edges = OneVariable.grid(from, to, boxes + 1);
    double[] middles = new double[boxes];
    Arrays.setAll(middles, i -> (edges[i] + edges[i + 1]) / 2);
    double[] masses = masses(before, edges);
    double margin = (to - from) / boxes;
    double[] x = OneVariable.grid(from - margin, to + margin, POINTS);
    Row start = new Row(edges, masses, middles, map(f, middles));
    Row refilled = new Row(edges, masses(after, edges), middles, start.values());
    double[] moved = moved(before, after, middles);
    Row shifted = new Row(moved(before, after, edges), masses, moved, map(f, moved));
    return new Boxes(
        x,
        map(f, x),
        map(new OneVariable(before)::density, x),
        map(new OneVariable(after)::density, x),
        new Way(start, refilled),
        new Way(start, shifted),
        mean(after, f) - mean(before, f));
  }

  /** Computes E f from many boxes of equal mass. */
  private static double mean(Cumulative law, DoubleUnaryOperator f) {
    double[] uniforms = new double[MANY];
    Arrays.setAll(uniforms, i -> (i + 0.5) / MANY);
    return Arrays.stream(map(f, law.transform(uniforms).values())).average().getAsDouble();
  }

  /**
   * Computes the masses of the boxes between edges; the tails belong to the first and the last box.
   */
  private static double[] masses(Cumulative law, double[] edges) {
    double[] below = law.cumulative(Events.of(edges, 1, 1));
    below[0] = 0;
    below[below.length - 1] = 1;
    double[] masses = new double[edges.length - 1];
    Arrays.setAll(masses, i -> below[i + 1] - below[i]);
    return masses;
  }

  /** Moves points so that the mass to their left remains. */
  private static double[] moved(Cumulative before, Cumulative after, double[] x) {
    return after.transform(before.cumulative(Events.of(x, 1, 1))).values();
  }

  private static double[] map(DoubleUnaryOperator f, double[] x) {
    return Arrays.stream(x).map(f).toArray();
  }
}
