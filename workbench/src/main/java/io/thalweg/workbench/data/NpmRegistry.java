package io.thalweg.workbench.data;

import io.thalweg.data.DataException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the npm registry that is to be used; none is built in. */
final class NpmRegistry {

  /** Environment variables that name a registry, ours first; npm reads the others. */
  private static final List<String> VARIABLES =
      List.of("THALWEG_REGISTRY", "NPM_CONFIG_REGISTRY", "npm_config_registry");

  private NpmRegistry() {}

  /**
   * Finds the address: that of the option, else of the environment, else of the user's npm.
   *
   * @param option what the command line says
   * @param environment the variables of the process
   * @param home the folder of the user, with npm's settings
   * @return the address, which ends with a slash
   * @throws DataException if nothing names a registry, or not by an address of the web
   */
  static URI find(Optional<String> option, Map<String, String> environment, Path home) {
    if (option.isPresent()) {
      return address("--registry", option.get());
    }
    for (String variable : VARIABLES) {
      String value = environment.getOrDefault(variable, "");
      if (!value.isBlank()) {
        return address("the environment variable " + variable, value);
      }
    }
    Path settings = home.resolve(".npmrc");
    return setting(settings)
        .map(value -> address("the registry of " + settings, value))
        .orElseThrow(
            () ->
                new DataException(
                    "no npm registry is known; give its address with --registry URL or the environment"
                        + " variable THALWEG_REGISTRY ('npm config get registry' prints the one of"
                        + " npm)"));
  }

  /** The last line {@code registry = ...} of npm's settings; nothing else of them is used. */
  private static Optional<String> setting(Path file) {
    if (!Files.isReadable(file)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .map(String::strip)
          .filter(line -> line.matches("registry\\s*=.+"))
          .map(line -> line.substring(line.indexOf('=') + 1).strip().replaceAll("^\"|\"$", ""))
          .reduce((first, last) -> last);
    } catch (IOException e) {
      throw new DataException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static URI address(String origin, String text) {
    URI address;
    try {
      address = new URI(text.endsWith("/") ? text : text + "/");
    } catch (URISyntaxException e) {
      throw new DataException(notOfTheWeb(origin, text), e);
    }
    boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
    if (!web || address.getHost() == null) {
      throw new DataException(notOfTheWeb(origin, text));
    }
    if (address.getUserInfo() != null) {
      throw new DataException(
          "%s holds a user's name; a registry is read without one".formatted(origin));
    }
    return address;
  }

  private static String notOfTheWeb(String origin, String text) {
    return "%s is '%s'; it must begin with https:// or http:// and name a host"
        .formatted(origin, text);
  }
}
