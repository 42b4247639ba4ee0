package io.thalweg.estimator.combinator;

import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.objective.Piecewise;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Some rows of an evaluation, with the derivatives that the evaluation has.
 *
 * @param events the events of all rows
 * @param rows the indices of those that are taken, each at most once
 */
record Slice(Events events, int[] rows) {

  static Evaluation of(Evaluation all, Events events, int from, int to) {
    return of(all, events, IntStream.range(from, to).toArray());
  }

  static Evaluation of(Evaluation all, Events events, int... rows) {
    Slice slice = new Slice(events, rows);
    if (all instanceof Piecewise.Pieces pieces) {
      return new OfPieces(slice, pieces);
    }
    return all instanceof Linearization smooth ? new Smooth(slice, smooth) : new Plain(slice, all);
  }

  /** Returns the kind of evaluation that suffices for all of several kinds. */
  static Class<? extends Evaluation> kind(List<? extends Class<? extends Evaluation>> kinds) {
    Class<? extends Evaluation> kind = Evaluation.class;
    for (Class<? extends Evaluation> own : kinds) {
      kind = kind.isAssignableFrom(own) ? own : kind;
    }
    return kind;
  }

  /** Takes the numbers of these rows out of the numbers of all rows. */
  private double[] take(double[] all) {
    int each = all.length / events.count();
    double[] own = new double[rows.length * each];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(all, rows[i] * each, own, i * each, each);
    }
    return own;
  }

  /** Puts numbers of these rows into a copy of the numbers of all rows. */
  private double[] put(double[] own, double[] among) {
    int each = own.length / rows.length;
    double[] all = among.clone();
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(own, i * each, all, rows[i] * each, each);
    }
    return all;
  }

  /** Puts numbers of these rows among zeros. */
  private double[] put(double[] own) {
    return put(own, new double[own.length / rows.length * events.count()]);
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
