package io.thalweg.estimator.flow;

import io.thalweg.Checked;
import io.thalweg.Cumulative;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Question;
import io.thalweg.objective.Piecewise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The probability flow gradient of an objective with jumps: probability that flows through a
 * surface gains the jump of f.
 *
 * <pre>
 *   x ~ p(.; theta),   x_s = x with x_j = h_s(x), on surface s,   p_j the density of x_j alone
 *   g = (1 - w) f(x) score + w { u(x) . grad f(x)
 *         + sum_s [[f]](x_s) p_j(h_s(x)) u(x_s) . (e_j - grad h_s(x)) }
 * </pre>
 *
 * <p>w u is the field and u the path of the law, along which the bracket of {@link ProbabilityFlow}
 * is (1 - w) score. w = 1 is reparameterisation with the jumps that it misses, w = 0 is REINFORCE.
 * Through a surface with normal n that moves at velocity v, the flow gains the integral of [[f p]]
 * (u - v) . n, where [[.]] is the jump in the direction of n; here the surface does not move and p
 * has no jump. The integral is over the other coordinates, of which x is a draw. If a count is
 * spread over [x, x + 1), f(floor x) jumps at x + 1; then this term is the only one, and the
 * estimator is {@link io.thalweg.estimator.pathwise.Go}.
 *
 * <p>Needs: independent continuous variables; an objective whose jumps are known, in coordinates
 * that are not angles. Shapes: g [contexts x dimension]. Cost: 1 evaluation of f with a gradient a
 * context, which counts as one; it answers for each surface its height with a gradient, and its
 * jump at one point. Bias: none.
 *
 * <p>Source: Lee, Yu &amp; Yang (2018), NeurIPS, arXiv:1806.00176; Parmas &amp; Sugiyama (2021),
 * AISTATS, arXiv:2105.14900, appendix E.4.
 *
 * @param share w
 */
public record JumpFlow(double share) implements Estimator<Cumulative, Piecewise> {

  /**
   * Makes a flow along a share of the path of the law.
   *
   * @throws IllegalArgumentException if it is not finite
   */
  public JumpFlow {
    if (!Double.isFinite(share)) {
      throw new IllegalArgumentException(
          "the share of the path is %s; it must be finite".formatted(share));
    }
  }

  /** Makes a flow along the path of the law. */
  public JumpFlow() {
    this(1);
  }

  /**
   * Draws one event of every context.
   *
   * @throws IllegalArgumentException when the question is answered, if the coordinate of a jump is
   *     an angle or does not exist, or the surface depends on that coordinate
   */
  @Override
  public Question<Piecewise> ask(Cumulative law, RandomGenerator random) {
    Events x = law.sample(1, random);
    return Question.of(
        Piecewise.Pieces.class, x, f -> new Estimate(law, gradient(law, x, f), x, 1, f));
  }

  private double[] gradient(Cumulative law, Events x, Piecewise.Pieces f) {
    List<Crossing> crossings = new ArrayList<>();
    for (Piecewise.Surface surface : share == 0 ? List.<Piecewise.Surface>of() : f.surfaces()) {
      crossings.add(Crossing.of(law, surface, x));
    }
    Events all = Events.concat(x, crossings.stream().map(Crossing::points).toArray(Events[]::new));
    double[] slopes = Checked.gradients(f, x);
    double[] cotangents = Arrays.copyOf(slopes, all.points().length);
    for (int s = 0; s < crossings.size(); s++) {
      double[] flows = crossings.get(s).flows();
      System.arraycopy(flows, 0, cotangents, (s + 1) * slopes.length, flows.length);
    }
    for (int i = 0; i < cotangents.length; i++) {
      cotangents[i] *= share;
    }
    double[] rest = f.values().clone();
    Arrays.setAll(rest, row -> (1 - share) * rest[row]);
    double[] gradient = law.weightedScore(x, rest);
    law.velocity().pullback(all, cotangents, 0, gradient);
    return gradient;
  }

  /**
   * Draws moved along one coordinate onto a surface.
   *
   * @param flows the jumps times p_j(h) (e_j - grad h), [rows x size]; 0 where the law has no
   *     density
   */
  private record Crossing(Events points, double[] flows) {

    static Crossing of(Cumulative law, Piecewise.Surface surface, Events x) {
      int size = x.size();
      int j = surface.coordinate();
      requireCrossable(law, j, x);
      double[] moved = x.points().clone();
      for (int row = 0; row < x.count(); row++) {
        moved[row * size + j] = surface.height().values()[row];
      }
      double[] log = law.logDensities(x.at(moved));
      double[] flows = fluxes(surface, x, log);
      for (int at = j; at < moved.length; at += size) {
        // The velocity of a law is not known outside of its support.
        moved[at] = log[at] == Double.NEGATIVE_INFINITY ? x.points()[at] : moved[at];
      }
      double[] jumps = surface.jumps(moved);
      for (int i = 0; i < flows.length; i++) {
        flows[i] = jumps[i / size] * flows[i];
      }
      return new Crossing(x.at(moved), flows);
    }

    /**
     * Computes p_j(h) (e_j - grad h), [rows x size].
     *
     * @param log the log-densities of all coordinates at the points on the surface
     */
    private static double[] fluxes(Piecewise.Surface surface, Events x, double[] log) {
      double[] fluxes = Checked.gradients(surface.height(), x).clone();
      int j = surface.coordinate();
      for (int i = 0; i < fluxes.length; i++) {
        int at = i - i % x.size() + j;
        if (i == at && fluxes[i] != 0) {
          throw new IllegalArgumentException(
              ("the surface of the jump in coordinate %d has derivative %s in that coordinate at %s;"
                      + " a surface must not depend on its own coordinate")
                  .formatted(j, fluxes[i], x.name(i / x.size())));
        }
        fluxes[i] = Math.exp(log[at]) * ((i == at ? 1 : 0) - fluxes[i]);
      }
      return fluxes;
    }

    private static void requireCrossable(Cumulative law, int coordinate, Events x) {
      if (coordinate >= x.size()) {
        throw new IllegalArgumentException(
            "a jump is in coordinate %d of %s; it must be below %d"
                .formatted(coordinate, x, x.size()));
      }
      if (law.isAngle(coordinate)) {
        throw new IllegalArgumentException(
            "coordinate %d of %s is an angle; a jump needs a coordinate that is no angle"
                .formatted(coordinate, law));
      }
    }
  }
}
