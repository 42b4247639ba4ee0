package io.thalweg.sorting;

import io.thalweg.Assigned;
import io.thalweg.Events;
import io.thalweg.Path;
import io.thalweg.Shape;
import io.thalweg.support.Require;
import io.thalweg.support.Uniforms;
import java.util.random.RandomGenerator;

/**
 * A matrix of logits with Gumbel noise, which stands for an order: its best assignment.
 *
 * <pre>
 *   M_ij = a_ij + e_ij,   e_ij = -log(-log u_ij)
 *   log q(M) = sum_ij -d_ij - exp(-d_ij),   d = M - a,   score_ij = 1 - exp(-d_ij)
 *   order = argmax over all orders o of sum_i M_{i o_i}
 * </pre>
 *
 * <p>The events are the matrices. Their density is known; the probability of an order is not, for
 * it is an integral over all matrices that have the order as their best assignment. So estimators
 * that need values take an f that rounds M, and have the noise of M in their scores.
 *
 * <p>Shapes: an event is [places x items], a number each. Parameters: logits, [contexts x (places x
 * items)].
 *
 * <p>Source: Mena, Belanger, Linderman &amp; Snoek (2018), ICLR, arXiv:1802.08665.
 */
public final class GumbelMatching implements Assigned {

  private final double[] logits;
  private final int items;
  private final Shape shape;

  private GumbelMatching(double[] logits, int items) {
    int size = Require.atLeast(2, "the number of items", items) * items;
    this.shape = Shape.of(Require.contexts("GumbelMatching", logits, size), size);
    this.logits = logits.clone();
    this.items = items;
    Require.finite("GumbelMatching: logit", this.logits, size);
  }

  /**
   * Makes a law with a context for each matrix of logits.
   *
   * @param logits [contexts x places x items]
   * @throws IllegalArgumentException if there are fewer than two items, a matrix is not whole, or a
   *     logit is not finite
   */
  public static GumbelMatching ofLogits(double[] logits, int items) {
    return new GumbelMatching(logits, items);
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public int dimension() {
    return items * items;
  }

  @Override
  public double[] parameters() {
    return logits.clone();
  }

  @Override
  public GumbelMatching at(double[] parameters) {
    return new GumbelMatching(parameters, items);
  }

  @Override
  public int items() {
    return items;
  }

  @Override
  public Events sample(int draws, RandomGenerator random) {
    Require.atLeast(1, "the number of draws", draws);
    double[] m = Uniforms.open(random, Require.numbers(draws, logits.length));
    for (int i = 0; i < m.length; i++) {
      m[i] = logits[i % logits.length] - Math.log(-Math.log(m[i]));
    }
    return Events.of(m, shape);
  }

  @Override
  public Path matrices(int draws, RandomGenerator random) {
    return new Shifted(sample(draws, random), logits.length);
  }

  @Override
  public double[] logProbability(Events events) {
    shape.require("GumbelMatching", events);
    double[] log = new double[events.count()];
    for (int i = 0; i < events.values().length; i++) {
      double distance = distance(events, i);
      log[i / shape.size()] -= distance + Math.exp(-distance);
    }
    return log;
  }

  @Override
  public double[] scores(Events events) {
    shape.require("GumbelMatching", events);
    double[] scores = new double[events.values().length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = -Math.expm1(-distance(events, i));
    }
    return scores;
  }

  private double distance(Events events, int i) {
    int context = events.context(i / shape.size());
    return events.values()[i] - logits[context * shape.size() + i % shape.size()];
  }

  @Override
  public String toString() {
    return "GumbelMatching[%s]".formatted(shape);
  }

  /** Matrices that move as their logits do. */
  private record Shifted(Events points, int numbers) implements Path {

    @Override
    public void pullback(double[] cotangents, int offset, double[] gradient) {
      for (int i = 0; i < points.values().length; i++) {
        gradient[i % numbers] += cotangents[offset + i];
      }
    }

    @Override
    public void pushforward(double[] tangents, double[] out, int offset) {
      for (int i = 0; i < points.values().length; i++) {
        out[offset + i] = tangents[i % numbers];
      }
    }
  }
}
