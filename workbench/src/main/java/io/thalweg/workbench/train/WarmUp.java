package io.thalweg.workbench.train;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.vae.ImageTraining;
import io.thalweg.vae.Knob;
import io.thalweg.workbench.output.Plural;
import java.util.List;
import java.util.Optional;

/**
 * The steps in which estimators learn before their models move, as commands and results state them.
 *
 * @param steps of each estimator
 * @param estimators those that learn so; none if there is no warm-up
 */
record WarmUp(int steps, List<String> estimators) {

  /** Gathers the warm-ups of runs. */
  static WarmUp of(List<PacedRun<ImageTraining>> runs) {
    List<PacedRun<ImageTraining>> warm =
        runs.stream().filter(run -> run.training().warmUpSteps() > 0).toList();
    return new WarmUp(
        warm.stream().mapToInt(run -> run.training().warmUpSteps()).max().orElse(0),
        warm.stream().map(PacedRun::id).distinct().toList());
  }

  /** Says who learns and for how long; empty if there is no warm-up. */
  Optional<String> sentence() {
    boolean one = estimators.size() == 1;
    return estimators.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s: before the first step, %s for %s, in which %s not move."
                .formatted(
                    Knob.SURROGATE_WARMUP.label(),
                    String.join(", ", estimators) + (one ? " learns" : " learn"),
                    Plural.of(steps, "step"),
                    one ? "the model does" : "the models do"));
  }

  /** The sentence, with the numbers that include these steps. */
  Optional<String> legend() {
    return sentence().map(text -> text + " Evaluations, seconds and µs/step include them.");
  }

  /** Writes the warm-up into results, if there is one. */
  void put(ObjectNode root) {
    if (!estimators.isEmpty()) {
      ObjectNode node = root.putObject("warm_up").put("steps", steps);
      ArrayNode ids = node.putArray("estimators");
      estimators.forEach(ids::add);
    }
  }
}
