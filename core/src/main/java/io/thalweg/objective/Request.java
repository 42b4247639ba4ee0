package io.thalweg.objective;

import io.thalweg.Events;
import io.thalweg.support.Require;
import io.thalweg.support.SplitMix;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Events at which f is asked, each with the seed of its noise.
 *
 * @param events the events, by value
 * @param seeds one for each row
 */
public record Request(Events events, long[] seeds) {

  /**
   * Makes a request.
   *
   * @throws IllegalArgumentException if there is not one seed for each event
   */
  public Request {
    Require.given("the events", events);
    if (seeds.length != events.count()) {
      throw new IllegalArgumentException(
          "%d seeds were given for %s".formatted(seeds.length, events));
    }
  }

  /** The number of events. */
  public int count() {
    return seeds.length;
  }

  /** Makes the generator of the noise of a row; it begins anew with each call. */
  public RandomGenerator noise(int row) {
    return new SplitMix(seeds[row]);
  }

  /** Returns the request of some rows, with their contexts and their seeds; events are copied. */
  public Request rows(int... rows) {
    int size = events.size();
    double[] values = new double[rows.length * size];
    int[] contexts = new int[rows.length];
    long[] chosen = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(events.values(), rows[i] * size, values, i * size, size);
      contexts[i] = events.context(rows[i]);
      chosen[i] = seeds[rows[i]];
    }
    return new Request(Events.ragged(values, contexts, events.shape()), chosen);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Request request
        && events.equals(request.events)
        && Arrays.equals(seeds, request.seeds);
  }

  @Override
  public int hashCode() {
    return 31 * events.hashCode() + Arrays.hashCode(seeds);
  }

  @Override
  public String toString() {
    return "Request[%s]".formatted(events);
  }
}
