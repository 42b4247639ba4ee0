package io.thalweg.workbench.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CountedTest {

  @Test
  void onlyOneIsSingular() {
    assertEquals("1 seed", Counted.of(1, "seed"));
    assertEquals("0 seeds", Counted.of(0, "seed"));
    assertEquals("2 seeds", Counted.of(2, "seed"));
    assertEquals("12,000 steps", Counted.of(12_000, "step"));
  }
}
