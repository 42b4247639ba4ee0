package io.thalweg.workbench.reproduce;

import java.util.List;

/**
 * The answers of a study.
 *
 * @param rows numbers beside published ones
 * @param ranking of estimators; empty for most studies
 */
record Answers(List<Row> rows, List<Ranked> ranking) {

  /** Makes answers without a ranking. */
  static Answers of(List<Row> rows) {
    return new Answers(rows, List.of());
  }
}
