package io.thalweg.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0.00000001 | 1.0e-06 %
          0.0123     | 1.2 %
          0.0999     | 10 %
          0.256      | 26 %
          1          | 100 %
          49         | 4900 %
          """)
  void sharesHaveTwoDigitsOrAllBeforeThePoint(double share, String text) {
    assertEquals(text, Percent.text(share));
  }
}
