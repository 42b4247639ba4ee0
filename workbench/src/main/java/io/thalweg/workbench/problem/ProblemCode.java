package io.thalweg.workbench.problem;

import io.thalweg.Distribution;
import io.thalweg.Objective;
import io.thalweg.estimator.Code;
import io.thalweg.problem.Problems;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The Java that reaches a problem's law and objective.
 *
 * @param home the package in which the Java must stand; empty for the unnamed package
 * @param freeName a name for a class there
 * @param first a declaration of what law and objective are parts of, if there is one
 * @param law an expression
 * @param lawType the type of that expression
 * @param objective an expression, or a lambda for the type
 * @param objectiveType the type of that expression
 */
public record ProblemCode(
    String home,
    String freeName,
    Optional<Code> first,
    Code law,
    Class<?> lawType,
    Code objective,
    Class<?> objectiveType) {

  private static final String NAME = "Winner";

  /** Makes Java that calls the methods of a class. */
  static ProblemCode ofClass(
      Class<?> type, Code law, Class<?> lawType, Code objective, Class<?> objectiveType) {
    String free = type.getSimpleName().equals(NAME) ? NAME + "Program" : NAME;
    return new ProblemCode(
        type.getPackageName(), free, Optional.empty(), law, lawType, objective, objectiveType);
  }

  /** Reaches a problem of the catalogue by its name. */
  public static ProblemCode ofCatalogue(String id) {
    Class<?> catalogue = Problems.find(id).isPresent() ? Problems.class : ProblemCatalogue.class;
    return ofProblem(Code.call(catalogue, "find", "\"%s\"".formatted(id)).then("orElseThrow"));
  }

  /** Reaches a problem that a file states, whatever the access of its members. */
  static ProblemCode ofFile(Path file) {
    return ofProblem(open(file).then("problem"));
  }

  /** Opens a user's file. */
  static Code open(Path file) {
    String path = file.toString().replace("\\", "\\\\").replace("\"", "\\\"");
    return Code.call(JavaProblem.class, "open", Code.call(Path.class, "of", "\"" + path + "\""));
  }

  private static ProblemCode ofProblem(Code problem) {
    return new ProblemCode(
        "",
        NAME,
        Optional.of(problem),
        Code.of("problem.law()"),
        Distribution.class,
        Code.of("problem.objective()"),
        Objective.class);
  }
}
