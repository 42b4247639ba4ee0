package io.thalweg.rl.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ActionSizesTest {

  private static void assertRefused(String message, Executable made) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, made).getMessage());
  }

  @Test
  void lawsOfActionsWithoutVariablesOrChoicesAreRefused() {
    String variables = "the number of variables of an action is 0; it must be at least 1";
    assertRefused(variables, () -> new BernoulliActions(0));
    assertRefused(variables, () -> new CategoricalActions(0, 3));
    assertRefused(variables, () -> new GaussianActions(0));
    assertRefused(
        "the number of values of a variable is 1; it must be at least 2",
        () -> new CategoricalActions(1, 1));
  }
}
