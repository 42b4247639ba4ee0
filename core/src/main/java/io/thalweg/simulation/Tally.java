package io.thalweg.simulation;

import java.util.List;

/** What batches of runs at one theta add up to. */
interface Tally {

  /** Adds a batch of runs. */
  void add(List<Run> batch);

  /** The answers to now, one for each output in the order of its first cost. */
  List<Answer> answers();
}
