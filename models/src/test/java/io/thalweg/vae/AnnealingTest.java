package io.thalweg.vae;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AnnealingTest {

  @Test
  void annealingFallsAsJangsDoes() {
    Annealing annealing = Preset.JANG.plan().annealing().orElseThrow();
    assertEquals(1, annealing.at(0), 0);
    assertEquals(Math.exp(-0.3), annealing.at(10_000), 1e-12);
    // exp(-3e-5 t) is 1/2 at t = 23,105.
    assertEquals(0.5, annealing.at(23_106), 0);
    assertEquals(0.5, annealing.at(1_000_000), 0);
  }

  @Test
  void constantTemperaturesAreNoAnnealing() {
    assertTrue(Plan.defaults().annealing().isEmpty());
  }
}
