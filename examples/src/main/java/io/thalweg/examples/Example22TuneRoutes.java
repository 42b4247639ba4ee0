package io.thalweg.examples;

import io.thalweg.distribution.Categorical;
import io.thalweg.simulation.Input;
import io.thalweg.simulation.Inputs;
import io.thalweg.simulation.Simulator;
import io.thalweg.tune.Tuned;
import io.thalweg.tune.Tuning;

/**
 * Finds how to send two hundred parcels by three carriers, of which the fast one is soon
 * overloaded.
 *
 * <p>A parcel waits until those before it with the same carrier have left; the carriers take 1, 2
 * and 4 hours for one. An hour of a parcel costs 1, and a parcel comes every hour.
 */
public final class Example22TuneRoutes {

  private static final double[] HOURS = {1, 2, 4};
  private static final int PARCELS = 200;

  private static final Input ROUTES = Input.of("routes", Categorical.of(1, 1, 1));

  private Example22TuneRoutes() {}

  static void simulate(Inputs in) {
    double[] free = new double[HOURS.length];
    double now = 0;
    for (int parcel = 0; parcel < PARCELS; parcel++) {
      now += in.noise().nextExponential();
      int carrier = (int) in.draw(ROUTES);
      free[carrier] = Math.max(now, free[carrier]) + HOURS[carrier] * in.noise().nextExponential();
      in.cost((free[carrier] - now) / PARCELS);
    }
  }

  /** Searches for the shares of the carriers at which a parcel takes the least time. */
  static Tuned tune() {
    Simulator network = Example22TuneRoutes::simulate;
    Input routes = ROUTES;
    Tuned best = Tuning.minimize(network, routes).runs(1_000).run();
    System.out.println(best);
    return best;
  }

  /** Prints the shares. */
  public static void main(String[] args) {
    tune();
  }
}
