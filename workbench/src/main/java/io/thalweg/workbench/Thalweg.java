package io.thalweg.workbench;

import io.thalweg.workbench.bench.BenchCommand;
import io.thalweg.workbench.compare.CompareCommand;
import io.thalweg.workbench.data.DataCommand;
import io.thalweg.workbench.figure.FigureCommand;
import io.thalweg.workbench.flow.FlowCommand;
import io.thalweg.workbench.list.ListCommand;
import io.thalweg.workbench.output.ExitWatch;
import io.thalweg.workbench.output.Progress;
import io.thalweg.workbench.output.Terminal;
import io.thalweg.workbench.output.Version;
import io.thalweg.workbench.output.WholeNumbers;
import io.thalweg.workbench.problem.NewCommand;
import io.thalweg.workbench.problem.SourceFile;
import io.thalweg.workbench.regression.RegressionCommand;
import io.thalweg.workbench.reproduce.ReproduceCommand;
import io.thalweg.workbench.search.SearchCommand;
import io.thalweg.workbench.sensitivity.SensitivityCommand;
import io.thalweg.workbench.simopt.SimOptCommand;
import io.thalweg.workbench.train.TrainCommand;
import io.thalweg.workbench.tune.TuneCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line. Exits with 0 on success, 2 on bad usage, 1 on failure. */
@Command(
    name = "thalweg",
    description = "Gradients of expectations, and which estimator is best for them.%n",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      ListCommand.class,
      CompareCommand.class,
      NewCommand.class,
      SensitivityCommand.class,
      TuneCommand.class,
      SimOptCommand.class,
      TrainCommand.class,
      FlowCommand.class,
      RegressionCommand.class,
      SearchCommand.class,
      FigureCommand.class,
      BenchCommand.class,
      DataCommand.class,
      ReproduceCommand.class,
      CommandLine.HelpCommand.class,
      GenerateCompletion.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "First steps:",
      "  ./thalweg train digits     a discrete VAE under several estimators",
      "  ./thalweg compare bits10   bias, variance and cost of every estimator",
      "  ./thalweg flow             the unified view of estimators, in pictures",
      "  ./thalweg new My.java      a problem of your own, for compare",
      "  ./thalweg list             all estimators, laws, problems and models",
      "",
      "Completion of names and options in bash and zsh:",
      "  source <(./thalweg generate-completion)"
    })
public final class Thalweg implements Callable<Integer> {

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of a failure.")
  private boolean verbose;

  @Option(
      names = "--quiet",
      scope = ScopeType.INHERIT,
      description = "Print results, warnings and failures only: no progress and no notes.")
  void quiet(boolean quiet) {
    Progress.quiet(quiet);
  }

  @Spec private CommandSpec spec;

  /** Runs a command and exits with its code. */
  public static void main(String[] arguments) {
    int exit;
    try (ExitWatch watch = new ExitWatch()) {
      exit =
          run(
              arguments,
              new PrintWriter(System.out, true, StandardCharsets.UTF_8),
              new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    }
    System.exit(exit);
  }

  /** Runs a command and returns its exit code. */
  static int run(String[] arguments, PrintWriter out, PrintWriter err) {
    return run(arguments, out, err, CommandLine.defaultFactory());
  }

  /** Runs a command that a factory makes. */
  static int run(
      String[] arguments, PrintWriter out, PrintWriter err, CommandLine.IFactory factory) {
    // Figures look the same on every machine, whoever formats them: commands, libraries or a
    // user's Java file. In German 0.25 would be 0,25.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    Progress.quiet(false);
    Thalweg root = new Thalweg();
    CommandLine line = new CommandLine(root, factory);
    line.setOut(out).setErr(err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    WholeNumbers.register(line);
    line.registerConverter(String.class, String::strip);
    line.setParameterExceptionHandler(Thalweg::misused);
    line.setExecutionExceptionHandler(root::failed);
    return line.execute(arguments);
  }

  /** Refuses a call without a command, and names the commands. */
  @Override
  public Integer call() {
    CommandLine line = spec.commandLine();
    line.getErr().println("thalweg: no command was given");
    line.usage(line.getErr(), Help.defaultColorScheme(Help.Ansi.AUTO));
    return CommandLine.ExitCode.USAGE;
  }

  private static int misused(CommandLine.ParameterException e, String[] arguments) {
    CommandLine line = e.getCommandLine();
    PrintWriter err = line.getErr();
    err.println(Terminal.wrapError("thalweg: " + e.getMessage()));
    CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
    err.printf("See '%s --help'.%n", line.getCommandSpec().qualifiedName());
    err.flush();
    return CommandLine.ExitCode.USAGE;
  }

  private int failed(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
    PrintWriter err = line.getErr();
    if (verbose) {
      e.printStackTrace(err);
    } else {
      // Some libraries put a stack trace below the first line of their messages.
      if (e instanceof SourceFile.CompileException compiled) {
        err.print(compiled.lines());
      }
      String message = e.getMessage() == null ? e.toString() : e.getMessage();
      String first = message.lines().findFirst().orElse(e.toString());
      err.println(Terminal.wrapError("thalweg: " + first));
    }
    err.flush();
    return CommandLine.ExitCode.SOFTWARE;
  }
}
