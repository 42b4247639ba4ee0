package io.thalweg.dense;

/**
 * The stages of a pass, each for some of its rows, so that threads can share them. {@link Pass}
 * calls them in the order in which they need each other.
 */
final class Stages {

  private final Layers layers;
  private final Weights weights;
  private final Room room;
  private final int depth;
  private final boolean linear;
  private final boolean keepsOutputs;

  /** Makes stages that work in a room; slopes overwrite the outputs unless these are kept. */
  Stages(Layers layers, Room room, boolean keepsOutputs) {
    this.layers = layers;
    this.weights = layers.weights();
    this.room = room;
    this.depth = layers.depth();
    this.linear = layers.endsLinear();
    this.keepsOutputs = keepsOutputs || !linear;
  }

  private static void ensure(Matrix[] matrices, int from, int to, int rows) {
    for (int l = from; l < to; l++) {
      matrices[l].ensure(rows);
    }
  }

  /** Makes room for activations and the slopes of outputs. */
  void ensureActivations(int rows) {
    ensure(room.activations, 0, depth + 1, rows);
    if (keepsOutputs) {
      room.outputSlopes.ensure(rows);
    }
  }

  /** Makes room for slopes. */
  void ensureSlopes(int rows) {
    ensure(room.slopes, 1, linear ? depth : depth + 1, rows);
    room.inputSlopes.ensure(rows);
  }

  /** Makes room for derivatives along a direction. */
  void ensureTangents(int rows) {
    ensure(room.tangents, 1, depth + 1, rows);
    ensure(room.activationTangents, 0, linear ? depth : depth + 1, rows);
  }

  /** Makes room for derivatives of slopes along a direction. */
  void ensureSlopeTangents(int rows) {
    ensure(room.slopeTangents, 1, depth + 1, rows);
  }

  /** Makes room for weighted outputs. */
  void ensureWeighted(int rows) {
    ensure(room.weighted, 0, depth, rows);
  }

  /** Computes h_l of all layers from inputs, [rows x inputs]. */
  void forward(double[] x, int from, int to, Scratch scratch) {
    scratch.load(x, layers.scale(), layers.shift(), room.activations[0], from, to);
    for (int l = 1; l <= depth; l++) {
      weights.affine(l, room.activations[l - 1], room.activations[l], from, to, scratch);
      Activation activation = layers.activation(l);
      if (activation != Activation.LINEAR) {
        scratch.overBlocks(
            from,
            to,
            room.activations[l],
            (h, row, n) -> activation.apply(h[0], n),
            room.activations[l]);
      }
    }
  }

  /** Computes the slopes c of the outputs. */
  void finish(Pass.Ends ends, int from, int to, Scratch scratch) {
    scratch.overBlocks(
        from,
        to,
        outputSlopes(),
        (block, row, n) -> ends.run(block[0], row, n, scratch),
        room.activations[depth]);
  }

  /** Computes the slopes of the inputs x, or their derivative, from d_1 or d'_1, into an array. */
  void unloadInputs(Matrix first, double[] out, int from, int to, Scratch scratch) {
    weights.transposed(1, first, room.inputSlopes, from, to, scratch);
    scratch.unload(room.inputSlopes, layers.scale(), out, from, to);
  }

  /** The derivative h'_L of the outputs, in an array. */
  void unloadOutputs(double[] out, int from, int to, Scratch scratch) {
    scratch.unload(activationTangents(depth), 1, out, from, to);
  }

  /** The derivative c . h'_L of the value of each row, in an array. */
  void unloadValues(double[] out, int from, int to, Scratch scratch) {
    int columns = layers.architecture().outputs();
    scratch.readBlocks(
        from,
        to,
        (x, row, n) -> {
          for (int at = 0, r = row; at < n; at += columns, r++) {
            out[r] = Scratch.KERNELS.dot(x[0], at, x[1], at, columns, scratch.sums);
          }
        },
        activationTangents(depth),
        outputSlopes());
  }

  /** The slopes c of the outputs. */
  Matrix outputSlopes() {
    return keepsOutputs ? room.outputSlopes : room.activations[depth];
  }

  /** d_l; the last is c itself if the last layer has no activation. */
  Matrix slopes(int l) {
    return l == depth && linear ? outputSlopes() : room.slopes[l];
  }

  /** h'_l; the last is a'_l itself if the last layer has no activation. */
  Matrix activationTangents(int l) {
    return l == depth && linear ? room.tangents[l] : room.activationTangents[l];
  }

  /** d_l of all layers. */
  Matrix[] allSlopes() {
    Matrix[] all = room.slopes.clone();
    all[depth] = slopes(depth);
    return all;
  }

