package io.thalweg.estimator.combinator;

import io.thalweg.Estimand;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.support.UpperTail;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.numbers.gamma.Erfc;

/**
 * The function of f whose mean has the gradient of a quantile or of a tail mean, once the quantile
 * v of each context is known.
 *
 * <pre>
 *   tail mean:  (f - v)+ / (1 - level)
 *   quantile:   1{f &gt; v} / p(v); for slopes Phi((f - v) / h) / p(v)
 * </pre>
 *
 * <p>h is a third of the bandwidth with which p(v) is estimated.
 *
 * @param risk the quantile or the tail mean
 * @param pilots values of f from which v is known, a sample of each context
 */
record TailFunction(Estimand.Risk risk, List<UpperTail> pilots) {

  /** Takes an evaluation of f for one of this function, with slopes where they are asked for. */
  Evaluation of(Evaluation f, Events events, boolean slopes) {
    int[] contexts = new int[events.count()];
    Arrays.setAll(contexts, events::context);
    Piece[] pieces = pilots.stream().map(slopes ? this::smooth : this::plain).toArray(Piece[]::new);
    return slopes
        ? new Smooth((Linearization) f, contexts, pieces)
        : new Plain(f, contexts, pieces);
  }

  /** A function of one number, with derivatives almost everywhere. */
  private interface Piece {
    double value(double f);

    double slope(double f);

    double curvature(double f);
  }

  private Piece plain(UpperTail pilot) {
    return risk instanceof Estimand.Quantile
        ? new Step(pilot.quantile(), 1 / pilot.requireDensity().density())
        : smooth(pilot);
  }

  private Piece smooth(UpperTail pilot) {
    return risk instanceof Estimand.Quantile
        ? new Blurred(pilot.quantile(), pilot.bandwidth() / 3, 1 / pilot.requireDensity().density())
        : new Excess(pilot.quantile(), 1 / (1 - risk.level()));
  }

  private record Step(double from, double height) implements Piece {
    @Override
    public double value(double f) {
      return f > from ? height : 0;
    }

    @Override
    public double slope(double f) {
      return 0;
    }

    @Override
    public double curvature(double f) {
      return 0;
    }
  }

  private record Excess(double from, double slope) implements Piece {
    @Override
    public double value(double f) {
      return slope * Math.max(0, f - from);
    }

    @Override
    public double slope(double f) {
      return f > from ? slope : 0;
    }

    @Override
    public double curvature(double f) {
      return 0;
    }
  }

  /**
   * A step that is blurred. Slopes of f differ more than its density within a bandwidth, and a
   * third of it divides their bias by nine.
   */
  private record Blurred(double from, double width, double height) implements Piece {
    @Override
    public double value(double f) {
      return height * 0.5 * Erfc.value((from - f) / (width * Math.sqrt(2)));
    }

    @Override
    public double slope(double f) {
      double e = (f - from) / width;
      return height * Math.exp(-e * e / 2) / (width * Math.sqrt(2 * Math.PI));
    }

    @Override
    public double curvature(double f) {
      return -(f - from) / (width * width) * slope(f);
    }
  }

  private static class Plain implements Evaluation {
    private final Evaluation f;
    private final int[] contexts;
    private final Piece[] pieces;

    Plain(Evaluation f, int[] contexts, Piece[] pieces) {
      this.f = f;
      this.contexts = contexts;
      this.pieces = pieces;
    }

    Piece piece(int row) {
      return pieces[contexts[row]];
    }

    @Override
    public double[] values() {
      double[] inner = f.values();
      double[] values = new double[inner.length];
      Arrays.setAll(values, row -> piece(row).value(inner[row]));
      return values;
    }

    @Override
    public void pullback(double[] weights) {
      double[] inner = f.values();
      double[] own = new double[inner.length];
      Arrays.setAll(own, row -> weights[row] * piece(row).slope(inner[row]));
      f.pullback(own);
    }
  }

  private static final class Smooth extends Plain implements Linearization {
    private final Linearization f;

    Smooth(Linearization f, int[] contexts, Piece[] pieces) {
      super(f, contexts, pieces);
      this.f = f;
    }

    @Override
    public double[] gradients() {
      double[] inner = f.values();
      double[] gradients = f.gradients().clone();
      int size = gradients.length / inner.length;
      for (int row = 0; row < inner.length; row++) {
        double slope = piece(row).slope(inner[row]);
        for (int i = row * size; i < (row + 1) * size; i++) {
          gradients[i] *= slope;
        }
      }
      return gradients;
    }

    @Override
    public double[] curvatures(double[] directions) {
      double[] inner = f.values();
      double[] slopes = f.gradients();
      double[] curved = f.curvatures(directions).clone();
      int size = curved.length / inner.length;
      for (int row = 0; row < inner.length; row++) {
        double along = 0;
        for (int i = row * size; i < (row + 1) * size; i++) {
          along += slopes[i] * directions[i];
        }
        double slope = piece(row).slope(inner[row]);
        double bend = piece(row).curvature(inner[row]) * along;
        for (int i = row * size; i < (row + 1) * size; i++) {
          curved[i] = slope * curved[i] + bend * slopes[i];
        }
      }
      return curved;
    }
  }
}
