package io.thalweg.workbench.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Reparameterized;
import io.thalweg.baseline.Constant;
import io.thalweg.check.VarianceReport;
import io.thalweg.distribution.Gamma;
import io.thalweg.distribution.Gaussian;
import io.thalweg.distribution.MultivariateGaussian;
import io.thalweg.estimator.flow.Fields;
import io.thalweg.estimator.flow.ProbabilityFlow;
import io.thalweg.estimator.pathwise.Reparameterization;
import io.thalweg.estimator.score.Reinforce;
import io.thalweg.problem.Problem;
import io.thalweg.problem.Problems;
import io.thalweg.problem.Waves;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("proof")
class VariancePlaneTest {

  private static final int DRAWS = 120_000;
  private static final double NORMAL_95 = 1.959964;
  // Exceeded by chance once in 100,000 times.
  private static final double CRITICAL_Z = 4.42;
  // What the two variances may differ by in sight of the test.
  private static final double POWER = 0.05;

  private static final List<VariancePlane.Place> PLACES =
      List.of(
          VariancePlane.LR,
          VariancePlane.RP,
          new VariancePlane.Place("between", 0.6, 1.85),
          new VariancePlane.Place("beyond", 1.3, 1.1),
          new VariancePlane.Place("before", -0.2, 1.2),
          new VariancePlane.Place("grid", 0.5, 1.5));

  /** A problem with its plane, at which all tests look. */
  private record Setting(Reparameterized law, DifferentiableObjective f, VariancePlane plane) {

    Setting(Reparameterized law, DifferentiableObjective f) {
      this(
          law,
          f,
          VariancePlane.of(law, f, PLACES, DRAWS, new SplittableRandom(4), count -> true)
              .orElseThrow());
    }

    /** Measures the variance of the estimator itself by draws. */
    VarianceReport direct(
        Estimator<? super Reparameterized, ? super DifferentiableObjective> estimator) {
      return VarianceReport.of(estimator, law, f, 2 * DRAWS, new SplittableRandom(6));
    }

    VariancePlane.Mark mark(String baseline, String id) {
      return VariancePlaneTest.mark(plane, baseline, id);
    }

    @Override
    public String toString() {
      return law.toString();
    }
  }

  private static final List<Setting> SETTINGS =
      List.of(
          new Setting(Gaussian.of(0, 0.4), Waves.quartic(0.7)),
          new Setting(
              MultivariateGaussian.of(
                  new double[] {0.3, -0.2}, new double[][] {{1, 0.5}, {0.5, 0.8}}),
              DifferentiableObjective.of(
                  x -> Math.sin(x[0]) + x[0] * x[1],
                  x -> new double[] {Math.cos(x[0]) + x[1], x[0]})),
          problem("queue"));

  static List<Setting> settings() {
    return SETTINGS;
  }

  private static Setting problem(String id) {
    Problem problem = Problems.find(id).orElseThrow();
    return new Setting(
        (Reparameterized) problem.law(), (DifferentiableObjective) problem.objective());
  }

  @ParameterizedTest
  @MethodSource("settings")
  void lrIsReinforceWithItsBestConstant(Setting setting) {
    assertSame(setting.direct(new Reinforce()), setting.mark("none", "lr"));
    double c = bestConstant(setting);
    VarianceReport direct = setting.direct(new Reinforce().minus(new Constant(c)));
    assertSame(direct, setting.mark("constant", "lr"));
    assertSame(direct, setting.mark("score", "lr"));
  }

  /** E[f |score|^2] / E[|score|^2]. */
  private static double bestConstant(Setting setting) {
    Events x = setting.law().sample(DRAWS, new SplittableRandom(5));
    double[] values = setting.f().evaluate(x).values();
    double[] scores = setting.law().scores(x);
    int dimension = setting.law().dimension();
    double above = 0;
    double below = 0;
    for (int i = 0; i < scores.length; i++) {
      above += values[i / dimension] * scores[i] * scores[i];
      below += scores[i] * scores[i];
    }
    return above / below;
  }

  @ParameterizedTest
  @MethodSource("settings")
  void rpIsReparameterization(Setting setting) {
    VarianceReport direct = setting.direct(new Reparameterization());
    assertSame(direct, setting.mark("none", "rp"));
    assertSame(direct, setting.mark("constant", "rp"));
  }

  @Test
  void elsewhereItIsTheProbabilityFlowAtAStretchedLaw() {
    Setting setting = settings().get(0);
    for (var place : PLACES.subList(2, 5)) {
      DifferentiableObjective w =
          DifferentiableObjective.of(x -> place.weight(), x -> new double[1]);
      var flow =
          ProbabilityFlow.<Reparameterized>along(law -> Fields.scaled(w, law.velocity()))
              .drawnFrom(law -> Gaussian.of(0, 0.4 * place.tail()));
      assertSame(setting.direct(flow), setting.mark("none", place.id()));
    }
  }

