package io.thalweg.estimator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A Java expression, with the classes that it names.
 *
 * <pre>
 * Code.make(Reinforce.class).then("minus", Code.make(PastMean.class))
 * is  new Reinforce().minus(new PastMean())
 * </pre>
 *
 * @param expression in Java, with simple names
 * @param classes that the expression names, in the order of their appearance
 */
public record Code(String expression, List<Class<?>> classes) {

  /** Makes an expression. */
  public Code {
    classes = List.copyOf(classes);
  }

  /** Makes an expression that is written out. */
  public static Code of(String expression, Class<?>... classes) {
    return new Code(expression, List.of(classes));
  }

  /**
   * Calls a constructor.
   *
   * @param arguments expressions: code, or anything else by its text
   */
  public static Code make(Class<?> type, Object... arguments) {
    String diamond = type.getTypeParameters().length > 0 ? "<>" : "";
    return called("new " + type.getSimpleName() + diamond, List.of(type), arguments);
  }

  /**
   * Calls the constructor of a nested class by the name of its outer class.
   *
   * @param arguments expressions: code, or anything else by its text
   */
  public static Code makeNested(Class<?> outer, Class<?> nested, Object... arguments) {
    String name = "new %s.%s".formatted(outer.getSimpleName(), nested.getSimpleName());
    return called(name, List.of(outer), arguments);
  }

  /**
   * Calls a static method.
   *
   * @param arguments expressions: code, or anything else by its text
   */
  public static Code call(Class<?> type, String method, Object... arguments) {
    return called(type.getSimpleName() + "." + method, List.of(type), arguments);
  }

  /**
   * Calls a method of the value of this expression.
   *
   * @param arguments expressions: code, or anything else by its text
   */
  public Code then(String method, Object... arguments) {
    return called(expression + "." + method, classes, arguments);
  }

  private static Code called(String name, Collection<Class<?>> before, Object... arguments) {
    Set<Class<?>> classes = new LinkedHashSet<>(before);
    List<String> texts = new ArrayList<>();
    for (Object argument : arguments) {
      if (argument instanceof Code code) {
        classes.addAll(code.classes);
        texts.add(code.expression);
      } else {
        texts.add(String.valueOf(argument));
      }
    }
    return new Code("%s(%s)".formatted(name, String.join(", ", texts)), List.copyOf(classes));
  }

  /** Returns the class that a reader looks up: the first that the expression names. */
  public Class<?> type() {
    return classes.get(0);
  }
}
