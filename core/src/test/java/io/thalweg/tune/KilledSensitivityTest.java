package io.thalweg.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Exponential;
import io.thalweg.simulation.Input;
import io.thalweg.simulation.Simulator;
import io.thalweg.simulation.SimulatorException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that end in the middle, without a word, and go on from a file in another process. */
class KilledSensitivityTest {

  private static final Input GAPS = Input.of("gaps", Exponential.of(1.0));
  private static final Input BIT = Input.of("bit", Bernoulli.of(0.3));
  private static final Input ORDER = Input.setting("order", 0.7);
  private static final Simulator SHOP =
      in -> {
        double missed = Math.abs(in.read(ORDER) - in.draw(GAPS));
        in.cost(missed * (1 + in.draw(BIT)));
        if (missed > 1) {
          in.cost("late", missed);
        }
      };
  private static final Simulator QUEUE =
      in -> {
        double wait = 0;
        for (int customer = 0; customer < 40; customer++) {
          if (wait == 0) {
            in.regenerate();
          }
          in.cost(wait);
          in.cost("square", wait * wait);
          wait = Math.max(0, wait + in.read(ORDER) - in.draw(GAPS));
        }
      };

  @TempDir private Path folder;
  private final List<String> warnings = new ArrayList<>();

  /** A process that is killed; nothing of it goes on. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @AfterEach
  void nothingIsWarnedOf() {
    assertEquals(List.of(), warnings);
  }

  private static Sensitivity shop() {
    return Sensitivity.of(SHOP, GAPS, BIT, ORDER);
  }

  private Sensitivity kept(Sensitivity question) {
    return question.checkpoint(folder.resolve("runs.checkpoint"), "1", warnings::add);
  }

  private void kill(Supplier<Sensitivity> question, long after) {
    assertThrows(
        Killed.class,
        () ->
            kept(question.get())
                .whileTrue(
                    made -> {
                      if (made >= after) {
                        throw new Killed();
                      }
                      return true;
                    })
                .run());
  }

  /** Ends a course at three places, after which its state is in the file for certain. */
  private void assertGoesOn(Supplier<Sensitivity> question) throws IOException {
    Sensitivities whole = question.get().run();
    for (long after : new long[] {40, whole.runs() / 3, whole.runs() / 2}) {
      for (long more : new long[] {0, 24}) {
        Sensitivities part = kept(question.get()).whileTrue(made -> made < after + more).run();
        assertTrue(part.end().startsWith("the runs were interrupted"), part.end());
        assertTrue(part.runs() >= after + more && part.runs() < whole.runs());
      }
      kill(question, after + 60);
      Sensitivities found = kept(question.get()).run();
      assertEquals(whole.responses(), found.responses());
      assertEquals(whole.runs(), found.runs());
      assertEquals(whole.end(), found.end());
      Files.delete(folder.resolve("runs.checkpoint"));
    }
  }

  @Test
  void totalsAndReadingsGoOnToTheSameBits() throws IOException {
    assertGoesOn(() -> shop().orRuns(2_000));
    assertGoesOn(() -> shop().threads(3).orRuns(2_000));
    assertGoesOn(() -> shop().within(0.1));
  }

  @Test
  void averagesByCyclesGoOnToTheSameBits() throws IOException {
    assertGoesOn(() -> Sensitivity.of(QUEUE, GAPS, ORDER).orRuns(800));
  }

  @Test
  void quantilesGoOnToTheSameBits() throws IOException {
    Simulator simulator = in -> in.cost(in.draw(GAPS) + in.draw(GAPS));
    assertGoesOn(() -> Sensitivity.of(simulator, GAPS).quantile(0.9).tailMean(0.9).orRuns(1_000));
  }

  /** A quantile takes 50 runs, and was asked for an interval of fewer. */
  @Test
  void quantilesThatAreInterruptedEarlyHaveNoAnswerYet() {
    Simulator simulator = in -> in.cost(in.draw(GAPS));
    Sensitivity question = Sensitivity.of(simulator, GAPS).quantile(0.9);
    assertEquals(List.of(), question.whileTrue(made -> made < 48).run().responses());
    assertEquals(2, question.whileTrue(made -> made < 56).run().responses().size());
  }

  /** Killed within the race of scores with replays, and after it. */
  @Test
  void chosenReplaysGoOnToTheSameBits() throws IOException {
    assertGoesOn(() -> shop().pairs().differences().orRuns(6_000));
    assertEquals(
        "the limit of runs was reached; by pairs: gaps; by differences: bit",
        shop().pairs().differences().orRuns(6_000).run().end());
  }

  @Test
  void runsAreNotMadeAgain() {
    int[] simulated = {0};
    Simulator counted =
        in -> {
          simulated[0]++;
          in.cost(in.draw(GAPS));
        };
    Supplier<Sensitivity> question = () -> kept(Sensitivity.of(counted, GAPS)).orRuns(1_000);
    question.get().whileTrue(made -> made < 800).run();
    assertEquals(800, simulated[0]);
    Sensitivities found = question.get().run();
    assertEquals(1_000, simulated[0]);
    // A course that has ended answers again.
    assertEquals(found.responses(), question.get().run().responses());
    assertEquals(1_000, simulated[0]);
  }

