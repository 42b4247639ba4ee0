package io.thalweg.workbench.problem;

import static java.util.stream.Collectors.joining;

import io.thalweg.simulation.Input;
import io.thalweg.simulation.Inputs;
import io.thalweg.simulation.Simulator;
import io.thalweg.workbench.problem.JavaProblem.ProblemException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A simulator that a user states in a class of a Java file; the class may be nested.
 *
 * <pre>
 *   static Input anyName, for each input
 *   static void simulate(Inputs in)
 * </pre>
 */
public final class JavaSimulator {

  private static final String SIMULATE = "simulate";
  private static final String METHOD = "'static void simulate(Inputs in)'";
  private static final String FIELD = "'static Input name = Input.of(...)'";

  private final String file;
  private final String title;
  private final Class<?> type;

  private JavaSimulator(String file, String title, Class<?> type) {
    this.file = file;
    this.title = title;
    this.type = type;
  }

  /**
   * Compiles a file and finds the class that states a simulator.
   *
   * @param classPath the jars and folders of classes that the file needs besides the workbench
   * @throws ProblemException if there is none, or there are several
   * @throws SourceFile.CompileException if it does not compile
   */
  public static JavaSimulator open(Path path, List<Path> classPath) {
    String file = String.valueOf(path.getFileName());
    SourceFile source = SourceFile.read(path);
    List<Class<?>> stating =
        source.compile(classPath).stream()
            .filter(type -> JavaProblem.declared(type, SIMULATE, Inputs.class).isPresent())
            .toList();
    if (stating.size() != 1) {
      String several =
          "%s states a simulator in %s; one is needed"
              .formatted(
                  file, stating.stream().map(JavaProblem::name).collect(joining(" and in ")));
      throw new ProblemException(
          stating.isEmpty()
              ? "%s states no simulator: it needs %s".formatted(file, METHOD)
              : several);
    }
    Class<?> type = stating.get(0);
    String title = JavaProblem.title(source.text(), type).orElse(file);
    return new JavaSimulator(file, title, type);
  }

  /** The name of the file without its ending. */
  public String id() {
    return file.substring(0, file.length() - ".java".length());
  }

  /** The first sentence of the comment before the class, or the name of the file. */
  public String title() {
    return title;
  }

  /** The class that states the simulator. */
  Class<?> type() {
    return type;
  }

  /** A digest of the classes of the file, and of those of other files that it needs. */
  public String version() {
    return SourceFile.digest(type);
  }

  /**
   * Makes the simulator.
   *
   * @throws ProblemException if the method is not static or returns something
   */
  public Simulator simulator() {
    Method method = JavaProblem.declared(type, SIMULATE, Inputs.class).orElseThrow();
    if (!Modifier.isStatic(method.getModifiers())) {
      throw new ProblemException("simulate() of %s must be static".formatted(file));
    }
    if (method.getReturnType() != void.class) {
      throw new ProblemException(
          "simulate() of %s returns %s; it must return nothing, and book its costs by in.cost"
              .formatted(file, method.getReturnType().getSimpleName()));
    }
    method.setAccessible(true);
    MethodHandle handle = handle(method);
    return in -> run(handle, in);
  }

  private static MethodHandle handle(Method method) {
    try {
      return MethodHandles.lookup().unreflect(method);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("IllegalCatch") // A method handle declares all that there is.
  private static void run(MethodHandle handle, Inputs in) throws Exception {
    try {
      handle.invokeExact(in);
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Returns the inputs in the order of their fields.
   *
   * @throws ProblemException if there is none, or one is null or not static
   */
  public Input[] inputs() {
    List<Input> inputs = new ArrayList<>();
    for (Field field : type.getDeclaredFields()) {
      if (field.getType() == Input.class) {
        inputs.add(input(field));
      }
    }
    if (inputs.isEmpty()) {
      throw new ProblemException("%s states no input: it needs %s".formatted(file, FIELD));
    }
    return inputs.toArray(Input[]::new);
  }

  private Input input(Field field) {
    if (!Modifier.isStatic(field.getModifiers())) {
      throw new ProblemException("input %s of %s must be static".formatted(field.getName(), file));
    }
    field.setAccessible(true);
    try {
      Input input = (Input) field.get(null);
      if (input == null) {
        throw new ProblemException("input %s of %s is null".formatted(field.getName(), file));
      }
      return input;
    } catch (ExceptionInInitializerError e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      String reason =
          cause instanceof IllegalArgumentException && cause.getMessage() != null
              ? cause.getMessage()
              : cause.toString();
      throw new ProblemException("the fields of %s failed: %s".formatted(file, reason), e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
