package io.thalweg.simulation;

import io.thalweg.Parameter;
import java.util.List;

/**
 * The values between which differences in parameters that are read are taken, as people state them.
 *
 * @param below by the places of parameters
 * @param above likewise; a parameter with no room between the two is not asked
 */
public record Reach(double[] below, double[] above) {

  private static final double OF_SETTING = 1e-2;
  private static final double OF_LAW = 1e-4;

  /** Reaches one percent of a setting, 0.01 of one at 0, and 1e-4 of a parameter of a law. */
  public static Reach near(Parameters at) {
    List<Parameter> units = at.units();
    double[] below = new double[at.count()];
    double[] above = new double[at.count()];
    for (int p = 0; p < below.length; p++) {
      double value = units.get(p).value();
      double h = (at.isSetting(p) ? OF_SETTING : OF_LAW) * (value == 0 ? 1 : Math.abs(value));
      below[p] = value - h;
      above[p] = value + h;
    }
    return new Reach(below, above);
  }

  boolean isEmpty(int parameter) {
    return !(below[parameter] < above[parameter]);
  }

  double width(int parameter) {
    return above[parameter] - below[parameter];
  }
}