  /** Replaces the slopes c by others, [rows x outputs]. */
  void load(double[] c, int from, int to, Scratch scratch) {
    scratch.load(c, 1, 0, outputSlopes(), from, to);
  }

  /** Computes d_l of all layers from c. */
  void backward(int from, int to, Scratch scratch) {
    if (!linear) {
      Activation last = layers.activation(depth);
      scratch.overBlocks(
          from,
          to,
          room.slopes[depth],
          (x, row, n) -> last.timesSlope(x[0], x[1], n),
          outputSlopes(),
          room.activations[depth]);
    }
    for (int l = depth - 1; l > 0; l--) {
      weights.transposed(l + 1, slopes(l + 1), room.slopes[l], from, to, scratch);
      timesSlope(l, room.slopes[l], room.slopes[l], from, to, scratch);
    }
  }

  /** out = sigma'_l in. */
  private void timesSlope(int l, Matrix in, Matrix out, int from, int to, Scratch scratch) {
    Activation activation = layers.activation(l);
    if (activation != Activation.LINEAR || in != out) {
      scratch.overBlocks(
          from,
          to,
          out,
          (x, row, n) -> activation.timesSlope(x[0], x[1], n),
          in,
          room.activations[l]);
    }
  }

  /** Computes a'_l and h'_l of all layers from directions u, [rows x inputs]. */
  void along(double[] u, int from, int to, Scratch scratch) {
    scratch.load(u, layers.scale(), 0, room.activationTangents[0], from, to);
    for (int l = 1; l <= depth; l++) {
      weights.linear(l, room.activationTangents[l - 1], room.tangents[l], from, to, scratch);
      if (l < depth || !linear) {
        timesSlope(l, room.tangents[l], room.activationTangents[l], from, to, scratch);
      }
    }
  }

  /** Computes a'_l and h'_l of all layers from a tangent of the weights. */
  void alongWeights(int from, int to, Scratch scratch) {
    for (int l = 1; l <= depth; l++) {
      Matrix tangents = room.tangents[l];
      weights.tangent(l, room.weightTangent, room.activations[l - 1], tangents, from, to, scratch);
      if (l > 1) {
        weights.addLinear(l, room.activationTangents[l - 1], tangents, from, to, scratch);
      }
      if (l < depth || !linear) {
        timesSlope(l, tangents, room.activationTangents[l], from, to, scratch);
      }
    }
  }

  /** Computes d'_l of all layers from c'. */
  void backwardAlong(Pass.Bends bends, int from, int to, Scratch scratch) {
    scratch.overBlocks(
        from,
        to,
        room.slopeTangents[depth],
        (x, row, n) -> bends.run(x[0], x[1], x[2], row, n),
        activationTangents(depth),
        outputSlopes(),
        keepsOutputs ? room.activations[depth] : outputSlopes());
    if (!linear) {
      bend(depth, from, to, scratch);
    }
    for (int l = depth - 1; l > 0; l--) {
      weights.transposed(
          l + 1, room.slopeTangents[l + 1], room.slopeTangents[l], from, to, scratch);
      bend(l, from, to, scratch);
    }
  }

  private void bend(int l, int from, int to, Scratch scratch) {
    Activation activation = layers.activation(l);
    if (activation != Activation.LINEAR) {
      scratch.overBlocks(
          from,
          to,
          room.slopeTangents[l],
          (x, row, n) -> activation.bend(x[0], x[1], x[2], x[3], n),
          room.slopeTangents[l],
          room.activations[l],
          room.slopes[l],
          room.tangents[l]);
    }
  }

  /** Multiplies the input of each layer by the weight of its row. */
  void weigh(double[] factors, int from, int to, Scratch scratch) {
    for (int l = 0; l < depth; l++) {
      int columns = room.weighted[l].columns;
      scratch.overBlocks(
          from,
          to,
          room.weighted[l],
          (x, row, n) -> {
            for (int i = 0; i < n; i += columns) {
              float factor = (float) factors[row + i / columns];
              for (int j = i; j < i + columns; j++) {
                x[0][j] *= factor;
              }
            }
          },
          room.activations[l]);
    }
  }

  /** Adds to each row of d'_l its factor times d_l. */
  void addSlopes(double[] factors, int from, int to, Scratch scratch) {
    for (int l = 1; l <= depth; l++) {
      int columns = room.slopeTangents[l].columns;
      scratch.overBlocks(
          from,
          to,
          room.slopeTangents[l],
          (x, row, n) -> {
            for (int i = 0; i < n; i += columns) {
              float factor = (float) factors[row + i / columns];
              for (int j = i; j < i + columns; j++) {
                x[0][j] += factor * x[1][j];
              }
            }
          },
          room.slopeTangents[l],
          slopes(l));
    }
  }
}
