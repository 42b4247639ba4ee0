package io.thalweg.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * A maker of runs of one simulator, here or elsewhere.
 *
 * <p>The numbers of runs determine their draws, so that runs are the same whoever makes them; see
 * {@link Tape}, with which a process makes the runs of another.
 */
@FunctionalInterface
public interface RunMaker {

  /**
   * Makes runs of consecutive numbers.
   *
   * @param at the parameters
   * @param first the number of the first run
   * @throws SimulatorException if a run failed
   */
  List<Run> runs(Parameters at, long seed, long first, int count);

  /** Returns one that runs a simulator on the thread of the caller. */
  static RunMaker here(Simulator simulator) {
    return (at, seed, first, count) -> {
      List<Run> made = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        made.add(Run.of(simulator, at, seed, first + i));
      }
      return made;
    };
  }
}
