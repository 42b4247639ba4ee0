package io.thalweg.estimator.score;

import io.thalweg.Adaptive;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Factorized;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.support.Coefficient;
import io.thalweg.support.Require;
import io.thalweg.surrogate.Network;
import io.thalweg.surrogate.Surrogate;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.random.RandomGenerator;

/**
 * RODEO: RLOO with control variates that a discrete Stein operator makes of a surrogate h of f.
 *
 * <pre>
 *   x_1 .. x_K ~ q(.; theta)
 *   (S h)(x) = sum over the variables d of E[h | all of x but x_d] - h(x),   E S h = 0
 *   v_k = f(x_k) + (S h)(x_k),   h_k = h - mean of h(x_j) over the other draws
 *   A = 1/K sum_k (f(x_k) - mean of v over the other draws) score(x_k)
 *   B = -1/K sum_k S(h_k score)(x_k),   g = A - beta B,   E B = 0
 * </pre>
 *
 * <p>S moves to a neighbour like one step of a Gibbs sampler. Needs: independent variables of few
 * values, any objective. Shapes: A, B, g [contexts x dimension]. Cost: K evaluations of f a
 * context, in one batch; h is evaluated at K (1 + variables x (values - 1)) points. Bias: none, at
 * any state of h and beta. Learns h by descending the variance of v over the draws of a context,
 * and beta by regression of past A on past B.
 *
 * <p>Source: Shi, Zhou, Hwang, Titsias &amp; Mackey (2022), NeurIPS, arXiv:2202.09497, with their
 * Gibbs operator times the number of variables. Their h is a network of f and grad f at the other
 * draws; this one is a network of the event, so that f may be a black box.
 */
public final class Rodeo implements Estimator<Factorized, Objective>, Adaptive {

  private final int draws;
  private final Network surrogate;
  private final Coefficient beta;

  /**
   * Makes an estimator.
   *
   * @param draws K
   * @param surrogate the network for h
   * @param decay the share of the old means that beta keeps at each estimate
   * @throws IllegalArgumentException if K is below 2 or the share not between 0 and 1
   */
  public Rodeo(int draws, Network surrogate, double decay) {
    this.draws = Require.atLeast(2, "the number of draws of RODEO", draws);
    this.surrogate = surrogate;
    this.beta = new Coefficient(decay);
  }

  @Override
  public Question<Objective> ask(Factorized law, RandomGenerator random) {
    Events x = law.sample(draws, random);
    Stein stein = Stein.at(law, x);
    Surrogate.Outputs h = surrogate.at(stein.points());
    double coefficient = beta.coefficient();
    return Question.of(Evaluation.class, x, f -> estimate(law, x, f, stein, h, coefficient));
  }

  private Estimate estimate(
      Factorized law,
      Events x,
      Evaluation f,
      Stein stein,
      Surrogate.Outputs h,
      double coefficient) {
    double[] v = stein.apply(h.values());
    for (int row = 0; row < v.length; row++) {
      v[row] += f.values()[row];
    }
    double[] advantages = others(v, law.contexts());
    for (int row = 0; row < v.length; row++) {
      advantages[row] = (f.values()[row] - advantages[row]) / draws;
    }
    double[] a = law.weightedScore(x, advantages);
    double[] b = law.weightedScore(stein.points(), centred(stein, h.values(), law.contexts()));
    double[] gradient = a.clone();
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] -= coefficient * b[i];
    }
    return new Estimate(law, gradient, x, draws, f).remembering(this, new Tape(a, b, stein, h, v));
  }

  /** Computes for each row the mean over the other draws of its context. */
  private double[] others(double[] values, int contexts) {
    double[] means = new double[draws * contexts];
    for (int row = 0; row < means.length; row++) {
      for (int k = 1; k < draws; k++) {
        means[row] += values[(row + k * contexts) % means.length] / (draws - 1);
      }
    }
    return means;
  }

  /** Computes the factor of the score of each point in B. */
  private double[] centred(Stein stein, double[] h, int contexts) {
    double[] means = others(h, contexts);
    double[] weights = stein.weights().clone();
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= -(h[i] - means[i % means.length]) / draws;
    }
    return weights;
  }

  @Override
  public void learn(Estimate past) {
    Tape tape = past.memory(this, Tape.class);
    beta.learn(tape.a, tape.b);
    tape.descend(others(tape.v, past.law().contexts()));
  }

  @Override
  public void save(DataOutput out) throws IOException {
    surrogate.save(out);
    beta.save(out);
  }

  @Override
  public void load(DataInput in) throws IOException {
    surrogate.load(in);
    beta.load(in);
  }

  /**
   * S at draws: a weighted sum over the draws and all their neighbours.
   *
   * @param points the draws, then the draws with each variable increased by one value, by two and
   *     so on
   * @param weights one for each point
   * @param rows the number of draws
   */
  private record Stein(Events points, double[] weights, int rows) {

    static Stein at(Factorized law, Events x) {
      int values = law.values();
      int size = x.size();
      int rows = x.count();
      double[] marginals = law.marginals();
      double[] moved = new double[Require.numbers(1 + (long) size * (values - 1), rows, size)];
      double[] weights = new double[moved.length / size];
      for (int i = 0; i < weights.length; i++) {
        int row = i % rows;
        System.arraycopy(x.values(), row * size, moved, i * size, size);
        if (i < rows) {
          continue;
        }
        int neighbour = i / rows - 1;
        int variable = neighbour % size;
        int value = ((int) moved[i * size + variable] + 1 + neighbour / size) % values;
        weights[i] = marginals[(x.context(row) * size + variable) * values + value];
        weights[row] -= weights[i];
        // The draw stands in for what is never drawn, which the law may refuse.
        moved[i * size + variable] = weights[i] > 0 ? value : moved[i * size + variable];
      }
      return new Stein(x.withValues(moved), weights, rows);
    }

    /** Computes S h at every draw from h at every point. */
    double[] apply(double[] h) {
      double[] sums = new double[rows];
      for (int i = 0; i < h.length; i++) {
        sums[i % rows] += weights[i] * h[i];
      }
      return sums;
    }
  }

  /** The parts of an estimate from which the estimator learns. */
  private record Tape(double[] a, double[] b, Stein stein, Surrogate.Outputs h, double[] v) {

    /**
     * Makes one step of h down the mean over the rows of v (v - others), an estimate of the
     * variance.
     */
    void descend(double[] others) {
      double[] weights = stein.weights().clone();
      for (int i = 0; i < weights.length; i++) {
        int row = i % v.length;
        weights[i] *= 2 * (v[row] - others[row]) / v.length;
      }
      h.descend(weights, new double[weights.length * stein.points().pointSize()]);
    }
  }
}
