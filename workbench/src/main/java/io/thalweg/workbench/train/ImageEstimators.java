package io.thalweg.workbench.train;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimand;
import io.thalweg.Objective;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Registry;
import io.thalweg.vae.Knob;
import io.thalweg.vae.Plan;
import io.thalweg.workbench.output.Progress;
import io.thalweg.workbench.problem.EstimatorChoice;
import io.thalweg.workbench.problem.Pairing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * The estimators by which a model of images is trained.
 *
 * @param plan the settings of the model
 */
record ImageEstimators(Plan plan) {

  /**
   * Returns the estimators that were named, or else those of the model that fit its settings.
   *
   * @param standard those of the model
   * @throws ParameterException if a name is unknown, one that was named does not fit, or none of
   *     the model's fits
   */
  List<Recipe<?, ?>> choose(CommandLine line, EstimatorChoice choice, List<String> standard) {
    if (!choice.isEmpty()) {
      for (Recipe<?, ?> recipe : choice.orAll(line)) {
        lackOfGradient(recipe)
            .ifPresent(
                why -> {
                  throw new ParameterException(line, "%s; %s.".formatted(why, remedy()));
                });
      }
    }
    List<Recipe<?, ?>> chosen = choice.orElse(line, standard, pairing());
    return choice.isEmpty() ? fitting(line, chosen) : chosen;
  }

  private Pairing pairing() {
    return new Pairing(
        "a model with %s latents".formatted(plan.latents()),
        Estimand.MEAN,
        plan.exampleLaw(),
        plan.objective());
  }

  /** Leaves out what other settings of the model have made unfit, and says so. */
  private List<Recipe<?, ?>> fitting(CommandLine line, List<Recipe<?, ?>> standard) {
    List<Recipe<?, ?>> fitting = new ArrayList<>();
    for (Recipe<?, ?> recipe : standard) {
      Optional<String> refusal = lackOfGradient(recipe).or(() -> pairing().refusal(recipe));
      if (refusal.isEmpty()) {
        fitting.add(recipe);
      } else {
        Progress.say("Left out: %s.".formatted(refusal.get()));
      }
    }
    if (fitting.isEmpty()) {
      throw new ParameterException(
          line, "No estimator of the model fits these settings; name others by --estimators.");
    }
    return fitting;
  }

  /** Says that an estimator lacks nothing but a gradient of f, which other settings would give. */
  private Optional<String> lackOfGradient(Recipe<?, ?> recipe) {
    return fits(recipe, DifferentiableObjective.class) && !fits(recipe, plan.objective())
        ? Optional.of(
            "%s needs the gradient of f, but a model with %s gives it values of f alone"
                .formatted(recipe.id(), settingsOfPrograms(plan::get, " and ")))
        : Optional.empty();
  }

  private String remedy() {
    String others =
        Stream.of("relax", "disarm", "carms", "rloo")
            .flatMap(id -> Registry.find(id).stream())
            .filter(recipe -> fits(recipe, plan.objective()))
            .map(Recipe::id)
            .collect(Collectors.joining(", "));
    return "take %s, or --set %s".formatted(others, settingsOfPrograms(Knob::standard, " --set "));
  }

  /** The settings that make the model a program, with values of theirs. */
  private String settingsOfPrograms(Function<Knob, String> value, String separator) {
    return Stream.of(Knob.TASK, Knob.LAYERS)
        .filter(knob -> !plan.get(knob).equals(knob.standard()))
        .map(knob -> "%s=%s".formatted(knob.label(), value.apply(knob)))
        .collect(Collectors.joining(separator));
  }

  private boolean fits(Recipe<?, ?> recipe, Class<? extends Objective> objective) {
    return recipe.fits(Estimand.MEAN, plan.exampleLaw(), objective);
  }
}
