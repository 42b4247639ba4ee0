package io.thalweg.workbench.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The finished rows of a command that has not ended, in a file beside its results. If the process
 * is killed, the same command goes on from them.
 *
 * <p>A row is a line of JSON, and is in the file before the next one is measured. The first line
 * says that the results are not complete, and of which command the rows are. Half of a line at the
 * end, as a kill in the middle of it leaves, counts for nothing. Where a row cannot be written, as
 * on a full disk, a warning says so, the work goes on, and the next row is tried again.
 *
 * <p>The name of the file has a digest of the command, its options and the versions of a user's
 * files. So rows of another command are never mixed with these, and none is in the way of another.
 *
 * <p>A command whose rows grow together keeps its state in a second file, under the same rules.
 */
public final class Unfinished implements AutoCloseable {

  /** The words of help texts before the unit after which a command goes on. */
  public static final String HELP =
      "%nIf the process is killed, the same command goes on after its last finished ";

  // Lines are not indented, and a record is its components alone, all of them.
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private final @Nullable Path folder;
  private final String typed;
  private final JsonNode identity;
  private final String name;
  private final Map<String, JsonNode> rows = new LinkedHashMap<>();
  private long length;
  private boolean fails;
  // Null until it is opened, and where nothing is written.
  private @Nullable FileChannel channel;

  /**
   * Prepares the files of a command.
   *
   * @param folder of the results; null where nothing is written
   * @param versions of the files that its options name
   */
  Unfinished(@Nullable Path folder, CommandSpec command, List<String> versions) {
    this(folder, Provenance.commandLine(command), identity(command, versions));
  }

  Unfinished(@Nullable Path folder, String typed, JsonNode identity) {
    this.folder = folder;
    this.typed = typed;
    this.identity = identity;
    CRC32 digest = new CRC32();
    digest.update(identity().getBytes(StandardCharsets.UTF_8));
    this.name = "unfinished-%08x".formatted(digest.getValue());
  }

  /** Makes one that keeps nothing, for work without a folder. */
  public static Unfinished none() {
    return new Unfinished(null, "", MAPPER.nullNode());
  }

  private static JsonNode identity(CommandSpec command, List<String> versions) {
    ObjectNode provenance = Provenance.of(command);
    ObjectNode identity = MAPPER.createObjectNode().put("command", command.name());
    identity.set("thalweg", provenance.get("thalweg"));
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
   */
  public <T> Optional<T> row(
      String name, Class<T> type, Callable<T> work, Progress progress, Interruption interruption) {
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
    if (channel != null) {
      rows.put(name, row);
      append(channel, MAPPER.createObjectNode().put("row", name).set("value", row) + "\n");
    }
  }

  private <T> T read(JsonNode row, Class<T> type) {
    try {
      return MAPPER.treeToValue(row, type);
    } catch (JsonProcessingException e) {
      throw damaged(e);
    }
  }

  /** Returns the file for the state of a command; empty where nothing is written. */
  public Optional<Path> state() {
    if (channel != null && length == 0) {
      append(channel, "");
    }
    return folder == null ? Optional.empty() : Optional.of(stateFile());
  }

  /** Describes the command whose rows these are: options and versions of files. */
  public String identity() {
    return identity.toString();
  }

  /** Returns whether there is something from which the same command would go on. */
  public boolean isKept() {
    return channel != null && (!rows.isEmpty() || Files.exists(stateFile()));
  }

  /**
   * Reads what an earlier process left.
   *
   * @throws OutputException if it is damaged
   */
  void open() {
    if (folder == null || channel != null) {
      return;
    }
    Path file = file();
    try {
      if (Files.isRegularFile(file)) {
        load(file, Files.readAllBytes(file));
      }
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.truncate(length);
    } catch (IOException e) {
      throw ResultFiles.cannotWrite(file, e);
    }
  }

  private void load(Path file, byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    List<String> lines = new String(bytes, 0, end, StandardCharsets.UTF_8).lines().toList();
    boolean hasState = Files.exists(stateFile());
    if (lines.isEmpty() || (lines.size() == 1 && !hasState)) {
      return;
    }
    if (!parsed(lines.get(0)).path("identity").toString().equals(identity.toString())) {
      throw new OutputException(damage());
    }
    for (String line : lines.subList(1, lines.size())) {
      JsonNode row = parsed(line);
      rows.put(row.path("row").asText(), row.path("value"));
    }
    length = end;
    Progress.say(
        "Going on from %s, which an earlier command left; delete it to start over."
            .formatted(hasState ? stateFile() : Plural.of(rows.size(), "row") + " in " + file));
  }

  private JsonNode parsed(String line) {
    try {
      return MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      throw damaged(e);
    }
  }

  private OutputException damaged(JsonProcessingException e) {
    return new OutputException(damage(), e);
  }

  private String damage() {
    return "%s is damaged; delete it to start over".formatted(file());
  }

  /** Writes a line, whole or not at all, below one that says which command it is of. */
  private void append(FileChannel file, String line) {
    byte[] bytes = ((length == 0 ? head() : "") + line).getBytes(StandardCharsets.UTF_8);
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        file.write(buffer, length + buffer.position());
      }
      length += bytes.length;
      fails = false;
    } catch (IOException e) {
      truncate(file);
      if (!fails) {
        Progress.warn(
            "thalweg: %s; the work goes on, and after a kill some of it would be done again"
                .formatted(ResultFiles.cannotWrite(file(), e).getMessage()));
      }
      fails = true;
    }
  }

  private String head() {
    ObjectNode head = MAPPER.createObjectNode().put("complete", false).put("command", typed);
    return head.set("identity", identity) + "\n";
  }

  /** Half of a line would take the room that the results need. */
  private void truncate(FileChannel file) {
    try {
      file.truncate(length);
    } catch (IOException e) {
      // It is told why the line could not be written, and half of one counts for nothing.
      return;
    }
  }

  Path file() {
    return Objects.requireNonNull(folder).resolve(name + ".jsonl");
  }

  private Path stateFile() {
    return Objects.requireNonNull(folder).resolve(name + ".checkpoint");
  }

  /** Deletes the files, after the results were written. */
  void delete() {
    if (channel != null) {
      rows.clear();
      delete(stateFile());
      close();
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
    boolean kept = isKept();
    try (FileChannel open = channel) {
      if (open != null && !kept) {
        delete(file());
      }
    } catch (IOException e) {
      throw ResultFiles.cannotWrite(file(), e);
    }
    channel = null;
  }
}
