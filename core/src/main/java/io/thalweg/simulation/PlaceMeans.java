package io.thalweg.simulation;

import io.thalweg.support.Numbers;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** Mean costs and lengths after the first, second, and later draws of an input in a cycle. */
final class PlaceMeans {

  // Fewer visits make a baseline of more noise than none.
  private static final int FEWEST = 8;

  private double[] costs = new double[0];
  private double[] lengths = new double[0];
  private int[] visits = new int[0];

  void add(int place, double cost, double length) {
    if (place >= visits.length) {
      int more = Math.max(place + 1, 2 * visits.length);
      costs = Arrays.copyOf(costs, more);
      lengths = Arrays.copyOf(lengths, more);
      visits = Arrays.copyOf(visits, more);
    }
    costs[place] += cost;
    lengths[place] += length;
    visits[place]++;
  }

  /** The place whose means stand for a place: itself, or the last before it of enough visits. */
  int known(int place) {
    int known = Math.min(place, visits.length - 1);
    while (known >= 0 && visits[known] < FEWEST) {
      known--;
    }
    return known;
  }

  void save(DataOutput out) throws IOException {
    Numbers.write(out, costs);
    Numbers.write(out, lengths);
    for (int visited : visits) {
      out.writeInt(visited);
    }
  }

  static PlaceMeans load(DataInput in) throws IOException {
    PlaceMeans means = new PlaceMeans();
    means.costs = Numbers.read(in);
    means.lengths = Numbers.read(in);
    means.visits = new int[means.costs.length];
    for (int place = 0; place < means.visits.length; place++) {
      means.visits[place] = in.readInt();
    }
    return means;
  }

  double cost(int known) {
    return known < 0 ? 0 : costs[known] / visits[known];
  }

  double length(int known) {
    return known < 0 ? 0 : lengths[known] / visits[known];
  }
}
