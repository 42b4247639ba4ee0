package io.thalweg.objective;

import io.thalweg.support.Require;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An objective that is a program in any language, which is asked one event a line.
 *
 * <p>The program runs as long as the objective is used. It reads lines of JSON from standard input
 * and answers each with a line on standard output, at once (output that a library keeps in a buffer
 * must be flushed):
 *
 * <pre>
 *   asked      {"x": [1, 0.25]}        or with noise   {"x": [1, 0.25], "seed": 1804289383}
 *   answered   0.75                    or              {"value": 0.75}
 *              {"error": "no solution"}                where f has no value at the event
 * </pre>
 *
 * <p>Numbers have all digits of a double; whole ones have no point. A seed has 31 bits, so that
 * every language has room for it. A program that ends, takes longer than its time limit or answers
 * anything else is ended and started again, and the event is asked once more; then it has failed.
 * What it said on standard error stands in the message. The time limit of the first event includes
 * the start of the program.
 *
 * <p>{@link #close} closes its input; a program that does not end within a second is killed. If
 * this process dies, the program sees the end of its input, too.
 */
public final class Command extends Fallible {

  private final Crew crew;

  private Command(List<String> command, boolean noisy, int processes, Optional<Duration> limit) {
    super(noisy);
    this.crew =
        new Crew(
            String.join(" ", command), command, new JsonLines(noisy), processes, limit, tally());
  }

  /**
   * Makes an objective of a program without noise; it is started when it is first asked.
   *
   * @param command the program and its arguments
   * @throws IllegalArgumentException if there is none
   */
  public static Command of(String... command) {
    return of(false, command);
  }

  /** Makes an objective of a program that takes the seed of its noise. */
  public static Command ofNoisy(String... command) {
    return of(true, command);
  }

  private static Command of(boolean noisy, String... command) {
    if (command.length == 0) {
      throw new IllegalArgumentException("there is no command");
    }
    return new Command(List.of(command), noisy, 1, Optional.empty());
  }

  /** Returns this objective with a time limit for each event, after which the program is killed. */
  @Override
  public Command timeLimit(Duration limit) {
    Require.positive("the time limit in seconds", limit.toNanos() / 1e9);
    return new Command(crew.command(), isNoisy(), crew.processes(), Optional.of(limit));
  }

  /** Returns this objective with so many programs, which share the events of a call. */
  @Override
  public Command parallel(int programs) {
    Require.atLeast(1, "the number of programs", programs);
    return new Command(crew.command(), isNoisy(), programs, crew.limit());
  }

  @Override
  protected Answers attempt(Request request) {
    return crew.attempt(request);
  }

  @Override
  public void close() {
    crew.close();
  }
}