  /** A licence server that is down for an hour costs nothing that was measured before. */
  @Test
  void runThatFailsLeavesThoseBefore() {
    boolean[] down = {true};
    int[] simulated = {0};
    Supplier<Sensitivity> question =
        () ->
            Sensitivity.of(
                in -> {
                  simulated[0]++;
                  if (down[0] && simulated[0] > 500) {
                    throw new IllegalStateException("no licence");
                  }
                  in.cost(in.draw(GAPS));
                },
                GAPS);
    assertThrows(SimulatorException.class, () -> kept(question.get().orRuns(1_000)).run());
    down[0] = false;
    simulated[0] = 0;
    Sensitivities found = kept(question.get().orRuns(1_000)).run();
    assertEquals(1_000 - 496, simulated[0]);
    assertEquals(question.get().orRuns(1_000).run().responses(), found.responses());
  }

  /** A simulator that fails at a call, which is a run or one that is made again. */
  private static Simulator failingAt(int[] calls, int call, Simulator simulator) {
    return in -> {
      if (++calls[0] == call) {
        throw new IllegalStateException("no licence");
      }
      simulator.run(in);
    };
  }

  /**
   * Fails at each call of some batches after a hundred runs, so also in runs that are made again
   * while a batch is added: the batches before are kept, and none of the one that failed.
   */
  private void assertFailureCostsItsBatchAlone(
      Function<Simulator, Sensitivity> question, Simulator simulator) throws IOException {
    int[] calls = {0};
    Sensitivities whole = question.apply(failingAt(calls, -1, simulator)).run();
    int all = calls[0];
    Path file = folder.resolve("runs.checkpoint");
    for (int call = all / 2; call < all / 2 + 60; call += 3) {
      calls[0] = 0;
      Sensitivity failing = question.apply(failingAt(calls, call, simulator));
      assertThrows(SimulatorException.class, () -> kept(failing).run());
      int made = calls[0];
      // It fails again, and is told again, until the reason is gone; nothing is made but that
      // batch.
      calls[0] = 0;
      Simulator broken =
          in -> {
            calls[0]++;
            throw new IllegalStateException("no licence");
          };
      SimulatorException again =
          assertThrows(
              SimulatorException.class, () -> kept(question.apply(broken)).run(), "call " + call);
      assertTrue(again.getMessage().contains("no licence"), again::getMessage);
      assertEquals(1, calls[0]);
      calls[0] = 0;
      Sensitivities found = kept(question.apply(failingAt(calls, -1, simulator))).run();
      assertEquals(whole.responses(), found.responses(), "call " + call);
      assertEquals(whole.runs(), found.runs());
      assertEquals(whole.end(), found.end());
      assertTrue(made + calls[0] < all + 100, made + " and " + calls[0] + " of " + all);
      Files.delete(file);
    }
  }

  @Test
  void runThatFailsWhenItIsMadeAgainLeavesTheBatchesBefore() throws IOException {
    assertFailureCostsItsBatchAlone(
        simulator -> Sensitivity.of(simulator, GAPS, BIT, ORDER).orRuns(600), SHOP);
    // The race of scores and replays, which ends after 24 batches.
    assertFailureCostsItsBatchAlone(
        simulator ->
            Sensitivity.of(simulator, GAPS, BIT, ORDER).pairs().differences().orRuns(3_000),
        SHOP);
    assertFailureCostsItsBatchAlone(
        simulator -> Sensitivity.of(simulator, GAPS, ORDER).orRuns(800), QUEUE);
    Simulator total = in -> in.cost(in.draw(GAPS) + in.draw(GAPS));
    assertFailureCostsItsBatchAlone(
        simulator -> Sensitivity.of(simulator, GAPS).differences().quantile(0.9).orRuns(1_000),
        total);
  }

  /** The quantile of a bit has no derivative, which is seen when the fewest batches are there. */
  @Test
  void answerThatCannotBeGivenLeavesTheRuns() {
    int[] calls = {0};
    Simulator simulator = failingAt(calls, -1, in -> in.cost(in.draw(BIT)));
    for (int runs : new int[] {200, 0}) {
      calls[0] = 0;
      Sensitivity question = kept(Sensitivity.of(simulator, BIT)).quantile(0.9).orRuns(1_000);
      assertThrows(ArithmeticException.class, question::run);
      assertEquals(runs, calls[0]);
    }
  }

  @Test
  void otherQuestionOrADamagedFileIsRefused() throws IOException {
    kill(() -> shop().orRuns(2_000), 400);
    Path file = folder.resolve("runs.checkpoint");
    for (Sensitivity other :
        List.of(
            shop().seed(2),
            shop().pairs(),
            shop().differences(),
            shop().quantile(0.5),
            Sensitivity.of(SHOP, GAPS, BIT, Input.setting("order", 0.8)),
            Sensitivity.of(SHOP, GAPS, BIT, Input.setting("order", 0.700001)))) {
      String message =
          assertThrows(UncheckedIOException.class, () -> kept(other).run()).getMessage();
      assertTrue(message.endsWith("another sensitivity; delete it to start over"), message);
    }
    Sensitivity version = shop().checkpoint(file, "2", sentence -> {});
    assertThrows(UncheckedIOException.class, version::run);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    String message =
        assertThrows(UncheckedIOException.class, () -> kept(shop()).run()).getMessage();
    assertTrue(message.contains("is damaged"), message);
  }

  @Test
  void fileThatCannotBeWrittenIsToldAndCostsNothing() {
    List<String> told = new ArrayList<>();
    Path nowhere = folder.resolve("missing").resolve("runs.checkpoint");
    Sensitivities found = shop().orRuns(1_000).checkpoint(nowhere, "1", told::add).run();
    assertEquals(shop().orRuns(1_000).run().responses(), found.responses());
    assertEquals(1, told.size());
    assertTrue(told.get(0).contains("could not be written"), told.get(0));
    assertFalse(Files.exists(nowhere));
  }
}
