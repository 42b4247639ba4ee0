package io.thalweg.spark;

import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.objective.Noisy;
import io.thalweg.simulation.Input;
import io.thalweg.simulation.Inputs;
import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * An objective or a simulator that static members of a class state, which each executor finds by
 * their names.
 *
 * <pre>
 *   static double value(double[] x)    or  static Objective objective()
 *     or static double value(double[] x, RandomGenerator noise)
 *     or static void simulate(Inputs in) with fields of type Input
 * </pre>
 */
final class StaticMethods implements Objective, Noisy, Serializable {

  private static final long serialVersionUID = 1L;
  private static final Class<?>[] PLAIN = {double[].class};
  private static final Class<?>[] NOISY = {double[].class, RandomGenerator.class};
  // Of a process: what objective() makes may own threads and processes.
  private static final Map<Class<?>, Found> FOUND = new ConcurrentHashMap<>();

  private final String type;

  /** The methods of a class, of which one is enough. */
  private record Found(Objective plain, Noisy noisy) {}

  /** Names the class; it is looked for where it is needed. */
  StaticMethods(String type) {
    this.type = type;
  }

  /** Whether the methods state a function with noise. */
  boolean isNoisy() {
    return declared(load(), "value", NOISY).isPresent();
  }

  @Override
  public double value(double[] event) {
    return found().plain().value(event);
  }

  @Override
  public Evaluation evaluate(Events events) {
    return found().plain().evaluate(events);
  }

  @Override
  public double value(double[] event, RandomGenerator noise) {
    return found().noisy().value(event, noise);
  }

  /** Finds the simulator and its inputs, in the order of their fields. */
  SparkRuns.Model model() {
    Class<?> owner = load();
    MethodHandle simulate =
        declared(owner, "simulate", Inputs.class)
            .orElseThrow(() -> new IllegalStateException("%s states no simulator".formatted(type)));
    Input[] inputs =
        Arrays.stream(owner.getDeclaredFields())
            .filter(field -> field.getType() == Input.class)
            .map(StaticMethods::input)
            .toArray(Input[]::new);
    return SparkRuns.Model.of(in -> run(simulate, in), inputs);
  }

  private static Input input(Field field) {
    try {
      field.setAccessible(true);
      return (Input) field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("IllegalCatch") // A method handle declares all that there is.
  private static void run(MethodHandle simulate, Inputs in) throws Exception {
    try {
      simulate.invokeExact(in);
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private Class<?> load() {
    try {
      return Class.forName(type, false, Thread.currentThread().getContextClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("no class %s was found".formatted(type), e);
    }
  }

  private Found found() {
    return FOUND.computeIfAbsent(load(), StaticMethods::find);
  }

  private static Found find(Class<?> type) {
    Noisy noisy =
        declared(type, "value", NOISY)
            .map(f -> (Noisy) (x, noise) -> (double) call(f, x, noise))
            .orElse((x, noise) -> missing(type));
    Objective value =
        declared(type, "value", PLAIN)
            .map(f -> (Objective) x -> (double) call(f, x))
            .orElse(x -> missing(type));
    Objective plain = declared(type, "objective").map(make -> (Objective) call(make)).orElse(value);
    return new Found(plain, noisy);
  }

  private static double missing(Class<?> type) {
    throw new IllegalStateException("%s states no such function".formatted(type.getName()));
  }

  /** Finds a static method of a class or of one that it extends. */
  private static Optional<MethodHandle> declared(
      Class<?> type, String name, Class<?>... parameters) {
    return Stream.<Class<?>>iterate(type, Objects::nonNull, Class::getSuperclass)
        .flatMap(owner -> Arrays.stream(owner.getDeclaredMethods()))
        .filter(method -> method.getName().equals(name))
        .filter(method -> Arrays.equals(method.getParameterTypes(), parameters))
        .findFirst()
        .map(StaticMethods::handle);
  }

  private static MethodHandle handle(Method method) {
    try {
      method.setAccessible(true);
      return MethodHandles.lookup().unreflect(method);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("IllegalCatch") // A method handle declares all that there is.
  private static Object call(MethodHandle method, Object... arguments) {
    try {
      return method.invokeWithArguments(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
