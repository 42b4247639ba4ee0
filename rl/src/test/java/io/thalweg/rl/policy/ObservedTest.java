package io.thalweg.rl.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.Events;
import io.thalweg.dense.Activation;
import io.thalweg.dense.Architecture;
import io.thalweg.dense.DenseNetwork;
import io.thalweg.dense.Rule;
import io.thalweg.support.SplitMix;
import io.thalweg.surrogate.Observed;
import org.junit.jupiter.api.Test;

class ObservedTest {

  private static DenseNetwork network() {
    Architecture layers = Architecture.of(3).then(4, Activation.TANH).then(1, Activation.LINEAR);
    return new DenseNetwork(new SplitMix(1), Rule.adam(0.01), layers);
  }

  @Test
  void everyPointIsSeenWithTheObservationOfItsContext() {
    Observed.Sight sight = new Observed.Sight();
    sight.show(new double[] {10, 11, 20, 21}, 2);
    // Two draws of two contexts.
    Events points = Events.of(new double[] {0.1, 0.2, 0.3, 0.4}, 2, 1);
    Events beside =
        Events.of(new double[] {0.1, 10, 11, 0.2, 20, 21, 0.3, 10, 11, 0.4, 20, 21}, 2, 3);
    assertArrayEquals(
        network().at(beside).values(), new Observed(network(), sight).at(points).values());
  }

  @Test
  void pointsOfOtherContextsThanThoseShownAreRefused() {
    Observed.Sight sight = new Observed.Sight();
    Observed observed = new Observed(network(), sight);
    Events points = Events.of(new double[] {0.1, 0.2}, 2, 1);
    assertEquals(
        "the points have 2 contexts, but observations of 0 contexts were shown",
        assertThrows(IllegalArgumentException.class, () -> observed.at(points)).getMessage());
    sight.show(new double[] {10, 11}, 1);
    assertEquals(
        "the points have 2 contexts, but observations of 1 contexts were shown",
        assertThrows(IllegalArgumentException.class, () -> observed.at(points)).getMessage());
  }
}
