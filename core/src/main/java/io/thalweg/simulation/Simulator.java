package io.thalweg.simulation;

/**
 * A simulation that draws its random inputs as it runs, and books costs as they arise.
 *
 * <pre>{@code
 * Input arrivals = Input.of("arrivals", Exponential.of(1.0));
 * Input services = Input.of("service", Exponential.of(2.0));
 * Simulator queue =
 *     in -> {
 *       double wait = 0;
 *       for (int customer = 0; customer < 400; customer++) {
 *         double service = in.draw(services);
 *         in.cost((wait + service) / 400);
 *         wait = Math.max(0, wait + service - in.draw(arrivals));
 *       }
 *     };
 * }</pre>
 *
 * <p>Every call is one run, which must depend on nothing but what {@link Inputs} gives: the same
 * draws make the same run. A simulator that keeps something between calls makes runs that depend on
 * each other, and intervals that are wrong.
 */
@FunctionalInterface
public interface Simulator {

  /**
   * Runs once.
   *
   * @throws Exception if the simulation fails; the run and its cause are named to the user
   */
  void run(Inputs in) throws Exception;
}
