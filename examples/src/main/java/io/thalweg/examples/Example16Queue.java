package io.thalweg.examples;

import io.thalweg.distribution.Categorical;
import io.thalweg.distribution.Exponential;
import io.thalweg.distribution.Poisson;
import io.thalweg.simulation.Credit;
import io.thalweg.simulation.Input;
import io.thalweg.simulation.Inputs;
import io.thalweg.simulation.Simulator;
import io.thalweg.tune.Sensitivities;
import io.thalweg.tune.Sensitivity;

/**
 * Asks a queue how the time of its customers moves with the rates of arrival and of service.
 *
 * <p>The command asks the same of this file: {@code ./thalweg sensitivity Example16Queue.java}.
 */
public final class Example16Queue {

  static final Input ARRIVALS = Input.of("arrivals", Exponential.of(1.0));
  static final Input SERVICE = Input.of("service", Exponential.of(2.0));
  static final int CUSTOMERS = 400;

  private Example16Queue() {}

  /** Books for each customer the time until the end of the service, and whether it is long. */
  static void simulate(Inputs in) {
    double wait = 0;
    for (int customer = 0; customer < CUSTOMERS; customer++) {
      if (wait == 0) {
        in.regenerate(); // nobody is here: what follows does not depend on what was before
      }
      double time = wait + in.draw(SERVICE);
      in.cost("time", time / CUSTOMERS);
      in.cost("late", (time > 3 ? 1.0 : 0.0) / CUSTOMERS);
      wait = Math.max(0, time - in.draw(ARRIVALS));
    }
  }

  /** Prints the sensitivities of three simulators. */
  public static void main(String[] arguments) {
    System.out.println(queue(10_000));
    System.out.println(newsvendor(10_000));
    System.out.println(routes(10_000, Credit.toTheEnd()));
  }

  /** Returns how both outputs of the queue move; the mean time is 1 / (service - arrivals). */
  static Sensitivities queue(long runs) {
    return Sensitivity.of(Example16Queue::simulate, ARRIVALS, SERVICE).orRuns(runs).seed(1).run();
  }

  /** Returns how the cost of a day moves with the demand, and with what is ordered for it. */
  static Sensitivities newsvendor(long runs) {
    Input demand = Input.of("demand", Poisson.of(20));
    Input order = Input.setting("order", 21.5);
    Simulator day =
        in -> {
          double left = in.read(order) - in.draw(demand);
          in.cost(left > 0 ? left : -3 * left);
        };
    return Sensitivity.of(day, demand, order).orRuns(runs).run();
  }

  /** Returns how the time of a day of parcels moves with the share of each of three routes. */
  static Sensitivities routes(long runs, Credit credit) {
    Input route = Input.of("route", Categorical.of(0.5, 0.3, 0.2));
    double[] rates = {1.0, 0.6, 0.5};
    Simulator day =
        in -> {
          double[] busy = new double[rates.length];
          for (int parcel = 0; parcel < 100; parcel++) {
            int taken = (int) in.draw(route);
            busy[taken] =
                Math.max(busy[taken], parcel) + -Math.log(in.noise().nextDouble()) / rates[taken];
            in.cost(busy[taken] - parcel);
          }
        };
    return Sensitivity.of(day, route).credit(credit).orRuns(runs).run();
  }
}
