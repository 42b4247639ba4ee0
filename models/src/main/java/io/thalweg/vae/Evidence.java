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
 * The evidence of a batch x under a posterior q of latents b, a context for each x.
 *
 * <pre>
 *   f(b) = log p(x | b) + log p(b) - log q(b)    or    f(b) = log p(x | b)
 * </pre>
 *
 * <p>The second is that of a divergence of q and p in closed form. Derivatives are pulled back into
 * layers and prior; the parameters of q are constants. Several evaluations can be alive at once,
 * until this is closed or the parameters change.
 */
final class Evidence implements DifferentiableObjective, AutoCloseable {

  private final Prior prior;
  private final boolean divergenceInside;
  private final Spare spare;
  private final DenseObjective likelihood;
  private final int contexts;
  private final int size;
  private final float[] x;
  private final float[] linear;
  private final double[] theta;
  private final List<WeakReference<At>> open = new ArrayList<>();
  private @Nullable LogRatio ratio;
  private long ratioOf;

  /**
   * Makes an evidence.
   *
   * @param x [contexts x bits]
   * @param theta the parameters of q, [contexts x dimension]
   * @param divergenceInside whether log p(b) - log q(b) is a part of f
   */
  Evidence(
      Decoder decoder,
      Prior prior,
      double[] x,
      double[] theta,
      int contexts,
      boolean divergenceInside,
      Spare spare) {
    Require.length("the batch", x, contexts * decoder.bits());
    Require.length("the array of logits", theta, contexts * prior.latents().dimension());
    this.prior = prior;
    this.divergenceInside = divergenceInside;
    this.spare = spare;
    this.contexts = contexts;
    this.size = prior.latents().pointSize();
    this.theta = theta;
    this.x = spare.take(x.length);
    this.linear = spare.take(contexts * size);
    int bits = decoder.bits();
    Workers.share(
        contexts,
        (from, to) -> {
          for (int i = from * bits; i < to * bits; i++) {
            this.x[i] = (float) x[i];
          }
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

  @Override
  public double value(double[] point) {
    return evaluate(Events.of(point, 1, point.length)).values()[0];
  }

  @Override
  public Linearization evaluate(Events events) {
    if (events.pointSize() != size || events.contexts() != contexts) {
      throw new IllegalArgumentException(
          "the evidence of %d rows of %d latents was asked at %s"
              .formatted(contexts, size, events));
    }
    At at = new At(events, ratio());
    open.removeIf(other -> other.refersTo(null));
    open.add(new WeakReference<>(at));
    return at;
  }

  /** The ratio at the prior as it is. */
  private LogRatio ratio() {
    LogRatio now = ratio;
    if (now == null || ratioOf != prior.changes()) {
      now = !divergenceInside ? LogRatio.NONE : freshRatio();
      ratio = now;
      ratioOf = prior.changes();
    }
    return now;
  }

  private LogRatio freshRatio() {
    return prior.latents().kind() == Latents.Kind.GAUSSIAN
        ? new GaussianRatio(size, theta)
        : new DiscreteRatio(prior, theta, linear);
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
    spare.giveBack(linear);
  }

  private final class At implements Linearization {
    private final Events events;
    private final LogRatio ratio;
    private final DenseObjective.Answer likelihood;
    private final double[] values;
    private double @Nullable [] gradients;

    At(Events events, LogRatio ratio) {
      this.events = events;
      this.ratio = ratio;
      this.likelihood = Evidence.this.likelihood.evaluate(events);
      this.values = Workspace.doubles(events.count());
      double[] points = events.points();
      double[] pixels = likelihood.values();
      Workers.share(
          values.length,
          (from, to) -> {
            LogRatio.Space space = new LogRatio.Space(size, DenseKernels.PARTIAL_SUMS);
            for (int row = from; row < to; row++) {
              double rest = ratio.value(events.context(row), points, row * size, space);
              values[row] = pixels[row] + rest;
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
        double[] out = Workspace.doubles(values.length * size);
        double[] layers = likelihood.gradients();
        double[] points = events.points();
        Workers.share(
            values.length,
            (from, to) -> {
              System.arraycopy(layers, from * size, out, from * size, (to - from) * size);
              for (int row = from; row < to; row++) {
                ratio.addSlopes(events.context(row), points, row * size, out);
              }
            });
        gradients = out;
      }
      return gradients;
    }

    @Override
    public double[] curvatures(double[] directions) {
      double[] out = likelihood.curvatures(directions);
      for (int row = 0; row < values.length; row++) {
        ratio.addBends(events.context(row), directions, row * size, out);
      }
      return out;
    }

    @Override
    public void pullback(double[] weights) {
      likelihood.pullback(weights);
      if (divergenceInside) {
        prior.pullback(events.points(), weights);
      }
    }

    void close() {
      likelihood.close();
    }
  }
}
