package io.thalweg.workbench.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Reparameterized;
import io.thalweg.distribution.Gamma;
import io.thalweg.distribution.Gaussian;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FlowLinesTest {

  private static final double MEAN = 0.5;
  private static final double DEVIATION = 0.8;

  private record Flow(Reparameterized law, int parameter, double from, double to) {
    FlowLines lines(int count) {
      return FlowLines.of(law, parameter, from, to, count);
    }
  }

  static List<Flow> flows() {
    return List.of(
        new Flow(Gaussian.of(MEAN, DEVIATION), 0, -3, 4),
        new Flow(Gaussian.of(MEAN, DEVIATION), 1, -3, 4),
        new Flow(Gamma.of(3, 2), 0, 1e-3, 8),
        new Flow(Gamma.of(3, 2), 1, 1e-3, 8));
  }

  @ParameterizedTest
  @MethodSource("flows")
  void linesFollowTheFlowFromTheGraphToTheGraph(Flow flow) {
    OneVariable variable = new OneVariable(flow.law());
    FlowLines drawn = flow.lines(10);
    assertEquals(10, drawn.lines().size());
    for (FlowLines.Line line : drawn.lines()) {
      int last = line.x().length - 1;
      assertEquals(variable.density(line.x()[0]), line.h()[0], 1e-12);
      assertEquals(variable.density(line.x()[last]), line.h()[last], 1e-9);
      // What flows is free of divergence, so that h u is the same along a line.
      double stream = line.h()[0] * variable.velocity(flow.parameter(), line.x()[0]);
      for (int i = 1; i <= last; i++) {
        double here = line.h()[i] * variable.velocity(flow.parameter(), line.x()[i]);
        assertEquals(stream, here, 1e-5 * drawn.flux(), "point " + i);
        assertTrue(i == last || line.h()[i] < variable.density(line.x()[i]), "point " + i);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("flows")
  void equalMassComesInBetweenNeighboursAndGoesOutAgain(Flow flow) {
    FlowLines drawn = flow.lines(10);
    for (int k = 1; k < drawn.lines().size(); k++) {
      double[] one = drawn.lines().get(k - 1).x();
      double[] next = drawn.lines().get(k).x();
      double in = through(flow, one[0], next[0]);
      double out = through(flow, one[one.length - 1], next[next.length - 1]);
      assertEquals(drawn.flux(), Math.abs(in), 1e-6 * drawn.flux(), "into gap " + k);
      assertEquals(drawn.flux(), Math.abs(out), 1e-6 * drawn.flux(), "out of gap " + k);
    }
  }

  /** The integral of dp/dtheta, which is what flows out through the graph, by Simpson's rule. */
  private static double through(Flow flow, double from, double to) {
    OneVariable variable = new OneVariable(flow.law());
    int intervals = 400;
    double sum = 0;
    for (int i = 0; i <= intervals; i++) {
      double weight = i == 0 || i == intervals ? 1 : i % 2 == 1 ? 4 : 2;
      double x = from + (to - from) * i / intervals;
      sum += weight * variable.change(flow.parameter(), x);
    }
    return sum * (to - from) / (3 * intervals);
  }

  @Test
  void meanMovesAllHeightsAlike() {
    FlowLines drawn = flows().get(0).lines(8);
    double top = 1 / (DEVIATION * Math.sqrt(2 * Math.PI));
    // The top is looked for on the grid of the curve.
    assertEquals(top / 8, drawn.flux(), 1e-4);
    for (int k = 0; k < 8; k++) {
      FlowLines.Line line = drawn.lines().get(k);
      for (double h : line.h()) {
        assertEquals((k + 0.5) * drawn.flux(), h, 1e-12);
      }
      int last = line.x().length - 1;
      assertTrue(line.x()[last] > line.x()[0]);
      assertEquals(MEAN, (line.x()[0] + line.x()[last]) / 2, 1e-9);
    }
  }

  @Test
  void deviationTakesMassFromTheTopToTheFlanks() {
    FlowLines drawn = flows().get(1).lines(12);
    for (FlowLines.Line line : drawn.lines()) {
      int last = line.x().length - 1;
      assertTrue(Math.abs(line.x()[0] - MEAN) < DEVIATION, "in at the top");
      assertTrue(Math.abs(line.x()[last] - MEAN) > DEVIATION, "out at a flank");
      assertTrue(line.h()[last] < line.h()[0]);
    }
  }
}
