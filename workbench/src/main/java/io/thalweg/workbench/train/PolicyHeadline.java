package io.thalweg.workbench.train;

import java.util.List;

/** The outcome of policies in a sentence or two. */
final class PolicyHeadline {

  private PolicyHeadline() {}

  static String of(PolicyJob job, List<MethodResults> methods) {
    List<MethodResults> ranked = methods.stream().sorted(PolicyTable.BEST_FIRST).toList();
    MethodResults first = ranked.get(0);
    return "%s solves %d of %d".formatted(first.id(), first.solved(), first.seeds());
  }
}
