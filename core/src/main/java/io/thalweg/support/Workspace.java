package io.thalweg.support;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Arrays that are reused from call to call, so that a loop of many estimates makes no garbage.
 *
 * <pre>
 *   Workspace workspace = new Workspace();
 *   for (...) {
 *     Estimate estimate = workspace.reuse(() -&gt; estimator.estimate(law.at(theta), f, random));
 *     ...
 *   }
 * </pre>
 *
 * <p>Whoever opens one makes a promise: <em>no result of a call is used after the next call
 * begins</em>; that includes laws, events, estimates and whatever f keeps of its events. A
 * workspace does not change results. A workspace belongs to one thread at a time.
 */
public final class Workspace {

  private static final ThreadLocal<@Nullable Workspace> CURRENT = new ThreadLocal<>();

  // In the order in which they are asked for, which is the same in every round of a loop.
  private final List<double[]> arrays = new ArrayList<>();
  private int next;
  private long round;

  /** Makes a workspace without arrays. */
  public Workspace() {}

  /**
   * Runs a call that reuses the arrays of the previous call.
   *
   * @throws IllegalStateException if this thread is within a call already
   */
  public <T> T reuse(Supplier<T> call) {
    if (CURRENT.get() != null) {
      throw new IllegalStateException("a workspace is in use already by the code that calls this");
    }
    CURRENT.set(this);
    next = 0;
    round++;
    try {
      return call.get();
    } finally {
      // Rather than removed, which the next call would pay for with a search for room.
      CURRENT.set(null);
    }
  }

  /** The arrays of one call. */
  public static final class Use {

    // Of a workspace that nobody calls.
    private static final Use NONE = new Use(new Workspace(), 0);

    private final Workspace workspace;
    private final long round;

    private Use(Workspace workspace, long round) {
      this.workspace = workspace;
      this.round = round;
    }

    /** Whether the next call has begun, which writes to the same arrays. */
    public boolean isOver() {
      return workspace.round != round;
    }
  }

  /** The arrays of the call that this thread is within; outside of any, arrays are never reused. */
  public static Use use() {
    Workspace workspace = CURRENT.get();
    return workspace == null ? Use.NONE : new Use(workspace, workspace.round);
  }

  /** An array of any content, to be written before it is read. */
  public static double[] doubles(int length) {
    Workspace workspace = CURRENT.get();
    return workspace == null ? new double[length] : workspace.take(length);
  }

  /** Returns an array of zeros. */
  public static double[] zeros(int length) {
    Workspace workspace = CURRENT.get();
    if (workspace == null) {
      return new double[length];
    }
    double[] array = workspace.take(length);
    Arrays.fill(array, 0);
    return array;
  }

  /** Returns a copy of an array. */
  public static double[] copy(double[] array) {
    double[] copy = doubles(array.length);
    System.arraycopy(array, 0, copy, 0, array.length);
    return copy;
  }

  private double[] take(int length) {
    if (next == arrays.size()) {
      arrays.add(new double[length]);
    } else if (arrays.get(next).length != length) {
      arrays.set(next, new double[length]);
    }
    return arrays.get(next++);
  }
}
