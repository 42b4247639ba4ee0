package io.thalweg.estimator.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Cumulative;
import io.thalweg.Differences;
import io.thalweg.DifferentiableObjective;
import io.thalweg.distribution.Gamma;
import io.thalweg.distribution.Gaussian;
import java.util.stream.Stream;
import org.apache.commons.numbers.gamma.Trigamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both sides of the divergence theorem under a graph. */
class HeightFlowTest {

  private static final double MEAN = 0.4;
  private static final double SD = 1.3;
  private static final double SHAPE = 3.2;
  private static final double RATE = 1.4;

  /**
   * A law, a parameter and an objective.
   *
   * @param low nothing of note lies below, nor above {@code high}
   * @param gradient of E f in that parameter
   */
  private record Graph(
      Cumulative law,
      int parameter,
      DifferentiableObjective f,
      double low,
      double high,
      double gradient) {

    HeightFlow flow() {
      return new HeightFlow(law, parameter);
    }
  }

  /** E sin x = sin(mean) exp(-sd^2 / 2); E log x = psi(shape) - log rate. */
  static Stream<Graph> graphs() {
    DifferentiableObjective sine =
        DifferentiableObjective.of(x -> Math.sin(x[0]), x -> new double[] {Math.cos(x[0])});
    DifferentiableObjective log =
        DifferentiableObjective.of(x -> Math.log(x[0]), x -> new double[] {1 / x[0]});
    Gaussian normal = Gaussian.of(MEAN, SD);
    Gamma gamma = Gamma.of(SHAPE, RATE);
    double damped = Math.exp(-SD * SD / 2);
    return Stream.of(
        new Graph(normal, 0, sine, -14, 14, Math.cos(MEAN) * damped),
        new Graph(normal, 1, sine, -14, 14, -SD * SD * Math.sin(MEAN) * damped),
        new Graph(gamma, 0, log, 1e-12, 50, SHAPE * Trigamma.value(SHAPE)),
        new Graph(gamma, 1, log, 1e-12, 50, -1));
  }

  // The quadrature stops where halving its step changes 1e-9, and is then nearer than that.
  private static final double ERROR = 1e-9;

  @ParameterizedTest
  @MethodSource("graphs")
  void bothIntegralsAreTheGradient(Graph graph) {
    HeightFlow flow = graph.flow();
    assertEquals(0, flow.walls(graph.f(), graph.low(), graph.high()), ERROR);
    assertEquals(graph.gradient(), flow.volume(graph.f(), graph.low(), graph.high()), ERROR);
    assertEquals(graph.gradient(), flow.graph(graph.f(), graph.low(), graph.high()), ERROR);
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void whatMovesWithinAPartOfTheVolumeFlowsOutOfIt(Graph graph) {
    HeightFlow flow = graph.flow();
    double out = flow.graph(graph.f(), 0.3, 2.1) + flow.walls(graph.f(), 0.3, 2.1);
    assertEquals(flow.volume(graph.f(), 0.3, 2.1), out, ERROR);
    assertTrue(Math.abs(flow.walls(graph.f(), 0.3, 2.1)) > 0.01);
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void flowIsIncompressible(Graph graph) {
    HeightFlow flow = graph.flow();
    for (double x : new double[] {0.2, 0.9, 2.5}) {
      double h = 0.7 * flow.height(x);
      double along = Differences.derivative(y -> flow.velocity(y[0], h), new double[] {x}, 0)[0];
      double up = Differences.derivative(y -> flow.velocity(x, y[0]), new double[] {h}, 0)[1];
      Differences.assertClose(new double[] {along + up}, new double[1], 5);
    }
  }

  /** Mass on the graph stays on it: dh = dp/dtheta + dp/dx dx. */
  @ParameterizedTest
  @MethodSource("graphs")
  void graphIsCarriedAlong(Graph graph) {
    HeightFlow flow = graph.flow();
    for (double x : new double[] {0.2, 0.9, 2.5}) {
      double[] velocity = flow.velocity(x, flow.height(x));
      double change =
          Differences.derivative(
              theta -> {
                double moved = theta[graph.parameter()];
                double at = x + velocity[0] * (moved - graph.law().parameters()[graph.parameter()]);
                Cumulative law = (Cumulative) graph.law().at(theta);
                return new double[] {new HeightFlow(law, graph.parameter()).height(at)};
              },
              graph.law().parameters(),
              graph.parameter())[0];
      Differences.assertClose(new double[] {change}, new double[] {velocity[1]}, 1);
    }
  }

  @Test
  void lawsOfSeveralVariablesAreRefused() {
    Gaussian two = Gaussian.ofParameters(new double[2], new double[2]);
    String message =
        assertThrows(IllegalArgumentException.class, () -> new HeightFlow(two, 0)).getMessage();
    assertTrue(message.contains("it must be a law of one variable"), message);
    assertThrows(IndexOutOfBoundsException.class, () -> new HeightFlow(Gaussian.of(0, 1), 2));
  }
}
