package io.thalweg.estimator.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.Differences;
import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Ordinal;
import io.thalweg.distribution.Geometric;
import io.thalweg.distribution.NegativeBinomial;
import io.thalweg.distribution.Poisson;
import io.thalweg.estimator.pathwise.Go;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * GO as a flow: a count k that is spread evenly over [k, k + 1) is a continuous law, under which
 * f(floor y) has no slope and jumps at the whole numbers.
 *
 * <pre>
 *   density q(floor y),   F(y) = Q(k - 1) + (y - k) q(k),   flux p u = -dF/dtheta,   k = floor y
 * </pre>
 */
class DitheredCountTest {

  private static final Objective F = x -> Math.sin(1.7 * x[0]) + 0.1 * x[0];

  static Stream<Ordinal> laws() {
    return Stream.of(
        Poisson.of(3.1), Poisson.of(0.2), Geometric.ofLogits(-0.7), NegativeBinomial.of(2.3, 0.4));
  }

  private static double probability(Distribution law, double k) {
    return Math.exp(law.logProbability(Events.of(new double[] {k}, 1, 1))[0]);
  }

  /** dq(k)/dtheta_i = q(k) score_i(k). */
  private static double change(Distribution law, int i, double k) {
    return probability(law, k) * law.scores(Events.of(new double[] {k}, 1, 1))[i];
  }

  /** The distribution function of the spread law. */
  private static double cumulative(Distribution law, double y) {
    double k = Math.floor(y);
    double below = 0;
    for (int j = 0; j < k; j++) {
      below += probability(law, j);
    }
    return below + (y - k) * probability(law, k);
  }

  /** -dF(y)/dtheta_i, term by term. */
  private static double flux(Distribution law, int i, double y) {
    double k = Math.floor(y);
    double below = 0;
    for (int j = 0; j < k; j++) {
      below += change(law, i, j);
    }
    return -below - (y - k) * change(law, i, k);
  }

  @ParameterizedTest
  @MethodSource("laws")
  void fluxIsTheMassThatLeavesTheDistributionFunction(Ordinal law) {
    for (double y : new double[] {0.3, 1.8, 4, 6.5}) {
      double[] differences =
          Differences.gradient(theta -> -cumulative(law.at(theta), y), law.parameters());
      double[] fluxes = new double[law.dimension()];
      for (int i = 0; i < fluxes.length; i++) {
        fluxes[i] = flux(law, i, y);
      }
      Differences.assertClose(differences, fluxes, 1);
    }
  }

  /**
   * The flux is a straight line of slope -dq/dtheta within a cell. So dp/dtheta + div(p u) is 0,
   * and the factor of f in the interior is 0. Rounding is that of the sum behind the flux.
   */
  @ParameterizedTest
  @MethodSource("laws")
  void nothingIsLeftInTheInterior(Ordinal law) {
    for (int i = 0; i < law.dimension(); i++) {
      for (int k = 0; k < 8; k++) {
        double divergence = (flux(law, i, k + 0.875) - flux(law, i, k + 0.125)) / 0.75;
        assertEquals(0, change(law, i, k) + divergence, 1e-14);
      }
    }
  }

  /** The gain at the right edge of the cell, divided by the density in the cell, is GO. */
  @ParameterizedTest
  @MethodSource("laws")
  void flowThroughTheRightEdgeOfTheCellIsGo(Ordinal law) {
    for (int seed = 0; seed < 50; seed++) {
      Estimate go = new Go().estimate(law, F, new SplittableRandom(seed));
      double k = go.events().values()[0];
      double gain = F.value(new double[] {k + 1}) - F.value(new double[] {k});
      for (int i = 0; i < law.dimension(); i++) {
        double expected = gain * flux(law, i, k + 1) / probability(law, k);
        // The terms of the flux cancel far out.
        double terms = 0;
        for (int j = 0; j <= k; j++) {
          terms += Math.abs(change(law, i, j));
        }
        double size = Math.abs(gain) * terms / probability(law, k);
        assertEquals(expected, go.gradient()[i], 1e-12 * size);
      }
    }
  }
}
