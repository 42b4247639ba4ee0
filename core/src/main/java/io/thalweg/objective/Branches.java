package io.thalweg.objective;

import io.thalweg.Checked;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.ObjectiveException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A base with jumps, whose amounts may jump too; each surface precedes the surfaces of its amount.
 */
record Branches(DifferentiableObjective base, List<Jump> jumps) implements Piecewise {

  @Override
  public double value(double[] point) {
    return evaluate(Events.of(point, 1, point.length)).values()[0];
  }

  @Override
  public Pieces evaluate(Events events) {
    return new Answer(
        Checked.linearize(base, events),
        jumps.stream().map(jump -> Part.of(jump, events)).toList());
  }

  /** One jump at a batch of events: its height, and its amount as if all lay above. */
  private record Part(Jump jump, Events events, Linearization height, Pieces amount) {

    static Part of(Jump jump, Events events) {
      if (jump.coordinate() >= events.pointSize()) {
        throw new ObjectiveException(
            "a jump is in coordinate %d of %s; it must be below %d"
                .formatted(jump.coordinate(), events, events.pointSize()));
      }
      Linearization height = Checked.linearize(jump.height(), events);
      return new Part(jump, events, height, jump.amount().evaluate(events));
    }

    /**
     * A copy of numbers, the same count for each row, that are set to 0 for the rows below the
     * surface.
     */
    double[] gated(double[] numbers) {
      return gated(numbers, events.points(), height.values());
    }

    private double[] gated(double[] numbers, double[] x, double[] heights) {
      double[] gated = numbers.clone();
      int each = gated.length / heights.length;
      for (int i = 0; i < gated.length; i++) {
        int row = i / each;
        boolean above = x[row * events.pointSize() + jump.coordinate()] > heights[row];
        gated[i] = above ? gated[i] : 0;
      }
      return gated;
    }

    /** The surface of the jump, and those of its amount above it. */
    List<Surface> surfaces() {
      List<Surface> surfaces = new ArrayList<>();
      surfaces.add(new Crossed(jump.coordinate(), height, this::amounts));
      for (Surface inner : amount.surfaces()) {
        surfaces.add(
            new Crossed(inner.coordinate(), inner.height(), points -> gatedJumps(inner, points)));
      }
      return surfaces;
    }

    private double[] amounts(double[] points) {
      return Checked.evaluate(jump.amount(), events.at(points)).values();
    }

    private double[] gatedJumps(Surface inner, double[] points) {
      double[] heights = Checked.evaluate(jump.height(), events.at(points)).values();
      return gated(inner.jumps(points), points, heights);
    }
  }

  private record Crossed(int coordinate, Linearization height, UnaryOperator<double[]> amounts)
      implements Surface {

    @Override
    public double[] jumps(double[] points) {
      return amounts.apply(points);
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
    public List<Surface> surfaces() {
      return parts.stream().flatMap(part -> part.surfaces().stream()).toList();
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
