package io.thalweg.workbench.reproduce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.workbench.output.Json;

/**
 * The answers of a study that was run, or the reason why it failed.
 *
 * @param failure empty if it did not
 * @param minutes that it took
 */
record Finding(Study study, Answers answers, String failure, double minutes) {

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
    for (Row row : answers.rows()) {
      ObjectNode entry =
          list.addObject()
              .put("what", row.what())
              .put("ours", row.ours())
              .put("spread", row.spread())
              .put("seeds", row.seeds())
              .put("fine", row.isFine())
              .put("condition", row.gate().words())
              .put("verdict", row.verdict().label());
      row.published()
          .ifPresent(
              published ->
                  entry
                      .put("published", published.value())
                      .put("origin", published.origin().words()));
    }
    for (Ranked ranked : answers.ranking()) {
      node.withArray("ranking")
          .addObject()
          .put("estimator", ranked.estimator())
          .put("variance", ranked.variance())
          .put("relative_bias", ranked.relativeBias())
          .put("verdict", ranked.verdict())
          .put("biased_by_design", ranked.isBiasedByDesign())
          .put("evaluations", ranked.evaluations())
          .put("micros", ranked.micros());
    }
    return node;
  }

  long count(Row.Verdict verdict) {
    return answers.rows().stream().filter(row -> row.verdict() == verdict).count();
  }
}
