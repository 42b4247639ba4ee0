package io.thalweg.workbench.problem;

import io.thalweg.Distribution;
import io.thalweg.Estimand;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.estimator.Code;
import io.thalweg.estimator.Cost;
import io.thalweg.estimator.Family;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Registry;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The estimators that a user's class makes: one for each static method without parameters that
 * returns an estimator, under the name of the method.
 *
 * @param path the user's file
 * @param type the class that states the problem
 */
record OwnEstimators(Path path, Class<?> type) {

  /** Makes recipes of the estimators, in alphabetical order. */
  List<Recipe<?, ?>> recipes() {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> Estimator.class.isAssignableFrom(method.getReturnType()))
        .filter(method -> method.getParameterCount() == 0 && !method.isSynthetic())
        .sorted(Comparator.comparing(Method::getName))
        .<Recipe<?, ?>>map(this::recipe)
        .toList();
  }

  private Recipe<?, ?> recipe(Method method) {
    String name = method.getName();
    if (!Modifier.isStatic(method.getModifiers())) {
      throw refused(name, "makes an estimator and must be static");
    }
    if (Registry.find(name).isPresent()) {
      throw refused(name, "has the name of an estimator of the library; give it another");
    }
    method.setAccessible(true);
    TypeArguments needs = TypeArguments.of(method.getGenericReturnType(), Estimator.class);
    Class<? extends Distribution> law = needs.get(0, Distribution.class);
    Class<? extends Objective> objective = needs.get(1, Objective.class);
    return recipe(name, law, objective, code(method, needs), () -> make(method));
  }

  private <D extends Distribution, F extends Objective> Recipe<D, F> recipe(
      String name, Class<D> law, Class<F> objective, Code code, Supplier<Estimator<?, ?>> maker) {
    @SuppressWarnings("unchecked") // The bounds are those of the method's result type.
    Supplier<Estimator<? super D, ? super F>> typed =
        () -> (Estimator<? super D, ? super F>) maker.get();
    Estimator<?, ?> first = maker.get();
    Recipe<D, F> recipe =
        Recipe.of(
            name,
            Family.OWN,
            law,
            objective,
            Cost.of("as measured"),
            String.valueOf(path.getFileName()),
            (q, settings, random) -> typed.get(),
            settings -> code);
    Optional<String> bias = first.bias();
    Recipe<D, F> told = bias.isPresent() ? recipe.biased(bias.get()) : recipe;
    if (first.estimand() instanceof Estimand.Best) {
      return told.ofBest();
    }
    if (first.estimand() instanceof Estimand.Risk) {
      return told.ofRisk(bias.orElse("not said"));
    }
    return first.estimand().equals(Estimand.MEAN) ? told : told.ofBound();
  }

  private Estimator<?, ?> make(Method method) {
    return (Estimator<?, ?>) JavaProblem.call(String.valueOf(path.getFileName()), method);
  }

  /** Calls the method where another class can do so and knows the types; else by its name. */
  private Code code(Method method, TypeArguments needs) {
    boolean direct =
        needs.areKnown() && new UserCode(type).code().isPresent() && UserCode.isCallable(method);
    return direct
        ? Code.of("%s.%s()".formatted(JavaProblem.name(type), method.getName()), type)
        : ProblemCode.open(path).then("estimator", "\"%s\"".formatted(method.getName()));
  }

  private JavaProblem.ProblemException refused(String method, String why) {
    return new JavaProblem.ProblemException(
        "%s() of %s %s".formatted(method, path.getFileName(), why));
  }
}
