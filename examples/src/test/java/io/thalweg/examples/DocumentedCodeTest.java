package io.thalweg.examples;

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
import org.junit.jupiter.api.TestFactory;

/** Java that the documents show stands, line for line, in an example that the tests run. */
class DocumentedCodeTest {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @TestFactory
  Stream<DynamicTest> everyBlockOfJavaIsPartOfAnExample() throws IOException {
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

  private static List<String> blocks() throws IOException {
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs)
          .filter(file -> file.toString().endsWith(".md"))
          .flatMap(file -> BLOCK.matcher(read(List.of(file))).results().map(m -> m.group(1)))
          .toList();
    }
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files =
        Files.list(ROOT.resolve("examples/src/main/java/io/thalweg/examples"))) {
      return files.sorted().toList();
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

  /** Without indentation and empty lines. */
  private static String lines(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n"));
  }
}
