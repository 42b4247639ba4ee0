package io.thalweg.vae;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.thalweg.support.Streams;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OrderTest {

  @Test
  void anEpochShowsEachImageOnceInAnOrderOfItsOwn() {
    Order order = order(1);
    Order again = order(1);
    int[][] epochs = new int[3][];
    for (int epoch = 0; epoch < epochs.length; epoch++) {
      epochs[epoch] = epoch(order, epoch);
      assertEquals(20, new HashSet<>(Arrays.stream(epochs[epoch]).boxed().toList()).size());
      assertArrayEquals(epochs[epoch], epoch(again, epoch));
    }
    assertFalse(Arrays.equals(epochs[0], epochs[1]));
    assertFalse(Arrays.equals(epochs[1], epochs[2]));
    assertFalse(Arrays.equals(epochs[0], epoch(order(2), 0)));
    // In any order of asking, as a run needs that goes on in the middle of an epoch.
    assertEquals(epochs[0][5], order.batch(1)[0]);
  }

  private static Order order(long seed) {
    return new Order(20, 5, true, name -> Streams.named(seed, name));
  }

  private static int[] epoch(Order order, int epoch) {
    int[] all = new int[20];
    for (int step = 0; step < 4; step++) {
      System.arraycopy(order.batch(4 * epoch + step), 0, all, 5 * step, 5);
    }
    return all;
  }

  @Test
  void everyPermutationOfAnEpochIsAsLikely() {
    int epochs = 24_000;
    int[] counts = new int[27];
    Order order = new Order(3, 3, true, name -> Streams.named(1, name));
    for (int epoch = 0; epoch < epochs; epoch++) {
      int[] batch = order.batch(epoch);
      counts[9 * batch[0] + 3 * batch[1] + batch[2]]++;
    }
    double expected = epochs / 6.0;
    for (int count : counts) {
      // Six counts beyond 5.5 standard deviations: 2e-7.
      assertEquals(count == 0 ? 0 : expected, count, 5.5 * Math.sqrt(expected * 5 / 6));
    }
    assertEquals(6, Arrays.stream(counts).filter(count -> count > 0).count());
  }

  @Test
  void drawnImagesMayComeTwice() {
    Order order = new Order(2, 2, false, name -> Streams.named(1, name));
    Set<Set<Integer>> seen = new HashSet<>();
    for (int step = 0; step < 50; step++) {
      int[] batch = order.batch(step);
      seen.add(new HashSet<>(Arrays.stream(batch).boxed().toList()));
    }
    assertEquals(Set.of(Set.of(0), Set.of(1), Set.of(0, 1)), seen);
  }
}
