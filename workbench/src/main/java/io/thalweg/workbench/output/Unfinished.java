package io.thalweg.workbench.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The work of a command that has not ended, in files beside its results. If the process is killed,
 * the same command goes on from them.
 *
 * <p>A finished row is a line of JSON in a {@link Journal}. The first line says that the results
 * are not complete, and of which command the rows are. All lines are checked before any work. A
 * command whose rows grow together keeps its state in a second file.
 *
 * <p>The names of the files have a digest of the command, its options, the class path and the
 * versions of a user's files. So rows of another command are never mixed with these, and none is in
 * the way of another.
 */
public final class Unfinished implements AutoCloseable {

  /**
   * The words of help texts before the unit after which a command goes on. It is no method, as
   * annotations take constants alone.
   */
  public static final String HELP =
      "%nIf the process is killed, the same command goes on after its last saved ";

  private static final int DIGITS = 16;
  // Lines are not indented, and a record is its components alone, all of them.
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private final @Nullable Path folder;
  private final String commandLine;
  private final JsonNode identity;
  private final Map<String, JsonNode> rows = new HashMap<>();
  private final Set<String> asked = new HashSet<>();
  // Null until it is opened, and where nothing is written.
  private @Nullable Journal journal;

  /**
   * Prepares the files of a command.
   *
   * @param folder of the results; null where nothing is written
   * @param versions of the files that its options name
   */
  Unfinished(@Nullable Path folder, CommandSpec command, List<String> versions) {
    this(folder, Provenance.commandLine(command), identity(command, versions));
  }

  Unfinished(@Nullable Path folder, String commandLine, JsonNode identity) {
    this.folder = folder;
    this.commandLine = commandLine;
    this.identity = identity;
  }

  /** Makes one that keeps nothing, for work without a folder. */
  public static Unfinished none() {
    return new Unfinished(null, "", MAPPER.nullNode());
  }

  private static JsonNode identity(CommandSpec command, List<String> versions) {
    ObjectNode provenance = Provenance.of(command);
    ObjectNode identity = MAPPER.createObjectNode().put("command", command.name());
    identity.set("thalweg", provenance.get("thalweg"));
    identity.put("code", ClassPath.digest(command));
    identity.set("options", provenance.get("options"));
    return identity.set("versions", MAPPER.valueToTree(versions));
  }

  /**
   * Returns a row of the file, or measures it and writes it there.
   *
   * @param name of the row, which no other has
   * @param type a record, or another type that Jackson reads and writes
   * @param work measures it, on a thread that Ctrl-C leaves behind
   * @param progress counts it
   * @return empty if Ctrl-C came first
   * @throws IllegalStateException if a row of this name was asked for before
   */
  public <T> Optional<T> row(
      String name, Class<T> type, Callable<T> work, Progress progress, Interruption interruption) {
    if (!asked.add(name)) {
      throw new IllegalStateException("two rows have the name '%s'".formatted(name));
    }
    JsonNode known = rows.get(name);
    if (known != null) {
      progress.resume(1);
      return Optional.of(read(known, type));
    }
    progress.doing(name);
    Optional<T> row = interruption.unlessRequested(work);
    row.ifPresent(
        finished -> {
          keep(name, MAPPER.valueToTree(finished));
          progress.advance(1, name);
        });
    return row;
  }

  private void keep(String name, JsonNode row) {
    if (journal != null) {
      journal.append(MAPPER.createObjectNode().put("row", name).set("value", row));
    }
  }

  private static <T> T read(JsonNode row, Class<T> type) {
    try {
      return MAPPER.treeToValue(row, type);
    } catch (JsonProcessingException e) {
      // It is what the same classes wrote.
      throw new IllegalStateException(e);
    }
  }

  /** Returns the file for the state of a command; empty where nothing is written. */
  public Optional<Path> state() {
    return folder == null ? Optional.empty() : Optional.of(stateFile());
  }

  /** Describes the command whose rows these are: options and versions of files. */
  public String identity() {
    return identity.toString();
  }

  /** Returns whether there are rows or a state, from which the same command would go on. */
  public boolean isKept() {
    return journal != null && (journal.written() > 1 || Files.exists(stateFile()));
  }

  /**
   * Reads what an earlier process left.
   *
   * @throws OutputException if it is damaged, or of another command
   */
  void open() {
    if (folder == null || journal != null) {
      return;
    }
    Journal opened = Journal.open(file());
    List<String> lines = opened.earlier();
    if (lines.isEmpty()) {
      ObjectNode first =
          MAPPER.createObjectNode().put("complete", false).put("command", commandLine);
      opened.append(first.set("identity", identity));
    } else {
      try {
        load(lines);
      } catch (UnfinishedException e) {
        opened.close();
        throw e;
      }
    }
    journal = opened;
    if (isKept()) {
      Progress.say(
          "Going on from %s, which an earlier command left; delete it to start over."
              .formatted(
                  Files.exists(stateFile())
                      ? stateFile()
                      : Plural.of(rows.size(), "row") + " in " + file()));
    }
  }

  private void load(List<String> lines) {
    if (!parsed(lines.get(0)).path("identity").toString().equals(identity())) {
      throw new UnfinishedException(
          "%s holds the rows of another command; delete it to start over".formatted(file()));
    }
    for (String line : lines.subList(1, lines.size())) {
      JsonNode row = parsed(line);
      rows.put(row.path("row").asText(), row.path("value"));
    }
  }

  private static JsonNode parsed(String line) {
    try {
      return MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      // Its checksum is that of what a mapper wrote.
      throw new IllegalStateException(e);
    }
  }

  Path file() {
    return named(".jsonl");
  }

  private Path stateFile() {
    return named(".checkpoint");
  }

  private Path named(String ending) {
    String digest = Digest.of(List.of(identity().getBytes(StandardCharsets.UTF_8)));
    return Objects.requireNonNull(folder)
        .resolve("unfinished-" + digest.substring(0, DIGITS) + ending);
  }

  /** Deletes the files, after the results were written. */
  void delete() {
    if (journal != null) {
      journal.close();
      journal = null;
      delete(stateFile());
      delete(file());
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw ResultFiles.cannotWrite(file, e);
    }
  }

  /** Closes the file, and deletes one without rows and state. */
  @Override
  public void close() {
    if (journal != null && isKept()) {
      journal.close();
      journal = null;
    } else {
      delete();
    }
  }
}
