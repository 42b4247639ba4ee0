package io.thalweg.dense;

import io.thalweg.optimizer.Schedule;

/** Checks that the rules of descent share. */
final class Rules {

  private Rules() {}

  /** The rate of a step, refused if it is none. */
  static double rate(Schedule schedule, int step) {
    double rate = schedule.rate(step);
    if (!(rate >= 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException(
          "the learning rate of step %d is %s; it must be finite and at least 0"
              .formatted(step, rate));
    }
    return rate;
  }

  /** Refuses a factor that is not at least 0 and below 1. */
  static void requireFraction(String what, double factor) {
    if (!(factor >= 0 && factor < 1)) {
      throw new IllegalArgumentException(
          "%s is %s; it must be at least 0 and below 1".formatted(what, factor));
    }
  }

  /** Refuses a decay that is not finite and at least 0. */
  static void decay(double decay) {
    if (!(decay >= 0) || Double.isInfinite(decay)) {
      throw new IllegalArgumentException(
          "the weight decay is %s; it must be finite and at least 0".formatted(decay));
    }
  }

  /** The share of a weight that decay leaves after a step of this rate: 1 - rate decay. */
  static float kept(double rate, double decay) {
    return (float) (1 - rate * decay);
  }
}
