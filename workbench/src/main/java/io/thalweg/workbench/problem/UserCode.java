package io.thalweg.workbench.problem;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Objective;
import io.thalweg.distribution.Product;
import io.thalweg.estimator.Code;
import io.thalweg.objective.Fallible;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Finds the Java that calls the methods of a user's class from another class of its package.
 *
 * @param type the class that states a law and an objective
 */
record UserCode(Class<?> type) {

  /** A law or an objective. */
  private record Part(Code code, Class<?> type) {}

  /**
   * Returns the Java; empty if another class cannot call a method, or must catch what it throws.
   */
  Optional<ProblemCode> code() {
    return Optional.of(type)
        .filter(owner -> !isPrivate(owner))
        .flatMap(owner -> law())
        .flatMap(
            law ->
                objective()
                    .map(
                        f ->
                            ProblemCode.ofClass(type, law.code(), law.type(), f.code(), f.type())));
  }

  private Optional<Part> law() {
    Optional<Part> law = method("law").map(m -> new Part(call("law"), m.getReturnType()));
    return law.isPresent() ? law : method("laws").filter(UserCode::listsLaws).map(this::product);
  }

  private Part product(Method laws) {
    laws.setAccessible(true);
    try {
      boolean single = ((List<?>) laws.invoke(null)).size() == 1;
      return single
          ? new Part(call("laws").then("get", 0), Distribution.class)
          : new Part(Code.call(Product.class, "of", call("laws")), Product.class);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns whether the compiler knows that the list holds laws. */
  private static boolean listsLaws(Method laws) {
    return laws.getGenericReturnType() instanceof ParameterizedType list
        && list.getActualTypeArguments()[0] instanceof Class<?> element
        && Distribution.class.isAssignableFrom(element);
  }

  private Optional<Part> objective() {
    Optional<Part> whole =
        method("objective").map(m -> new Part(call("objective"), m.getReturnType()));
    if (whole.isPresent()) {
      return whole;
    }
    Code value = reference("value");
    if (declares("value", double[].class, RandomGenerator.class)) {
      return method("value", double[].class, RandomGenerator.class)
          .map(m -> new Part(Code.call(Fallible.class, "ofNoisy", value), Fallible.class));
    }
    if (!declares("gradient", double[].class)) {
      return method("value", double[].class).map(m -> new Part(value, Objective.class));
    }
    Code both = Code.call(DifferentiableObjective.class, "of", value, reference("gradient"));
    return method("value", double[].class)
        .flatMap(m -> method("gradient", double[].class))
        .map(m -> new Part(both, DifferentiableObjective.class));
  }

  private Code call(String method) {
    return Code.of("%s.%s()".formatted(JavaProblem.name(type), method));
  }

  private Code reference(String method) {
    return Code.of("%s::%s".formatted(JavaProblem.name(type), method));
  }

  private boolean declares(String name, Class<?>... parameters) {
    return declared(name, parameters).isPresent();
  }

  /** Finds a method that another class of the package can call. */
  private Optional<Method> method(String name, Class<?>... parameters) {
    return declared(name, parameters).filter(UserCode::isCallable);
  }

  /** Returns whether another class of the package can call a method and need not catch anything. */
  static boolean isCallable(Method method) {
    return !Modifier.isPrivate(method.getModifiers())
        && Arrays.stream(method.getExceptionTypes())
            .allMatch(RuntimeException.class::isAssignableFrom);
  }

  private Optional<Method> declared(String name, Class<?>... parameters) {
    return JavaProblem.declared(type, name, parameters);
  }

  private static boolean isPrivate(Class<?> type) {
    return Modifier.isPrivate(type.getModifiers())
        || (type.getEnclosingClass() != null && isPrivate(type.getEnclosingClass()));
  }
}
