package io.thalweg.torch;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.jspecify.annotations.Nullable;

/** Owns the native memory that is allocated while it is open, and frees it when it is closed. */
public final class Scope implements AutoCloseable {

  private final PointerScope pointers;
  // Null in a scope that keeps derivatives.
  private final @Nullable NoGradGuard withoutGradients;

  private Scope(boolean withoutGradients) {
    Torch.load();
    this.pointers = new PointerScope();
    this.withoutGradients = withoutGradients ? new NoGradGuard() : null;
  }

  /** Opens a scope for one step of training. */
  public static Scope open() {
    return new Scope(false);
  }

  /** Opens a scope that keeps no derivatives, to evaluate a model. */
  public static Scope withoutGradients() {
    return new Scope(true);
  }

  @Override
  public void close() {
    if (withoutGradients != null) {
      withoutGradients.close();
    }
    pointers.close();
  }
}
