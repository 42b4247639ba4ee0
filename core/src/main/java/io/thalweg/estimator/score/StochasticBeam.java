package io.thalweg.estimator.score;

import io.thalweg.Sequential;
import io.thalweg.internal.Numerics;
import io.thalweg.support.Uniforms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The beginnings of K different events, drawn without replacement, which grow by one variable at a
 * time.
 *
 * <pre>
 *   the children of a beginning b:  G~ = log q(child) + Gumbel noise,   Z = max of their G~
 *   G = -log(exp(-G_b) - exp(-Z) + exp(-G~)),   so that the largest G of the children is G_b
 *   kept are the K beginnings of largest G
 * </pre>
 *
 * <p>The G of whole events are distributed as log q + Gumbel noise of all outcomes, so that the
 * kept ones are the first K of a draw without replacement. Cost of a context: K x variables x
 * categories numbers, whatever the number of outcomes.
 *
 * <p>Source: Kool, van Hoof &amp; Welling (2019), ICML, arXiv:1903.06059.
 */
final class StochasticBeam {

  /**
   * The beginning of an event.
   *
   * @param values [size], of which the first are known
   * @param log the log-probability
   * @param perturbed G
   */
  record Beginning(double[] values, double log, double perturbed) {}

  /** A beginning with one more variable, of which only the kept ones need an array. */
  private record Child(Beginning parent, int value, double log, double perturbed) {

    Beginning grown(int known) {
      double[] values = parent.values.clone();
      values[known] = value;
      return new Beginning(values, log, perturbed);
    }
  }

  private final List<Beginning> kept = new ArrayList<>();
  private double logLeft = Double.NEGATIVE_INFINITY;

  /** Draws the events of one context. */
  StochasticBeam(Sequential law, int context, int draws, RandomGenerator random) {
    int size = law.shape().size();
    kept.add(new Beginning(new double[size], 0, 0));
    for (int known = 0; known < size; known++) {
      List<Child> children = new ArrayList<>();
      for (Beginning beginning : kept) {
        addChildren(law, context, beginning, known, random, children);
      }
      children.sort(Comparator.comparingDouble(Child::perturbed).reversed());
      kept.clear();
      for (Child child : children) {
        if (kept.size() < draws) {
          kept.add(child.grown(known));
        } else {
          logLeft = Numerics.logSum(logLeft, child.log);
        }
      }
    }
  }

  private static void addChildren(
      Sequential law,
      int context,
      Beginning parent,
      int known,
      RandomGenerator random,
      List<Child> children) {
    double[] next = new double[law.shape().categories()];
    law.logNext(context, parent.values, known, next);
    double[] noisy = new double[next.length];
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < next.length; k++) {
      if (next[k] > Double.NEGATIVE_INFINITY) {
        noisy[k] = parent.log + next[k] - Math.log(-Math.log(Uniforms.open(random)));
        largest = Math.max(largest, noisy[k]);
      }
    }
    for (int k = 0; k < next.length; k++) {
      if (next[k] > Double.NEGATIVE_INFINITY) {
        double perturbed = below(parent.perturbed, noisy[k], largest);
        children.add(new Child(parent, k, parent.log + next[k], perturbed));
      }
    }
  }

  /** Computes -log(exp(-parent) - exp(-largest) + exp(-noisy)) without overflow. */
  private static double below(double parent, double noisy, double largest) {
    if (noisy == largest) {
      return parent;
    }
    double v = parent - noisy + Numerics.logOneMinusExp(largest - noisy);
    return parent - Numerics.softplus(v);
  }

  /** Takes the last ones off, so that some are left. */
  void keep(int count) {
    List<Beginning> dropped = kept.subList(count, kept.size());
    dropped.forEach(beginning -> logLeft = Numerics.logSum(logLeft, beginning.log));
    dropped.clear();
  }

  /** The events, the one of largest G first. */
  List<Beginning> events() {
    return kept;
  }

  /** The log-probability of all outcomes that were not drawn, without loss of digits. */
  double logLeft() {
    return logLeft;
  }
}
