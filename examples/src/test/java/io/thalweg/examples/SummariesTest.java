package io.thalweg.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The summaries of Javadoc can be read alone: each is a verb phrase or a noun phrase of its own,
 * never the end of a sentence that began with the name of a class.
 */
class SummariesTest {

  private static final Path HOUSE = Path.of("..");
  // A comment begins its line, unlike the text of one in a string.
  private static final Pattern COMMENT =
      Pattern.compile("^[ \\t]*/\\*\\*(.*?)\\*/", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern MARGIN = Pattern.compile("(?m)^[ \\t]*\\*?[ \\t]*");
  private static final Pattern FRAGMENT =
      Pattern.compile(
          "(?:About|Across|After|Among|Around|As|At|Before|Between|By|For|From|In|Into|Of|On|Over"
              + "|Per|Since|Through|To|Under|Until|Up|With|Within|Without"
              + "|How|It|Its|So|That|The same|They|What|When|Where|Whether it is)\\b.*",
          Pattern.DOTALL);

  /** Lists the summaries that cannot be read alone, each with the place of its comment. */
  private static List<String> fragments(String name, String source) {
    List<String> fragments = new ArrayList<>();
    Matcher comment = COMMENT.matcher(source);
    while (comment.find()) {
      String text = MARGIN.matcher(comment.group(1)).replaceAll("").strip();
      if (FRAGMENT.matcher(text).matches()) {
        long line = source.substring(0, comment.start()).chars().filter(c -> c == '\n').count() + 1;
        fragments.add("%s:%d: %s".formatted(name, line, text.lines().findFirst().orElse("")));
      }
    }
    return fragments;
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    // Modules stand in the house, and some one storey further down.
    try (Stream<Path> modules = Files.find(HOUSE, 2, (path, file) -> file.isDirectory())) {
      for (Path module : modules.sorted().toList()) {
        Path source = module.resolve("src");
        if (Files.isDirectory(source)) {
          try (Stream<Path> files = Files.walk(source)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
          }
        }
      }
    }
    return sources;
  }

  @Test
  void everySummaryIsAPhraseOfItsOwn() throws IOException {
    List<String> fragments = new ArrayList<>();
    int comments = 0;
    for (Path file : sources()) {
      String source = Files.readString(file);
      comments += (int) COMMENT.matcher(source).results().count();
      fragments.addAll(fragments(HOUSE.relativize(file).toString(), source));
    }
    assertTrue(comments > 1_000, "only %d comments were found".formatted(comments));
    assertEquals("", String.join("\n", fragments));
  }

  @Test
  void plantedFragmentsAreFound() {
    List<String> planted =
        List.of(
            "/** Of no draw. */",
            "/** With K draws.\n *\n * @throws IllegalArgumentException if K is below 1\n */",
            "  /**\n   * The same with a bias.\n   */",
            "/**\n * In lexicographic order.\n */",
            "/** By Newton's method. */",
            "/** That the gradients differ, if they do. */",
            "/** What all blocks gave. */",
            "/** Whether it is the last batch. */",
            "/** How the divergence is had. */",
            "/** Its name in the registry. */",
            "/** So many, all zero. */");
    for (String fragment : planted) {
      String source = "class Planted {\n\n" + fragment + "\n  void method() {}\n}\n";
      assertEquals(1, fragments("Planted.java", source).size(), fragment);
    }
    assertEquals(
        List.of("Planted.java:3: The same with a bias."),
        fragments("Planted.java", "class Planted {\n\n" + planted.get(2)));
  }

  @Test
  void phrasesOfTheirOwnPass() {
    String source =
        """
        /** Ways to compute the divergence of a field. */
        /** Offsets of all rows, in order. */
        /** Makes an estimator with K draws. */
        /** Whether all numbers are finite. */
        // Of no interest: no Javadoc.
        /* With a plain comment, too. */
        """;
    assertEquals(List.of(), fragments("Fine.java", source));
  }
}
