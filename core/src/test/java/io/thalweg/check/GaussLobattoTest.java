package io.thalweg.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GaussLobattoTest {

  /** The integral of x^k is 2 / (k + 1) for even k. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 12})
  void ruleWithEndsIsExactForItsDegree(int count) {
    GaussLobatto rule = new GaussLobatto(count);
    assertEquals(1, rule.node(0));
    assertEquals(-1, rule.node(count - 1));
    for (int k = 0; k <= 2 * count - 3; k++) {
      double sum = 0;
      for (int i = 0; i < count; i++) {
        sum += rule.weight(i) * Math.pow(rule.node(i), k);
      }
      assertEquals(k % 2 == 0 ? 2.0 / (k + 1) : 0, sum, 1e-14);
    }
  }
}
