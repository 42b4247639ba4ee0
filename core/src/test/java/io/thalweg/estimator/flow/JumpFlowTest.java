package io.thalweg.estimator.flow;

import static io.thalweg.JumpCases.linear;
import static io.thalweg.JumpCases.lines;
import static io.thalweg.JumpCases.plane;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Alarms;
import io.thalweg.Answerable;
import io.thalweg.Case;
import io.thalweg.Cumulative;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.JumpCases;
import io.thalweg.Linearization;
import io.thalweg.Objective;
import io.thalweg.ObjectiveException;
import io.thalweg.Question;
import io.thalweg.check.Unbiasedness;
import io.thalweg.distribution.Exponential;
import io.thalweg.distribution.Gamma;
import io.thalweg.distribution.Gaussian;
import io.thalweg.distribution.VonMises;
import io.thalweg.estimator.combinator.MeanOf;
import io.thalweg.estimator.pathwise.Reparameterization;
import io.thalweg.estimator.score.Reinforce;
import io.thalweg.objective.Jump;
import io.thalweg.objective.Piecewise;
import io.thalweg.support.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Jumps of f, against integrals that are split at the surfaces. */
@Tag("proof")
class JumpFlowTest {

  private static final double RESOLUTION = 0.05;

  private static final List<Case> CASES = JumpCases.all();

  static List<Case> cases() {
    return CASES;
  }

  private static Unbiasedness verdict(Estimator<Cumulative, Piecewise> estimator, Case problem) {
    return new Unbiasedness.Test(Alarms.CRITICAL_Z, RESOLUTION * problem.scale(), 4_000_000)
        .run(
            estimator,
            (Cumulative) problem.law(),
            (Piecewise) problem.objective(),
            problem.exact(),
            Streams.named(1, "jumps: " + problem.name()));
  }

