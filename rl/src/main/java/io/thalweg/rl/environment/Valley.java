package io.thalweg.rl.environment;

import java.util.random.RandomGenerator;

/** The valley of both mountain cars. */
final class Valley {

  private static final double SLOPE = 0.0025;
  private static final double LEFT = -1.2;
  private static final double RIGHT = 0.6;
  private static final double FASTEST = 0.07;

  private Valley() {}

  /** Draws the place at which an episode begins. */
  static double start(RandomGenerator random) {
    return random.nextDouble(-0.6, -0.4);
  }

  /** Moves a car, at a place with a speed, by a push. */
  static double[] move(double[] state, double push) {
    double speed = state[1] + push - SLOPE * Math.cos(3 * state[0]);
    speed = ClassicControl.clamp(speed, -FASTEST, FASTEST);
    double place = ClassicControl.clamp(state[0] + speed, LEFT, RIGHT);
    return new double[] {place, place == LEFT && speed < 0 ? 0 : speed};
  }
}
