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

  /** Prints the sensitivities of four simulators. */
  public static void main(String[] arguments) {
    System.out.println(averages(2_000));
    day();
    System.out.println(newsvendor(2_000));
    System.out.println(routes(2_000, Credit.toTheEnd()));
  }

  /** Returns how long-run averages move; that of the time is 1 / (service - arrivals). */
  static Sensitivities averages(long runs) {
    return Sensitivity.of(Example16Queue::simulate, ARRIVALS, SERVICE).orRuns(runs).seed(1).run();
  }

  /** Prints and returns how the mean time of the first 400 customers moves. */
  static Sensitivities day() {
    Input arrivals = Input.of("arrivals", Exponential.of(1.0));
    Input services = Input.of("service", Exponential.of(2.0));
    Simulator queue =
        in -> {
          double wait = 0;
          for (int customer = 0; customer < 400; customer++) {
            double service = in.draw(services);
            in.cost((wait + service) / 400);
            wait = Math.max(0, wait + service - in.draw(arrivals));
          }
        };
    Sensitivities s = Sensitivity.of(queue, arrivals, services).within(0.1).orSeconds(60).run();
    System.out.println(s);
    return s;
  }

  /** Returns how the cost of a day moves with the demand, and with what is ordered for it. */
  static Sensitivities newsvendor(long runs) {
    Input demand = Input.of("demand", Poisson.of(20));
    Input order = Input.setting("order", 21.5);
    Simulator shop =
        in -> {
          double left = in.read(order) - in.draw(demand);
          in.cost(left > 0 ? left : -3 * left);
        };
    return Sensitivity.of(shop, demand, order).orRuns(runs).run();
  }

  /** Returns how the time of 100 parcels moves with the share of each of three routes. */
  static Sensitivities routes(long runs, Credit credit) {
    Input route = Input.of("route", Categorical.of(0.5, 0.3, 0.2));
    double[] hours = {1.0, 1.5, 2.0};
    Simulator parcels =
        in -> {
          double[] busy = new double[hours.length];
          for (int parcel = 0; parcel < 100; parcel++) {
            int taken = (int) in.draw(route);
            double work = hours[taken] * (0.5 + in.noise().nextDouble());
            busy[taken] = Math.max(busy[taken], parcel) + work;
            in.cost((busy[taken] - parcel) / 100);
          }
        };
    return Sensitivity.of(parcels, route).credit(credit).orRuns(runs).run();
  }
}
