package io.thalweg.estimator.flow;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.support.Checked;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * An objective that is smooth but for jumps across known surfaces.
 *
 * <pre>
 *   f(x) = base(x) + sum_s 1[x_j &gt; h_s(x)] d_s(x),   j the coordinate of jump s
 * </pre>
 *
 * <p>So {@code if (x_j > h) a else b} of a program is b with the jump a - b. Base and amounts may
 * be piecewise too: an if within an if is a jump of an amount. Every part is evaluated at every
 * point, and must be defined there. Gradients are those of the pieces; what f gains across a
 * surface is no part of them, and {@link JumpFlow} adds it. The own parameters of f are those of
 * its base and its amounts.
 *
 * <p>Source: Lee, Yu &amp; Yang (2018), NeurIPS, arXiv:1806.00176.
 */
public final class Piecewise implements DifferentiableObjective {

  private final DifferentiableObjective base;
  private final List<Jump> jumps;

  /** A base and what it gains above each surface. */
  public Piecewise(DifferentiableObjective base, Jump... jumps) {
    this(base, List.of(jumps));
  }

  private Piecewise(DifferentiableObjective base, List<Jump> jumps) {
    this.base = base;
    this.jumps = jumps;
  }

  /** The same jumps, with another objective in place of each part. */
  public Piecewise map(UnaryOperator<DifferentiableObjective> part) {
    return new Piecewise(
        of(base, part),
        jumps.stream()
            .map(
                jump ->
                    new Jump(jump.coordinate(), of(jump.height(), part), of(jump.amount(), part)))
            .toList());
  }

  private static DifferentiableObjective of(
      DifferentiableObjective smooth, UnaryOperator<DifferentiableObjective> part) {
    return smooth instanceof Piecewise inner ? inner.map(part) : part.apply(smooth);
  }

  /** All surfaces across which f jumps: those of the base, then each with those of its amount. */
  public List<Jump> surfaces() {
    List<Jump> surfaces = new ArrayList<>();
    if (base instanceof Piecewise inner) {
      surfaces.addAll(inner.surfaces());
    }
    for (Jump jump : jumps) {
      surfaces.add(jump);
      if (jump.amount() instanceof Piecewise inner) {
        surfaces.addAll(inner.surfaces());
      }
    }
    return surfaces;
  }

  @Override
  public Pieces evaluate(Events events) {
    return new Pieces(this, events);
  }

  /** The amount of one jump at every row, and which rows lie above its surface. */
  private record Part(Linearization amount, boolean[] above) {

    static Part of(Jump jump, Events events) {
      double[] heights = Checked.evaluate(jump.height(), events).values();
      double[] x = events.points();
      boolean[] above = new boolean[heights.length];
      for (int row = 0; row < above.length; row++) {
        above[row] = x[row * events.pointSize() + jump.coordinate()] > heights[row];
      }
      return new Part(Checked.linearize(jump.amount(), events), above);
    }

    /** A copy of numbers of which each row has as many, zero for the rows below. */
    double[] gated(double[] numbers) {
      double[] gated = numbers.clone();
      for (int i = 0; i < gated.length; i++) {
        gated[i] = above[i / (gated.length / above.length)] ? gated[i] : 0;
      }
      return gated;
    }
  }

  /** What a piecewise objective answered, and what it would have gained across its surfaces. */
  public static final class Pieces implements Linearization {

    private final Linearization base;
    private final List<Part> parts;
    private final double[] values;

    private Pieces(Piecewise f, Events events) {
      this.base = Checked.linearize(f.base, events);
      this.parts = f.jumps.stream().map(jump -> Part.of(jump, events)).toList();
      this.values = base.values().clone();
      for (Part part : parts) {
        add(part.gated(part.amount().values()), values);
      }
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

    /**
     * How much f gains at every row, if it lies on a surface, on the way up through it; one array
     * for each of the {@link Piecewise#surfaces}.
     */
    public List<double[]> gains() {
      List<double[]> gains = new ArrayList<>();
      if (base instanceof Pieces inner) {
        gains.addAll(inner.gains());
      }
      for (Part part : parts) {
        gains.add(part.amount().values());
        if (part.amount() instanceof Pieces inner) {
          inner.gains().forEach(gain -> gains.add(part.gated(gain)));
        }
      }
      return gains;
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
