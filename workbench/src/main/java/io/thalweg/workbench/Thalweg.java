package io.thalweg.workbench;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line. Exits with 0 on success, 2 on bad usage, 1 on failure. */
@Command(
    name = "thalweg",
    description = "Gradients of expectations, and which estimator is best for them.%n",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {ListCommand.class, CompareCommand.class, TrainCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "First steps:",
      "  ./thalweg train digits     a discrete VAE under several estimators",
      "  ./thalweg compare bits10   bias, variance and cost of every estimator",
      "  ./thalweg list             all estimators, laws, problems and models"
    })
final class Thalweg implements Runnable {

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of a failure.")
  private boolean verbose;

  @picocli.CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** Runs a command and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(
        run(
            arguments,
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8)));
  }

  /** Runs a command and returns its exit code. */
  static int run(String[] arguments, PrintWriter out, PrintWriter err) {
    Thalweg root = new Thalweg();
    CommandLine line = new CommandLine(root);
    line.setOut(out).setErr(err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(Thalweg::misused);
    line.setExecutionExceptionHandler(root::failed);
    return line.execute(arguments);
  }

  /** Without a command there is nothing to do but to say which there are. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut(), Help.defaultColorScheme(Help.Ansi.AUTO));
  }

  private static int misused(CommandLine.ParameterException e, String[] arguments) {
    CommandLine line = e.getCommandLine();
    PrintWriter err = line.getErr();
    err.println("thalweg: " + e.getMessage());
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
      err.println("thalweg: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
    }
    err.flush();
    return CommandLine.ExitCode.SOFTWARE;
  }
}
