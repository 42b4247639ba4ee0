package io.thalweg.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Java and Kotlin that the documents and the Javadoc show stand, line for line, in an example or in
 * the test of a bridge.
 */
class DocumentedCodeTest {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern BLOCK =
      Pattern.compile("```(?:java|kotlin)\n(.*?)```", Pattern.DOTALL);
  private static final Pattern JAVADOC =
      Pattern.compile("<pre>\\{@code\n(.*?)\n[ \\t]*\\*[ \\t]*\\}</pre>", Pattern.DOTALL);
  private static final Pattern MARGIN = Pattern.compile("(?m)^[ \\t]*\\*");

  @TestFactory
  Stream<DynamicTest> everyBlockOfCodeIsPartOfAnExample() throws IOException {
    String examples = lines(read(sources()));
    List<String> blocks = blocks();
    assertFalse(blocks.isEmpty(), "the documents show no Java at all");
    return blocks.stream()
        .map(
            block ->
                DynamicTest.dynamicTest(
                    block.lines().findFirst().orElse(""),
                    () -> assertTrue(examples.contains(lines(block)), block)));
  }

  @TestFactory
  Stream<DynamicTest> everyBlockOfJavadocIsPartOfAnExample() throws IOException {
    String examples = lines(read(sources()));
    List<String> blocks = javadocBlocks();
    assertFalse(blocks.isEmpty(), "the Javadoc shows no Java at all");
    return blocks.stream()
        .map(
            block ->
                DynamicTest.dynamicTest(
                    block.lines().findFirst().orElse("").strip(),
                    () -> assertTrue(examples.contains(lines(block)), block)));
  }

  @Test
  void aBlockOfJavadocIsReadWithoutItsMargin() {
    String source =
        "/**\n * Text.\n *\n * <pre>{@code\n * int i = 1;\n * }</pre>\n */\nclass A {}\n";
    assertEquals(List.of("int i = 1;"), javadocBlocks(source).map(String::strip).toList());
  }

  private static Stream<String> javadocBlocks(String source) {
    return JAVADOC
        .matcher(source)
        .results()
        .map(block -> MARGIN.matcher(block.group(1)).replaceAll(""));
  }

  private static List<String> javadocBlocks() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.resolve("core/src/main"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .flatMap(file -> javadocBlocks(read(List.of(file))))
          .toList();
    }
  }

  private static List<String> blocks() throws IOException {
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs)
          .filter(file -> file.toString().endsWith(".md"))
          .flatMap(file -> BLOCK.matcher(read(List.of(file))).results().map(m -> m.group(1)))
          .toList();
    }
  }

  private static List<Path> sources() throws IOException {
    Path examples = ROOT.resolve("examples/src");
    try (Stream<Path> programs = Files.list(examples.resolve("main/java/io/thalweg/examples"));
        Stream<Path> bridges = Files.walk(ROOT.resolve("bridges"))) {
      Stream<Path> tests =
          bridges.filter(file -> file.toString().matches(".*/src/test/.*[.](java|kt)"));
      Path javadoc = examples.resolve("test/java/io/thalweg/examples/JavadocExamplesTest.java");
      // Where Spark is.
      Path spark = ROOT.resolve("spark/src/test/java/io/thalweg/spark/ThreadsTest.java");
      return Stream.of(programs.sorted(), Stream.of(javadoc, spark), tests.sorted())
          .flatMap(files -> files)
          .toList();
    }
  }

  private static String read(List<Path> files) {
    StringBuilder text = new StringBuilder();
    for (Path file : files) {
      try {
        text.append(Files.readString(file));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return text.toString();
  }

  /** Removes indentation and empty lines. */
  private static String lines(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n"));
  }
}
