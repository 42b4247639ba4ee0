package io.thalweg.rl;

import java.util.random.RandomGenerator;

/** Counts its steps from 0, and lets a test say what happens in each. */
class Counter implements Environment {

  /** Chooses 0 and 1 in turns. */
  static final Actor ALTERNATING = (observation, random) -> new double[] {observation[0] % 2};

  int t;

  @Override
  public Space space() {
    return Space.discrete(1, 2);
  }

  @Override
  public double[] reset(RandomGenerator random) {
    t = 0;
    return new double[1];
  }

  @Override
  public Step step(double[] action) {
    t++;
    return new Step(new double[] {t}, 10 * t + action[0], false);
  }
}
