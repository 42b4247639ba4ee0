package io.thalweg.workbench.sensitivity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.simulation.Input;
import io.thalweg.simulation.Simulator;
import io.thalweg.tune.Sensitivities;
import io.thalweg.tune.Sensitivity;
import io.thalweg.workbench.output.Interruption;
import io.thalweg.workbench.output.Progress;
import io.thalweg.workbench.output.ReportCommand;
import io.thalweg.workbench.output.Unfinished;
import io.thalweg.workbench.problem.JavaSimulator;
import io.thalweg.workbench.problem.SimulatorSource;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The command that measures how the outputs of a simulator move with its parameters. */
@Command(
    name = "sensitivity",
    description =
        "Measure how the mean outputs of a simulator move with each of its parameters, with 95 %%"
            + " intervals.%n"
            + Unfinished.HELP
            + "batch of 8 runs.%n",
    mixinStandardHelpOptions = true)
public final class SensitivityCommand
    extends ReportCommand<SensitivityCommand.Plan, SensitivityCommand.Findings> {

  private static final int FEWEST_RUNS = 200;
  // So few that nobody wants to know how many there are in a second.
  private static final long SHARES = 20;

  /** A simulator and its inputs. */
  record Plan(String id, String title, Simulator simulator, Input[] inputs) {}

  /** The sensitivities of a simulator. */
  record Findings(Plan plan, Sensitivities found) {}

  @Parameters(
      paramLabel = "FILE",
      description =
          "A Java file with 'static Input' fields and 'static void simulate(Inputs in)', as in"
              + " docs/simulators.md.")
  private String name;

  @Option(
      names = "--within",
      paramLabel = "WIDTH",
      description = "End when all intervals are as narrow as +- this (default: when time is over).")
  private @Nullable Double within;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "End after so many seconds (default: 60).")
  private double seconds = 60;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "End after so many runs, at least 200 (default: as many as time allows).")
  private @Nullable Integer runs;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads that make runs, for a simulator that is safe for them; with --spark, batches of"
              + " 8 runs in a job; the results are the same (default: ${DEFAULT-VALUE}).")
  private int threads = 1;

  @Option(
      names = "--pairs",
      description =
          "Also try measure-valued pairs: runs made again with one draw replaced, where that needs"
              + " fewer runs in all.")
  private boolean pairs;

  @Option(
      names = "--differences",
      description =
          "Also try differences: runs made again with the same random numbers at parameters a"
              + " little larger and smaller, which has a small bias.")
  private boolean differences;

  @Option(
      names = "--quantile",
      paramLabel = "LEVEL",
      split = ",",
      description =
          "Also the quantile of every output that a run exceeds with probability 1 - LEVEL, such as"
              + " 0.95; of several levels, separated by commas.")
  private List<Double> quantiles = List.of();

  @Option(
      names = "--tail-mean",
      paramLabel = "LEVEL",
      split = ",",
      description = "Also the mean of every output beyond the quantile of LEVEL (CVaR).")
  private List<Double> tailMeans = List.of();

  @Mixin private SimulatorSource source;

  @Override
  protected Plan prepare(CommandLine line) {
    if (runs != null) {
      requireAtLeast(FEWEST_RUNS, "--runs", runs);
    }
    requireAtLeast(1, "--threads", threads);
    requirePositive("--seconds", seconds);
    requirePositive("--within", within);
    quantiles.forEach(level -> requireFraction(line, "--quantile", level));
    tailMeans.forEach(level -> requireFraction(line, "--tail-mean", level));
    if (!name.endsWith(".java")) {
      throw new ParameterException(
          line, "%s is no Java file; its name must end in .java.".formatted(name));
    }
    JavaSimulator file = source.open(line, name);
    dependsOn(file.version());
    return new Plan(file.id(), file.title(), file.simulator(), file.inputs());
  }

  private static void requireFraction(CommandLine line, String option, double level) {
    if (!(level > 0 && level < 1)) {
      throw new ParameterException(
          line, "%s is %s; it must be between 0 and 1.".formatted(option, level));
    }
  }

  @Override
  protected String folder(Plan plan) {
    return "sensitivity-" + plan.id();
  }

  @Override
  protected Optional<Findings> measure(
      CommandLine line, Plan plan, Optional<Path> folder, Interruption interruption) {
    Sensitivity question =
        Sensitivity.of(plan.simulator(), plan.inputs())
            .orSeconds(seconds)
            .seed(seed())
            .threads(threads);
    source.maker().ifPresent(question::runsBy);
    unfinished()
        .state()
        .ifPresent(file -> question.checkpoint(file, unfinished().identity(), Progress::complain));
    if (within != null) {
      question.within(within);
    }
    if (runs != null) {
      question.orRuns(runs);
    }
    quantiles.forEach(question::quantile);
    tailMeans.forEach(question::tailMean);
    if (pairs) {
      question.pairs();
    }
    if (differences) {
      question.differences();
    }
    try (Progress progress = Progress.start("sensitivity " + plan.id(), SHARES, "shares")) {
      Shares shares = new Shares(progress);
      question.whileTrue(
          made -> {
            shares.reach(made);
            return interruption.goesOn();
          });
      Findings measured = new Findings(plan, question.run());
      if (interruption.goesOn()) {
        shares.finish();
      }
      return Optional.of(measured).filter(findings -> !findings.found().responses().isEmpty());
    }
  }

  /** Progress towards the limit that will come first; a precision may end the runs before. */
  private final class Shares {
    private final Progress progress;
    private final long start = System.nanoTime();
    private long done;

    Shares(Progress progress) {
      this.progress = progress;
    }

    void reach(long made) {
      double ofTime = 1e-9 * (System.nanoTime() - start) / seconds;
      double ofRuns = runs == null ? 0 : (double) made / runs;
      long now = (long) (SHARES * Math.min(1, Math.max(ofTime, ofRuns)));
      progress.advance(now - done, "%,d runs".formatted(made));
      done = now;
    }

    void finish() {
      progress.advance(SHARES - done, "");
    }
  }

  @Override
  protected String title(Findings findings) {
    return findings.plan().title();
  }

  @Override
  protected ObjectNode json(Findings findings) {
    return SensitivityJson.of(findings, seed());
  }

  @Override
  protected void print(Findings findings, PrintWriter out) {
    new SensitivityText(findings.found()).print(out);
  }

  /** Ends Spark, if it made the runs. */
  @Override
  protected void close() {
    source.close();
  }

  @Override
  protected Map<String, String> csv(Findings findings) {
    return Map.of("sensitivity.csv", SensitivityJson.csv(findings.found()));
  }
}
