package io.thalweg.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimate;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.Objective;
import io.thalweg.ObjectiveException;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.estimator.relaxation.Rebar;
import io.thalweg.estimator.relaxation.StraightThrough;
import io.thalweg.estimator.score.Reinforce;
import io.thalweg.estimator.score.Rloo;
import io.thalweg.objective.Piecewise;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Objectives that fail or break their contract are refused in words. */
class BadObjectiveTest {

  // Every draw is the outcome of overwhelming probability: x = [1, 0] in context 0, then [0, 0].
  private static final Bernoulli LAW =
      Bernoulli.ofLogits(new double[] {50, -50, -50, -50}).inContexts(2);
  private static final Categorical INDICES = Categorical.ofLogits(-50, -50, 50);

  static List<Trial> trials() {
    return Trial.all();
  }

  private static Estimate reinforce(Objective f) {
    return new Reinforce().estimate(LAW, f, new SplittableRandom(1));
  }

  private static void assertFails(String message, Objective f) {
    var thrown = assertThrows(ObjectiveException.class, () -> reinforce(f));
    assertEquals(message, thrown.getMessage());
  }

  private static void assertGradientFails(String message, double... gradient) {
    DifferentiableObjective f = DifferentiableObjective.of(b -> 1, b -> gradient);
    var thrown =
        assertThrows(
            ObjectiveException.class,
            () -> new StraightThrough().estimate(LAW, f, new SplittableRandom(1)));
    assertEquals(message, thrown.getMessage());
  }

  @Test
  void valueThatIsNotFiniteIsNamed() {
    assertFails(
        "the objective is NaN at draw 0 of context 1, x = [0.0, 0.0]; it must be finite",
        b -> b[0] == 0 ? Double.NaN : 1);
    assertFails(
        "the objective is Infinity at draw 0 of context 0, x = [1.0, 0.0]; it must be finite",
        b -> b[0] / 0.0);
  }

  @Test
  void drawOfSeveralIsNamed() {
    int[] calls = {0};
    Objective f = b -> ++calls[0] == 4 ? Double.NEGATIVE_INFINITY : 1;
    var thrown =
        assertThrows(
            ObjectiveException.class, () -> new Rloo(3).estimate(LAW, f, new SplittableRandom(1)));
    assertEquals(
        "the objective is -Infinity at draw 1 of context 1, x = [0.0, 0.0]; it must be finite",
        thrown.getMessage());
  }

  @Test
  void exceptionIsPassedOnWithTheEvent() {
    IllegalStateException cause = new IllegalStateException("no such part");
    int line = cause.getStackTrace()[0].getLineNumber();
    Objective f =
        x -> {
          throw cause;
        };
    var thrown =
        assertThrows(
            ObjectiveException.class,
            () -> new Reinforce().estimate(INDICES, f, new SplittableRandom(1)));
    assertEquals(
        "the objective failed at draw 0 of context 0, x = [2.0]:"
            + " java.lang.IllegalStateException: no such part (BadObjectiveTest.java:%d)"
                .formatted(line),
        thrown.getMessage());
    assertSame(cause, thrown.getCause());
  }

  @Test
  void exceptionOfBatchIsPassedOnWithTheBatch() {
    ArithmeticException cause = new ArithmeticException("/ by zero");
    assertFails(
        "the objective failed at 2 events [2 contexts x 2 variables]:"
            + " java.lang.ArithmeticException: / by zero (BadObjectiveTest.java:%d)"
                .formatted(cause.getStackTrace()[0].getLineNumber()),
        Objective.ofBatch(
            events -> {
              throw cause;
            }));
  }

  /** A line of the JDK tells a user nothing: that of his own which called it does. */
  @Test
  void exceptionOfTheJdkIsPassedOnWithTheLineThatCalledIt() {
    int line = new Throwable().getStackTrace()[0].getLineNumber() + 1;
    Objective f = x -> List.of(1).get(5);
    var thrown =
        assertThrows(
            ObjectiveException.class,
            () -> new Reinforce().estimate(INDICES, f, new SplittableRandom(1)));
    assertTrue(
        thrown.getMessage().endsWith(" (BadObjectiveTest.java:%d)".formatted(line)),
        thrown::toString);
  }

