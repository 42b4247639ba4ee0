package io.thalweg.workbench.problem;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The classes that a type puts in the place of an interface's type parameters.
 *
 * @param classes one for each parameter; empty where the type does not say
 */
record TypeArguments(List<Optional<Class<?>>> classes) {

  /** Finds what a type says of the parameters of an interface that it implements. */
  static TypeArguments of(Type type, Class<?> wanted) {
    int count = wanted.getTypeParameters().length;
    return new TypeArguments(
        find(type, wanted, Map.of())
            .orElseGet(() -> Stream.generate(Optional::<Class<?>>empty).limit(count).toList()));
  }

  /** Returns whether all classes are known. */
  boolean areKnown() {
    return classes.stream().allMatch(Optional::isPresent);
  }

  /** Returns the class in the place of a parameter, or the bound of the parameter. */
  <T> Class<? extends T> get(int parameter, Class<T> bound) {
    return classes
        .get(parameter)
        .<Class<? extends T>>map(type -> type.asSubclass(bound))
        .orElse(bound);
  }

  private static Optional<List<Optional<Class<?>>>> find(
      Type type, Class<?> wanted, Map<Type, Optional<Class<?>>> known) {
    Map<Type, Optional<Class<?>>> own = new HashMap<>();
    if (type instanceof ParameterizedType parameterized) {
      TypeVariable<?>[] parameters = raw(type).getTypeParameters();
      for (int i = 0; i < parameters.length; i++) {
        own.put(parameters[i], argument(parameterized.getActualTypeArguments()[i], known));
      }
    }
    Class<?> raw = raw(type);
    if (raw == wanted) {
      return type == raw
          ? Optional.empty()
          : Optional.of(Arrays.stream(raw.getTypeParameters()).map(own::get).toList());
    }
    return Stream.concat(
            Stream.ofNullable(raw.getGenericSuperclass()),
            Arrays.stream(raw.getGenericInterfaces()))
        .flatMap(above -> find(above, wanted, own).stream())
        .findFirst();
  }

  private static Class<?> raw(Type type) {
    return type instanceof ParameterizedType parameterized
        ? (Class<?>) parameterized.getRawType()
        : (Class<?>) type;
  }

  /** Returns the class that an argument names; of {@code ? super X} it is X. */
  private static Optional<Class<?>> argument(Type type, Map<Type, Optional<Class<?>>> known) {
    if (type instanceof WildcardType wildcard) {
      return wildcard.getLowerBounds().length == 1
          ? argument(wildcard.getLowerBounds()[0], known)
          : Optional.empty();
    }
    if (type instanceof TypeVariable<?>) {
      return known.getOrDefault(type, Optional.empty());
    }
    return Optional.of(raw(type));
  }
}
