package io.thalweg.check;

import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Question;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** An estimator of known mean and variance: normal numbers. */
record Noise(double[] means, double[] deviations) implements Estimator<Distribution, Objective> {

  @Override
  public Question<Objective> ask(Distribution law, RandomGenerator random) {
    double[] gradient = new double[means.length];
    Arrays.setAll(gradient, i -> means[i] + deviations[i] * random.nextGaussian());
    Events none = Events.of(new double[law.contexts() * law.shape().size()], law.shape());
    return Question.ofValues(law, none, 1, f -> gradient);
  }
}
