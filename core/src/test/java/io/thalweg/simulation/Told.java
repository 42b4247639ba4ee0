package io.thalweg.simulation;

import io.thalweg.Distribution;
import io.thalweg.Events;
import io.thalweg.Finite;
import io.thalweg.distribution.ForwardingLaw;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A law of few outcomes whose draws in each run are told beforehand. */
record Told(Finite law, Script script) implements ForwardingLaw, Finite {

  /** The draws of each run, by the first number of the stream that it draws from. */
  static final class Script {
    private final Map<Long, List<double[]>> ofRuns = new HashMap<>();
    private @Nullable RandomGenerator stream;
    private List<double[]> events = List.of();
    private int next;

    void put(RandomGenerator stream, List<double[]> events) {
      ofRuns.put(stream.nextLong(), events);
    }
  }

  @Override
  public Distribution at(double[] parameters) {
    return new Told((Finite) law.at(parameters), script);
  }

  /** Draws as many as are asked for; those that no run looks at are the first outcome. */
  @Override
  public Events sample(int draws, RandomGenerator random) {
    if (script.stream != random) {
      script.stream = random;
      script.events = script.ofRuns.get(random.nextLong());
      script.next = 0;
    }
    int size = shape().size();
    double[] values = new double[draws * size];
    for (int i = 0; i < draws; i++) {
      double[] event =
          script.next < script.events.size()
              ? script.events.get(script.next++)
              : law.outcomes(0, 1).values();
      System.arraycopy(event, 0, values, i * size, size);
    }
    return Events.of(values, shape());
  }

  @Override
  public long outcomes() {
    return law.outcomes();
  }

  @Override
  public Events outcomes(long from, int count) {
    return law.outcomes(from, count);
  }
}
