package io.thalweg.workbench.problem;

import io.thalweg.problem.Kind;
import io.thalweg.problem.Problem;
import io.thalweg.problem.Problems;
import io.thalweg.problem.Problems.Entry;
import io.thalweg.workbench.output.Names;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The problems that commands name: those of the library, and those that need a trained model. */
public final class ProblemCatalogue {

  // A model is trained when its problem is asked for: to list its name takes no time.
  private static final Entry VAE =
      new Entry(
          "vae",
          "the bound of a Gaussian autoencoder on 8 digits, 4 normal variables each",
          Kind.CONTEXTS,
          (id, title) -> {
            DigitsBound.Trained trained = DigitsBound.train(8);
            return new Problem(id, title, trained.law(), trained.objective());
          });

  private static final Entry GATES =
      new Entry(
          "gates64",
          "64 bits: pixels of digits that a classifier is shown, at a price",
          Kind.FINITE,
          DigitGates::problem);

  private static final List<Entry> TRAINED = List.of(VAE, GATES);

  private ProblemCatalogue() {}

  /** The names that a shell can complete. */
  public static final class Ids implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
      return all().stream().map(Entry::id).iterator();
    }
  }

  /** Lists all problems. */
  public static List<Entry> all() {
    return Stream.concat(Problems.all().stream(), TRAINED.stream()).toList();
  }

  /** Makes the problem of that name; empty if there is none. */
  public static Optional<Problem> find(String name) {
    return Problems.find(name).or(() -> trained(name));
  }

  private static Optional<Problem> trained(String name) {
    return TRAINED.stream().filter(entry -> entry.id().equals(name)).findFirst().map(Entry::make);
  }

  /**
   * Makes the problem of that name.
   *
   * @throws ParameterException if there is none
   */
  public static Problem find(CommandLine line, String name) {
    return find(name).orElseGet(() -> Names.find(line, "problem", name, all(), Entry::id).make());
  }

  /**
   * Makes the problem of that name, for a command that not every problem fits.
   *
   * @param missing says what a problem lacks; empty if it fits
   * @param kinds among which are those that fit, to be named where this one does not
   * @throws ParameterException if there is none, or it does not fit
   */
  public static Problem find(
      CommandLine line, String name, Function<Problem, Optional<String>> missing, Kind... kinds) {
    Problem problem = find(line, name);
    missing
        .apply(problem)
        .ifPresent(
            lack -> {
              throw new ParameterException(
                  line,
                  "%s These do: %s.".formatted(refusal(line, lack, name), fitting(missing, kinds)));
            });
    return problem;
  }

  /** Says that a problem does not fit a command. */
  public static String refusal(CommandLine line, String missing, String name) {
    return "%s needs %s; problem %s does not give it that."
        .formatted(line.getCommandName(), missing, name);
  }

  /** The names of those that lack nothing; a trained model is taken to be what its kind says. */
  private static String fitting(Function<Problem, Optional<String>> missing, Kind... kinds) {
    return all().stream()
        .filter(entry -> Arrays.asList(kinds).contains(entry.kind()))
        .filter(entry -> TRAINED.contains(entry) || missing.apply(entry.make()).isEmpty())
        .map(Entry::id)
        .collect(Collectors.joining(", "));
  }
}
