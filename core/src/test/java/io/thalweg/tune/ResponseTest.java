package io.thalweg.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests of what is computed of the derivatives of an output. */
class ResponseTest {

  private static final Response RESPONSE =
      new Response(
          "cost",
          new Measured(10, 3, 6),
          List.of(
              new Effect("a", 1, new Measured(2, 2, 4)),
              new Effect("b", 1, new Measured(-1, 1, 2.5)),
              new Effect("c", 1, new Measured(7, 0, 0))),
          List.of(
              List.of(9.0, 8.0, 8.0, 0.0),
              List.of(8.0, 4.0, -1.5, 0.0),
              List.of(8.0, -1.5, 1.0, 0.0),
              List.of(0.0, 0.0, 0.0, 0.0)));

  @Test
  void aDerivativeAlongOneParameterIsItsOwn() {
    assertEquals(new Measured(2, 2, 4), RESPONSE.along(1, 0, 0));
    assertEquals(new Measured(-1, 1, 2.5), RESPONSE.along(0, 1, 0));
    assertEquals(new Measured(7, 0, 0), RESPONSE.along(0, 0, 1));
  }

  @Test
  void aDerivativeAlongSeveralHasTheirCovariance() {
    // 4 * 4 + 9 * 1 - 2 * 6 * 1.5, and the wider interval of 2.5 standard errors
    double standardError = Math.sqrt(7);
    assertEquals(new Measured(8, standardError, 2.5 * standardError), RESPONSE.along(2, 3, 1));
    assertEquals(new Measured(1 - 7, Math.sqrt(2), 2.5 * Math.sqrt(2)), RESPONSE.along(1, 1, -1));
  }

  @Test
  void slopesAreOneForEachParameter() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> RESPONSE.along(1, 2)).getMessage();
    assertEquals("the array of slopes has 2 numbers; it must have 3", message);
  }
}
