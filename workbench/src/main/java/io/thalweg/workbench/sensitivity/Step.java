package io.thalweg.workbench.sensitivity;

import io.thalweg.tune.Effect;
import io.thalweg.tune.Measured;
import io.thalweg.tune.Response;
import java.util.Comparator;
import java.util.List;

/**
 * A step of one parameter, of one percent or of 0.01 from 0, and what it does to an output.
 *
 * @param change of the output
 */
record Step(Effect effect, Measured change) {

  private static final double SMALL = 0.01;

  /** The steps of all parameters of an output, that of the largest change first. */
  static List<Step> of(Response response) {
    return response.effects().stream()
        .map(Step::of)
        .sorted(Comparator.comparingDouble(step -> -Math.abs(step.change().value())))
        .toList();
  }

  private static Step of(Effect effect) {
    Measured one = effect.derivative();
    return new Step(
        effect,
        effect.at() == 0
            ? new Measured(
                SMALL * one.value(), SMALL * one.standardError(), SMALL * one.halfWidth())
            : effect.perPercent());
  }

  /** The size of the step in words. */
  String inWords() {
    return effect.at() == 0 ? "0.01 larger" : "1 % larger";
  }

  /** Whether the interval leaves no doubt about the sign. */
  boolean isKnown() {
    return Math.abs(change.value()) > change.halfWidth();
  }

  /** The largest size that the interval allows. */
  double most() {
    return Math.abs(change.value()) + change.halfWidth();
  }

  /** The smallest size that the interval allows. */
  double least() {
    return Math.max(0, Math.abs(change.value()) - change.halfWidth());
  }
}
