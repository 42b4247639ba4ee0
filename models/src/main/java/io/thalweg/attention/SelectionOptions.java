package io.thalweg.attention;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The settings of a {@link SelectionTraining}.
 *
 * @param problem that is explained
 * @param law of the features that are seen
 * @param selector units of each of its two hidden layers
 * @param predictor units of each of its two hidden layers
 * @param batch points of a step
 * @param rate the learning rate of Adam
 * @param penalty of the squares of all weights, which keeps the selector from being sure too soon;
 *     of the selector's alone where the predictor learns from random subsets, because a penalty on
 *     the predictor would shrink the weights of pairs that are rarely shown together
 * @param start steps at the beginning in which the predictor alone learns, from features that are
 *     equally probable, so that it has a use for each of them before the selector chooses; 0 leaves
 *     the selector its random last layer, which is 0 otherwise
 * @param predictorMasks from which the predictor learns
 */
public record SelectionOptions(
    FeatureProblem problem,
    FeatureLaw law,
    int selector,
    int predictor,
    int batch,
    double rate,
    double penalty,
    int start,
    PredictorMasks predictorMasks) {

  /** Switch, subsets, the networks of the publication, and batches of a tenth of its points. */
  public static SelectionOptions defaults() {
    return new SelectionOptions(
        FeatureProblem.SWITCH,
        FeatureLaw.SUBSET,
        100,
        200,
        100,
        1e-3,
        1e-3,
        0,
        PredictorMasks.SELECTED);
  }

  /** Returns each setting by its name. */
  Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("problem", problem.label());
    settings.put("law", law.label());
    settings.put("selector", Integer.toString(selector));
    settings.put("predictor", Integer.toString(predictor));
    settings.put("batch", Integer.toString(batch));
    settings.put("rate", Double.toString(rate));
    settings.put("penalty", Double.toString(penalty));
    settings.put("start", Integer.toString(start));
    settings.put("predictor_masks", predictorMasks.label());
    return settings;
  }
}
