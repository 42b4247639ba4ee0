package io.thalweg.workbench.compare;

import io.thalweg.Adaptive;
import io.thalweg.Estimate;
import io.thalweg.Objective;
import io.thalweg.estimator.Code;
import io.thalweg.estimator.Construction;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Settings;
import io.thalweg.problem.Problem;
import io.thalweg.workbench.problem.ProblemCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * A Java program that makes an estimator, draws one estimate and learns from it.
 *
 * @param problem what is estimated
 * @param statement the Java that reaches it
 * @param settings of the estimators
 */
record Snippet(Problem problem, ProblemCode statement, Settings settings) {

  private static final String MARGIN = "    ";
  private static final int WIDTH = 80;

  /** Writes the program for an estimator. */
  String of(Recipe<?, ?> recipe) {
    Class<? extends Objective> f = problem.objective().getClass();
    Construction<?, ?> needs = recipe.fitting(problem.law(), f);
    Code estimator = recipe.code(problem.law(), f, settings);
    List<String> lines = new ArrayList<>();
    statement.first().ifPresent(first -> lines.add("var problem = " + first.expression()));
    lines.add(declaration("law", needs.law(), statement.law(), statement.lawType()));
    lines.add(
        declaration("f", needs.objective(), statement.objective(), statement.objectiveType()));
    lines.add("var random = new SplittableRandom(1)");
    lines.add("var estimator = " + estimator.expression());
    lines.add("Estimate estimate = estimator.estimate(law, f, random)");
    lines.add("System.out.println(Arrays.toString(estimate.gradient()))");
    lines.addAll(learning(recipe));
    StringBuilder text = new StringBuilder();
    if (!statement.home().isEmpty()) {
      text.append("package ").append(statement.home()).append(";\n\n");
    }
    imports(needs, estimator).forEach(name -> text.append("import ").append(name).append(";\n"));
    text.append("\nclass ").append(statement.freeName()).append(" {\n");
    text.append("  public static void main(String[] args) {\n");
    for (String line : lines) {
      text.append(MARGIN).append(layout(line, MARGIN)).append(";\n");
    }
    return text.append("  }\n}\n").toString();
  }

  private String declaration(String name, Class<?> needed, Code code, Class<?> type) {
    return needed.isAssignableFrom(type)
        ? "%s %s = %s".formatted(named(needed), name, code.expression())
        : "var %s = (%s) %s".formatted(name, named(needed), code.expression());
  }

  /** Names a class; one of a user's may stand within another. */
  private String named(Class<?> type) {
    return isAtHome(type)
        ? type.getCanonicalName().substring(type.getName().lastIndexOf('.') + 1)
        : type.getSimpleName();
  }

  private boolean isAtHome(Class<?> type) {
    return type.getPackageName().equals(statement.home());
  }

  private List<String> learning(Recipe<?, ?> recipe) {
    var estimator =
        recipe.create(
            problem.law(), problem.objective().getClass(), settings, new SplittableRandom(1));
    if (estimator instanceof Adaptive) {
      return List.of("estimator.learn(estimate)");
    }
    return estimator.learner().isPresent()
        ? List.of("estimator.learner().orElseThrow().learn(estimate)")
        : List.of();
  }

  private Set<String> imports(Construction<?, ?> needs, Code estimator) {
    List<Class<?>> used = new ArrayList<>(estimator.classes());
    used.addAll(
        List.of(
            needs.law(), needs.objective(), Estimate.class, Arrays.class, SplittableRandom.class));
    statement.first().ifPresent(first -> used.addAll(first.classes()));
    used.addAll(statement.law().classes());
    used.addAll(statement.objective().classes());
    Set<String> names = new TreeSet<>();
    used.removeIf(this::isAtHome);
    used.forEach(type -> names.add(type.getName()));
    return names;
  }

  /** Breaks the last call of a line that is too long before each of its arguments. */
  private static String layout(String line, String margin) {
    int open = lastCall(line);
    boolean fits = margin.length() + line.length() < WIDTH;
    if (fits || open < 0 || line.contains("\n")) {
      return line.replace("\n", "\n" + margin);
    }
    String inner = margin + MARGIN;
    List<String> arguments = new ArrayList<>();
    for (String argument : arguments(line.substring(open + 1, line.length() - 1))) {
      arguments.add("\n" + inner + layout(argument, inner));
    }
    return line.substring(0, open + 1) + String.join(",", arguments) + ")";
  }

  /** Finds the bracket that the last character closes; -1 if it closes none. */
  private static int lastCall(String line) {
    int depth = 0;
    for (int i = line.length() - 1; i >= 0 && line.endsWith(")"); i--) {
      depth += line.charAt(i) == ')' ? 1 : line.charAt(i) == '(' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return -1;
  }

  private static List<String> arguments(String text) {
    List<String> arguments = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        arguments.add(text.substring(from, i).strip());
        from = i + 1;
      }
    }
    arguments.add(text.substring(from).strip());
    return arguments;
  }
}
