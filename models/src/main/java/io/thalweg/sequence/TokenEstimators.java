package io.thalweg.sequence;

import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.dense.Activation;
import io.thalweg.dense.Architecture;
import io.thalweg.dense.DenseNetwork;
import io.thalweg.dense.Rule;
import io.thalweg.distribution.Categorical;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes one estimator for each token, so that each learns what follows at its own place. */
final class TokenEstimators {

  private static final int HIDDEN = 32;

  private TokenEstimators() {}

  /**
   * Makes the estimators of one recipe.
   *
   * @param random draws the weights of surrogates
   * @throws IllegalArgumentException if the recipe does not fit
   */
  static List<Estimator<Distribution, Objective>> of(
      Recipe<?, ?> recipe, SequenceOptions options, RandomGenerator random) {
    Settings settings =
        Settings.defaults()
            .withRate(options.criticRate())
            .withNetworks((inputs, weights) -> network(options, inputs, weights));
    Categorical law = Categorical.ofLogits(new double[options.tokens()]);
    List<Estimator<Distribution, Objective>> estimators = new ArrayList<>();
    for (int place = 0; place < options.length(); place++) {
      estimators.add(recipe.create(law, Objective.class, settings, random));
    }
    return estimators;
  }

  private static DenseNetwork network(SequenceOptions options, int inputs, RandomGenerator random) {
    Architecture layers =
        Architecture.of(inputs).then(HIDDEN, Activation.TANH).then(1, Activation.LINEAR);
    return new DenseNetwork(random, Rule.adam(options.criticRate()), layers);
  }
}
