package io.thalweg.workbench.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * A command that measures something and shows it in every form that was asked for: as text or as
 * JSON on standard output, and as a report, JSON and CSV in a folder.
 *
 * <p>A command says what it does in these steps, in this order; nothing else prints or writes:
 *
 * <pre>
 *   prepare   checks the options; bad usage ends here, before any work and before any file
 *   folder    names the folder where results are written unless another one was given
 *   measure   does the work
 *   json, print, title, report, csv   give the results their forms
 *   end       has the last word, when everything was written
 * </pre>
 *
 * @param <P> what is to be done, made of the options
 * @param <R> the results
 */
public abstract class ReportCommand<P, R> implements Callable<Integer> {

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Seed of all randomness; the same seed gives the same results, but for times (default: 1).")
  private long seed = 1;

  @Mixin private Output output;
  @Spec private CommandSpec spec;

  private final List<String> versions = new ArrayList<>();
  // Null until the folder of the results is known.
  private @Nullable Unfinished unfinished;

  /**
   * Checks the options.
   *
   * @throws ParameterException if they ask for what there is not
   */
  protected abstract P prepare(CommandLine line);

  /** Returns the name of the folder in {@code out} where results are written by default. */
  protected abstract String folder(P plan);

  /**
   * Does the work, until its end or until Ctrl-C.
   *
   * @param folder for files that the work itself writes; empty where nothing is to be written
   * @param interruption says whether Ctrl-C was pressed
   * @return the results so far; empty if Ctrl-C came before there were any
   */
  protected abstract Optional<R> measure(
      CommandLine line, P plan, Optional<Path> folder, Interruption interruption);

  /**
   * States, in {@link #prepare}, the version of a file that an option names: work that was left
   * unfinished goes on only with the same.
   */
  protected final void dependsOn(String version) {
    versions.add(version);
  }

  /**
   * Returns the rows that were finished before, also by a process that was killed; for {@link
   * #measure}.
   *
   * @throws OutputException if their file is damaged, or of another command
   */
  protected final Unfinished unfinished() {
    Unfinished earlier = Objects.requireNonNull(unfinished, "there is no folder yet");
    earlier.open();
    return earlier;
  }

  /**
   * Returns the results so far, while {@link #measure} runs on another thread; empty if there are
   * none. They are shown if Ctrl-C was pressed and the work does not stop.
   */
  protected Optional<R> soFar() {
    return Optional.empty();
  }

  /** Returns the results under the names of the contract. */
  protected abstract ObjectNode json(R results);

  /** Prints the results for readers. */
  protected abstract void print(R results, PrintWriter out);

  /** Returns the kind of the report, which chooses its page: the name of the command. */
  protected String kind(R results) {
    return spec.name();
  }

  /** Returns the title of the report. */
  protected abstract String title(R results);

  /** Adds to the report what is not in the results. */
  protected void report(R results, Report report) {}

  /** Returns the texts of the CSV files by their names. */
  protected abstract Map<String, String> csv(R results);

  /** Has the last word, when everything was printed and written. */
  protected void end(R results) {}

  /** Lets go of what the work has opened, however it ended. */
  protected void close() {}

  /** Returns the seed of all randomness. */
  protected final long seed() {
    return seed;
  }

  /**
   * Checks a number.
   *
   * @throws ParameterException if it is below the least
   */
  protected final void requireAtLeast(int least, String option, int value) {
    if (value < least) {
      throw new ParameterException(
          spec.commandLine(), "%s is %d; it must be at least %d.".formatted(option, value, least));
    }
  }

