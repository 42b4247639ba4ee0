package io.thalweg.estimator.score;

import io.thalweg.Adaptive;
import io.thalweg.Baseline;
import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.baseline.Constant;
import io.thalweg.internal.Checked;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.random.RandomGenerator;

/**
 * REINFORCE, the score of one draw times the value of f above a baseline.
 *
 * <pre>
 *   x ~ q(.; theta),   g = (f(x) - baseline) grad_theta log q(x; theta)
 * </pre>
 *
 * <p>Needs: any law, any objective; a baseline that does not see x. Shapes: g [contexts x
 * dimension]. Cost: 1 evaluation a context. Bias: none. Learns where its baseline does.
 *
 * <p>Source: Glynn (1990), CACM 33(10); Williams (1992), Machine Learning 8.
 */
public final class Reinforce implements Estimator<Distribution, Objective>, Adaptive {

  private final Baseline baseline;

  /** Without a baseline. */
  public Reinforce() {
    this(new Constant(0));
  }

  /** With a baseline. */
  public Reinforce(Baseline baseline) {
    this.baseline = baseline;
  }

  @Override
  public Estimate estimate(Distribution law, Objective objective, RandomGenerator random) {
    Events x = law.sample(1, random);
    Evaluation f = Checked.evaluate(objective, x);
    double[] advantages = baseline.values(law);
    for (int c = 0; c < advantages.length; c++) {
      advantages[c] = f.values()[c] - advantages[c];
    }
    double[] gradient = new double[law.contexts() * law.dimension()];
    law.addScore(x, advantages, gradient);
    return new Estimate(gradient, x, 1, f);
  }

  @Override
  public void learn(Estimate past) {
    if (baseline instanceof Adaptive adaptive) {
      adaptive.learn(past);
    }
  }

  @Override
  public void save(DataOutput out) throws IOException {
    if (baseline instanceof Adaptive adaptive) {
      adaptive.save(out);
    }
  }

  @Override
  public void load(DataInput in) throws IOException {
    if (baseline instanceof Adaptive adaptive) {
      adaptive.load(in);
    }
  }
}