  @Test
  void wrongNumberOfValuesIsNamed() {
    assertFails(
        "the objective answered 3 values for 2 events [2 contexts x 2 variables]; it must be 2",
        Objective.ofBatch(events -> new double[3]));
    assertFails(
        "the objective answered null for 2 events [2 contexts x 2 variables]",
        Objective.ofBatch(events -> null));
    assertFails(
        "the objective answered null for 2 events [2 contexts x 2 variables]",
        new Objective() {
          @Override
          public double value(double[] event) {
            return 0;
          }

          @Override
          public Evaluation evaluate(Events events) {
            return null;
          }
        });
  }

  @Test
  void wrongGradientIsNamed() {
    assertGradientFails(
        "the objective's gradient has 3 coordinates at draw 0 of context 0, x = [1.0, 0.0];"
            + " it must have 2",
        1,
        2,
        3);
    assertGradientFails(
        "coordinate 1 of the objective's gradient is NaN at draw 0 of context 0,"
            + " x = [1.0, 0.0]; it must be finite",
        1,
        Double.NaN);
  }

  /** An objective of its own making, with as many gradients and curvatures as it likes. */
  private record Sized(int gradients, double[] curvatures) implements DifferentiableObjective {
    @Override
    public double value(double[] point) {
      return evaluate(Events.of(point, 1, point.length)).values()[0];
    }

    @Override
    public Linearization evaluate(Events events) {
      double[] gradient = new double[gradients];
      return new Linearization() {
        @Override
        public void pullback(double[] weights) {}

        @Override
        public double[] values() {
          return new double[events.count()];
        }

        @Override
        public double[] gradients() {
          return gradient;
        }

        @Override
        public double[] curvatures(double[] directions) {
          return curvatures;
        }
      };
    }
  }

  @Test
  void wrongNumberOfGradientsIsNamed() {
    var thrown =
        assertThrows(
            ObjectiveException.class,
            () ->
                new StraightThrough()
                    .estimate(LAW, new Sized(5, new double[0]), new SplittableRandom(1)));
    assertEquals(
        "the objective answered a gradient of 5 numbers for"
            + " 2 events [2 contexts x 2 variables]; it must be 4",
        thrown.getMessage());
  }

  /** A curvature that is not a number must not get into the temperature. */
  @Test
  void wrongCurvatureIsRefusedBeforeAnythingIsLearned() {
    double[] curvatures = new double[12];
    curvatures[7] = Double.NaN;
    Rebar rebar = new Rebar(0.5, 0.01);
    Estimate estimate = rebar.estimate(LAW, new Sized(12, curvatures), new SplittableRandom(1));
    var thrown = assertThrows(ObjectiveException.class, () -> rebar.learn(estimate));
    String message = thrown.getMessage();
    assertTrue(
        message.startsWith(
            "coordinate 1 of the objective's curvature is NaN at draw 1 of context 1, x = ["),
        message);
    assertTrue(message.endsWith("; it must be finite"), message);
    assertEquals(0.5, rebar.surrogate().temperature());
    assertEquals(1, rebar.surrogate().scale());
  }

  /** Long events are cut short in messages. */
  @Test
  void longEventsAreAbbreviated() {
    Bernoulli law = Bernoulli.ofLogits(new double[18]);
    var thrown =
        assertThrows(
            ObjectiveException.class,
            () -> new Reinforce().estimate(law, b -> Double.NaN, new SplittableRandom(1)));
    assertTrue(thrown.getMessage().contains(", … 2 more]; it must be finite"));
  }

  /** No estimator of the registry lets a NaN through. */
  @ParameterizedTest
  @MethodSource("trials")
  void everyEstimatorRefusesValuesThatAreNoNumbers(Trial trial) {
    DifferentiableObjective smooth = DifferentiableObjective.of(x -> Double.NaN, double[]::clone);
    Objective given = trial.problem().objective();
    Objective f =
        given instanceof Piecewise
            ? Piecewise.of(smooth)
            : given instanceof DifferentiableObjective ? smooth : x -> Double.NaN;
    var thrown =
        assertThrows(
            ObjectiveException.class,
            () -> trial.estimator().estimate(trial.problem().law(), f, new SplittableRandom(1)));
    String message = thrown.getMessage();
    assertTrue(message.startsWith("the objective is NaN at draw 0 of context 0, x = ["), message);
    assertTrue(message.endsWith("]; it must be finite"), message);
  }
}