  /**
   * Refuses a number that is not finite and above 0, if one was given.
   *
   * @throws ParameterException if it is refused
   */
  protected final void requirePositive(String option, @Nullable Double value) {
    if (value != null && !(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new ParameterException(
          spec.commandLine(), "%s is %s; it must be finite and above 0.".formatted(option, value));
    }
  }

  @Override
  public Integer call() {
    // What a user's file prints must not come between the lines of the JSON.
    PrintStream standard = System.out;
    PrintWriter out = spec.commandLine().getOut();
    System.setOut(output.json ? System.err : standard);
    try {
      return run(prepare(spec.commandLine()), out);
    } finally {
      System.setOut(standard);
    }
  }

  private int run(P plan, PrintWriter out) {
    try (Interruption interruption = Interruption.byCtrlC()) {
      Optional<Path> folder = output.prepare(folder(plan));
      unfinished = new Unfinished(folder.orElse(null), spec, versions);
      AtomicBoolean shown = new AtomicBoolean();
      interruption.ifStuck(() -> rescue(shown, folder, out, interruption));
      Optional<R> measured = measure(spec.commandLine(), plan, folder, interruption);
      boolean interrupted = interruption.requested();
      if (!shown.compareAndSet(false, true)) {
        return Interruption.EXIT_CODE;
      }
      measured.ifPresentOrElse(
          results -> show(results, interrupted, folder, out), this::sayNothingToShow);
      return interrupted ? Interruption.EXIT_CODE : ExitCode.OK;
    } catch (UnfinishedException | UncheckedIOException e) {
      // Those of files from which the command cannot go on; the sentence says what to do.
      throw e;
    } catch (RuntimeException e) {
      if (keepsWork()) {
        Progress.say("What was measured before is kept; the same command goes on from it.");
      }
      throw e;
    } finally {
      close();
      if (unfinished != null) {
        unfinished.close();
      }
      output.tidy();
    }
  }

  /** Shows the results so far in place of the thread that measures, which does not come back. */
  private void rescue(
      AtomicBoolean shown, Optional<Path> folder, PrintWriter out, Interruption interruption) {
    Optional<R> results = soFar();
    if (results.isPresent() && shown.compareAndSet(false, true)) {
      show(results.get(), true, folder, out);
      interruption.close();
    }
  }

  private void show(R results, boolean interrupted, Optional<Path> folder, PrintWriter out) {
    ObjectNode json = complete(results, interrupted);
    output.print(json, out);
    if (!output.json) {
      if (interrupted) {
        out.println("Interrupted; this is what was measured so far.");
      }
      StringWriter text = new StringWriter();
      print(results, new PrintWriter(text));
      text.toString().lines().forEach(line -> out.println(Terminal.wrap(line)));
      out.flush();
    }
    folder.ifPresent(target -> write(results, json, target, out));
    // Where it throws, because a part failed, the rest is kept, and that part can be tried again.
    end(results);
    settle(interrupted);
  }

  private void sayNothingToShow() {
    Progress.say(
        keepsWork()
            ? "Interrupted before there were results. The same command goes on from here."
            : "Interrupted before anything was measured; nothing was written.");
  }

  private boolean keepsWork() {
    return unfinished != null && unfinished.isKept();
  }

  /** Lets go of rows that are in results, unless they are to go on. */
  private void settle(boolean interrupted) {
    if (unfinished != null && !interrupted) {
      unfinished.delete();
    } else if (keepsWork()) {
      Progress.say("The same command goes on from here.");
    }
  }

  /** Returns the results with where they come from. */
  private ObjectNode complete(R results, boolean interrupted) {
    ObjectNode json = Provenance.of(spec).put("interrupted", interrupted);
    json.setAll(json(results));
    Json.replaceInfinities(json);
    return json;
  }

  private Report report(R results, ObjectNode json) {
    Report report = Report.of(kind(results), title(results), json, spec);
    report(results, report);
    return report;
  }

  /** Makes the report of results, as it is written in the end. */
  protected final Report reportOf(R results, boolean interrupted) {
    return report(results, complete(results, interrupted));
  }

  private void write(R results, ObjectNode json, Path folder, PrintWriter out) {
    Map<String, Supplier<String>> shown = new LinkedHashMap<>();
    csv(results).forEach((name, text) -> shown.put(name, () -> text));
    shown.put(Report.FILE, () -> report(results, json).page());
    new ResultWriter(folder, json).write(shown, output.json, out);
    Progress.say("Report: " + folder.resolve(Report.FILE));
  }
}
