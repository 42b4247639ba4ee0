package io.thalweg.examples;

import io.thalweg.distribution.Exponential;
import io.thalweg.simulation.Input;
import io.thalweg.simulation.Inputs;
import io.thalweg.tune.Sensitivities;
import io.thalweg.tune.Sensitivity;
import java.util.ArrayDeque;
import java.util.Deque;
import umontreal.ssj.simevents.Event;
import umontreal.ssj.simevents.Simulator;

/**
 * Asks a queue whose events are simulated by SSJ how its mean sojourn moves with its two rates.
 *
 * <p>SSJ keeps the clock and the events; the random times come from the inputs. In the long run the
 * mean sojourn is 1 / (2 - 1) = 1, and its derivatives are 1 and -1.
 */
public final class Example20QueueOnSsj {

  private static final int CUSTOMERS = 400;
  private static final Input GAPS = Input.of("arrivals", Exponential.of(1.0));
  private static final Input SERVICES = Input.of("service", Exponential.of(2.0));

  private final Simulator clock = new Simulator();
  private final Deque<Double> arrived = new ArrayDeque<>();
  private final Inputs in;
  private int served;

  private Example20QueueOnSsj(Inputs in) {
    this.in = in;
    clock.init();
    after(in.draw(GAPS), this::arrive);
    clock.start();
  }

  private void arrive() {
    if (arrived.isEmpty()) {
      in.regenerate();
      after(in.draw(SERVICES), this::depart);
    }
    arrived.add(clock.time());
    after(in.draw(GAPS), this::arrive);
  }

  private void depart() {
    in.cost((clock.time() - arrived.remove()) / CUSTOMERS);
    if (++served == CUSTOMERS) {
      clock.stop();
    } else if (!arrived.isEmpty()) {
      after(in.draw(SERVICES), this::depart);
    }
  }

  private void after(double delay, Runnable action) {
    new Event(clock) {
      @Override
      public void actions() {
        action.run();
      }
    }.schedule(delay);
  }

  /** Asks for both derivatives from a number of runs of 400 customers. */
  static Sensitivities sensitivities(long runs) {
    return Sensitivity.of(Example20QueueOnSsj::new, GAPS, SERVICES).orRuns(runs).run();
  }

  /** Prints the derivatives. */
  public static void main(String[] args) {
    System.out.println(sensitivities(10_000));
  }
}
