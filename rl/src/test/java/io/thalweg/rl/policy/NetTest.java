package io.thalweg.rl.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.thalweg.dense.Activation;
import org.junit.jupiter.api.Test;

class NetTest {

  @Test
  void netsOfEqualNumbersAreEqualAndKeepTheirUnits() {
    int[] units = {10, 10};
    Net net = Net.of(0.01, Activation.TANH, units);
    Net same = Net.of(0.01, Activation.TANH, 10, 10);
    units[1] = 11;
    assertEquals(same, net);
    assertEquals(same.hashCode(), net.hashCode());
    assertNotEquals(Net.of(0.01, Activation.TANH, units), net);
    assertNotEquals(Net.of(0.02, Activation.TANH, 10, 10), net);
    assertNotEquals(net.startingAt(1, 0.1), net);
  }
}
