package io.thalweg.estimator.regression;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SimplexCodeTest {

  @Test
  void cornersHaveLengthOneAndAreAsFarFromEachOther() {
    for (int values : new int[] {2, 3, 5, 30}) {
      SimplexCode code = new SimplexCode(values);
      for (int k = 0; k < values; k++) {
        for (int other = 0; other < values; other++) {
          double product = 0;
          for (int d = 0; d < code.width(); d++) {
            product += code.of(k, d) * code.of(other, d);
          }
          assertEquals(k == other ? 1 : -1.0 / (values - 1), product, 1e-14);
        }
      }
    }
  }
}
