package io.thalweg.dense;

import io.thalweg.dense.Workers.Share;
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

  /** What turns outputs into their slopes, for some rows; it knows where the values go. */
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

  /** What turns tangents of outputs into the tangents of their slopes, for some rows. */
  @FunctionalInterface
  interface Bends {

    /** One block of rows; outputs are those of the network only if the pass keeps them. */
    void run(float[] tangents, float[] slopes, float[] outputs, int row, int count);
  }

  private final Layers layers;
  private final Weights weights;
  private final int rows;
  private final int depth;
  private final boolean linear;
  private final boolean keepsOutputs;
  private final long changes;
  private final Room room;
  private boolean left;
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
    this.depth = layers.depth();
    this.linear = layers.activation(depth) == Activation.LINEAR;
    this.keepsOutputs = keepsOutputs || !linear;
    this.changes = weights.changes();
    this.room = layers.rooms().take(this, changes);
    ensure(room.outputs, 0, depth + 1);
    if (this.keepsOutputs) {
      room.ends.ensure(rows);
    }
    Room own = room;
    Workers.overRows(
        0,
        rows,
        (from, to, scratch) -> {
          forward(own, x, from, to, scratch);
          scratch.overBlocks(
              from,
              to,
              ends(),
              (block, row, n) -> ends.run(block[0], row, n, scratch),
              own.outputs[depth]);
        });
  }

  private void forward(Room own, double[] x, int from, int to, Scratch scratch) {
    scratch.load(x, layers.scale(), layers.shift(), own.outputs[0], from, to);
    for (int l = 1; l <= depth; l++) {
      weights.affine(l, own.outputs[l - 1], own.outputs[l], from, to, scratch);
      Activation activation = layers.activation(l);
      if (activation != Activation.LINEAR) {
        scratch.overBlocks(
            from, to, own.outputs[l], (h, row, n) -> activation.apply(h[0], n), own.outputs[l]);
      }
    }
  }

  /** Number of rows. */
  int rows() {
    return rows;
  }

  /** Gives the room away, unless it was given away before; afterwards there are no derivatives. */
  @Nullable Room leave() {
    Room own = left ? null : room;
    left = true;
    return own;
  }

  /** Gives the room back, unless it is not there any more. */
  void close() {
    layers.rooms().giveBack(this);
  }

  /**
   * Checks that what stands in the room is still of use.
   *
   * @throws IllegalStateException if the pass was closed or the weights have changed
   */
  private void requireAlive() {
    if (weights.changes() != changes) {
      throw new IllegalStateException(
          "the parameters have changed since the network was evaluated; the evaluation has no"
              + " derivatives any more");
    }
    if (left) {
      throw new IllegalStateException("the evaluation is closed and has no derivatives any more");
    }
  }

  /** Where the slopes c of the outputs stand. */
  private Matrix ends() {
    return keepsOutputs ? room.ends : room.outputs[depth];
  }

  /** d_l, of which the last is c itself where no activation stands behind it. */
  private Matrix slopes(int l) {
    return l == depth && linear ? ends() : room.slopes[l];
  }

  /** h'_l, of which the last is a'_l itself where no activation stands behind it. */
  private Matrix moved(int l) {
    return l == depth && linear ? room.tangents[l] : room.moved[l];
  }

  private Matrix[] allSlopes() {
    Matrix[] all = room.slopes.clone();
    all[depth] = slopes(depth);
    return all;
  }

  private void ensure(Matrix[] matrices, int from, int to) {
    for (int l = from; l < to; l++) {
      matrices[l].ensure(rows);
    }
  }

  private void ensureSlopes() {
    ensure(room.slopes, 1, linear ? depth : depth + 1);
    room.inputs.ensure(rows);
  }

  private void ensureTangents() {
    ensure(room.tangents, 1, depth + 1);
    ensure(room.moved, 0, linear ? depth : depth + 1);
  }

  /** Puts other slopes c, [rows x outputs], in place of those that were there. */
  private void load(double[] c, int from, int to, Scratch scratch) {
    scratch.load(c, 1, 0, ends(), from, to);
  }

  /** From c to d_l of all layers. */
  private void backward(int from, int to, Scratch scratch) {
    if (!linear) {
      Activation last = layers.activation(depth);
      scratch.overBlocks(
          from,
          to,
          room.slopes[depth],
          (x, row, n) -> last.timesSlope(x[0], x[1], n),
          ends(),
          room.outputs[depth]);
    }
    for (int l = depth - 1; l > 0; l--) {
      weights.transposed(l + 1, slopes(l + 1), room.slopes[l], from, to, scratch);
      timesSlope(l, room.slopes[l], room.slopes[l], from, to, scratch);
    }
  }

  private void backwardOnce(int from, int to, Scratch scratch) {
    if (!backward) {
      backward(from, to, scratch);
    }
  }

  /** out = sigma'_l in. */
  private void timesSlope(int l, Matrix in, Matrix out, int from, int to, Scratch scratch) {
    Activation activation = layers.activation(l);
    if (activation != Activation.LINEAR || in != out) {
      scratch.overBlocks(
          from, to, out, (x, row, n) -> activation.timesSlope(x[0], x[1], n), in, room.outputs[l]);
    }
  }

  /** From directions u, [rows x inputs], to a'_l and h'_l of all layers. */
  private void along(double[] u, int from, int to, Scratch scratch) {
    scratch.load(u, layers.scale(), 0, room.moved[0], from, to);
    for (int l = 1; l <= depth; l++) {
      weights.linear(l, room.moved[l - 1], room.tangents[l], from, to, scratch);
      if (l < depth || !linear) {
        timesSlope(l, room.tangents[l], room.moved[l], from, to, scratch);
      }
    }
  }

  /** From a tangent of the weights to a'_l and h'_l of all layers. */
  private void alongWeights(int from, int to, Scratch scratch) {
    for (int l = 1; l <= depth; l++) {
      Matrix tangents = room.tangents[l];
      weights.tangent(l, room.weights, room.outputs[l - 1], tangents, from, to, scratch);
      if (l > 1) {
        weights.addLinear(l, room.moved[l - 1], tangents, from, to, scratch);
      }
      if (l < depth || !linear) {
        timesSlope(l, tangents, room.moved[l], from, to, scratch);
      }
    }
  }

  /** From c' to d'_l of all layers. */
  private void backwardAlong(Bends bends, int from, int to, Scratch scratch) {
    scratch.overBlocks(
        from,
        to,
        room.bends[depth],
        (x, row, n) -> bends.run(x[0], x[1], x[2], row, n),
        moved(depth),
        ends(),
        keepsOutputs ? room.outputs[depth] : ends());
    if (!linear) {
      bend(depth, from, to, scratch);
    }
    for (int l = depth - 1; l > 0; l--) {
      weights.transposed(l + 1, room.bends[l + 1], room.bends[l], from, to, scratch);
      bend(l, from, to, scratch);
    }
  }

  private void bend(int l, int from, int to, Scratch scratch) {
    Activation activation = layers.activation(l);
    if (activation != Activation.LINEAR) {
      scratch.overBlocks(
          from,
          to,
          room.bends[l],
          (x, row, n) -> activation.bend(x[0], x[1], x[2], x[3], n),
          room.bends[l],
          room.outputs[l],
          room.slopes[l],
          room.tangents[l]);
    }
  }

  /** Slopes of the inputs x, from those of the outputs or from others in their place. */
  void inputSlopes(double @Nullable [] others, double[] out) {
    requireAlive();
    ensureSlopes();
    Workers.overRows(
        0,
        rows,
        (from, to, scratch) -> {
          if (others != null) {
            load(others, from, to, scratch);
            backward(from, to, scratch);
          } else {
            backwardOnce(from, to, scratch);
          }
          weights.transposed(1, slopes(1), room.inputs, from, to, scratch);
          scratch.unload(room.inputs, layers.scale(), out, from, to);
        });
    backward |= others == null;
  }

  /** The derivative of the slopes of the inputs along directions u, [rows x inputs]. */
  void inputBends(double[] u, Bends bends, double[] out) {
    requireAlive();
    ensureSlopes();
    ensureTangents();
    ensure(room.bends, 1, depth + 1);
    // Rows that nobody asks about come first: those of draws, before the relaxed ones.
    int first = firstNonzero(u) / layers.architecture().inputs();
    Workers.overRows(0, first, (from, to, scratch) -> backwardOnce(from, to, scratch));
    Workers.overRows(
        first,
        rows,
        (from, to, scratch) -> {
          backwardOnce(from, to, scratch);
          along(u, from, to, scratch);
          backwardAlong(bends, from, to, scratch);
          weights.transposed(1, room.bends[1], room.inputs, from, to, scratch);
          scratch.unload(room.inputs, layers.scale(), out, from, to);
        });
    backward = true;
  }

  /** The derivative of the outputs along directions u, [rows x inputs]. */
  void outputsAlong(double[] u, double[] out) {
    requireAlive();
    ensureTangents();
    Workers.overRows(
        0,
        rows,
        (from, to, scratch) -> {
          along(u, from, to, scratch);
          scratch.unload(moved(depth), 1, out, from, to);
        });
  }

  /** The derivative of the outputs along a tangent of the parameters, [rows x outputs]. */
  void pushforward(double[] tangent, double[] out) {
    requireAlive();
    ensureTangents();
    weights.load(tangent, room.weights.ensure(1));
    Workers.overRows(
        0,
        rows,
        (from, to, scratch) -> {
          alongWeights(from, to, scratch);
          scratch.unload(moved(depth), 1, out, from, to);
        });
  }

  /** The sum over outputs of each row of slopes times the derivative along a tangent. */
  void pushforwardValues(double[] tangent, double[] out) {
    requireAlive();
    ensureTangents();
    weights.load(tangent, room.weights.ensure(1));
    int columns = layers.architecture().outputs();
    Workers.overRows(
        0,
        rows,
        (from, to, scratch) -> {
          alongWeights(from, to, scratch);
          scratch.readBlocks(
              from,
              to,
              (x, row, n) -> {
                for (int at = 0, r = row; at < n; at += columns, r++) {
                  out[r] = Scratch.KERNELS.dot(x[0], at, x[1], at, columns, scratch.sums);
                }
              },
              moved(depth),
              ends());
        });
  }

  /** Gathers the gradient of the sum of all outputs times c, [rows x outputs]. */
  void pullback(double[] c) {
    requireAlive();
    ensureSlopes();
    factors(row -> 1);
    Workers.overRows(
        0,
        rows,
        (from, to, scratch) -> {
          load(c, from, to, scratch);
          backward(from, to, scratch);
        });
    gather(this::gatherSlopes);
  }

  /** Gathers the gradient of the weighted sum over rows that the slopes of outputs belong to. */
  void pullbackRows(double[] factors) {
    requireAlive();
    ensureSlopes();
    ensure(room.moved, 0, depth);
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
          weigh(factors, from, to, scratch);
        });
    gather(
        (share, scratch) -> {
          Matrix[] all = allSlopes();
          weights.gather(all, room.moved, first, last, share, scratch);
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
    ensureSlopes();
    ensureTangents();
    ensure(room.bends, 1, depth + 1);
    factors(row -> 1);
    Workers.overRows(
        0,
        rows,
        (from, to, scratch) -> {
          backwardOnce(from, to, scratch);
          along(u, from, to, scratch);
          backwardAlong(bends, from, to, scratch);
          addSlopes(factors, from, to, scratch);
        });
    backward = true;
    gather(
        (share, scratch) -> {
          weights.gather(room.bends, room.outputs, 0, rows, share, scratch);
          weights.gather(allSlopes(), room.moved, 0, rows, share, scratch);
          weights.gatherBiases(room.bends, room.factors, 0, rows, share, scratch);
        });
  }

  private void gather(Workers.Task task) {
    Workers.overParameters(layers.architecture().parameters(), task);
  }

  private void gatherSlopes(Share share, Scratch scratch) {
    Matrix[] all = allSlopes();
    weights.gather(all, room.outputs, 0, rows, share, scratch);
    weights.gatherBiases(all, room.factors, 0, rows, share, scratch);
  }

  private void factors(IntToDoubleFunction factor) {
    float[] numbers = new float[rows];
    for (int r = 0; r < rows; r++) {
      numbers[r] = (float) factor.applyAsDouble(r);
    }
    room.factors.ensure(rows).put(0, rows, numbers);
  }

  /** Multiplies what each layer was given by the weight of the row. */
  private void weigh(double[] factors, int from, int to, Scratch scratch) {
    for (int l = 0; l < depth; l++) {
      int columns = room.moved[l].columns;
      scratch.overBlocks(
          from,
          to,
          room.moved[l],
          (x, row, n) -> {
            for (int i = 0; i < n; i += columns) {
              float factor = (float) factors[row + i / columns];
              for (int j = i; j < i + columns; j++) {
                x[0][j] *= factor;
              }
            }
          },
          room.outputs[l]);
    }
  }

  /** Adds to each row of d'_l its factor times d_l. */
  private void addSlopes(double[] factors, int from, int to, Scratch scratch) {
    for (int l = 1; l <= depth; l++) {
      int columns = room.bends[l].columns;
      scratch.overBlocks(
          from,
          to,
          room.bends[l],
          (x, row, n) -> {
            for (int i = 0; i < n; i += columns) {
              float factor = (float) factors[row + i / columns];
              for (int j = i; j < i + columns; j++) {
                x[0][j] += factor * x[1][j];
              }
            }
          },
          room.bends[l],
          slopes(l));
    }
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
