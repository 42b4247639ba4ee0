package io.thalweg.workbench.output;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The files from which classes are loaded: those of Thalweg, and those that a user names. */
final class ClassPath {

  private static final String OPTION = "--class-path";

  private ClassPath() {}

  /**
   * Digests names, sizes and times of the files. Builds of one version differ in it, so that what
   * one of them measured does not stand beside what another does.
   */
  static String digest(CommandSpec command) {
    OptionSpec users = command.findOption(OPTION);
    String named = users != null && users.getValue() instanceof String text ? text : "";
    String all = System.getProperty("java.class.path") + File.pathSeparator + named;
    return Digest.of(
        Arrays.stream(all.split(File.pathSeparator))
            .map(entry -> describe(entry).getBytes(StandardCharsets.UTF_8))
            .toList());
  }

  private static String describe(String entry) {
    Path path = Path.of(entry);
    if (entry.isEmpty() || !Files.exists(path)) {
      return entry;
    }
    try (Stream<Path> files = Files.walk(path)) {
      return files
          .filter(Files::isRegularFile)
          .sorted()
          .map(ClassPath::file)
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String file(Path file) {
    File known = file.toFile();
    return "%s %d %d".formatted(file, known.length(), known.lastModified());
  }
}
