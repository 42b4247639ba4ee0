package io.thalweg.simulation;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** A sum over batches of runs at one theta. */
interface Tally {

  /** Adds a batch of runs; where that fails, nothing of it. */
  void add(List<Run> batch);

  /** The answers to now, one for each output in the order of its first cost. */
  List<Answer> answers();

  /** Writes all sums. */
  void save(DataOutput out) throws IOException;

  /** Reads, before any run is added, what {@link #save} wrote. */
  void load(DataInput in) throws IOException;
}
