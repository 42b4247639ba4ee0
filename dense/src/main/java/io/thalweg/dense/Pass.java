package io.thalweg.dense;

import io.thalweg.dense.Workers.Share;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * One pass of a batch through dense layers, with all derivatives.
 *
 * <pre>
 *   h_0 = scale x + shift,   a_l = W_l h_(l-1) + b_l,   h_l = sigma_l(a_l)
 *   back from slopes c of the outputs:  d_L = sigma'_L c,   d_l = sigma'_l W_(l+1)^T d_(l+1)
 *   along directions u of x:  a'_l = W_l h'_(l-1),   h'_l = sigma'_l a'_l,   h'_0 = scale u
 *   along T of the weights:   a'_l = W_l h'_(l-1) + T_l h_(l-1) + t_l,   h'_0 = 0
 *   d'_L = sigma'_L c' + sigma''_L c a'_L,   d'_l = sigma'_l W_(l+1)^T d'_(l+1) + sigma''_l ..
 * </pre>
 *
 * <p>A prime is Pearlmutter's operator R: the derivative along u. Every method makes what it needs
 * and does not yet have, so that they can be called in any order. Threads share the rows.
 *
 * <p>Source: Pearlmutter (1994), Neural Computation 6(1).
 */
final class Pass {

  /** Turns outputs of some rows into their slopes, and puts the values where they belong. */
  @FunctionalInterface
  interface Ends {

    /**
     * One block of rows.
     *
     * @param outputs in place of which slopes are put
     * @param row the first
     * @param count how many numbers there are
     */
    void run(float[] outputs, int row, int count, Scratch scratch);
  }

  /** Turns tangents of outputs of some rows into the tangents of their slopes. */
  @FunctionalInterface
  interface Bends {

    /** One block of rows; outputs are those of the network only if the pass keeps them. */
    void run(float[] tangents, float[] slopes, float[] outputs, int row, int count);
  }

  private final Layers layers;
  private final Weights weights;
  private final int rows;
  private final long changes;
  private final Room room;
  private final Stages stages;
  private boolean released;
  // Whether d_l of all rows belongs to the slopes of the outputs.
  private boolean backward;

  /**
   * Goes forward.
   *
   * @param x [rows x inputs]
   * @param keepsOutputs whether slopes of outputs may not take their place
   */
  Pass(Layers layers, double[] x, int rows, boolean keepsOutputs, Ends ends) {
    this.layers = layers;
    this.weights = layers.weights();
    this.rows = rows;
    this.changes = weights.changes();
    this.room = layers.rooms().take(this, changes);
    Stages own = new Stages(layers, room, keepsOutputs);
    this.stages = own;
    own.ensureActivations(rows);
    Workers.overRows(
        0,
        rows,
        (from, to, scratch) -> {
          own.forward(x, from, to, scratch);
          own.finish(ends, from, to, scratch);
        });
  }

  /** Number of rows. */
  int rows() {
    return rows;
  }

  /** Returns the room for others to use, or null the second time; ends the derivatives. */
  @Nullable Room release() {
    Room own = released ? null : room;
    released = true;
    return own;
  }

  /** Gives the room back, unless that is done already. */
  void close() {
    layers.rooms().giveBack(this);
  }

  /**
   * Refuses derivatives if the room no longer holds what they need.
   *
   * @throws IllegalStateException if the pass was closed or the weights have changed
   */
  private void requireAlive() {
    if (weights.changes() != changes) {
      throw new IllegalStateException(
          "the parameters have changed since the network was evaluated; the evaluation has no"
              + " derivatives any more");
    }
    if (released) {
      throw new IllegalStateException("the evaluation is closed and has no derivatives any more");
    }
  }

  private void overRows(Workers.Rows task) {
    Workers.overRows(0, rows, task);
  }

  private void backwardOnce(int from, int to, Scratch scratch) {
    if (!backward) {
      stages.backward(from, to, scratch);
    }
  }

  /** Slopes of the inputs x, from those of the outputs or from others in their place. */
  void inputSlopes(double @Nullable [] others, double[] out) {
    requireAlive();
    stages.ensureSlopes(rows);
    overRows(
        (from, to, scratch) -> {
          if (others != null) {
            stages.load(others, from, to, scratch);
            stages.backward(from, to, scratch);
          } else {
            backwardOnce(from, to, scratch);
          }
          stages.unloadInputs(stages.slopes(1), out, from, to, scratch);
        });
    backward |= others == null;
  }

  /** The derivative of the slopes of the inputs along directions u, [rows x inputs]. */
  void inputBends(double[] u, Bends bends, double[] out) {
    requireAlive();
    stages.ensureSlopes(rows);
    stages.ensureTangents(rows);
    stages.ensureSlopeTangents(rows);
    // The first rows may have no direction: draws come before the relaxed points.
    int inputs = layers.architecture().inputs();
    int first = firstNonzero(u) / inputs;
    Arrays.fill(out, 0, first * inputs, 0);
    Workers.overRows(0, first, (from, to, scratch) -> backwardOnce(from, to, scratch));
    Workers.overRows(
        first,
        rows,
        (from, to, scratch) -> {
          backwardOnce(from, to, scratch);
          stages.along(u, from, to, scratch);
          stages.backwardAlong(bends, from, to, scratch);
          stages.unloadInputs(room.slopeTangents[1], out, from, to, scratch);
        });
    backward = true;
  }

