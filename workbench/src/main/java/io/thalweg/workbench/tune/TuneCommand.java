package io.thalweg.workbench.tune;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.tune.Step;
import io.thalweg.tune.Tuned;
import io.thalweg.tune.Tuning;
import io.thalweg.workbench.output.Interruption;
import io.thalweg.workbench.output.Names;
import io.thalweg.workbench.output.Progress;
import io.thalweg.workbench.output.ReportCommand;
import io.thalweg.workbench.problem.SimulatorSource;
import java.io.PrintWriter;
import java.nio.file.Files;
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

/** The command that searches for the parameters of a simulator with the best mean output. */
@Command(
    name = "tune",
    description =
        "Search for the parameters of a simulator that make its mean output the least, or the"
            + " largest, by gradients.%n",
    mixinStandardHelpOptions = true)
public final class TuneCommand extends ReportCommand<TuneCommand.Plan, TuneCommand.Findings> {

  private static final String CHECKPOINT = "search.checkpoint";
  private static final int DEFAULT_RUNS = 2_000;

  /** A question and the search for its answer. */
  record Plan(Question question, Limits limits, Tuning tuning) {}

  /**
   * The findings of a search.
   *
   * @param goesOn whether the same command would go on from it
   */
  record Findings(Question question, Limits limits, Tuned tuned, boolean goesOn) {}

  @Parameters(
      paramLabel = "FILE|PROBLEM",
      description =
          "A Java file with 'static Input' fields and 'static void simulate(Inputs in)', as in"
              + " docs/simulators.md, or a problem of SimOpt, such as san_1.")
  private String name;

  @Option(
      names = "--maximize",
      description = "Search for the largest mean output of a file (default: the least).")
  private boolean maximize;

  @Option(
      names = "--output",
      paramLabel = "NAME",
      description = "The output of a file that is tuned (default: ${DEFAULT-VALUE}).")
  private String output = "cost";

  @Option(
      names = "--runs",
      paramLabel = "N",
      description =
          "End after so many runs; the steps become smaller towards it (default: 2,000, and for a"
              + " problem its budget).")
  private @Nullable Integer runs;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "End after so many seconds at the latest (default: none).")
  private @Nullable Double seconds;

  @Option(
      names = "--within",
      paramLabel = "DIFFERENCE",
      description = "End when the output has moved by no more than this over 20 steps.")
  private @Nullable Double within;

  @Option(
      names = "--together",
      paramLabel = "N",
      description = "Runs of each step (default: ${DEFAULT-VALUE}).")
  private int together = 4;

  @Option(
      names = "--rate",
      paramLabel = "X",
      description =
          "Rate of the first steps: how far a logarithm or logit moves in one (default:"
              + " ${DEFAULT-VALUE}).")
  private double rate = 0.15;

  @Option(
      names = "--freeze",
      paramLabel = "NAME",
      split = Names.SEPARATOR,
      splitSynopsisLabel = ",",
      description = "Inputs or parameters that stay as they are, comma-separated.")
  private List<String> frozen = List.of();

  @Option(
      names = "--bounds",
      paramLabel = "NAME=LOW:HIGH",
      description =
          "Keep a parameter between two values; LOW or HIGH may be left out. It can be given several"
              + " times.")
  private List<String> bounds = List.of();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads that make runs, for a simulator that is safe for them; the results are the same"
              + " (default: ${DEFAULT-VALUE}). With --spark there are those of its executors.")
  private int threads = 1;

  @Mixin private SimulatorSource source;

  @Override
  protected Plan prepare(CommandLine line) {
    if (runs != null) {
      requireAtLeast(2, "--runs", runs);
    }
    requireAtLeast(2, "--together", together);
    requireAtLeast(1, "--threads", threads);
    requirePositive("--rate", rate);
    requirePositive("--seconds", seconds);
    requirePositive("--within", within);
    Question question = name.endsWith(".java") ? file(line) : problem(line);
    Tuning tuning = question.search().get();
    source.maker().ifPresent(tuning::runsBy);
    Limits limits = Limits.of(line, question.start(), frozen, bounds);
    limits.apply(tuning, line);
    tuning.together(together).rate(rate).seed(seed()).threads(threads).runs(budget(question));
    if (seconds != null) {
      tuning.orSeconds(seconds);
    }
    if (within != null) {
      tuning.within(within);
    }
    return new Plan(question, limits, tuning);
  }

  private Question file(CommandLine line) {
    return Question.of(source.open(line, name), output, maximize, DEFAULT_RUNS);
  }

  private Question problem(CommandLine line) {
    source.refuse(line, name);
    if (maximize || !output.equals("cost")) {
      throw new ParameterException(
          line,
          "%s is for a Java file; a problem of SimOpt says itself what is searched."
              .formatted(maximize ? "--maximize" : "--output"));
    }
    return Question.of(line, name);
  }

  private long budget(Question question) {
    return runs == null ? question.runs() : runs;
  }

  @Override
  protected String folder(Plan plan) {
    return "tune-" + plan.question().id();
  }

  @Override
  protected Optional<Findings> measure(
      CommandLine line, Plan plan, Optional<Path> folder, Interruption interruption) {
    Question question = plan.question();
    Optional<Path> checkpoint = folder.map(target -> target.resolve(CHECKPOINT));
    checkpoint.ifPresent(file -> plan.tuning().checkpoint(file, question.version()));
    boolean found = checkpoint.filter(Files::exists).isPresent();
    try (Progress progress =
        Progress.start("tune " + question.id(), SearchProgress.SHARES, "shares")) {
      SearchProgress search =
          new SearchProgress(progress, question.output(), budget(question), seconds);
      plan.tuning()
          .progress(
              step -> {
                if (found && search.isNew()) {
                  sayThatItGoesOn(step, checkpoint.orElseThrow());
                }
                search.add(step);
              })
          .whileTrue(made -> interruption.goesOn());
      Tuned tuned = plan.tuning().run();
      if (found && search.isNew()) {
        Progress.say(
            "The search in %s had ended; delete it to start over."
                .formatted(checkpoint.orElseThrow()));
      }
      if (interruption.goesOn()) {
        search.finish();
      }
      boolean goesOn = interruption.requested() && tuned.isKept();
      return Optional.of(new Findings(question, plan.limits(), tuned, goesOn));
    }
  }

  private void sayThatItGoesOn(Step step, Path checkpoint) {
    Progress.say(
        "Going on with the search at step %,d; delete %s to start over."
            .formatted(step.number(), checkpoint));
  }

  @Override
  protected String title(Findings findings) {
    return findings.question().title();
  }

  @Override
  protected ObjectNode json(Findings findings) {
    return TuneJson.of(findings, seed());
  }

  @Override
  protected void print(Findings findings, PrintWriter out) {
    new TuneText(findings).print(out);
  }

  /** Ends Spark, if it made the runs. */
  @Override
  protected void close() {
    source.close();
  }

  @Override
  protected Map<String, String> csv(Findings findings) {
    return Map.of("steps.csv", TuneJson.csv(findings.tuned()));
  }

  @Override
  protected void end(Findings findings) {
    if (findings.goesOn()) {
      Progress.say("The same command goes on from here.");
    }
  }
}
