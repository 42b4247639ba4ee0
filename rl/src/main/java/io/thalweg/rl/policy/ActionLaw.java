package io.thalweg.rl.policy;

import io.thalweg.Drawn;
import io.thalweg.rl.Space;
import java.util.random.RandomGenerator;

/**
 * A kind of law for actions: it makes the law of a batch for estimators, and draws single actions
 * fast for episodes.
 */
public interface ActionLaw {

  /** The categorical law of discrete actions, and the Gaussian one of continuous actions. */
  static ActionLaw of(Space space) {
    return space.isDiscrete()
        ? new CategoricalActions(space.variables(), space.choices())
        : new GaussianActions(space.low().length);
  }

  /** The number of parameters of a context that depend on what is observed. */
  int outputs();

  /** The number of further parameters, which all contexts share. */
  int shared();

  /** The number of all parameters of a context: outputs, then shared ones. */
  default int dimension() {
    return outputs() + shared();
  }

  /**
   * Makes the law of a batch.
   *
   * @param parameters [rows x dimension]
   */
  Drawn law(double[] parameters);

  /**
   * Draws one action.
   *
   * @param parameters of one context, [dimension]
   */
  double[] draw(double[] parameters, RandomGenerator random);

  /**
   * Returns the likeliest action, or the mean of a continuous one.
   *
   * @param parameters of one context, [dimension]
   */
  double[] best(double[] parameters);

  /**
   * The entropy of one context, in nats.
   *
   * @param parameters of one context, [dimension]
   */
  double entropy(double[] parameters);

  /**
   * Adds the gradient of the entropy of one context, times a factor.
   *
   * @param parameters of one context, [dimension]
   * @param gradient of a batch, [rows x dimension]
   * @param at the place in it where the context begins
   */
  void addEntropy(double[] parameters, double factor, double[] gradient, int at);

  /**
   * The divergence KL(from || to) of two laws of one context, in nats.
   *
   * @param from parameters of one context, [dimension]
   * @param to as well
   */
  double divergence(double[] from, double[] to);
}
