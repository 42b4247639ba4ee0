package io.thalweg.workbench.problem;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option that names what a user's Java file needs besides Thalweg. */
public final class UserClassPath {

  @Option(
      names = "--class-path",
      paramLabel = "JARS",
      description =
          "Jars and folders of classes that the Java file needs, separated as in java --class-path."
              + " Java files beside it are found without.")
  private String text = "";

  /**
   * Returns the jars and folders.
   *
   * @throws ParameterException if one is not there
   */
  public List<Path> entries(CommandLine line) {
    List<Path> entries =
        Arrays.stream(text.split(File.pathSeparator))
            .filter(entry -> !entry.isBlank())
            .map(Path::of)
            .toList();
    for (Path entry : entries) {
      if (!Files.exists(entry)) {
        throw new ParameterException(
            line, "--class-path names %s; there is no such file.".formatted(entry));
      }
    }
    return entries;
  }

  /** Returns the addresses of jars and folders, for a loader of their classes. */
  static URL[] urls(List<Path> entries) {
    List<URL> urls = new ArrayList<>();
    for (Path entry : entries) {
      try {
        urls.add(entry.toUri().toURL());
      } catch (MalformedURLException e) {
        throw new IllegalStateException(e);
      }
    }
    return urls.toArray(URL[]::new);
  }
}
