package io.thalweg.estimator.relaxation;

import io.thalweg.Adaptive;
import io.thalweg.Concrete;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Question;
import io.thalweg.surrogate.RescaledRelaxation;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.random.RandomGenerator;

/**
 * REBAR: RELAX whose surrogate is the rescaled relaxation of f itself.
 *
 * <pre>
 *   y = squash(z / lambda),   y' = squash(z' / lambda)
 *   g = [f(b) - eta f(y')] grad log q(b) + eta grad f(y) - eta grad f(y')
 * </pre>
 *
 * <p>squash is the map of the law: the logistic function, the softmax over categories, or
 * NeuralSort for orders. Needs: a Concrete law, an objective with a gradient between the outcomes
 * too. Shapes: g [contexts x dimension]. Cost: 3 evaluations a context in one batch, 2 of them with
 * a gradient. Bias: none. Learns eta and lambda by descending |g|^2.
 *
 * <p>Source: Tucker et al. (2017), NeurIPS, arXiv:1703.07370.
 */
public final class Rebar implements Estimator<Concrete, DifferentiableObjective>, Adaptive {

  private final RescaledRelaxation surrogate;
  private final Relax<Concrete, DifferentiableObjective> relax;

  /**
   * Makes an estimator with an initial temperature and the learning rate of eta and log lambda.
   *
   * @throws IllegalArgumentException if either is not above 0
   */
  public Rebar(double temperature, double rate) {
    this.surrogate = RescaledRelaxation.scaled(temperature, rate);
    this.relax = Relax.of(surrogate);
  }

  /** The relaxation of f, with its present scale eta and temperature lambda. */
  public RescaledRelaxation surrogate() {
    return surrogate;
  }

  @Override
  public Question<? super DifferentiableObjective> ask(Concrete law, RandomGenerator random) {
    return relax.ask(law, random);
  }

  @Override
  public void learn(Estimate past) {
    relax.learn(past);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    relax.save(out);
  }

  @Override
  public void load(DataInput in) throws IOException {
    relax.load(in);
  }
}
