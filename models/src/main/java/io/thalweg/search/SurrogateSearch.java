package io.thalweg.search;

import io.thalweg.Factorized;
import io.thalweg.tune.SurrogateDescent;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Surrogate descent as it comes; its best law is recommended. */
final class SurrogateSearch implements BlackBoxSearch {

  @Override
  public String name() {
    return "surrogate_descent";
  }

  @Override
  public void run(
      Factorized start, Budgeted f, RandomGenerator random, Consumer<Factorized> recommend) {
    SurrogateDescent descent = new SurrogateDescent(start);
    while (f.left() > 0 && descent.step(f, random) > 0) {
      recommend.accept(descent.best());
    }
  }
}
