package io.thalweg.workbench.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PluralTest {

  @Test
  void onlyOneIsSingular() {
    assertEquals("1 seed", Plural.of(1, "seed"));
    assertEquals("0 seeds", Plural.of(0, "seed"));
    assertEquals("2 seeds", Plural.of(2, "seed"));
    assertEquals("12,000 steps", Plural.of(12_000, "step"));
  }
}
