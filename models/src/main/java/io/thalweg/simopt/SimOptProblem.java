package io.thalweg.simopt;

import io.thalweg.simulation.Input;
import io.thalweg.simulation.Parameters;
import io.thalweg.simulation.Run;
import io.thalweg.simulation.Simulator;
import io.thalweg.tune.Tuning;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/**
 * A problem of the SimOpt library: a simulator, where a search starts, and what is known of the
 * best.
 *
 * @param id its name in SimOpt, in small letters with underscores
 * @param title what it is
 * @param simulator books its objective under "cost"
 * @param inputs in the state in which a search starts
 * @param maximize whether the largest objective is searched
 * @param fixed the part of the objective that depends on the parameters alone
 * @param prepare tells a search what is free and where its bounds are
 * @param decide makes of parameters the decision that they recommend, such as the likeliest one
 * @param budget runs that SimOpt gives a search
 * @param best the best objective that is known
 * @param recorded objectives that SimOpt's own searches reached at its budget, by their names
 */
public record SimOptProblem(
    String id,
    String title,
    Simulator simulator,
    List<Input> inputs,
    boolean maximize,
    ToDoubleFunction<Parameters> fixed,
    UnaryOperator<Tuning> prepare,
    UnaryOperator<Parameters> decide,
    long budget,
    double best,
    Map<String, Double> recorded) {

  /** The parameters at which a search starts. */
  public Parameters start() {
    return Parameters.of(inputs.toArray(Input[]::new));
  }

  /** A search with the settings of the library, and nothing tuned by hand. */
  public Tuning tuning() {
    Input[] all = inputs.toArray(Input[]::new);
    Tuning tuning = maximize ? Tuning.maximize(simulator, all) : Tuning.minimize(simulator, all);
    return prepare.apply(tuning.plus(fixed).runs(budget));
  }

  /**
   * Measures the decision that parameters recommend.
   *
   * @param runs of the simulator, of the same numbers for the same seed
   */
  public double objective(Parameters at, long seed, int runs) {
    Parameters decision = decide.apply(at);
    double mean =
        LongStream.range(0, runs)
            .mapToDouble(run -> Run.of(simulator, decision, seed, run).total("cost"))
            .average()
            .orElseThrow();
    return mean + fixed.applyAsDouble(decision);
  }

  /** Computes the distance of an objective from the best, as a share of that of the start. */
  public double gap(double objective, double start) {
    return (objective - best) / (start - best);
  }
}
