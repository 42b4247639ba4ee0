package io.thalweg.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class ScopeTest {

  @Test
  void whatIsMadeWithinIsFreedAndWhatIsMadeOutsideStays() {
    Tensor outside = Tensors.of(new double[] {1, 2}, 2);
    Tensor within;
    try (Scope scope = Scope.open()) {
      within = outside.add(outside);
      assertArrayEquals(new double[] {2, 4}, Tensors.toArray(within));
    }
    assertTrue(within.isNull(), "the tensor outlived its scope");
    assertArrayEquals(new double[] {1, 2}, Tensors.toArray(outside));
  }

  @Test
  void theInnermostScopeOwnsWhatIsMade() {
    try (Scope outer = Scope.open()) {
      Tensor kept = Tensors.of(new double[] {1}, 1);
      Tensor freed;
      try (Scope inner = Scope.open()) {
        freed = kept.neg();
      }
      assertTrue(freed.isNull());
      assertFalse(kept.isNull());
    }
  }

  @Test
  void derivativesAreKeptAgainAfterAScopeWithoutThem() {
    try (Scope scope = Scope.open()) {
      Tensor x = Tensors.of(new double[] {1}, 1).set_requires_grad(true);
      try (Scope inner = Scope.withoutGradients()) {
        assertFalse(x.neg().requires_grad());
      }
      assertTrue(GradMode.is_enabled());
      assertTrue(x.neg().requires_grad());
    }
  }
}
