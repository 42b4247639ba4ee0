package io.thalweg.search;

import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Factorized;
import io.thalweg.Objective;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Registry;
import io.thalweg.estimator.Settings;
import io.thalweg.optimizer.Descent;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The descent of E f by Adam, with an estimator of two draws; the law that it has reached is
 * recommended.
 *
 * @param estimator the name of the estimator; disarm, of bits, is disarm_tree for categories
 * @param rate the learning rate
 */
record AdamSearch(String estimator, double rate) implements BlackBoxSearch {

  private static final int DRAWS = 2;

  @Override
  public String name() {
    return estimator;
  }

  @Override
  public void run(
      Factorized start, Budgeted f, RandomGenerator random, Consumer<Factorized> recommend) {
    boolean isTree = estimator.equals("disarm") && !(start instanceof Bernoulli);
    Recipe<?, ?> recipe = Registry.find(isTree ? "disarm_tree" : estimator).orElseThrow();
    Estimator<Distribution, Objective> made =
        recipe.create(
            start,
            Objective.class,
            Settings.defaults().withDraws(DRAWS),
            new SplittableRandom(random.nextLong()));
    Descent<Distribution, Objective> descent = new Descent<>(made, start, rate);
    while (f.left() > 0) {
      descent.step(f, random);
      recommend.accept((Factorized) descent.law());
    }
  }
}
