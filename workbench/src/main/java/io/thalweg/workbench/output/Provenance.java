package io.thalweg.workbench.output;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The origin of results: version, Java, machine, date, command and all of its options. */
public final class Provenance {

  private static final List<String> OF_THE_OUTPUT = List.of("--json", "--out");

  private Provenance() {}

  /** Describes the command that is running. */
  public static ObjectNode of(CommandSpec command) {
    ObjectNode root =
        Json.MAPPER
            .createObjectNode()
            .put("thalweg", Version.thalweg())
            .put("java", Runtime.version().toString())
            .put("machine", machine())
            .put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
            .put("command", commandLine(command));
    ObjectNode options = root.putObject("options");
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      put(options, parameter.paramLabel().toLowerCase(Locale.ROOT), parameter.getValue());
    }
    for (OptionSpec option : command.options()) {
      String name = option.longestName();
      if (!option.inherited()
          && !option.usageHelp()
          && !option.versionHelp()
          && !OF_THE_OUTPUT.contains(name)) {
        put(options, name.substring(2), option.getValue());
      }
    }
    return root;
  }

  private static void put(ObjectNode options, String name, @Nullable Object value) {
    if (value instanceof Collection<?> several) {
      ArrayNode array = options.putArray(name);
      several.forEach(one -> array.add(String.valueOf(one)));
    } else if (value instanceof Double || value instanceof Float) {
      options.put(name, ((Number) value).doubleValue());
    } else if (value instanceof Number number) {
      options.put(name, number.longValue());
    } else if (value instanceof Boolean is) {
      options.put(name, is);
    } else {
      options.put(name, value == null ? null : value.toString());
    }
  }

  /** The command as it was typed. */
  static String commandLine(CommandSpec command) {
    List<String> arguments = command.commandLine().getParseResult().originalArgs();
    return arguments.stream().map(Provenance::quoted).collect(joining(" ", "./thalweg ", ""));
  }

  private static String quoted(String argument) {
    return argument.matches("[\\w./,:=@%+-]+") ? argument : "'" + argument + "'";
  }

  /** Describes the machine, with the processor's name if the system tells it. */
  public static String machine() {
    String system =
        "%s %s, %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Plural.of(Runtime.getRuntime().availableProcessors(), "core"));
    return processor().map(name -> name + ", " + system).orElse(system);
  }

  private static Optional<String> processor() {
    try (Stream<String> lines =
        Files.lines(Path.of("/proc/cpuinfo"), StandardCharsets.ISO_8859_1)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      return Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER"));
    }
  }
}
