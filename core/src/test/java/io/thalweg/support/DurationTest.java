package io.thalweg.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationTest {

  @ParameterizedTest
  @CsvSource({
    "0.00000123, 1.2 µs",
    "0.00002, 20 µs",
    "0.0123, 12 ms",
    "1.26, 1.3 s",
    "42, 42 s",
    "720, 12 minutes"
  })
  void durationsAreSaidInTheirOwnUnits(double seconds, String text) {
    assertEquals(text, Duration.text(seconds));
  }
}
