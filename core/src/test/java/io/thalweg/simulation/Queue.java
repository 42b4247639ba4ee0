package io.thalweg.simulation;

import io.thalweg.distribution.Exponential;

/**
 * A queue M/M/1 that starts empty, of which long-run averages are known.
 *
 * @param customers in a run
 */
public record Queue(Input arrivals, Input services, int customers) {

  /** Makes a queue with given rates. */
  public static Queue of(double arrivals, double services, int customers) {
    return new Queue(
        Input.of("arrivals", Exponential.of(arrivals)),
        Input.of("service", Exponential.of(services)),
        customers);
  }

  /** Makes the simulator of the time that a customer spends, by cycles between empty moments. */
  public Simulator sojourn() {
    return in -> run(in, 1.0 / customers, false);
  }

  /** Makes the simulator of the number of customers in the system, on average over time. */
  public Simulator crowd() {
    return in -> run(in, 1, true);
  }

  private void run(Inputs in, double share, boolean timed) {
    double wait = 0;
    for (int customer = 0; customer < customers; customer++) {
      if (wait == 0) {
        in.regenerate();
      }
      double service = in.draw(services);
      in.cost(share * (wait + service));
      double gap = in.draw(arrivals);
      if (timed) {
        in.length(gap);
      }
      wait = Math.max(0, wait + service - gap);
    }
  }

  /** The parameters of both inputs. */
  public Parameters parameters() {
    return Parameters.of(arrivals, services);
  }
}
