package io.thalweg.workbench.tune;

import io.thalweg.simopt.SimOpt;
import io.thalweg.simopt.SimOptProblem;
import io.thalweg.simulation.Input;
import io.thalweg.simulation.Parameters;
import io.thalweg.simulation.Simulator;
import io.thalweg.tune.Tuning;
import io.thalweg.workbench.output.Names;
import io.thalweg.workbench.problem.JavaSimulator;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * A question for a search: a simulator of a user or of SimOpt.
 *
 * @param output that is tuned
 * @param maximize whether the largest mean is searched
 * @param runs of a search that is not told how many
 * @param version of the simulator
 * @param search one that knows nothing but the question
 */
record Question(
    String id,
    String title,
    Parameters start,
    String output,
    boolean maximize,
    long runs,
    String version,
    Supplier<Tuning> search) {

  /**
   * Asks about the simulator of a Java file.
   *
   * @throws io.thalweg.workbench.problem.JavaProblem.ProblemException if it states none
   */
  static Question of(JavaSimulator file, String output, boolean maximize, long runs) {
    Simulator simulator = file.simulator();
    Input[] inputs = file.inputs();
    return new Question(
        file.id(),
        file.title(),
        Parameters.of(inputs),
        output,
        maximize,
        runs,
        file.version(),
        () ->
            (maximize ? Tuning.maximize(simulator, inputs) : Tuning.minimize(simulator, inputs))
                .output(output));
  }

  /**
   * Finds a problem of SimOpt.
   *
   * @throws CommandLine.ParameterException if there is none of that name
   */
  static Question of(CommandLine line, String name) {
    SimOptProblem problem =
        Names.find(line, "Java file and no problem", name, SimOpt.all(), SimOptProblem::id);
    return new Question(
        problem.id(),
        problem.title(),
        problem.start(),
        "cost",
        problem.maximize(),
        problem.budget(),
        "",
        problem::tuning);
  }
}
