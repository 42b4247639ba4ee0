package io.thalweg.rl;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Copies of an environment that step one after the other; those that have ended stand still. */
final class Sequential implements Batch {

  private final List<Environment> environments;
  private final Space space;
  private final double[] observations;
  private final double[] rewards;
  private final boolean[] terminated;

  Sequential(List<Environment> environments) {
    this.environments = environments;
    this.space = environments.get(0).space();
    this.observations = new double[environments.size() * space.observations()];
    this.rewards = new double[environments.size()];
    this.terminated = new boolean[environments.size()];
    Arrays.fill(terminated, true);
  }

  @Override
  public Space space() {
    return space;
  }

  @Override
  public int copies() {
    return environments.size();
  }

  @Override
  public void reset(int copy, RandomGenerator random) {
    show(copy, environments.get(copy).reset(random));
    terminated[copy] = false;
  }

  @Override
  public void step(double[] actions) {
    int size = space.actionSize();
    for (int copy = 0; copy < environments.size(); copy++) {
      if (!terminated[copy]) {
        double[] action = Arrays.copyOfRange(actions, copy * size, (copy + 1) * size);
        Step step = environments.get(copy).step(action);
        show(copy, step.observation());
        rewards[copy] = step.reward();
        terminated[copy] = step.terminated();
      }
    }
  }

  private void show(int copy, double[] observation) {
    int size = space.observations();
    System.arraycopy(observation, 0, observations, copy * size, size);
  }

  @Override
  public double[] observations() {
    return observations;
  }

  @Override
  public double[] rewards() {
    return rewards;
  }

  @Override
  public boolean[] terminated() {
    return terminated;
  }
}
