package io.thalweg.workbench.train;

import io.thalweg.workbench.output.LiveServer;
import io.thalweg.workbench.output.Progress;
import io.thalweg.workbench.output.Report;
import java.util.Map;
import java.util.Stack;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option that serves the report while it grows. */
final class WatchOption implements AutoCloseable {

  private static final int MOST = 65_535;
  // Results are made again and sent to a browser so often.
  private static final long EVERY_NANOS = 2_000_000_000L;

  @Option(
      names = "--watch",
      arity = "0..1",
      paramLabel = "PORT",
      fallbackValue = "0",
      preprocessor = PortIfNumber.class,
      description =
          "Show the report live in a browser while it trains, at an address of this machine that"
              + " is printed; by default the port is any free one.")
  private @Nullable Integer port;

  private @Nullable LiveServer server;

  /** Takes what follows the option as a port only if it is a number: it may be the model. */
  static final class PortIfNumber implements IParameterPreprocessor {

    @Override
    @SuppressWarnings("JdkObsolete") // The interface has a Stack.
    public boolean preprocess(
        Stack<String> arguments, CommandSpec command, ArgSpec option, Map<String, Object> info) {
      boolean attached = "=".equals(info.get("separator"));
      if (attached || (!arguments.isEmpty() && arguments.peek().matches("\\d+"))) {
        return false;
      }
      option.setValue(0);
      return true;
    }
  }

  /**
   * Checks the port.
   *
   * @throws ParameterException if there is none of that number
   */
  void check(CommandLine line) {
    if (port != null && (port < 0 || port > MOST)) {
      throw new ParameterException(
          line, "--watch is %d; it must be a port, at most %d.".formatted(port, MOST));
    }
  }

  /**
   * Starts to serve, if the option was given.
   *
   * @param first what is shown until there are results
   * @param reports makes the report of results
   */
  Live start(Report first, Function<Outcome, Report> reports) {
    if (port == null) {
      return Live.none();
    }
    LiveServer started = LiveServer.start(port, first.live(true));
    server = started;
    Progress.warn("Live report: %s".formatted(started.address()));
    return new Live() {
      private volatile long shown = System.nanoTime() - EVERY_NANOS;

      @Override
      public boolean isDue() {
        return System.nanoTime() - shown >= EVERY_NANOS;
      }

      @Override
      public void show(Outcome results) {
        started.show(reports.apply(results).live(true));
        shown = System.nanoTime();
      }
    };
  }

  /** Shows the report of the end. */
  void end(Supplier<Report> last) {
    if (server != null) {
      server.show(last.get().live(false));
    }
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
      server = null;
    }
  }
}
