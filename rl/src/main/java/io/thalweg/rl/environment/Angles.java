package io.thalweg.rl.environment;

/** Angles in radians. */
final class Angles {

  private static final double TURN = 2 * Math.PI;

  private Angles() {}

  /** Returns the same direction as an angle from -pi to pi. */
  static double wrapped(double angle) {
    if (Math.abs(angle) <= Math.PI) {
      return angle;
    }
    double above = (angle + Math.PI) % TURN;
    return (above < 0 ? above + TURN : above) - Math.PI;
  }
}
