package io.thalweg.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Exponential;
import io.thalweg.distribution.Gaussian;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Refusals of what a simulator cannot do name the run and the condition in a sentence. */
class RefusedRunsTest {

  private static final Input GAPS = Input.of("gaps", Exponential.of(1.5));
  private static final Input BITS = Input.of("bits", Bernoulli.of(0.3, 0.6));
  private static final Input ORDER = Input.setting("order", 20);
  private static final Input STRANGE = Input.of("strange", Exponential.of(1.0));
  private static final Parameters AT = Parameters.of(GAPS, BITS, ORDER);
  private static final String PLACE =
      "run 7 of seed 3 failed after 1 draws, at gaps rate 1.500, bits probability 0 0.3000,"
          + " bits probability 1 0.6000, order 20.00: ";

  static List<Arguments> simulators() {
    return List.of(
        refused("a cost of output cost is NaN; it must be finite", in -> in.cost(Double.NaN)),
        refused(
            "a cost of output late is Infinity; it must be finite",
            in -> in.cost("late", Double.POSITIVE_INFINITY)),
        refused("a length is -1.0; it must be finite and at least 0", in -> in.length(-1)),
        refused("a length is NaN; it must be finite and at least 0", in -> in.length(Double.NaN)),
        refused(
            "input strange was not declared; declared are [gaps, bits, order]",
            in -> in.draw(STRANGE)),
        refused(
            "input strange was not declared; declared are [gaps, bits, order]",
            in -> in.read(STRANGE)),
        refused("order is a setting, which is read and not drawn", in -> in.draw(ORDER)),
        refused("order is a setting, which is read and not drawn", in -> in.drawAll(ORDER)),
        refused(
            "an event of input bits has 2 variables; drawAll returns all of them",
            in -> in.draw(BITS)),
        refused("input bits has 2 parameters; read(input, number) says which", in -> in.read(BITS)),
        refused("input gaps has 1 parameters, and none of number 1", in -> in.read(GAPS, 1)),
        refused("input order has 1 parameters, and none of number -1", in -> in.read(ORDER, -1)));
  }

  private static Arguments refused(String sentence, Simulator simulator) {
    return Arguments.of(sentence, simulator);
  }

  @ParameterizedTest
  @MethodSource("simulators")
  void refusalsNameTheRunAndTheCondition(String sentence, Simulator simulator) {
    Simulator late =
        in -> {
          in.draw(GAPS);
          simulator.run(in);
        };
    var failed = assertThrows(SimulatorException.class, () -> Run.of(late, AT, 3, 7));
    assertTrue(failed.getMessage().startsWith(PLACE), failed.getMessage());
    assertTrue(failed.getMessage().endsWith(sentence), failed.getMessage());
    assertEquals(1, failed.getMessage().lines().count());
  }

  @Test
  void failuresOfTheSimulatorKeepTheirCause() {
    IOException cause = new IOException("the licence server was not reached");
    Simulator failing =
        in -> {
          in.draw(GAPS);
          throw cause;
        };
    var failed = assertThrows(SimulatorException.class, () -> Run.of(failing, AT, 3, 7));
    assertEquals(PLACE + cause, failed.getMessage());
    assertEquals(cause, failed.getCause());
  }

  /** Batches before a run that fails are kept. */
  @Test
  void failuresKeepTheBatchesBefore() {
    Simulator failing =
        in -> {
          if (in.noise().nextDouble() < 0.02) {
            throw new IllegalStateException("down");
          }
          in.cost(in.draw(GAPS));
        };
    Replications runs = new Replications(failing, AT, 1, 2, Credit.toTheEnd());
    var failed =
        assertThrows(
            SimulatorException.class,
            () -> {
              while (true) {
                runs.batch();
              }
            });
    assertTrue(failed.getMessage().endsWith("java.lang.IllegalStateException: down"));
    assertTrue(runs.runs() > 0);
    assertEquals(1, runs.answers().size());
  }

  @Test
  void runsThatAreNotTheNextOnesAreRefused() {
    Simulator simulator = in -> in.cost(in.draw(GAPS));
    Replications runs = new Replications(simulator, AT, 1, 2, Credit.toTheEnd());
    runs.batch();
    List<Run> late = List.of(Run.of(simulator, AT, 1, 4), Run.of(simulator, AT, 1, 5));
    assertRefused(
        "2 runs were added after run 1; they must be the next ones, in batches of 2",
        () -> runs.add(late));
    assertRefused(
        "1 runs were added after run 1; they must be the next ones, in batches of 2",
        () -> runs.add(List.of(Run.of(simulator, AT, 1, 2))));
  }

  /** Such runs would be left out of cycles or of totals, whichever there are. */
  @Test
  void runsThatRegenerateBesideRunsThatDoNotAreRefused() {
    Simulator sometimes =
        in -> {
          if (in.noise().nextDouble() < 0.02) {
            in.regenerate();
          }
          in.cost(in.draw(GAPS));
        };
    Replications runs = new Replications(sometimes, AT, 1, 2, Credit.toTheEnd());
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> {
              while (true) {
                runs.batch();
              }
            });
    assertTrue(
        refused
            .getMessage()
            .endsWith(
                " regenerated, but none of the first batch did; regenerate in every run or in"
                    + " none"),
        refused.getMessage());
    Replications several = new Replications(sometimes, AT, 1, 2, Credit.toTheEnd());
    List<Run> made =
        IntStream.range(0, 400).mapToObj(number -> Run.of(sometimes, AT, 1, number)).toList();
    var same = assertThrows(IllegalArgumentException.class, () -> several.add(made));
    assertEquals(refused.getMessage(), same.getMessage());
  }

  private static void assertRefused(String sentence, Executable call) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void inputsThatMakeNoSenseAreRefused() {
    assertRefused(
        "an input needs a name that is not blank", () -> Input.of(" ", Bernoulli.of(0.5)));
    assertRefused(
        "input bits: the law has 2 contexts; an input has one",
        () -> Input.of("bits", Bernoulli.of(0.3, 0.6).inContexts(2)));
    assertRefused(
        "two inputs have the name gaps",
        () -> Parameters.of(GAPS, Input.of("gaps", Gaussian.of(0, 1))));
    assertThrows(IllegalArgumentException.class, Parameters::of);
    assertThrows(IllegalArgumentException.class, () -> Input.setting("order", Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> Credit.within(0));
    assertThrows(IllegalArgumentException.class, () -> AT.at(new double[3]));
  }
}
