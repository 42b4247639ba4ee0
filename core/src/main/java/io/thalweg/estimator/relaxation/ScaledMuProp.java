package io.thalweg.estimator.relaxation;

import io.thalweg.Adaptive;
import io.thalweg.Averaged;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.Path;
import io.thalweg.Question;
import io.thalweg.support.Coefficient;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * MuProp whose expansion of f is multiplied by a learned scale.
 *
 * <pre>
 *   mu = E b,   A = [f(b) - f(mu)] grad log q(b)
 *   B = [grad f(mu) . (b - mu)] grad log q(b) - (dmu/dtheta)^T grad f(mu),   E B = 0
 *   g = A - eta B,   eta = mean of A . B / mean of |B|^2, of past estimates
 * </pre>
 *
 * <p>With eta = 1, where it begins, it is {@link MuProp}. Where the slope at the mean misleads, eta
 * goes to 0 and leaves REINFORCE with f at the mean as its baseline. Needs: an Averaged law, an
 * objective with a gradient at the mean. Shapes: A, B, g [contexts x dimension]. Cost: 2
 * evaluations a context in one batch, 1 of them with a gradient. Bias: none, at any eta.
 *
 * <p>Source: Gu, Levine, Sutskever &amp; Mnih (2016), ICLR, arXiv:1511.05176.
 */
public final class ScaledMuProp implements Estimator<Averaged, DifferentiableObjective>, Adaptive {

  private final Coefficient eta;

  /**
   * Makes an estimator.
   *
   * @param decay the share of the old means that eta keeps at each estimate
   * @throws IllegalArgumentException if the share is not between 0 and 1
   */
  public ScaledMuProp(double decay) {
    this.eta = new Coefficient(decay);
  }

  @Override
  public Question<DifferentiableObjective> ask(Averaged law, RandomGenerator random) {
    Events b = law.sample(1, random);
    Path mean = law.mean();
    Events both = Events.concat(mean.points(), b);
    double[] weights = new double[both.count()];
    Arrays.fill(weights, law.contexts(), weights.length, 1);
    double scale = eta.coefficient();
    return Question.of(
        Linearization.class,
        both,
        f -> estimate(new AtMean(law, b, mean), both, weights, f, scale));
  }

  /** A draw of every context beside their mean. */
  private record AtMean(Averaged law, Events b, Path mean) {}

  private Estimate estimate(
      AtMean drawn, Events both, double[] weights, Linearization f, double scale) {
    int contexts = drawn.law.contexts();
    int size = drawn.b.pointSize();
    double[] slopes = f.gradients();
    double[] differences = new double[contexts];
    double[] expansions = new double[contexts];
    for (int c = 0; c < contexts; c++) {
      differences[c] = f.values()[contexts + c] - f.values()[c];
      for (int i = c * size; i < (c + 1) * size; i++) {
        expansions[c] += slopes[i] * (drawn.b.points()[i] - drawn.mean.points().points()[i]);
      }
    }
    double[] plain = drawn.law.weightedScore(drawn.b, differences);
    double[] control = drawn.law.weightedScore(drawn.b, expansions);
    double[] ofMean = drawn.mean.pullback(drawn.law, Arrays.copyOf(slopes, contexts * size));
    double[] gradient = new double[plain.length];
    for (int i = 0; i < gradient.length; i++) {
      control[i] -= ofMean[i];
      gradient[i] = plain[i] - scale * control[i];
    }
    return new Estimate(drawn.law, gradient, both, weights, f)
        .remembering(this, new Parts(plain, control));
  }

  /** The parts A and B of an estimate. */
  private record Parts(double[] plain, double[] control) {}

  @Override
  public void learn(Estimate past) {
    Parts parts = past.memory(this, Parts.class);
    eta.learn(parts.plain, parts.control);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    eta.save(out);
  }

  @Override
  public void load(DataInput in) throws IOException {
    eta.load(in);
  }
}
