package io.thalweg.objective;

import io.thalweg.DifferentiableObjective;
import io.thalweg.support.Require;

/**
 * An amount that is added to an objective where one coordinate lies above a surface over the
 * others.
 *
 * <pre>
 *   1[x_j &gt; h(x)] d(x)
 * </pre>
 *
 * <p>Jumps of one objective may cross and may share a surface: they are added. The surface of a
 * jump within the amount d must not coincide with h, or with a part of h: there the inner jump
 * counts as below, and is lost.
 *
 * @param coordinate j
 * @param height h, which may depend on all coordinates but x_j
 * @param amount d, of all coordinates
 */
public record Jump(int coordinate, DifferentiableObjective height, Piecewise amount) {

  /**
   * Makes a jump across a surface, by an amount that may jump too.
   *
   * @throws IllegalArgumentException if the coordinate is negative
   */
  public Jump {
    Require.atLeast(0, "the coordinate of a jump", coordinate);
  }

  /**
   * Makes a jump across a surface.
   *
   * @throws IllegalArgumentException if the coordinate is negative
   */
  public Jump(int coordinate, DifferentiableObjective height, DifferentiableObjective amount) {
    this(coordinate, height, Piecewise.of(amount));
  }

  /**
   * A jump where a coordinate is a given number.
   *
   * @throws IllegalArgumentException if the coordinate is negative
   */
  public static Jump at(int coordinate, double height, DifferentiableObjective amount) {
    return new Jump(
        coordinate, DifferentiableObjective.of(x -> height, x -> new double[x.length]), amount);
  }
}
