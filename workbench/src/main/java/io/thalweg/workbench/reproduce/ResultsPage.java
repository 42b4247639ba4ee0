package io.thalweg.workbench.reproduce;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.workbench.output.Json;
import io.thalweg.workbench.output.OutputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The page of results in Markdown, made of the results of commands that were run. */
final class ResultsPage {

  private static final String INTRODUCTION =
      """
      # Results

      Published experiments with discrete latents, run again by `./thalweg reproduce`. Made of the files in
      `docs/results` by `./thalweg reproduce --page docs/results > docs/results.md`, and not by hand. Bounds are in nats
      with their sign turned, as papers print them: lower is better. The tables of attention, mask, sort, sequence,
      structure and architecture are no published ones: they hold the experiments of `train` against bars of our own.

      A number of ours is the mean over the seeds ± their standard deviation. *train* is the mean over an epoch of
      the one-draw negative ELBO of each batch while the weights moved; *validation* and *test* take one draw for
      each image at fixed weights. What is recalled and not checked is shown and decides nothing.

      """;

  private ResultsPage() {}

  /**
   * Makes the page of all results in a folder.
   *
   * @throws OutputException if there are none, or one cannot be read
   */
  static String of(Path folder) {
    List<JsonNode> all = read(folder);
    StringBuilder text = new StringBuilder(INTRODUCTION);
    row(text, "table", "conditions met", "minutes", "command", "commit");
    row(text, "---", "---", "---", "---", "---");
    for (JsonNode results : all) {
      for (JsonNode table : results.get("tables")) {
        row(
            text,
            table.get("id").asText(),
            conditions(table),
            "%.1f".formatted(table.get("minutes").asDouble()),
            "`%s`".formatted(results.get("command").asText()),
            results.get("commit").asText());
      }
    }
    Set<String> missing = new LinkedHashSet<>();
    Studies.all().forEach(study -> missing.add(study.id()));
    for (JsonNode results : all) {
      results.get("tables").forEach(table -> missing.remove(table.get("id").asText()));
    }
    if (!missing.isEmpty()) {
      text.append("\nNot run yet: %s.\n".formatted(String.join(", ", missing)));
    }
    for (JsonNode results : all) {
      for (JsonNode table : results.get("tables")) {
        table(text, results, table);
      }
    }
    return text.toString();
  }

  private static List<JsonNode> read(Path folder) {
    List<JsonNode> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(name -> name.toString().endsWith(".json")).sorted().toList()) {
        JsonNode results = Json.MAPPER.readTree(Files.readString(file));
        if (!results.has("tables")) {
          throw new OutputException("%s has no results of 'reproduce'".formatted(file));
        }
        all.add(results);
      }
    } catch (IOException e) {
      throw new OutputException(
          "cannot read the results in %s: %s".formatted(folder, e.getMessage()), e);
    }
    if (all.isEmpty()) {
      throw new OutputException("%s has no results, which end in .json".formatted(folder));
    }
    return all;
  }

  private static String conditions(JsonNode table) {
    int met = count(table, "met");
    return "%d of %d".formatted(met, met + count(table, "missed"));
  }

  private static int count(JsonNode table, String verdict) {
    int count = 0;
    for (JsonNode row : table.get("rows")) {
      count += row.get("verdict").asText().equals(verdict) ? 1 : 0;
    }
    return count;
  }

  private static void table(StringBuilder text, JsonNode results, JsonNode table) {
    text.append(
        "\n## %s, %s\n\n".formatted(table.get("id").asText(), results.get("scale").asText()));
    text.append(
        "%s. Source: %s.\n".formatted(sentence(table, "title"), table.get("source").asText()));
    if (!table.get("remarks").asText().isEmpty()) {
      text.append(table.get("remarks").asText()).append('\n');
    }
    text.append(
        "\n%s; %s.\n\n"
            .formatted(
                results.get("machine").asText(), results.get("date").asText().substring(0, 10)));
    if (!table.get("failure").asText().isEmpty()) {
      text.append("It failed: %s.\n".formatted(table.get("failure").asText()));
      return;
    }
    row(text, "quantity", "ours", "seeds", "published", "how it was got", "condition", "verdict");
    row(text, "---", "---", "---", "---", "---", "---", "---");
    for (JsonNode row : table.get("rows")) {
      row(
          text,
          row.get("what").asText(),
          ours(row),
          row.get("seeds").asText(),
          published(row),
          row.path("origin").asText(),
          row.get("condition").asText(),
          verdict(row.get("verdict").asText()));
    }
    if (table.has("ranking")) {
      ranking(text, table.get("ranking"));
    }
  }

  private static String sentence(JsonNode table, String field) {
    String words = table.get(field).asText();
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  private static String verdict(String verdict) {
    return switch (verdict) {
      case "missed" -> "**missed**";
      case "met" -> "met";
      default -> "";
    };
  }

  private static String ours(JsonNode row) {
    return Numbers.mean(
        row.get("ours").asDouble(Double.NaN),
        row.get("spread").asDouble(Double.NaN),
        row.get("seeds").asInt(),
        row.get("fine").asBoolean());
  }

  private static String published(JsonNode row) {
    return row.has("published")
        ? Numbers.published(row.get("published").asDouble(), row.get("fine").asBoolean())
        : "";
  }

  private static void ranking(StringBuilder text, JsonNode ranking) {
    text.append('\n');
    row(text, "estimator", "variance", "relative bias", "verdict", "evaluations", "µs");
    row(text, "---", "---", "---", "---", "---", "---");
    for (JsonNode ranked : ranking) {
      row(
          text,
          ranked.get("estimator").asText(),
          "%.3g".formatted(ranked.get("variance").asDouble()),
          "%.2g".formatted(ranked.get("relative_bias").asDouble()),
          ranked.get("verdict").asText()
              + (ranked.get("biased_by_design").asBoolean() ? ", by design" : ""),
          "%.0f".formatted(ranked.get("evaluations").asDouble()),
          "%.0f".formatted(ranked.get("micros").asDouble()));
    }
  }

  private static void row(StringBuilder text, String... cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