  private static void assertSame(VarianceReport direct, VariancePlane.Mark mark) {
    double own = error(mark.ci()[0], mark.ci()[1]);
    // The upper end counts the tail, too.
    double other = Math.log(direct.variance() / direct.varianceInterval().low()) / NORMAL_95;
    double error = Math.hypot(own, other);
    String what = "%s: %s against %s".formatted(mark.id(), mark.variance(), direct.variance());
    assertTrue(error < POWER, what);
    assertTrue(Math.abs(Math.log(mark.variance() / direct.variance())) < CRITICAL_Z * error, what);
  }

  /** Computes the standard error of the logarithm from an interval. */
  private static double error(double low, double high) {
    return Math.log(high / low) / (2 * NORMAL_95);
  }

  @Test
  void laysTheMarksOnTheSurface() {
    Setting setting = settings().get(0);
    VariancePlane plane = setting.plane();
    int column = nearest(plane.weights(), 0.5);
    int row = nearest(plane.tails(), 1.5);
    for (VariancePlane.Surface surface : plane.surfaces()) {
      VariancePlane.Mark mark = mark(plane, surface.baseline(), "grid");
      assertEquals(mark.variance(), surface.variance()[row][column], 1e-9 * mark.variance());
      assertTrue(mark.ci()[0] < mark.variance() && mark.variance() < mark.ci()[1]);
    }
  }

  private static int nearest(double[] grid, double value) {
    int nearest = 0;
    for (int i = 0; i < grid.length; i++) {
      nearest = Math.abs(grid[i] - value) < Math.abs(grid[nearest] - value) ? i : nearest;
    }
    assertEquals(value, grid[nearest], 1e-12);
    return nearest;
  }

  @ParameterizedTest
  @MethodSource("settings")
  void nothingOfTheSurfaceIsBelowTheBest(Setting setting) {
    VariancePlane plane = setting.plane();
    for (VariancePlane.Surface surface : plane.surfaces()) {
      // A point of the grid has its own rounding.
      double best = mark(plane, surface.baseline(), "best").variance() * (1 - 1e-9);
      double optimal = mark(plane, surface.baseline(), "optimal").variance() * (1 - 1e-9);
      assertTrue(mark(plane, surface.baseline(), "lr").variance() >= optimal);
      assertTrue(mark(plane, surface.baseline(), "rp").variance() >= optimal);
      for (double[] row : surface.variance()) {
        for (double variance : row) {
          assertTrue(variance >= best, () -> "%s below %s".formatted(variance, best));
        }
      }
      for (double variance : surface.variance()[nearest(plane.tails(), 1)]) {
        assertTrue(variance >= optimal);
      }
    }
    for (int row = 0; row < plane.tails().length; row++) {
      for (int i = 0; i < plane.weights().length; i++) {
        double none = plane.surfaces().get(0).variance()[row][i];
        double constant = plane.surfaces().get(1).variance()[row][i];
        double score = plane.surfaces().get(2).variance()[row][i];
        assertTrue(score <= Math.min(none, constant) + 1e-9 * none);
      }
    }
  }

  @Test
  void lrOfAConstantHasNoVarianceOnceTheConstantIsOff() {
    DifferentiableObjective three = DifferentiableObjective.of(x -> 3, x -> new double[x.length]);
    VariancePlane plane = new Setting(Gamma.of(2, 1), three).plane();
    assertTrue(mark(plane, "none", "lr").variance() > 1);
    assertEquals(0, mark(plane, "none", "rp").variance(), 1e-20);
    assertEquals(0, mark(plane, "constant", "lr").variance(), 1e-20);
    assertEquals(0, mark(plane, "score", "best").variance(), 1e-20);
  }

  @Test
  void rpOfALinearFunctionHasTheVarianceOfTheSlopesOfThePath() {
    double deviation = 1.7;
    DifferentiableObjective f = DifferentiableObjective.of(x -> 2 * x[0], x -> new double[] {2});
    VariancePlane.Mark rp = new Setting(Gaussian.of(1, deviation), f).mark("none", "rp");
    // u f' = (2, 2 (x - m)), of which the first does not vary.
    double exact = 4 * deviation * deviation;
    double z = Math.log(rp.variance() / exact) / error(rp.ci()[0], rp.ci()[1]);
    assertTrue(Math.abs(z) < CRITICAL_Z, () -> rp.variance() + " against " + exact);
  }

  private static VariancePlane.Mark mark(VariancePlane plane, String baseline, String id) {
    return plane.surfaces().stream()
        .filter(surface -> surface.baseline().equals(baseline))
        .flatMap(surface -> surface.marks().stream())
        .filter(mark -> mark.id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
