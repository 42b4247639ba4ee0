package io.thalweg.rl.environment;

import io.thalweg.rl.Copyable;
import io.thalweg.rl.Space;
import io.thalweg.rl.Step;
import java.util.random.RandomGenerator;

/** A skeleton of environments whose state is a few numbers, and whose steps are not random. */
abstract class ClassicControl implements Copyable {

  private final Space space;
  // Empty before the first episode and after the end of one.
  private double[] state = {};
  // Of the last step.
  private double[] before = {};
  private double action;

  ClassicControl(Space space) {
    this.space = space;
  }

  /** The state after an action, with what the action brought. */
  record Next(double[] state, double reward, boolean terminated) {}

  /** Draws the first state of an episode. */
  abstract double[] start(RandomGenerator random);

  /** Computes the next state; it leaves the given one as it is. */
  abstract Next next(double[] state, double action);

  /** Makes an environment of the same kind. */
  abstract ClassicControl fresh();

  /** Returns what a policy sees of a state. */
  double[] observe(double[] state) {
    return state.clone();
  }

  @Override
  public final Space space() {
    return space;
  }

  @Override
  public final double[] reset(RandomGenerator random) {
    state = start(random);
    return observe(state);
  }

  @Override
  public final Step step(double[] action) {
    space.requireAction(action);
    if (state.length == 0) {
      throw NoEpisode.of(this);
    }
    Next next = next(state, action[0]);
    this.before = state;
    this.action = action[0];
    state = next.terminated() ? new double[0] : next.state();
    return new Step(observe(next.state()), next.reward(), next.terminated());
  }

  /** The state before the last step. */
  final double[] before() {
    return before;
  }

  /** The action of the last step. */
  final double action() {
    return action;
  }

  @Override
  public final Copyable copy(RandomGenerator random) {
    ClassicControl copy = fresh();
    copy.state = state.clone();
    return copy;
  }

  /** Draws numbers, each uniform within the same distance of 0. */
  static double[] around(double distance, int count, RandomGenerator random) {
    return random.doubles(count, -distance, distance).toArray();
  }

  static double clamp(double x, double least, double greatest) {
    return Math.max(least, Math.min(greatest, x));
  }
}