  private static void assertUnbiased(Estimator<Cumulative, Piecewise> estimator, Case problem) {
    Unbiasedness verdict = verdict(estimator, problem);
    assertInstanceOf(Unbiasedness.Unbiased.class, verdict, () -> estimator + ": " + verdict);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void scoreAndPathAreUnbiasedAcrossJumps(Case problem) {
    assertUnbiased(new JumpFlow(0), problem);
    assertUnbiased(new JumpFlow(1), problem);
  }

  /** Then every share is without bias, as none and the whole are. */
  @ParameterizedTest
  @MethodSource("cases")
  void estimatesAreAffineInTheShareOfThePath(Case problem) {
    for (int seed = 0; seed < 200; seed++) {
      double[] score = gradient(new JumpFlow(0), problem, seed);
      double[] path = gradient(new JumpFlow(1), problem, seed);
      for (double share : new double[] {0.5, -0.4}) {
        double[] mixed = gradient(new JumpFlow(share), problem, seed);
        for (int i = 0; i < mixed.length; i++) {
          double size = Math.abs(score[i]) + Math.abs(path[i]);
          assertEquals((1 - share) * score[i] + share * path[i], mixed[i], 1e-12 * (1 + size));
        }
      }
    }
  }

  private static double[] gradient(JumpFlow flow, Case problem, int seed) {
    return flow.estimate(
            (Cumulative) problem.law(), (Piecewise) problem.objective(), new SplittableRandom(seed))
        .gradient();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void meanOfEstimatesIsUnbiasedAcrossJumps(Case problem) {
    assertUnbiased(new MeanOf<>(3, new JumpFlow()), problem);
  }

  /** Reparameterisation misses the flow through the surfaces. */
  @ParameterizedTest
  @MethodSource("cases")
  void reparameterizationIsBiasedAcrossJumps(Case problem) {
    Unbiasedness verdict =
        verdict(
            (law, random) -> {
              Question<Objective> question =
                  Answerable.byAny(new Reparameterization().ask(law, random));
              return Question.of(
                  Piecewise.Pieces.class,
                  question.events(),
                  f -> question.answer(Linearization.of(f.values(), f.gradients())));
            },
            problem);
    assertInstanceOf(Unbiasedness.Biased.class, verdict, verdict::toString);
  }

  @Test
  void questionAboutSlopesRefusesAnswersWithJumps() {
    var question = new Reparameterization().ask(Gaussian.of(0.1, 0.8), new SplittableRandom(1));
    Piecewise step = Piecewise.of(linear(0, 0), Jump.at(0, 0.3, linear(1, 0)));
    var thrown =
        assertThrows(
            ObjectiveException.class, () -> question.answer(step.evaluate(question.events())));
    assertEquals("f jumps, and its slopes do not tell where or by how much", thrown.getMessage());
  }

  @Test
  void withoutJumpsItIsTheFlowAlongAShareOfThePath() {
    Piecewise f = Piecewise.of(linear(1, 0.5, -2));
    for (int seed = 0; seed < 10; seed++) {
      double[] score = gradient(new JumpFlow(0), f, seed);
      assertArrayEquals(
          new Reinforce().estimate(plane(), f, new SplittableRandom(seed)).gradient(), score);
      double[] path = gradient(new JumpFlow(), f, seed);
      double[] half = gradient(new JumpFlow(0.5), f, seed);
      for (int i = 0; i < half.length; i++) {
        assertEquals(0.5 * (score[i] + path[i]), half[i], 1e-15 * (5 + Math.abs(score[i])));
      }
    }
  }

  private static double[] gradient(JumpFlow flow, Piecewise f, int seed) {
    return flow.estimate(plane(), f, new SplittableRandom(seed)).gradient();
  }

  /** f is asked at the draw, and its answer at the draw moved onto each of the surfaces. */
  @Test
  void jumpsAreAskedWhereTheDrawIsMovedOntoTheirSurfaces() {
    Piecewise lines = (Piecewise) lines().objective();
    List<double[]> moved = new ArrayList<>();
    Estimate estimate =
        new JumpFlow().estimate(plane(), watched(lines, moved), new SplittableRandom(3));
    double[] x = estimate.events().values();
    assertEquals(1, estimate.evaluations());
    assertArrayEquals(new double[] {1}, estimate.weights());
    assertArrayEquals(new double[] {x[0], 0.3 - 0.5 * x[0]}, moved.get(0), 1e-15);
    assertArrayEquals(new double[] {0, x[1]}, moved.get(1), 1e-15);
    assertEquals(2, moved.size());
  }

  /** The pieces of an objective, of which the points on surfaces are noted. */
  private static Piecewise watched(Piecewise f, List<double[]> moved) {
    return Piecewise.ofBatch(events -> new Watched(f.evaluate(events), moved));
  }

  private record Watched(Piecewise.Pieces f, List<double[]> moved) implements Piecewise.Pieces {

    @Override
    public double[] values() {
      return f.values();
    }

    @Override
    public double[] gradients() {
      return f.gradients();
    }

    @Override
    public double[] curvatures(double[] directions) {
      return f.curvatures(directions);
    }

    @Override
    public void pullback(double[] weights) {
      f.pullback(weights);
    }

    @Override
    public List<Piecewise.Surface> surfaces() {
      return f.surfaces().stream()
          .<Piecewise.Surface>map(surface -> new WatchedSurface(surface, moved))
          .toList();
    }
  }

  private record WatchedSurface(Piecewise.Surface surface, List<double[]> moved)
      implements Piecewise.Surface {

    @Override
    public int coordinate() {
      return surface.coordinate();
    }

    @Override
    public Linearization height() {
      return surface.height();
    }

    @Override
    public double[] jumps(double[] points) {
      moved.add(points);
      return surface.jumps(points);
    }
  }

  /**
   * A surface outside of the support of the law adds nothing, and the path is not evaluated there.
   */
  @Test
  void surfaceOutsideOfTheSupportAddsNothing() {
    Piecewise smooth = Piecewise.of(linear(0, 1));
    Piecewise jumping = Piecewise.of(linear(0, 1), Jump.at(0, -3, linear(2, 0)));
    Gamma law = Gamma.of(2.3, 1.6);
    Estimate estimate = new JumpFlow().estimate(law, jumping, new SplittableRandom(4));
    assertArrayEquals(
        new JumpFlow().estimate(law, smooth, new SplittableRandom(4)).gradient(),
        estimate.gradient());
  }

  private static String refusal(Cumulative law, Piecewise f) {
    return assertThrows(
            IllegalArgumentException.class,
            () -> new JumpFlow().estimate(law, f, new SplittableRandom(1)))
        .getMessage();
  }

  @Test
  void surfacesThatCannotBeCrossedAreRefused() {
    Piecewise around = Piecewise.of(linear(0, 1), Jump.at(0, 0.5, linear(1, 0)));
    String angle = refusal(VonMises.of(0.3, 2), around);
    assertTrue(
        angle.startsWith("coordinate 0 of ") && angle.contains("is an angle; a jump needs"), angle);
    Piecewise beside = Piecewise.of(linear(0, 1), Jump.at(1, 0.5, linear(1, 0)));
    String none =
        assertThrows(
                ObjectiveException.class,
                () -> new JumpFlow().estimate(Exponential.of(1), beside, new SplittableRandom(1)))
            .getMessage();
    assertTrue(none.startsWith("a jump is in coordinate 1 of 1 events"), none);
    assertTrue(none.endsWith("it must be below 1"), none);
    Piecewise own = Piecewise.of(linear(0, 1), new Jump(0, linear(0, 1), linear(1, 0)));
    String loop = refusal(Exponential.of(1), own);
    assertTrue(loop.contains("coordinate 0 has derivative 1.0 in that coordinate at draw 0"), loop);
    assertThrows(IllegalArgumentException.class, () -> new JumpFlow(Double.NaN));
  }
}
