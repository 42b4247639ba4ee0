package io.thalweg.simulation;

import java.util.List;

/** A sum over batches of runs at one theta. */
interface Tally {

  /** Adds a batch of runs. */
  void add(List<Run> batch);

  /** The answers to now, one for each output in the order of its first cost. */
  List<Answer> answers();
}