  /** The derivative of the outputs along directions u, [rows x inputs]. */
  void outputsAlong(double[] u, double[] out) {
    requireAlive();
    stages.ensureTangents(rows);
    overRows(
        (from, to, scratch) -> {
          stages.along(u, from, to, scratch);
          stages.unloadOutputs(out, from, to, scratch);
        });
  }

  /** The derivative of the outputs along a tangent of the parameters, [rows x outputs]. */
  void pushforward(double[] tangent, double[] out) {
    alongWeights(tangent, (from, to, scratch) -> stages.unloadOutputs(out, from, to, scratch));
  }

  /** The sum over outputs of each row of slopes times the derivative along a tangent. */
  void pushforwardValues(double[] tangent, double[] out) {
    alongWeights(tangent, (from, to, scratch) -> stages.unloadValues(out, from, to, scratch));
  }

  /** Computes the tangents of rows along one of the parameters, and unloads what is asked for. */
  private void alongWeights(double[] tangent, Workers.Rows unload) {
    requireAlive();
    stages.ensureTangents(rows);
    weights.load(tangent, room.weightTangent.ensure(1));
    overRows(
        (from, to, scratch) -> {
          stages.alongWeights(from, to, scratch);
          unload.run(from, to, scratch);
        });
  }

  /** Gathers the gradient of the sum of all outputs times c, [rows x outputs]. */
  void pullback(double[] c) {
    requireAlive();
    stages.ensureSlopes(rows);
    factors(row -> 1);
    overRows(
        (from, to, scratch) -> {
          stages.load(c, from, to, scratch);
          stages.backward(from, to, scratch);
        });
    gather(this::gatherSlopes);
  }

  /** Gathers the gradient of the weighted sum over rows that the slopes of outputs belong to. */
  void pullbackRows(double[] factors) {
    requireAlive();
    stages.ensureSlopes(rows);
    stages.ensureWeighted(rows);
    int first = firstNonzero(factors);
    int last = lastNonzero(factors) + 1;
    if (first >= last) {
      return;
    }
    factors(row -> factors[row]);
    Workers.overRows(
        first,
        last,
        (from, to, scratch) -> {
          backwardOnce(from, to, scratch);
          stages.weigh(factors, from, to, scratch);
        });
    gather(
        (share, scratch) -> {
          Matrix[] all = stages.allSlopes();
          weights.gather(all, room.weighted, first, last, share, scratch);
          weights.gatherBiases(all, room.factors, first, last, share, scratch);
        });
  }

  /**
   * Gathers the gradient of the weighted sum over rows and of the slopes of inputs along
   * directions.
   *
   * <pre>
   *   sum_r factor_r f_r + u_r . grad_x f_r
   * </pre>
   */
  void pullbackSlopes(double[] factors, double[] u, Bends bends) {
    requireAlive();
    stages.ensureSlopes(rows);
    stages.ensureTangents(rows);
    stages.ensureSlopeTangents(rows);
    factors(row -> 1);
    overRows(
        (from, to, scratch) -> {
          backwardOnce(from, to, scratch);
          stages.along(u, from, to, scratch);
          stages.backwardAlong(bends, from, to, scratch);
          stages.addSlopes(factors, from, to, scratch);
        });
    backward = true;
    gather(
        (share, scratch) -> {
          weights.gather(room.slopeTangents, room.activations, 0, rows, share, scratch);
          weights.gather(stages.allSlopes(), room.activationTangents, 0, rows, share, scratch);
          weights.gatherBiases(room.slopeTangents, room.factors, 0, rows, share, scratch);
        });
  }

  private void gather(Workers.Task task) {
    Workers.overParameters(layers.architecture().parameters(), task);
  }

  private void gatherSlopes(Share share, Scratch scratch) {
    Matrix[] all = stages.allSlopes();
    weights.gather(all, room.activations, 0, rows, share, scratch);
    weights.gatherBiases(all, room.factors, 0, rows, share, scratch);
  }

  private void factors(IntToDoubleFunction factor) {
    float[] numbers = new float[rows];
    for (int r = 0; r < rows; r++) {
      numbers[r] = (float) factor.applyAsDouble(r);
    }
    room.factors.ensure(rows).put(0, rows, numbers);
  }

  private static int firstNonzero(double[] numbers) {
    int i = 0;
    while (i < numbers.length && numbers[i] == 0) {
      i++;
    }
    return i;
  }

  private static int lastNonzero(double[] numbers) {
    int i = numbers.length - 1;
    while (i >= 0 && numbers[i] == 0) {
      i--;
    }
    return i;
  }
}
