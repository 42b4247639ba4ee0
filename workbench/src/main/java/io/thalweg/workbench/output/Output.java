package io.thalweg.workbench.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.estimator.Recipe;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that has results, and the folder of the results. */
public final class Output {

  public static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** The name of the file of the results. */
  public static final String RESULTS = "results.json";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Write the results there as files, in place of earlier ones (default: out/COMMAND-PROBLEM;"
              + " list, and commands with --json, write files only if asked to).")
  private @Nullable Path folder;

  // From the innermost outwards.
  private final List<Path> made = new ArrayList<>();

  @Option(
      names = "--json",
      description = "Print the results as JSON on standard output, and nothing else there.")
  public boolean json;

  /** A failure to write results, described in one sentence. */
  public static final class OutputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OutputException(String message) {
      super(message);
    }

    public OutputException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Makes the folder for the results, before any work is done for them; empty where none is wanted.
   *
   * @throws OutputException if it cannot be written to
   */
  public Optional<Path> prepare(String name) {
    return folder == null && !json ? Optional.of(writable(Path.of("out", name))) : prepareIfAsked();
  }

  /** Makes the folder where one was named, for a command that writes nothing unless asked to. */
  public Optional<Path> prepareIfAsked() {
    return Optional.ofNullable(folder).map(this::writable);
  }

  private Path writable(Path target) {
    try {
      for (Path missing = target.toAbsolutePath();
          missing != null && !Files.exists(missing);
          missing = missing.getParent()) {
        made.add(missing);
      }
      Files.createDirectories(target);
      Path probe = Files.createTempFile(target, ".thalweg", ".tmp");
      Files.delete(probe);
      sayIfReplaced(target);
      return target;
    } catch (IOException e) {
      throw cannotWrite(target, e);
    }
  }

  private static void sayIfReplaced(Path target) {
    Path earlier = target.resolve(RESULTS);
    if (Files.exists(earlier)) {
      Progress.say(
          "%s holds earlier results%s, which will be replaced; --out DIR keeps them."
              .formatted(target, date(earlier).map(" of "::concat).orElse("")));
    }
  }

  /** The date of results, where they are ours and have one. */
  private static Optional<String> date(Path results) {
    try {
      return Optional.ofNullable(JSON.readTree(results.toFile()).get("date")).map(JsonNode::asText);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Deletes the folders that were made for results, where nothing was written into them. */
  public void tidy() {
    try {
      for (Path folder : made) {
        Files.deleteIfExists(folder);
      }
    } catch (DirectoryNotEmptyException e) {
      // It holds something, and so do those above it.
    } catch (IOException e) {
      throw cannotWrite(made.get(0), e);
    } finally {
      made.clear();
    }
  }

  public static void write(Path folder, String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw cannotWrite(folder.resolve(name), e);
    }
  }

  public static OutputException cannotWrite(Path path, IOException e) {
    return new OutputException("cannot write to %s: %s".formatted(path, reason(e)), e);
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "a file of that name is in the way";
    }
    if (e instanceof NoSuchFileException) {
      return "no such folder";
    }
    return e instanceof FileSystemException named && named.getReason() != null
        ? named.getReason()
        : e.toString();
  }

  /** Returns a text as a field of a CSV file: in quotes where it contains a comma. */
  public static String csv(String text) {
    return text.contains(",") ? '"' + text + '"' : text;
  }

  public static String text(JsonNode node) {
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Replaces NaN and infinities by null, because JSON has neither. */
  static void replaceInfinities(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.properties().forEach(field -> field.setValue(finite(field.getValue())));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, finite(array.get(i)));
      }
    }
  }

  private static JsonNode finite(JsonNode node) {
    replaceInfinities(node);
    return node.isDouble() && !Double.isFinite(node.asDouble()) ? NullNode.getInstance() : node;
  }

  /** Prints the results as JSON if {@code --json} is given. */
  public void print(JsonNode results, PrintWriter out) {
    if (json) {
      out.println(text(results));
      out.flush();
    }
  }

  /** Describes an estimator by its entry in the registry, without its name. */
  public static ObjectNode describe(Recipe<?, ?> recipe) {
    ObjectNode described = JSON.createObjectNode();
    ArrayNode papers = described.putArray("papers");
    recipe
        .papers()
        .forEach((paper, link) -> papers.addObject().put("paper", paper).put("link", link));
    return described
        .put("class", recipe.type().getName())
        .put("family", recipe.family().label())
        .put("needs", recipe.needs())
        .put("bias", recipe.bias().orElse("none"))
        .put("evaluations", recipe.evaluations())
        .put("source", recipe.source());
  }
}
