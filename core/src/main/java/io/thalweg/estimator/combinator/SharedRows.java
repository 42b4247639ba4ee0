package io.thalweg.estimator.combinator;

import io.thalweg.Events;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The events of several questions, of which those that are equal are asked once.
 *
 * <p>Rows of one question are never one: an event that it draws twice is evaluated twice, as it
 * would be alone. The n-th of such rows is that of the n-th in every other question.
 *
 * @param events the different events, those of the first question first
 * @param rows for each question the rows of its events
 */
record SharedRows(Events events, List<int[]> rows) {

  /** An event by the bits of its coordinates, and how often its question had it before. */
  record Key(int context, double[] coordinates, int before) {

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key
          && context == key.context
          && before == key.before
          && Arrays.equals(coordinates, key.coordinates);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * Arrays.hashCode(coordinates) + context) + before;
    }
  }

  static SharedRows of(List<Events> questions) {
    if (questions.size() == 1) {
      int[] own = IntStream.range(0, questions.get(0).count()).toArray();
      return new SharedRows(questions.get(0), List.of(own));
    }
    Events all = Events.joined(questions);
    double[] coordinates = all.isIndexed() ? all.values() : all.points();
    int width = coordinates.length / all.count();
    Map<Key, Integer> found = new HashMap<>();
    List<Integer> first = new ArrayList<>();
    List<int[]> rows = new ArrayList<>();
    int from = 0;
    for (Events question : questions) {
      Map<Key, Integer> times = new HashMap<>();
      int[] own = new int[question.count()];
      for (int row = 0; row < own.length; row++) {
        int at = (from + row) * width;
        double[] x = Arrays.copyOfRange(coordinates, at, at + width);
        int before = times.merge(new Key(all.context(from + row), x, 0), 1, Integer::sum) - 1;
        Key key = new Key(all.context(from + row), x, before);
        Integer known = found.putIfAbsent(key, first.size());
        if (known == null) {
          first.add(from + row);
        }
        own[row] = known == null ? first.size() - 1 : known;
      }
      rows.add(own);
      from += own.length;
    }
    boolean firstHasAll = first.size() == questions.get(0).count();
    return new SharedRows(
        firstHasAll
            ? questions.get(0)
            : all.rows(first.stream().mapToInt(Integer::intValue).toArray()),
        rows);
  }

  /** The number of different events of some of the questions. */
  int count(int... some) {
    return (int) Arrays.stream(some).flatMap(i -> Arrays.stream(rows.get(i))).distinct().count();
  }

  /** Whether all events of a question are among those of another. */
  boolean contains(int question, int other) {
    int[] in = rows.get(question).clone();
    Arrays.sort(in);
    return IntStream.of(rows.get(other)).allMatch(row -> Arrays.binarySearch(in, row) >= 0);
  }
}
