package io.thalweg.workbench.output;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Finds things by name; if there is none, suggests the nearest names. */
public final class Names {

  /** Separates the names of a list: a comma, with or without blanks around it. */
  public static final String SEPARATOR = "\\s*,\\s*";

  private static final int SUGGESTED = 3;
  // More names than these are a list of their own.
  private static final int LISTED = 12;
  // A sentence of more is no help.
  private static final int MOST = 24;

  private Names() {}

  /**
   * Finds the thing with a name.
   *
   * @throws ParameterException if there is none
   */
  public static <T> T find(
      CommandLine line, String what, String name, List<T> things, Function<T, String> nameOf) {
    String all =
        things.size() <= LISTED
            ? listed(things.stream().map(nameOf).toList())
            : "'thalweg list' names all %d.".formatted(things.size());
    return find(line, what, name, things, nameOf, all);
  }

  /**
   * Finds the things with these names, each once, or all where no name was given.
   *
   * @throws ParameterException if there is none of a name
   */
  public static <T> List<T> choose(
      CommandLine line,
      String what,
      List<String> names,
      List<T> things,
      Function<T, String> nameOf) {
    return names.isEmpty()
        ? things
        : names.stream().distinct().map(name -> find(line, what, name, things, nameOf)).toList();
  }

  /**
   * Finds the thing of a user with a name, such as a parameter of a file; {@code thalweg list} does
   * not know it.
   *
   * @throws ParameterException if there is none; it lists the names
   */
  public static <T> T findOwn(
      CommandLine line, String what, String name, List<T> things, Function<T, String> nameOf) {
    return find(line, what, name, things, nameOf, listed(things.stream().map(nameOf).toList()));
  }

  private static <T> T find(
      CommandLine line,
      String what,
      String name,
      List<T> things,
      Function<T, String> nameOf,
      String all) {
    for (T thing : things) {
      if (nameOf.apply(thing).equals(name)) {
        return thing;
      }
    }
    List<String> names = things.stream().map(nameOf).toList();
    throw new ParameterException(line, unknown(what, name, names, all));
  }

  private static String listed(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(MOST, names.size())));
    return names.size() > MOST
        ? "There are %d, such as %s.".formatted(names.size(), first)
        : "There are: %s.".formatted(first);
  }

  /** Says that there is nothing of a name, with the nearest names and a sentence on all of them. */
  public static String unknown(String what, String name, List<String> names, String all) {
    return "There is no %s '%s'. %s%s".formatted(what, name, hint(name, names), all);
  }

  private static String hint(String name, List<String> names) {
    List<String> near =
        names.stream()
            .filter(known -> distance(known, name) <= 1 + known.length() / 3)
            .sorted(Comparator.comparingInt(known -> distance(known, name)))
            .limit(SUGGESTED)
            .map("'%s'"::formatted)
            .toList();
    if (near.isEmpty()) {
      return "";
    }
    int last = near.size() - 1;
    String others = String.join(", ", near.subList(0, last));
    return "Did you mean %s%s? ".formatted(last == 0 ? "" : others + " or ", near.get(last));
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
