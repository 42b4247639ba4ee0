package io.thalweg.workbench.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpmRegistryTest {

  private static final Map<String, String> OURS_AND_THEIRS =
      Map.of("THALWEG_REGISTRY", "https://ours.test/", "NPM_CONFIG_REGISTRY", "https://npm.test/");

  @TempDir private Path home;

  @Test
  void theOptionComesBeforeTheEnvironmentAndThatBeforeTheSettingsOfNpm() throws IOException {
    Files.writeString(home.resolve(".npmrc"), "registry=https://settings.test/npm\n");
    assertEquals("https://option.test/", find("https://option.test", OURS_AND_THEIRS));
    assertEquals("https://ours.test/", find(null, OURS_AND_THEIRS));
    assertEquals(
        "https://npm.test/a/",
        find(null, Map.of("npm_config_registry", "https://npm.test/a", "THALWEG_REGISTRY", " ")));
    assertEquals("https://settings.test/npm/", find(null, Map.of()));
  }

  @Test
  void onlyTheLastLineOfTheRegistryCountsOfNpmsSettings() throws IOException {
    Files.writeString(
        home.resolve(".npmrc"),
        """
        ; registry=https://comment.test/
        @scope:registry=https://scope.test/
        registry = https://first.test/
          registry = "https://last.test/npm/"
        registry-of-nothing=https://other.test/
        """);
    assertEquals("https://last.test/npm/", find(null, Map.of()));
  }

  @Test
  void withoutARegistryTheUserIsToldWhatToGive() throws IOException {
    String message =
        "no npm registry is known; give its address with --registry URL or the environment variable"
            + " THALWEG_REGISTRY ('npm config get registry' prints the one of npm)";
    assertRefused(message, null, Map.of());
    Files.writeString(home.resolve(".npmrc"), "fund=false\n");
    assertRefused(message, null, Map.of());
  }

  @ParameterizedTest
  @CsvSource({"registry.test", "ftp://registry.test", "https:///npm", "https://a b", "file:/tmp"})
  void addressesThatAreNotOfTheWebAreRefused(String address) {
    String what = " is '%s'; it must begin with https:// or http:// and name a host";
    assertRefused("--registry" + what.formatted(address), address, Map.of());
    assertRefused(
        "the environment variable THALWEG_REGISTRY" + what.formatted(address),
        null,
        Map.of("THALWEG_REGISTRY", address));
  }

  @Test
  void passwordsAreNeitherSentNorPrinted() {
    assertRefused(
        "--registry holds a user's name; a registry is read without one",
        "https://me:secret@registry.test",
        Map.of());
  }

  private String find(@Nullable String option, Map<String, String> environment) {
    return NpmRegistry.find(Optional.ofNullable(option), environment, home).toString();
  }

  private void assertRefused(
      String message, @Nullable String option, Map<String, String> environment) {
    DataException e = assertThrows(DataException.class, () -> find(option, environment));
    assertEquals(message, e.getMessage());
  }
}
