package io.thalweg.workbench.output;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Notices that code within a command ends the process by {@code System.exit}, which a user's f may
 * do. The process would end with the code's own exit code, and no result and no reason would have
 * been printed.
 */
public final class ExitWatch implements AutoCloseable {

  private final Thread hook = new Thread(ExitWatch::refuse, "exit watch");

  /** Watches until it is closed. */
  public ExitWatch() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Fails if a thread is within {@code System.exit}; after Ctrl-C none is. */
  private static void refuse() {
    Thread.getAllStackTraces().values().stream()
        .flatMap(trace -> caller(trace).stream())
        .findFirst()
        .ifPresent(
            caller -> {
              String sentence =
                  "%s.%s (%s:%d) ended the program by System.exit; it must throw an"
                      + " exception instead";
              Progress.complain(
                  sentence.formatted(
                      caller.getClassName(),
                      caller.getMethodName(),
                      caller.getFileName(),
                      caller.getLineNumber()));
              // Other hooks wait for results that will not come.
              Runtime.getRuntime().halt(1);
            });
  }

  /** Returns what called {@code Runtime.exit}, if anything did. */
  private static Optional<StackTraceElement> caller(StackTraceElement[] trace) {
    boolean exits =
        Arrays.stream(trace)
            .anyMatch(
                frame ->
                    frame.getClassName().equals("java.lang.Runtime")
                        && frame.getMethodName().equals("exit"));
    return exits
        ? Stream.of(trace).filter(frame -> !frame.getClassName().startsWith("java.")).findFirst()
        : Optional.empty();
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already.
    }
  }
}
