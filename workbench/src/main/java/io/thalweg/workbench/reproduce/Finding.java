package io.thalweg.workbench.reproduce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.workbench.output.Json;
import java.util.List;

/**
 * The rows of a study that was run, or the reason why it failed.
 *
 * @param failure empty if it did not
 * @param minutes that it took
 */
record Finding(Study study, List<Row> rows, String failure, double minutes) {

  ObjectNode toJson() {
    ObjectNode node =
        Json.MAPPER
            .createObjectNode()
            .put("id", study.id())
            .put("title", study.title())
            .put("source", study.source())
            .put("remarks", study.remarks())
            .put("minutes", minutes)
            .put("failure", failure);
    ArrayNode list = node.putArray("rows");
    for (Row row : rows) {
      ObjectNode entry =
          list.addObject()
              .put("what", row.what())
              .put("ours", row.ours())
              .put("spread", row.spread())
              .put("seeds", row.seeds())
              .put("condition", row.gate().words())
              .put("verdict", row.verdict().name().toLowerCase(java.util.Locale.ROOT));
      row.published()
          .ifPresent(
              published ->
                  entry
                      .put("published", published.value())
                      .put("origin", published.origin().words()));
    }
    return node;
  }

  long count(Row.Verdict verdict) {
    return rows.stream().filter(row -> row.verdict() == verdict).count();
  }
}
