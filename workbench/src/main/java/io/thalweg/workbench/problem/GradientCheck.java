package io.thalweg.workbench.problem;

import io.thalweg.Checked;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Events;
import io.thalweg.ObjectiveException;
import io.thalweg.problem.Problem;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/** Compares the gradient that a user states with differences of the values. */
public final class GradientCheck {

  private static final int CHECKED = 5;
  private static final double STEP = 1e-5;
  private static final double TOLERANCE = 1e-4;
  // Of x itself, so that a step is not lost in rounding where x varies little.
  private static final double LEAST_STEP = 1e-4;

  private GradientCheck() {}

  /**
   * Describes a place at which the gradient differs from differences of the values, among a few
   * draws; what cannot be differenced is left out, and nothing is compared if f fails at a draw.
   */
  public static Optional<String> fault(Problem problem) {
    if (!(problem.objective() instanceof DifferentiableObjective f)) {
      return Optional.empty();
    }
    Events x = problem.law().sample(CHECKED, new SplittableRandom(2));
    try {
      return fault(f, x, Checked.gradients(Checked.linearize(f, x), x));
    } catch (ObjectiveException e) {
      // The race will say why.
      return Optional.empty();
    }
  }

  private static Optional<String> fault(DifferentiableObjective f, Events x, double[] gradients) {
    double[] points = x.points();
    for (int i = 0; i < points.length; i++) {
      double coarse = difference(f, x, i, STEP);
      double fine = difference(f, x, i, STEP / 4);
      double size = 1 + Math.abs(coarse) + Math.abs(gradients[i]);
      // Where the two differ there is a kink or a jump, and no derivative.
      if (Math.abs(coarse - fine) <= TOLERANCE / 10 * size
          && Math.abs(coarse - gradients[i]) > TOLERANCE * size) {
        int row = i / x.pointSize();
        return Optional.of(
            "the gradient is not that of the value: at x = %s its coordinate %d is %.6g, central"
                    .formatted(Arrays.toString(x.point(row)), i % x.pointSize(), gradients[i])
                + " differences give %.6g".formatted(coarse));
      }
    }
    return Optional.empty();
  }

  /**
   * Computes a central difference, or a one-sided one where f fails on the other side, as it may at
   * the edge of the support; NaN where it fails on both.
   */
  private static double difference(DifferentiableObjective f, Events x, int i, double relative) {
    double step = relative * Math.max(spread(x, i), LEAST_STEP * Math.abs(x.points()[i]));
    double here = x.points()[i];
    double above = value(f, x, i, here + step);
    double below = value(f, x, i, here - step);
    double high = Double.isNaN(above) ? here : here + step;
    double low = Double.isNaN(below) ? here : here - step;
    double rise =
        (Double.isNaN(above) ? value(f, x, i, here) : above)
            - (Double.isNaN(below) ? value(f, x, i, here) : below);
    return high > low ? rise / (high - low) : Double.NaN;
  }

  /** The range of one coordinate over the draws of its context; 1 if they are all the same. */
  private static double spread(Events x, int i) {
    int together = x.contexts() * x.pointSize();
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int at = i % together; at < x.points().length; at += together) {
      least = Math.min(least, x.points()[at]);
      greatest = Math.max(greatest, x.points()[at]);
    }
    return greatest > least ? greatest - least : 1;
  }

  /** The value of f at one event with one coordinate moved; NaN where f fails. */
  private static double value(DifferentiableObjective f, Events x, int i, double moved) {
    int row = i / x.pointSize();
    int together = x.contexts() * x.pointSize();
    int draw = row / x.contexts();
    double[] one = Arrays.copyOfRange(x.points(), draw * together, (draw + 1) * together);
    one[i - draw * together] = moved;
    try {
      return Checked.evaluate(f, Events.ofPoints(one, x)).values()[row % x.contexts()];
    } catch (ObjectiveException e) {
      return Double.NaN;
    }
  }
}
