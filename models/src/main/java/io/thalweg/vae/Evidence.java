package io.thalweg.vae;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.dense.DenseObjective;
import io.thalweg.dense.Head;
import io.thalweg.dense.Workers;
import io.thalweg.internal.kernel.DenseKernels;
import io.thalweg.support.Require;
import io.thalweg.support.Workspace;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The evidence of a batch x under a posterior of independent bits b, a context for each x.
 *
 * <pre>
 *   f(b) = log p(x | b) + log p(b) - log q(b),   q(b) = Bernoulli(logits)
 *        = log p(x | b) + b . (prior - logits) - sum softplus(prior) + sum softplus(logits)
 * </pre>
 *
 * <p>Derivatives are pulled back into layers and prior; the logits are constants. Several
 * evaluations can be alive at once, until this is closed or the parameters change.
 */
final class Evidence implements DifferentiableObjective, AutoCloseable {

  private static final DenseKernels KERNELS = DenseKernels.get();

  private final Decoder decoder;
  private final Spare spare;
  private final DenseObjective likelihood;
  private final int contexts;
  private final int latents;
  private final float[] x;
  private final float[] logits;
  private final List<WeakReference<At>> open = new ArrayList<>();
  private @Nullable Prior prior;

  /**
   * An evidence.
   *
   * @param x [contexts x bits]
   * @param logits of q, [contexts x latents]
   */
  Evidence(Decoder decoder, double[] x, double[] logits, int contexts, Spare spare) {
    Require.length("the batch", x, contexts * decoder.bits());
    Require.length("the array of logits", logits, contexts * decoder.latents());
    this.decoder = decoder;
    this.spare = spare;
    this.contexts = contexts;
    this.latents = decoder.latents();
    this.x = spare.take(x.length);
    this.logits = spare.take(logits.length);
    int bits = decoder.bits();
    Workers.share(
        contexts,
        (from, to) -> {
          copy(x, this.x, from * bits, to * bits);
          copy(logits, this.logits, from * latents, to * latents);
        });
    this.likelihood = new DenseObjective(decoder.layers(), Head.bernoulli(this.x, contexts));
  }

  /** Arrays that a batch has left behind for the next one of its size. */
  static final class Spare {
    private static final int MOST = 8;

    private final Deque<float[]> arrays = new ArrayDeque<>();

    synchronized float[] take(int length) {
      for (float[] array : arrays) {
        if (array.length == length) {
          arrays.removeFirstOccurrence(array);
          return array;
        }
      }
      return new float[length];
    }

    synchronized void giveBack(float[] array) {
      if (arrays.size() < MOST) {
        arrays.push(array);
      }
    }
  }

  private static void copy(double[] numbers, float[] into, int from, int to) {
    for (int i = from; i < to; i++) {
      into[i] = (float) numbers[i];
    }
  }

  @Override
  public double value(double[] point) {
    return evaluate(Events.of(point, 1, point.length)).values()[0];
  }

  @Override
  public Linearization evaluate(Events events) {
    if (events.pointSize() != latents || events.contexts() != contexts) {
      throw new IllegalArgumentException(
          "the evidence of %d rows of %d latents was asked at %s"
              .formatted(contexts, latents, events));
    }
    Prior now = prior;
    if (now == null || now.changes != decoder.parameters().changes()) {
      now = new Prior();
      prior = now;
    }
    At at = new At(events, now);
    open.removeIf(other -> other.refersTo(null));
    open.add(new WeakReference<>(at));
    return at;
  }

  /** Closes all evaluations; nothing is asked of this afterwards. */
  @Override
  public void close() {
    for (WeakReference<At> reference : open) {
      At at = reference.get();
      if (at != null) {
        at.close();
      }
    }
    spare.giveBack(x);
    spare.giveBack(logits);
    if (prior != null) {
      spare.giveBack(prior.linear);
    }
  }

  /** The part of f besides log p(x | b), while the parameters stay: b . linear + constant. */
  private final class Prior {
    private final long changes = decoder.parameters().changes();
    private final double[] logits = decoder.prior();
    private final float[] linear = spare.take(contexts * latents);
    private final double[] constants = new double[contexts];

    Prior() {
      float[] zeros = new float[latents];
      float[] own = new float[latents];
      copy(logits, own, 0, latents);
      float[] slopes = own.clone();
      double fixed = KERNELS.logBernoulli(slopes, 0, zeros, 0, latents, sums());
      Workers.share(
          contexts,
          (from, to) -> {
            float[] sums = sums();
            System.arraycopy(
                Evidence.this.logits,
                from * latents,
                linear,
                from * latents,
                (to - from) * latents);
            for (int c = from; c < to; c++) {
              int first = c * latents;
              constants[c] = fixed - KERNELS.logBernoulli(linear, first, zeros, 0, latents, sums);
              for (int i = 0; i < latents; i++) {
                linear[first + i] = own[i] - Evidence.this.logits[first + i];
              }
            }
          });
    }
  }

  private static float[] sums() {
    return new float[DenseKernels.PARTIAL_SUMS];
  }

  private final class At implements Linearization {
    private final Events events;
    private final Prior prior;
    private final DenseObjective.Answer likelihood;
    private final double[] values;
    private double @Nullable [] gradients;

    At(Events events, Prior prior) {
      this.events = events;
      this.prior = prior;
      this.likelihood = Evidence.this.likelihood.evaluate(events);
      this.values = Workspace.doubles(events.count());
      double[] points = events.points();
      double[] pixels = likelihood.values();
      Workers.share(
          values.length,
          (from, to) -> {
            float[] b = new float[latents];
            float[] sums = sums();
            for (int row = from; row < to; row++) {
              for (int i = 0; i < latents; i++) {
                b[i] = (float) points[row * latents + i];
              }
              int c = events.context(row);
              double rest = KERNELS.dot(b, 0, prior.linear, c * latents, latents, sums);
              values[row] = pixels[row] + rest + prior.constants[c];
            }
          });
    }

    @Override
    public double[] values() {
      return values;
    }

    @Override
    public double[] gradients() {
      if (gradients == null) {
        double[] out = Workspace.doubles(values.length * latents);
        double[] layers = likelihood.gradients();
        Workers.share(
            values.length,
            (from, to) -> {
              for (int row = from; row < to; row++) {
                int at = events.context(row) * latents;
                for (int i = 0; i < latents; i++) {
                  out[row * latents + i] = layers[row * latents + i] + prior.linear[at + i];
                }
              }
            });
        gradients = out;
      }
      return gradients;
    }

    /** f less log p(x | b) is linear in b. */
    @Override
    public double[] curvatures(double[] directions) {
      return likelihood.curvatures(directions);
    }

    /** Adds the derivative of log p(b) in the prior's logits, b - sigmoid(prior). */
    @Override
    public void pullback(double[] weights) {
      likelihood.pullback(weights);
      double[] b = events.points();
      double[] sum = new double[latents];
      double total = 0;
      for (int row = 0; row < weights.length; row++) {
        double weight = weights[row];
        if (weight != 0) {
          total += weight;
          for (int i = 0; i < latents; i++) {
            sum[i] += weight * b[row * latents + i];
          }
        }
      }
      for (int i = 0; i < latents; i++) {
        sum[i] -= total / (1 + Math.exp(-prior.logits[i]));
      }
      decoder.parameters().gather(decoder.priorAt(), sum);
    }

    void close() {
      likelihood.close();
    }
  }
}
