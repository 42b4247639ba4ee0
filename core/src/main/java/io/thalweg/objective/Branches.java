package io.thalweg.objective;

import io.thalweg.Checked;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Events;
import io.thalweg.Linearization;
import java.util.ArrayList;
import java.util.List;

/** A base with jumps, whose amounts may jump too; each surface comes before those of its amount. */
record Branches(DifferentiableObjective base, List<Jump> jumps) implements Piecewise {

  @Override
  public List<Surface> surfaces() {
    List<Surface> surfaces = new ArrayList<>();
    for (Jump jump : jumps) {
      surfaces.add(jump.surface());
      surfaces.addAll(jump.amount().surfaces());
    }
    return surfaces;
  }

  @Override
  public Pieces evaluate(Events events) {
    return new Answer(
        Checked.linearize(base, events),
        jumps.stream().map(jump -> Part.of(jump, events)).toList());
  }

  /** The amount of one jump at every row, and which rows lie above its surface. */
  private record Part(Pieces amount, boolean[] above) {

    static Part of(Jump jump, Events events) {
      double[] heights = Checked.evaluate(jump.height(), events).values();
      double[] x = events.points();
      boolean[] above = new boolean[heights.length];
      for (int row = 0; row < above.length; row++) {
        above[row] = x[row * events.pointSize() + jump.coordinate()] > heights[row];
      }
      return new Part(jump.amount().evaluate(events), above);
    }

    /** A copy of numbers, as many for each row, that are 0 for the rows below. */
    double[] gated(double[] numbers) {
      double[] gated = numbers.clone();
      for (int i = 0; i < gated.length; i++) {
        gated[i] = above[i / (gated.length / above.length)] ? gated[i] : 0;
      }
      return gated;
    }
  }

  private static final class Answer implements Pieces {

    private final Linearization base;
    private final List<Part> parts;
    private final double[] values;

    Answer(Linearization base, List<Part> parts) {
      this.base = base;
      this.parts = parts;
      this.values = base.values().clone();
      parts.forEach(part -> add(part.gated(part.amount().values()), values));
    }

    private static void add(double[] terms, double[] sums) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += terms[i];
      }
    }

    @Override
    public double[] values() {
      return values;
    }

    @Override
    public List<double[]> jumps() {
      List<double[]> jumps = new ArrayList<>();
      for (Part part : parts) {
        jumps.add(part.amount().values());
        part.amount().jumps().forEach(inner -> jumps.add(part.gated(inner)));
      }
      return jumps;
    }

    @Override
    public double[] gradients() {
      double[] sum = base.gradients().clone();
      parts.forEach(part -> add(part.gated(part.amount().gradients()), sum));
      return sum;
    }

    @Override
    public double[] curvatures(double[] directions) {
      double[] sum = base.curvatures(directions).clone();
      parts.forEach(part -> add(part.gated(part.amount().curvatures(directions)), sum));
      return sum;
    }

    @Override
    public void pullback(double[] weights) {
      base.pullback(weights);
      parts.forEach(part -> part.amount().pullback(part.gated(weights)));
    }
  }
}
