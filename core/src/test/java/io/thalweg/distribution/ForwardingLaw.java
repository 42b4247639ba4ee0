package io.thalweg.distribution;

import io.thalweg.Distribution;
import io.thalweg.Events;
import io.thalweg.Shape;
import java.util.random.RandomGenerator;

/** A law that answers what another law answers; a test's law overrides what it changes. */
public interface ForwardingLaw extends Distribution {

  /** The law that answers. */
  Distribution law();

  @Override
  default int dimension() {
    return law().dimension();
  }

  @Override
  default double[] parameters() {
    return law().parameters();
  }

  @Override
  default Shape shape() {
    return law().shape();
  }

  @Override
  default Events sample(int draws, RandomGenerator random) {
    return law().sample(draws, random);
  }

  @Override
  default double[] logProbability(Events events) {
    return law().logProbability(events);
  }

  @Override
  default double[] scores(Events events) {
    return law().scores(events);
  }
}
