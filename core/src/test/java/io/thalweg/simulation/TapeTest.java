package io.thalweg.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.distribution.Categorical;
import io.thalweg.distribution.Exponential;
import io.thalweg.distribution.Gaussian;
import io.thalweg.tune.Sensitivities;
import io.thalweg.tune.Sensitivity;
import io.thalweg.tune.Tuned;
import io.thalweg.tune.Tuning;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Runs that are recorded in one place and replayed in another. */
class TapeTest {

  private static final Input ARRIVALS = Input.of("arrivals", Exponential.of(0.5));
  private static final Input SERVICE = Input.of("service", Exponential.of(2));
  private static final Input KIND = Input.of("kind", Categorical.of(0.5, 0.3, 0.2));
  private static final Input PRICES =
      Input.of("prices", Gaussian.of(new double[] {3, 4}, new double[] {1, 2}));
  private static final Input ORDER = Input.setting("order", 2.5);
  private static final Input[] INPUTS = {ARRIVALS, SERVICE, KIND, PRICES, ORDER};

  private final AtomicInteger simulations = new AtomicInteger();

  /** Does all that a simulator can. */
  private void simulate(Inputs in) {
    simulations.incrementAndGet();
    double wait = 0;
    for (int customer = 0; customer < 20; customer++) {
      if (customer % 5 == 0) {
        wait = 0;
        in.regenerate();
      }
      double gap = in.draw(ARRIVALS);
      double time = wait + in.draw(SERVICE) * (1 + in.draw(KIND)) + in.noise().nextDouble();
      in.cost(time * in.read(ORDER));
      in.cost("spent", in.drawAll(PRICES)[1] + in.read(PRICES, 2));
      in.length(gap);
      wait = Math.max(0, time - gap);
    }
  }

  private List<Run> replayed(Parameters at, long seed, long first, int count) {
    List<byte[]> tapes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tapes.add(Tape.record(this::simulate, at, seed, first + i).bytes());
    }
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      runs.add(Tape.of(tapes.get(i)).replay(at, seed, first + i));
    }
    return runs;
  }

  private Sensitivity sensitivity() {
    return Sensitivity.of(this::simulate, INPUTS).orRuns(240);
  }

  @Test
  void sensitivitiesAreThoseOfTheRuns() {
    Sensitivities here = sensitivity().run();
    assertEquals(2, here.responses().size());
    assertEquals(here.responses(), sensitivity().runsBy(this::replayed).run().responses());
    assertNotEquals(here.responses(), sensitivity().seed(2).run().responses());
  }

  @Test
  void aSearchIsThatOfTheRuns() {
    Tuned here = Tuning.minimize(this::simulate, INPUTS).runs(80).run();
    Tuned there = Tuning.minimize(this::simulate, INPUTS).runs(80).runsBy(this::replayed).run();
    assertArrayEquals(here.parameters().theta(), there.parameters().theta());
    assertEquals(here.gain(), there.gain());
  }

  @Test
  void aReplayDoesNotSimulate() {
    Parameters at = Parameters.of(INPUTS);
    Tape tape = Tape.record(this::simulate, at, 3, 4);
    assertEquals(1, simulations.get());
    Run run = Tape.of(tape.bytes()).replay(at, 3, 4);
    assertEquals(1, simulations.get());
    Run direct = Run.of(this::simulate, at, 3, 4);
    assertEquals(direct.total("cost"), run.total("cost"));
    assertEquals(direct.draws(), run.draws());
  }

  @Test
  void aFailureIsThatOfTheRun() {
    Parameters at = Parameters.of(INPUTS);
    String message =
        assertThrows(
                SimulatorException.class,
                () ->
                    Tape.record(
                        in -> {
                          in.draw(SERVICE);
                          throw new IllegalStateException("no plant");
                        },
                        at,
                        3,
                        4))
            .getMessage();
    assertTrue(
        message.startsWith("run 4 of seed 3 failed after 1 draws, at ")
            && message.endsWith("IllegalStateException: no plant"),
        message);
  }
}
