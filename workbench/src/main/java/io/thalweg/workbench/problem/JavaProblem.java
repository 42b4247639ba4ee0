package io.thalweg.workbench.problem;

import static java.util.stream.Collectors.joining;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Estimand;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.distribution.Product;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Settings;
import io.thalweg.objective.Fallible;
import io.thalweg.problem.Problem;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A problem that a user states in a class of a Java file; the class may be nested.
 *
 * <pre>
 *   static Distribution law()          or  static List&lt;Distribution&gt; laws()
 *   static double value(double[] x)    or  static Objective objective()
 *     or static double value(double[] x, RandomGenerator noise)
 *   static double[] gradient(double[] x), of value, where there is one
 *   static Estimand estimand(), for another one than the mean
 *   static Estimator&lt;...&gt; anyName(), for each estimator of the user's own
 * </pre>
 *
 * <p>A value with noise is that of {@link Fallible#ofNoisy}, which says what noise each event has.
 */
public final class JavaProblem {

  private static final String LAW = "'static Distribution law()'";
  private static final String LAWS = "'static List<Distribution> laws()'";
  private static final String VALUE = "'static double value(double[] x)'";
  private static final Class<?>[] NOISY = {double[].class, RandomGenerator.class};
  private static final long SEED = 1;
  private static final String OBJECTIVE = "'static Objective objective()'";

  private final Path path;
  private final String file;
  private final String text;
  private final Class<?> type;

  private JavaProblem(SourceFile source, Class<?> type) {
    this.path = source.path();
    this.file = String.valueOf(path.getFileName());
    this.text = source.text();
    this.type = type;
  }

  /** A file does not state a problem; the message says why in one sentence. */
  static final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ProblemException(String message) {
      super(message);
    }

    ProblemException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** An exception of user code, under its own name. */
  @SuppressWarnings("OverrideThrowableToString") // Messages name the exception by its text.
  private static final class Thrown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Thrown(Throwable cause) {
      super(cause);
    }

    @Override
    public String toString() {
      return String.valueOf(getCause());
    }
  }

  /** Whether a problem is named by its file. */
  public static boolean isFile(String name) {
    return name.endsWith(".java");
  }

  /**
   * The problem that a file states.
   *
   * @throws ProblemException if it does not
   * @throws SourceFile.CompileException if it does not compile
   */
  public static Problem read(Path path) {
    return open(path).problem();
  }

  /**
   * Compiles a file that needs nothing but the workbench, and finds the class that states a
   * problem.
   *
   * @throws ProblemException if there is none
   * @throws SourceFile.CompileException if it does not compile
   */
  public static JavaProblem open(Path path) {
    return open(path, List.of());
  }

  /**
   * Compiles a file and finds the class that states a problem.
   *
   * @param classPath the jars and folders of classes that the file needs besides the workbench
   * @throws ProblemException if there is none
   * @throws SourceFile.CompileException if it does not compile
   */
  public static JavaProblem open(Path path, List<Path> classPath) {
    String file = String.valueOf(path.getFileName());
    SourceFile source = SourceFile.read(path);
    return new JavaProblem(source, stating(file, source.compile(classPath)));
  }

  /** Finds the class that states a law, or inherits one; of several, the one with an objective. */
  private static Class<?> stating(String file, List<Class<?>> types) {
    List<Class<?>> laws =
        types.stream().filter(type -> declares(type, "law") || declares(type, "laws")).toList();
    List<Class<?>> whole =
        laws.stream()
            .filter(
                type ->
                    declares(type, "value", double[].class)
                        || declares(type, "value", NOISY)
                        || declares(type, "objective"))
            .toList();
    List<Class<?>> stating = whole.isEmpty() ? laws : whole;
    if (stating.isEmpty()) {
      String looked =
          types.size() > 1
              ? types.stream().map(JavaProblem::name).collect(joining(", ", " in one of ", ""))
              : "";
      throw new ProblemException(
          "%s states no law: it needs %s or %s%s".formatted(file, LAW, LAWS, looked));
    }
    if (stating.size() > 1) {
      throw new ProblemException(
          "%s states a law in %s and in %s; one is needed"
              .formatted(file, name(stating.get(0)), name(stating.get(1))));
    }
    return stating.get(0);
  }

  /**
   * Makes the problem; the noise of f, if it has any, is that of seed 1.
   *
   * @throws ProblemException if a method is missing, fails or returns what is no law or objective
   */
  public Problem problem() {
    return problem(SEED);
  }

  /**
   * Makes the problem.
   *
   * @param seed of the noise of f, if it has any
   * @throws ProblemException if a method is missing, fails or returns what is no law or objective
   */
  public Problem problem(long seed) {
    String id = file.substring(0, file.length() - ".java".length());
    return new Problem(
        id, title(text, type).orElse(file), law(), seeded(objective(), seed), estimand());
  }

  private Estimand estimand() {
    return declares(type, "estimand")
        ? (Estimand) call(method("estimand", Estimand.class))
        : Estimand.MEAN;
  }

  private static Objective seeded(Objective f, long seed) {
    return f instanceof Fallible noisy && noisy.isNoisy() ? noisy.seeded(seed) : f;
  }

  /**
   * Makes recipes of the estimators that the class makes itself.
   *
   * @throws ProblemException if a method fails, or makes an estimator that does not fit the problem
   */
  public List<Recipe<?, ?>> estimators(Problem problem) {
    List<Recipe<?, ?>> recipes = new OwnEstimators(path, type).recipes();
    for (Recipe<?, ?> recipe : recipes) {
      if (!recipe.fits(problem.estimand(), problem.law(), problem.objective().getClass())) {
        throw new ProblemException(
            "%s() of %s needs %s; %s and its objective do not give it that"
                .formatted(recipe.name(), file, recipe.needs(), problem.law()));
      }
    }
    return recipes;
  }

  /**
   * Makes the estimator of a method, which must fit the problem.
   *
   * @throws ProblemException if there is no such method, or it fails
   */
  public Estimator<Distribution, Objective> estimator(String method) {
    Problem problem = problem();
    return estimators(problem).stream()
        .filter(recipe -> recipe.name().equals(method))
        .findFirst()
        .orElseThrow(() -> new ProblemException(file + " makes no estimator " + method + "()"))
        .create(
            problem.law(),
            problem.objective().getClass(),
            Settings.defaults(),
            new SplittableRandom(1));
  }

  /** Whether the file makes an objective itself, and does not only state a function. */
  boolean makesItsObjective() {
    return declares(type, "objective");
  }

  /** A digest of the classes of the file, and of those of other files that it needs. */
  public String version() {
    return SourceFile.digest(type);
  }

  /** The class that states the problem. */
  Class<?> type() {
    return type;
  }

  /** Returns the Java that reaches the problem. */
  public ProblemCode code() {
    return new UserCode(type).code().orElseGet(() -> ProblemCode.ofFile(path));
  }

  /** The name of a class in the Java of its package. */
  static String name(Class<?> type) {
    Class<?> around = type.getEnclosingClass();
    return (around == null ? "" : name(around) + ".") + type.getSimpleName();
  }

  private static boolean declares(Class<?> type, String name, Class<?>... parameters) {
    return declared(type, name, parameters).isPresent();
  }

  /** Finds a method of a class, or a static one that it inherits. */
  static Optional<Method> declared(Class<?> type, String name, Class<?>... parameters) {
    return Stream.<Class<?>>iterate(type, Objects::nonNull, Class::getSuperclass)
        .flatMap(owner -> Arrays.stream(owner.getDeclaredMethods()))
        .filter(method -> method.getName().equals(name))
        .filter(method -> Arrays.equals(method.getParameterTypes(), parameters))
        // A method of an instance that is merely inherited is none of the problem.
        .filter(
            method ->
                method.getDeclaringClass() == type || Modifier.isStatic(method.getModifiers()))
        .findFirst();
  }

  private Distribution law() {
    if (declares(type, "law")) {
      if (declares(type, "laws")) {
        throw new ProblemException(file + " has both law() and laws(); one is needed");
      }
      return (Distribution) call(method("law", Distribution.class));
    }
    List<Distribution> laws = new ArrayList<>();
    for (Object law : (List<?>) call(method("laws", List.class))) {
      if (!(law instanceof Distribution distribution)) {
        throw new ProblemException(
            "laws() of %s lists %s; it must list distributions".formatted(file, law));
      }
      laws.add(distribution);
    }
    if (laws.isEmpty()) {
      throw new ProblemException("laws() of " + file + " lists no law");
    }
    try {
      return laws.size() == 1 ? laws.get(0) : Product.of(laws);
    } catch (IllegalArgumentException e) {
      throw new ProblemException("laws() of %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private Objective objective() {
    boolean value = declares(type, "value", double[].class) || declares(type, "value", NOISY);
    boolean gradient = declares(type, "gradient", double[].class);
    if (declares(type, "objective")) {
      if (value || gradient) {
        throw new ProblemException(
            "%s has both objective() and %s(); one is needed"
                .formatted(file, value ? "value" : "gradient"));
      }
      return (Objective) call(method("objective", Objective.class));
    }
    if (!value) {
      throw new ProblemException(
          "%s states no objective: it needs %s or %s".formatted(file, VALUE, OBJECTIVE));
    }
    if (declares(type, "value", NOISY)) {
      return noisy(gradient);
    }
    MethodHandle f = handle(method("value", double.class, double[].class));
    if (!gradient) {
      return x -> (double) apply(f, x);
    }
    MethodHandle slope = handle(method("gradient", double[].class, double[].class));
    return DifferentiableObjective.of(x -> (double) apply(f, x), x -> (double[]) apply(slope, x));
  }

  private Objective noisy(boolean gradient) {
    if (declares(type, "value", double[].class) || gradient) {
      throw new ProblemException(
          "%s has a value() with noise and also %s; one is needed"
              .formatted(file, gradient ? "gradient()" : "one without"));
    }
    MethodHandle f = handle(method("value", double.class, NOISY));
    return Fallible.ofNoisy((x, noise) -> (double) apply(f, x, noise));
  }

  /** Finds a static method that is known to exist, and checks its result type. */
  private Method method(String name, Class<?> result, Class<?>... parameters) {
    Method method = declared(type, name, parameters).orElseThrow();
    if (!Modifier.isStatic(method.getModifiers())) {
      throw new ProblemException("%s() of %s must be static".formatted(name, file));
    }
    if (!result.isAssignableFrom(method.getReturnType())) {
      throw new ProblemException(
          "%s() of %s returns %s; it must return %s"
              .formatted(
                  name, file, method.getReturnType().getSimpleName(), result.getSimpleName()));
    }
    method.setAccessible(true);
    return method;
  }

  private Object call(Method method) {
    return call(file, method);
  }

  /**
   * Calls a static method without parameters.
   *
   * @throws ProblemException if it fails or returns null
   */
  static Object call(String file, Method method) {
    Object answer;
    try {
      answer = method.invoke(null);
    } catch (InvocationTargetException e) {
      throw failed(file, method, Objects.requireNonNullElse(e.getCause(), e));
    } catch (ExceptionInInitializerError e) {
      throw failed(file, method, Objects.requireNonNullElse(e.getCause(), e));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
    if (answer == null) {
      throw new ProblemException("%s() of %s returned null".formatted(method.getName(), file));
    }
    return answer;
  }

  private static ProblemException failed(String file, Method method, Throwable cause) {
    String reason =
        cause instanceof IllegalArgumentException && cause.getMessage() != null
            ? cause.getMessage()
            : cause.toString();
    return new ProblemException(
        "%s() of %s failed: %s".formatted(method.getName(), file, reason), cause);
  }

  private static MethodHandle handle(Method method) {
    try {
      MethodHandle handle = MethodHandles.lookup().unreflect(method);
      return handle.asType(handle.type().changeReturnType(Object.class));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("IllegalCatch") // Whatever user code throws is told in one line.
  private static Object apply(MethodHandle handle, double[] x) {
    try {
      return (Object) handle.invokeExact(x);
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new Thrown(e);
    }
  }

  @SuppressWarnings("IllegalCatch") // Whatever user code throws is told in one line.
  private static Object apply(MethodHandle handle, double[] x, RandomGenerator noise) {
    try {
      return (Object) handle.invokeExact(x, noise);
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new Thrown(e);
    }
  }

  /** The first sentence of the comment before a class, or before the one around it. */
  static Optional<String> title(String text, Class<?> type) {
    return Stream.<Class<?>>iterate(type, Objects::nonNull, Class::getEnclosingClass)
        .flatMap(one -> title(text, one.getSimpleName()).stream())
        .findFirst();
  }

  /** The first sentence of the comment before a class. */
  static Optional<String> title(String text, String type) {
    Matcher declaration =
        Pattern.compile(
                "/\\*\\*((?:(?!\\*/).)*)\\*/[^;{}]*\\bclass\\s+" + type + "\\b", Pattern.DOTALL)
            .matcher(text);
    if (!declaration.find()) {
      return Optional.empty();
    }
    String comment =
        declaration.group(1).replaceAll("(?m)^\\s*\\* ?", "").replaceAll("\\s+", " ").strip();
    String sentence = comment.split("(?<=[.!?]) |<p>| @", 2)[0].strip();
    String plain = sentence.replaceAll("\\{@\\w+ ([^}]*)\\}", "$1").replaceAll("\\.$", "");
    return plain.isEmpty() ? Optional.empty() : Optional.of(plain);
  }
}
