package io.thalweg.workbench.flow;

import io.thalweg.Events;
import io.thalweg.Reparameterized;
import io.thalweg.VelocityField;

/** A law of one variable, point by point. */
record OneVariable(Reparameterized law) {

  private static Events at(double x) {
    return Events.of(new double[] {x}, 1, 1);
  }

  /** p(x). */
  double density(double x) {
    return Math.exp(law.logProbability(at(x))[0]);
  }

  /** dp/dtheta of one parameter, at a fixed x. */
  double change(int parameter, double x) {
    return density(x) * law.scores(at(x))[parameter];
  }

  /** u(x), the velocity for one parameter. */
  double velocity(int parameter, double x) {
    double[] tangent = new double[law.dimension()];
    tangent[parameter] = 1;
    double[] velocity = new double[1];
    law.velocity().pushforward(at(x), tangent, velocity, 0);
    return velocity[0];
  }

  /** du/dx of that velocity. */
  double divergence(int parameter, double x) {
    VelocityField field = law.velocity();
    double[] divergences = new double[law.dimension()];
    field.addDivergence(at(x), new double[] {1}, divergences);
    return divergences[parameter];
  }

  /** Evenly spaced points, ends included. */
  static double[] grid(double from, double to, int points) {
    double[] grid = new double[points];
    for (int i = 0; i < points; i++) {
      grid[i] = from + (to - from) * i / (points - 1);
    }
    return grid;
  }
}
