package io.thalweg.surrogate;

import io.thalweg.Events;
import io.thalweg.support.Require;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A network that sees beside its point what was observed in its context, such as the state of an
 * environment or the image of a code.
 *
 * <pre>
 *   c(z, s) = r(z, s),   s the observation of the context of z
 * </pre>
 *
 * <p>Its gradient is that in z alone. Estimators know nothing of observations: {@link Sight} holds
 * those of the present batch.
 */
public final class Observed implements Network {

  /** The observations of the present batch, a row for each context. */
  public static final class Sight {

    private double[] observations = {};
    private int contexts;

    /** Makes a sight that shows nothing yet. */
    public Sight() {}

    /**
     * Shows the observations of another batch.
     *
     * @param seen [rows x observations], shared and not copied
     * @param rows the number of contexts
     */
    public void show(double[] seen, int rows) {
      this.observations = seen;
      this.contexts = rows;
    }
  }

  private final Network network;
  private final Sight sight;

  /**
   * Makes a network of point and observation.
   *
   * @param network r, with inputs for both
   */
  public Observed(Network network, Sight sight) {
    this.network = network;
    this.sight = sight;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the points have not as many contexts as observations were
   *     shown
   */
  @Override
  public Outputs at(Events points) {
    if (points.contexts() != sight.contexts) {
      throw new IllegalArgumentException(
          "the points have %d contexts, but observations of %d contexts were shown"
              .formatted(points.contexts(), sight.contexts));
    }
    int own = points.pointSize();
    int seen = sight.observations.length / sight.contexts;
    double[] z = points.points();
    double[] all = new double[Require.numbers(points.count(), own + seen)];
    for (int row = 0; row < points.count(); row++) {
      System.arraycopy(z, row * own, all, row * (own + seen), own);
      System.arraycopy(
          sight.observations, points.context(row) * seen, all, row * (own + seen) + own, seen);
    }
    return new Narrow(network.at(Events.of(all, 1, own + seen)), points.count(), own, seen);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    network.save(out);
  }

  @Override
  public void load(DataInput in) throws IOException {
    network.load(in);
  }

  /** Outputs whose gradients are those in the point alone. */
  private record Narrow(Outputs wide, int rows, int own, int seen) implements Outputs {

    @Override
    public double[] values() {
      return wide.values();
    }

    @Override
    public double[] gradients() {
      double[] all = wide.gradients();
      double[] gradients = new double[rows * own];
      for (int row = 0; row < rows; row++) {
        System.arraycopy(all, row * (own + seen), gradients, row * own, own);
      }
      return gradients;
    }

    @Override
    public void descend(double[] weights, double[] directions) {
      double[] all = new double[rows * (own + seen)];
      for (int row = 0; row < rows; row++) {
        System.arraycopy(directions, row * own, all, row * (own + seen), own);
      }
      wide.descend(weights, all);
    }
  }
}
