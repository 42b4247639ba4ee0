package io.thalweg.distribution;

import io.thalweg.Events;
import io.thalweg.Path;
import io.thalweg.Relaxable;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A coupled draw (z, b), with a function that draws z again given b.
 *
 * @param draws b
 * @param relaxed z
 * @param again draws z given b
 */
record Coupled(Events draws, Path relaxed, Function<RandomGenerator, Path> again)
    implements Relaxable.Relaxation {

  @Override
  public Path conditional(RandomGenerator random) {
    return again.apply(random);
  }
}
