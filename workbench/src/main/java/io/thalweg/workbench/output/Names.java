package io.thalweg.workbench.output;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Finds things by name; if there is none, suggests the nearest name. */
public final class Names {

  private Names() {}

  /**
   * Finds the thing with a name.
   *
   * @throws ParameterException if there is none
   */
  public static <T> T find(
      CommandLine line, String what, String name, List<T> things, Function<T, String> nameOf) {
    for (T thing : things) {
      if (nameOf.apply(thing).equals(name)) {
        return thing;
      }
    }
    List<String> names = things.stream().map(nameOf).toList();
    String nearest = names.stream().min(Comparator.comparingInt(n -> distance(n, name))).orElse("");
    String hint =
        distance(nearest, name) <= 1 + nearest.length() / 3
            ? "Did you mean '%s'? ".formatted(nearest)
            : "";
    throw new ParameterException(
        line,
        "There is no %s '%s'. %sThere are: %s."
            .formatted(what, name, hint, String.join(", ", names)));
  }

  /** The number of insertions, deletions and substitutions between two words (Levenshtein). */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
