package io.thalweg.workbench.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that has results, and the folder of the results. */
public final class Output {

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Write the results there as files, in place of earlier ones (default: out/COMMAND-PROBLEM;"
              + " list, and commands with --json, write files only if asked to).")
  private @Nullable Path folder;

  // From the innermost outwards.
  private final List<Path> made = new ArrayList<>();
  private Optional<Claim> claim = Optional.empty();

  @Option(
      names = "--json",
      description = "Print the results as JSON on standard output, and nothing else there.")
  public boolean json;

  /**
   * Makes the folder for the results, before any work is done for them, and keeps other commands
   * out of it until {@link #tidy}; empty where none is wanted.
   *
   * @throws OutputException if it cannot be written to, or another command is writing into it
   */
  public Optional<Path> prepare(String name) {
    Optional<Path> target =
        folder == null && !json ? Optional.of(writable(Path.of("out", name))) : prepareIfAsked();
    claim = target.flatMap(Claim::of);
    return target;
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
      throw ResultFiles.cannotWrite(target, e);
    }
  }

  private static void sayIfReplaced(Path target) {
    Path earlier = target.resolve(ResultFiles.RESULTS);
    if (Files.exists(earlier)) {
      Progress.say(
          "%s holds earlier results%s, which will be replaced; --out DIR keeps them."
              .formatted(target, date(earlier).map(" of "::concat).orElse("")));
    }
  }

  /** The date of results, where they are ours and have one. */
  private static Optional<String> date(Path results) {
    try {
      return Optional.ofNullable(Json.MAPPER.readTree(results.toFile()).get("date"))
          .map(JsonNode::asText);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Gives the folder back, and deletes folders that were made for results where nothing was written
   * into them.
   */
  public void tidy() {
    claim.ifPresent(Claim::close);
    claim = Optional.empty();
    try {
      for (Path folder : made) {
        Files.deleteIfExists(folder);
      }
    } catch (DirectoryNotEmptyException e) {
      // It holds something, and so do those above it.
    } catch (IOException e) {
      throw ResultFiles.cannotWrite(made.get(0), e);
    } finally {
      made.clear();
    }
  }

  /** Prints the results as JSON if {@code --json} is given. */
  public void print(JsonNode results, PrintWriter out) {
    if (json) {
      out.println(Json.text(results));
      out.flush();
    }
  }
}
