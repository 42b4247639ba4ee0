package io.thalweg.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One tree for any parts. */
class SumTreeTest {

  private static final int MOST = 70;

  private final SplittableRandom random = new SplittableRandom(1);
  private final Sums[] chunks =
      IntStream.range(0, MOST)
          .mapToObj(c -> new Sums(3 + c % 2, 5, numbers(), numbers()))
          .toArray(Sums[]::new);

  private double[] numbers() {
    return random.doubles(3).toArray();
  }

  /** The tree by its definition: the left half is the largest whole node that leaves a rest. */
  private Sums defined(int from, int to) {
    if (to - from == 1) {
      return chunks[from];
    }
    int half = Integer.highestOneBit(to - from - 1);
    return defined(from, from + half).plus(defined(from + half, to));
  }

  /** The tree from parts that begin where the predicate says. */
  private SumTree tree(int count, LongPredicate begins) {
    SumTree whole = new SumTree();
    SumTree part = new SumTree();
    for (int c = 0; c < count; c++) {
      if (begins.test(c)) {
        part.nodes().forEach(whole::add);
        part = new SumTree();
      }
      part.add(c, chunks[c]);
    }
    part.nodes().forEach(whole::add);
    return whole;
  }

  private static void assertSame(Sums expected, Sums actual) {
    assertArrayEquals(expected.sums(), actual.sums());
    assertArrayEquals(expected.squares(), actual.squares());
    assertEquals(expected.count(), actual.count());
    assertEquals(expected.evaluations(), actual.evaluations());
  }

  @Test
  void everyPartitionGivesTheBitsOfTheDefinition() {
    for (int count = 1; count <= MOST; count++) {
      Sums expected = defined(0, count);
      assertSame(expected, tree(count, c -> false).total());
      assertSame(expected, tree(count, c -> true).total());
      for (int trial = 0; trial < 20; trial++) {
        double share = random.nextDouble();
        assertSame(expected, tree(count, c -> random.nextDouble() < share).total());
      }
    }
  }

  @Test
  void aPartAnswersWithFewNodes() {
    for (int from = 0; from < MOST; from++) {
      for (int to = from + 1; to <= MOST; to++) {
        SumTree part = new SumTree();
        for (int c = from; c < to; c++) {
          part.add(c, chunks[c]);
        }
        int most = 2 * (32 - Integer.numberOfLeadingZeros(to - from));
        assertTrue(part.nodes().size() <= most, from + " to " + to);
      }
    }
  }

  /** The mutant: parts add up their own chunks, and the driver the parts. */
  @Test
  void sumsOfPartsDependOnThem() {
    List<Sums> totals =
        IntStream.of(1, 2, 7)
            .mapToObj(
                size ->
                    IntStream.range(0, MOST / size)
                        .mapToObj(
                            part ->
                                Arrays.stream(chunks, part * size, (part + 1) * size)
                                    .reduce(Sums::plus)
                                    .orElseThrow())
                        .reduce(Sums::plus)
                        .orElseThrow())
            .toList();
    assertFalse(
        Arrays.equals(totals.get(0).sums(), totals.get(1).sums())
            && Arrays.equals(totals.get(0).sums(), totals.get(2).sums()));
  }
}
