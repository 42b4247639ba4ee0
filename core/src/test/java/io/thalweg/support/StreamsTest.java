package io.thalweg.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StreamsTest {

  @Test
  void sameSeedAndNameGiveTheSameStream() {
    assertEquals(Streams.named(3, "a").nextLong(), Streams.named(3, "a").nextLong());
  }

  /** A number that comes twice would be one stream read at another place: chance is 1e-11. */
  @Test
  void streamsOfNeighbouringSeedsAndNamesShareNoNumber() {
    Set<Long> seen = new HashSet<>();
    for (long seed = -5; seed < 5; seed++) {
      for (String name : new String[] {"", "a", "b", "rloo", "batch 1", "batch 2"}) {
        SplitMix random = Streams.named(seed, name);
        for (int draw = 0; draw < 300; draw++) {
          assertTrue(seen.add(random.nextLong()), "seed " + seed + ", " + name);
        }
      }
    }
  }
}
