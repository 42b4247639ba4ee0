package io.thalweg.workbench.problem;

import static io.thalweg.rl.training.Method.WITH_CRITIC;

import io.thalweg.estimator.Registry;
import io.thalweg.rl.training.Method;
import io.thalweg.rl.training.PolicyTraining;
import io.thalweg.rl.training.Task;
import io.thalweg.rl.training.Tasks;
import io.thalweg.workbench.output.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * The choice of methods that train a policy: estimators by the names of the registry, with their
 * settings, alone or with a critic, and the methods that have names of their own.
 *
 * <pre>
 *   a2c    episode_rloo    arsm    rloo:draws=4    relax+critic
 * </pre>
 */
public final class MethodChoice {

  private static final int TRIED_STEPS = 3;

  private final CommandLine line;
  private final Tasks task;

  private MethodChoice(CommandLine line, Tasks task) {
    this.line = line;
    this.task = task;
  }

  /**
   * Returns the methods that were named, or those that a task is trained with by default.
   *
   * @throws ParameterException if a name is unknown, or a method does not fit the task
   */
  public static List<Method> of(CommandLine line, EstimatorChoice choice, Tasks task) {
    MethodChoice methods = new MethodChoice(line, task);
    List<String> names = choice.isEmpty() ? task.methods() : choice.names();
    if (names.isEmpty()) {
      throw new ParameterException(line, "--estimators names no method.");
    }
    Map<String, Method> named = new LinkedHashMap<>();
    for (String name : names) {
      methods.named(name).forEach(method -> named.put(method.id(), method));
    }
    named.values().forEach(methods::require);
    return new ArrayList<>(named.values());
  }

  private List<Method> named(String name) {
    if (Method.OWN_NAMES.contains(name)) {
      return Method.find(name).stream().toList();
    }
    boolean critic = name.endsWith(WITH_CRITIC);
    String estimator = critic ? name.substring(0, name.length() - WITH_CRITIC.length()) : name;
    String known = estimator.split(":", 2)[0].strip();
    if (Registry.find(known).isEmpty()) {
      throw unknown(name);
    }
    Method.Baseline baseline = critic ? Method.Baseline.CRITIC : Method.Baseline.NONE;
    return new EstimatorNames(line, Registry.all())
        .recipes(estimator).stream()
            .map(recipe -> new Method(recipe.id() + (critic ? WITH_CRITIC : ""), recipe, baseline))
            .toList();
  }

  private ParameterException unknown(String name) {
    List<String> fitting = Method.fitting(task.environment()).stream().map(Method::id).toList();
    String all =
        "These fit %s: %s; those of the registry also with %s, such as reinforce%s."
            .formatted(task.id(), String.join(", ", fitting), WITH_CRITIC, WITH_CRITIC);
    return new ParameterException(line, Names.unknown("method", name, fitting, all));
  }

  private void require(Method method) {
    refusal(method)
        .ifPresent(
            why -> {
              throw new ParameterException(
                  line, "%s does not fit %s: %s.".formatted(method.id(), task.id(), why));
            });
  }

  /**
   * Says why a method does not fit; empty if it does. What it says of itself does not cover its
   * settings, such as a number of draws beyond the budget of branches, so the first steps of the
   * task are tried.
   */
  private Optional<String> refusal(Method method) {
    Optional<String> misfit = method.misfit(task.environment());
    if (misfit.isPresent()) {
      return misfit;
    }
    Task whole = task.task();
    Task begun = new Task(whole.id(), whole.environments(), TRIED_STEPS, whole.solved());
    try {
      new PolicyTraining(begun, method, task.options(method), 1).step(0);
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
