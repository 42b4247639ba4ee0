package io.thalweg.workbench.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Writes the files of results, and loses none that were measured where the disk is full.
 *
 * <p>The results come first, whole or not at all. Where they cannot be written, all files that were
 * there stay, and the results go to the folder for temporary files, or else to standard output.
 * Where a file that only shows them cannot be written, it is missing.
 */
final class ResultWriter {

  private final Path folder;
  private final ObjectNode results;
  private final Path refuge;

  ResultWriter(Path folder, ObjectNode results) {
    this(folder, results, Path.of(System.getProperty("java.io.tmpdir")));
  }

  /**
   * Prepares files.
   *
   * @param refuge the folder for results that do not fit where they should be
   */
  ResultWriter(Path folder, ObjectNode results, Path refuge) {
    this.folder = folder;
    this.results = results;
    this.refuge = refuge;
  }

  /**
   * Writes all files.
   *
   * @param shown the texts of the files that show the results, by their names
   * @param printed whether standard output has the results already
   * @throws OutputException if a file cannot be written; it says where the results are
   */
  void write(Map<String, Supplier<String>> shown, boolean printed, PrintWriter out) {
    String text = Json.text(results) + "\n";
    try {
      ResultFiles.write(folder, ResultFiles.RESULTS, text);
    } catch (OutputException e) {
      throw elsewhere(e, printed ? "they are above" : rescued(text, out));
    }
    Optional<OutputException> failure = Optional.empty();
    // Those of earlier results would not fit, and their room is wanted.
    shown.keySet().forEach(this::remove);
    for (Map.Entry<String, Supplier<String>> file : shown.entrySet()) {
      try {
        ResultFiles.write(folder, file.getKey(), file.getValue().get());
      } catch (OutputException e) {
        failure = failure.or(() -> Optional.of(e));
      }
    }
    if (failure.isPresent()) {
      throw elsewhere(failure.get(), "they are in " + folder.resolve(ResultFiles.RESULTS));
    }
  }

  private static OutputException elsewhere(OutputException e, String where) {
    return new OutputException("%s; no result is lost: %s".formatted(e.getMessage(), where), e);
  }

  private void remove(String name) {
    try {
      Files.deleteIfExists(folder.resolve(name));
    } catch (IOException e) {
      throw ResultFiles.cannotWrite(folder.resolve(name), e);
    }
  }

  /** Puts the results where there may be room, and says where that is. */
  private String rescued(String text, PrintWriter out) {
    try {
      Path file = Files.createTempFile(refuge, "thalweg-", ".json");
      try {
        Files.writeString(file, text, StandardCharsets.UTF_8);
        return "they are in " + file;
      } catch (IOException e) {
        Files.deleteIfExists(file);
        throw e;
      }
    } catch (IOException e) {
      out.print(text);
      out.flush();
      return "they are above as JSON";
    }
  }
}
