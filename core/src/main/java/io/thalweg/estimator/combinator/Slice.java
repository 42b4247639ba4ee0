package io.thalweg.estimator.combinator;

import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.objective.Piecewise;
import java.util.Arrays;
import java.util.List;

/**
 * A part of the rows of an evaluation, with the derivatives that the evaluation has.
 *
 * @param events the events of all rows
 * @param from the first of them
 * @param to the row after the last of them
 */
record Slice(Events events, int from, int to) {

  static Evaluation of(Evaluation all, Events events, int from, int to) {
    Slice slice = new Slice(events, from, to);
    if (all instanceof Piecewise.Pieces pieces) {
      return new OfPieces(slice, pieces);
    }
    return all instanceof Linearization smooth ? new Smooth(slice, smooth) : new Plain(slice, all);
  }

  /** Takes the numbers of these rows out of the numbers of all rows. */
  private double[] take(double[] all) {
    int each = all.length / events.count();
    return Arrays.copyOfRange(all, from * each, to * each);
  }

  /** Puts numbers of these rows into a copy of the numbers of all rows. */
  private double[] put(double[] own, double[] among) {
    double[] all = among.clone();
    System.arraycopy(own, 0, all, own.length / (to - from) * from, own.length);
    return all;
  }

  /** Puts numbers of these rows among zeros. */
  private double[] put(double[] own) {
    return put(own, new double[own.length / (to - from) * events.count()]);
  }

  private record Plain(Slice rows, Evaluation all) implements Evaluation {

    @Override
    public double[] values() {
      return rows.take(all.values());
    }

    @Override
    public void pullback(double[] weights) {
      all.pullback(rows.put(weights));
    }
  }

  private static class Smooth implements Linearization {
    final Slice rows;
    private final Linearization all;

    Smooth(Slice rows, Linearization all) {
      this.rows = rows;
      this.all = all;
    }

    @Override
    public double[] values() {
      return rows.take(all.values());
    }

    @Override
    public double[] gradients() {
      return rows.take(all.gradients());
    }

    @Override
    public double[] curvatures(double[] directions) {
      return rows.take(all.curvatures(rows.put(directions)));
    }

    @Override
    public void pullback(double[] weights) {
      all.pullback(rows.put(weights));
    }
  }

  private static final class OfPieces extends Smooth implements Piecewise.Pieces {
    private final Piecewise.Pieces pieces;

    OfPieces(Slice rows, Piecewise.Pieces pieces) {
      super(rows, pieces);
      this.pieces = pieces;
    }

    @Override
    public List<Piecewise.Surface> surfaces() {
      return pieces.surfaces().stream()
          .<Piecewise.Surface>map(surface -> new OfSurface(rows, surface))
          .toList();
    }
  }

  private record OfSurface(Slice rows, Piecewise.Surface surface) implements Piecewise.Surface {

    @Override
    public int coordinate() {
      return surface.coordinate();
    }

    @Override
    public Linearization height() {
      return new Smooth(rows, surface.height());
    }

    /**
     * Computes the jumps of these rows; the other rows keep their points, and their jumps are
     * dropped.
     */
    @Override
    public double[] jumps(double[] points) {
      return rows.take(surface.jumps(rows.put(points, rows.events.points())));
    }
  }
}
