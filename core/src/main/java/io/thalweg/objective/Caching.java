package io.thalweg.objective;

import io.thalweg.support.Require;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** An objective that remembers its values; the least recently used one is forgotten first. */
final class Caching extends Decorator {

  private final Map<Key, Double> known;

  /** An event of a context, under a noise. */
  private record Key(int context, long seed, double[] event) {

    static Key of(Request request, int row) {
      return new Key(
          request.events().context(row), request.seeds()[row], request.events().value(row));
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key
          && context == key.context
          && seed == key.seed
          && Arrays.equals(event, key.event);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * Arrays.hashCode(event) + Long.hashCode(seed)) + context;
    }
  }

  Caching(Fallible inner, int most) {
    super(inner);
    Require.atLeast(1, "the number of values that are kept", most);
    this.known =
        new LinkedHashMap<>(16, 0.75F, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Key, Double> eldest) {
            return size() > most;
          }
        };
  }

  @Override
  protected Answers attempt(Request request) {
    Answers answers = new Answers(request.count());
    // The row of an unknown event among those that are asked.
    Map<Key, Integer> asked = new HashMap<>();
    int[] from = new int[request.count()];
    int[] rows = new int[request.count()];
    synchronized (known) {
      for (int row = 0; row < rows.length; row++) {
        Key key = Key.of(request, row);
        Double value = known.get(key);
        from[row] = -1;
        if (value != null) {
          answers.put(row, value);
        } else {
          from[row] = asked.computeIfAbsent(key, k -> asked.size());
          rows[from[row]] = row;
        }
      }
    }
    tally().hits.add(request.count() - asked.size());
    if (!asked.isEmpty()) {
      fill(answers, from, request.rows(Arrays.copyOf(rows, asked.size())));
    }
    return answers;
  }

  private void fill(Answers answers, int[] from, Request unknown) {
    Answers fresh = inner().attempt(unknown);
    for (int row = 0; row < from.length; row++) {
      if (from[row] >= 0) {
        answers.copy(row, fresh, from[row]);
      }
    }
    synchronized (known) {
      for (int i = 0; i < unknown.count(); i++) {
        if (fresh.failure(i).isEmpty()) {
          known.put(Key.of(unknown, i), fresh.value(i));
        }
      }
    }
  }
}
