package io.thalweg.dense;

import static io.thalweg.dense.Scratch.KERNELS;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.support.Require;

/**
 * The evidence of a batch, from which all derivatives are taken without a second pass forwards.
 *
 * <pre>
 *   f(b) = sum_i x_i l_i - softplus(l_i) + b . (prior - logits) - sum softplus(prior) + sum softplus(logits)
 *   df/dl = x - s,   d^2f/dl^2 = -s (1 - s),   s = sigmoid(l)
 * </pre>
 */
final class Evidence implements DifferentiableObjective {

  private final Decoder decoder;
  private final Layers layers;
  private final int latents;
  private final int bits;
  private final float[] x;
  private final float[] logits;

  Evidence(Decoder decoder, double[] x, double[] logits) {
    this.decoder = decoder;
    this.layers = decoder.layers();
    this.latents = layers.inputs();
    this.bits = layers.outputs();
    this.x = new float[x.length];
    this.logits = new float[logits.length];
    Workers.overRows(
        0,
        logits.length / latents,
        (from, to, scratch) -> {
          copy(x, this.x, from * bits, to * bits);
          copy(logits, this.logits, from * latents, to * latents);
        });
  }

  private static void copy(double[] numbers, float[] into, int from, int to) {
    for (int i = from; i < to; i++) {
      into[i] = (float) numbers[i];
    }
  }

  @Override
  public Linearization evaluate(Events events) {
    if (events.pointSize() != latents || events.contexts() != logits.length / latents) {
      throw new IllegalArgumentException(
          "the evidence of %d rows of %d latents was asked at %s"
              .formatted(logits.length / latents, latents, events));
    }
    return new At(events);
  }

  private final class At implements Linearization {
    private final Events events;
    private final int rows;
    private final long batch;
    // The slope of f in b that does not come from the layers, [contexts x latents].
    private final float[] linear = logits.clone();
    private final double[] constants = new double[logits.length / latents];
    private final double[] values;
    private boolean backward;
    private double[] gradients;

    At(Events events) {
      this.events = events;
      this.rows = events.count();
      this.values = new double[rows];
      prepare();
      this.batch = layers.begin(rows);
      double[] points = events.points();
      Workers.overRows(0, rows, (from, to, scratch) -> evaluate(points, from, to, scratch));
    }

    /** f = log p(x | b) + b . linear + constant. */
    private void prepare() {
      float[] prior = decoder.shared().numbers();
      int at = decoder.priorAt();
      float[] zeros = new float[latents];
      Workers.overRows(
          0,
          constants.length,
          (from, to, scratch) -> {
            float[] row = scratch.block(0, latents);
            System.arraycopy(prior, at, row, 0, latents);
            double fixed = KERNELS.logBernoulli(row, 0, zeros, 0, latents, scratch.sums);
            for (int c = from; c < to; c++) {
              int first = c * latents;
              constants[c] =
                  fixed - KERNELS.logBernoulli(linear, first, zeros, 0, latents, scratch.sums);
              for (int i = 0; i < latents; i++) {
                linear[first + i] = prior[at + i] - logits[first + i];
              }
            }
          });
    }

    private void evaluate(double[] points, int from, int to, Scratch scratch) {
      layers.forward(points, from, to, scratch);
      Matrix result = layers.result();
      float[] b = scratch.block(1, latents);
      scratch.overBlocks(
          from,
          to,
          result,
          (l, first, n) -> {
            for (int at = 0, row = first; at < n; at += bits, row++) {
              int c = events.context(row);
              double pixels = KERNELS.logBernoulli(l[0], at, x, c * bits, bits, scratch.sums);
              for (int i = 0; i < latents; i++) {
                b[i] = (float) points[row * latents + i];
              }
              double rest = KERNELS.dot(b, 0, linear, c * latents, latents, scratch.sums);
              values[row] = pixels + rest + constants[c];
            }
          },
          result);
    }

    @Override
    public double[] values() {
      return values;
    }

    @Override
    public double[] gradients() {
      if (gradients == null) {
        requireLast();
        layers.ensureSlopes(rows);
        double[] out = new double[rows * latents];
        Workers.overRows(
            0,
            rows,
            (from, to, scratch) -> {
              backward(from, to, scratch);
              layers.slopesOfInputs(from, to, scratch, out);
              for (int row = from; row < to; row++) {
                int at = events.context(row) * latents;
                for (int i = 0; i < latents; i++) {
                  out[row * latents + i] += linear[at + i];
                }
              }
            });
        backward = true;
        gradients = out;
      }
      return gradients;
    }

    private void backward(int from, int to, Scratch scratch) {
      if (!backward) {
        layers.backward(from, to, scratch);
      }
    }

    @Override
    public double[] curvatures(double[] directions) {
      requireLast();
      Require.length("the array of directions", directions, rows * latents);
      layers.ensureSlopes(rows);
      layers.ensureTangents(rows);
      double[] out = new double[directions.length];
      // Rows that nobody asks about come first: those of draws, before the relaxed ones.
      int first = firstNonzero(directions) / latents;
      Workers.overRows(0, first, (from, to, scratch) -> backward(from, to, scratch));
      Workers.overRows(
          first,
          rows,
          (from, to, scratch) -> {
            backward(from, to, scratch);
            layers.along(directions, from, to, scratch);
            scratch.overBlocks(
                from,
                to,
                layers.bendOfOutputs(),
                this::bend,
                layers.tangentOfOutputs(),
                layers.result());
            layers.backwardAlong(from, to, scratch);
            layers.bendsOfInputs(from, to, scratch, out);
          });
      backward = true;
      return out;
    }

    private void bend(float[][] numbers, int first, int n) {
      float[] tangents = numbers[0];
      float[] slopes = numbers[1];
      for (int from = 0, row = first; from < n; from += bits, row++) {
        int at = events.context(row) * bits;
        for (int i = 0; i < bits; i++) {
          float s = x[at + i] - slopes[from + i];
          tangents[from + i] *= s * (s - 1);
        }
      }
    }

    @Override
    public void pullback(double[] weights) {
      requireLast();
      Require.length("the array of weights", weights, rows);
      layers.ensureSlopes(rows);
      layers.ensureMoved(rows);
      int first = firstNonzero(weights);
      int last = lastNonzero(weights) + 1;
      if (first >= last) {
        return;
      }
      layers.factors(rows, row -> weights[row]);
      Workers.overRows(
          first,
          last,
          (from, to, scratch) -> {
            backward(from, to, scratch);
            layers.weigh(weights, from, to, scratch);
          });
      Workers.overParameters(
          layers.parameters(),
          (share, scratch) -> {
            layers.gatherWeighted(first, last, share, scratch);
            if (share.part() == 0) {
              pullbackPrior(weights, first, last);
            }
          });
    }

    /** In the prior's logits the derivative of log p(b) is b - sigmoid(prior). */
    private void pullbackPrior(double[] weights, int first, int last) {
      double[] b = events.points();
      double[] sum = new double[latents];
      double total = 0;
      for (int row = first; row < last; row++) {
        double weight = weights[row];
        total += weight;
        for (int i = 0; i < latents; i++) {
          sum[i] += weight * b[row * latents + i];
        }
      }
      int at = decoder.priorAt();
      double[] prior = decoder.prior();
      for (int i = 0; i < latents; i++) {
        sum[i] -= total / (1 + Math.exp(-prior[i]));
      }
      decoder.shared().gather(at, sum);
    }

    private void requireLast() {
      if (!layers.isCurrent(batch)) {
        throw new IllegalStateException(
            "the decoder was evaluated again or its parameters have changed; only its last"
                + " evaluation has derivatives");
      }
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
