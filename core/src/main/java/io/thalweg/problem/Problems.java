package io.thalweg.problem;

import io.thalweg.Distribution;
import io.thalweg.Objective;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The catalogue of built-in problems, by the names that the command line knows them by. */
public final class Problems {

  private Problems() {}

  /** Makes a problem that has been given its name and its title. */
  @FunctionalInterface
  public interface Maker {

    /** Returns the problem. */
    Problem make(String id, String title);
  }

  /**
   * One line of the catalogue. The problem is made when it is asked for.
   *
   * @param id the name on the command line; no other problem has it
   * @param title one line that says what the problem is
   * @param kind what its law, its objective and its estimand are
   * @param maker makes the problem
   */
  public record Entry(String id, String title, Kind kind, Maker maker) {

    /** Makes an entry for the gradient of E f. */
    static Entry of(
        String id,
        String title,
        Kind kind,
        Supplier<? extends Distribution> law,
        Supplier<? extends Objective> objective) {
      return new Entry(id, title, kind, (i, t) -> new Problem(i, t, law.get(), objective.get()));
    }

    /** Makes the problem; each call makes the same law and the same objective anew. */
    public Problem make() {
      return maker.make(id, title);
    }
  }

  /** Lists all built-in problems. */
  public static List<Entry> all() {
    return Stream.of(
            Toys.all(),
            BlackBoxes.all(),
            Combinatorial.all(),
            Simulations.all(),
            Waves.all(),
            Densities.all(),
            TestFunctions.all())
        .flatMap(List::stream)
        .toList();
  }

  /**
   * Makes the problem of that name; empty if there is none.
   *
   * <p>Beside those of {@link #all} there are further random instances of problems of combinatorial
   * optimisation, such as {@code sat30-1}, {@code nk20-5} or {@code cut20x3-1}: a kind, a number of
   * variables, for cuts a number of parts, and the number of the instance.
   */
  public static Optional<Problem> find(String id) {
    return all().stream()
        .filter(entry -> entry.id().equals(id))
        .findFirst()
        .or(() -> Combinatorial.find(id))
        .map(Entry::make);
  }
}
