package io.thalweg.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Documents state the versions that the POM states. */
class VersionsTest {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  @Test
  void everyLineThatGetsThalwegHasTheVersionOfThePom() {
    String readme = read("README.md");
    String coordinates = "(?:io\\.thalweg:thalweg-\\w+:|thalweg-core</artifactId><version>)";
    List<String> versions = all(coordinates + "([0-9][\\w.-]*)", readme);
    // Maven, Gradle, JBang on the command line and in a file.
    assertEquals(4, versions.size(), readme);
    assertEquals(Set.of(version()), Set.copyOf(versions));
  }

  @Test
  void theCitationHasTheVersionOfThePom() {
    assertEquals(List.of(version()), all("(?m)^version: (.*)$", read("CITATION.cff")));
  }

  @Test
  void nativesHaveTheVersionsOfThePom() {
    String pom = read("pom.xml");
    String javacpp = all("<javacpp\\.version>(.*?)<", pom).get(0);
    Set<String> stated =
        Pattern.compile(
                "<artifactId>(\\w+)</artifactId>\\s*<version>([^<]*javacpp\\.version}[^<]*)<")
            .matcher(pom)
            .results()
            .map(
                match ->
                    match.group(1) + ":" + match.group(2).replace("${javacpp.version}", javacpp))
            .collect(Collectors.toSet());
    assertEquals(3, stated.size(), stated::toString);
    assertEquals(
        stated, Set.copyOf(all("org\\.bytedeco:(\\w+:[^:\"]*):[\\w-]+\"", read("README.md"))));
  }

  @Test
  void everyPlatformOfThePomIsListed() {
    List<String> platforms = all("<javacpp\\.platform>(.*?)<", read("pom.xml"));
    assertTrue(platforms.size() > 4, platforms::toString);
    String readme = read("README.md");
    String sentence = readme.substring(readme.indexOf("The platforms are"));
    for (String platform : platforms) {
      assertTrue(sentence.contains("`" + platform + "`"), platform);
    }
  }

  /** The version of the parent, which all modules inherit. */
  private static String version() {
    return all("(?m)^  <version>(.*?)</version>", read("pom.xml")).get(0);
  }

  private static List<String> all(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(match -> match.group(1)).toList();
  }

  private static String read(String file) {
    try {
      return Files.readString(ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
