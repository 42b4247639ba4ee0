package io.thalweg.workbench.list;

import static io.thalweg.workbench.output.Table.Column.prose;
import static io.thalweg.workbench.output.Table.Column.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.distribution.Catalogue;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Settings;
import io.thalweg.problem.Kind;
import io.thalweg.problem.Problems;
import io.thalweg.workbench.model.Model;
import io.thalweg.workbench.output.Json;
import io.thalweg.workbench.output.Output;
import io.thalweg.workbench.output.Provenance;
import io.thalweg.workbench.output.RecipeJson;
import io.thalweg.workbench.output.ResultFiles;
import io.thalweg.workbench.output.Table;
import io.thalweg.workbench.problem.EstimatorChoice;
import io.thalweg.workbench.problem.ProblemCatalogue;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command that lists estimators, laws, problems and models. */
@Command(
    name = "list",
    description = "List all estimators, laws, problems and models.",
    mixinStandardHelpOptions = true)
public final class ListCommand implements Runnable {

  private static final String INTRODUCTION =
      """
      # Estimators and laws

      Made by `./thalweg list --markdown > docs/estimators.md`, and not by hand. The formulas are in
      the Javadoc of the classes; how all of it is tested is in [architecture.md](architecture.md).

      ## Estimators

      A setting is written behind the id, as in `rloo:draws=8`. `draws` is the K of the column of evaluations,
      which states its default; in `gumbel_rao` it is the number of relaxations of one draw, 10 by default.
      Of risks there are twenty draws beyond the quantile by default, here of level 0.9.
      `summed` is the number of likeliest outcomes that are summed and not drawn. `temperature` is that of a
      relaxation, 0.5 by default, and the initial one if it is learned; that of a mean, in `straight_through`
      and `reinmax`, is 1 by default. `temperature=log_convex` is 1 / (K - 1) for variables of K categories, up to which
      relaxed points have a log-convex density. `iterations` are those of Sinkhorn, 20 by default. `step` is the step in
      the parameters over which f is differenced, 0.1 by default. `rate` is the learning rate of scales and
      temperatures, %s by default. `regression:base=arms` corrects `arms`, or another estimator that needs
      values of f only, and no paths or weak derivatives of the law; further settings are those of the base.
      `mixture:of=rloo+reinforce` mixes those that are named, which may state settings of their own.

      """
          .formatted(Settings.defaults().rate());

  @Option(
      names = "--markdown",
      description = "Print the estimators and laws as docs/estimators.md, and nothing else.")
  private boolean markdown;

  @Option(
      names = "--plans",
      description =
          "List in place of all that the settings of models of images, and those of published"
              + " experiments.")
  private boolean plans;

  @Mixin private EstimatorChoice choice;
  @Mixin private Output output;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    List<Recipe<?, ?>> recipes = choice.orAll(spec.commandLine());
    if (markdown) {
      spec.commandLine().getOut().print(markdown(recipes));
      spec.commandLine().getOut().flush();
      return;
    }
    Optional<Path> folder = output.prepareIfAsked();
    ObjectNode results = Provenance.of(spec);
    results.setAll(plans ? PlanList.toJson() : toJson(recipes));
    PrintWriter out = spec.commandLine().getOut();
    output.print(results, out);
    if (!output.json && plans) {
      PlanList.print(out);
    } else if (!output.json) {
      print(recipes, out);
    }
    folder.ifPresent(
        target -> ResultFiles.write(target, ResultFiles.RESULTS, Json.text(results) + "\n"));
  }

  private static void print(List<Recipe<?, ?>> recipes, PrintWriter out) {
    Table estimators =
        new Table(
            text("estimator"),
            text("class").rank(5),
            text("family").rank(4),
            text("needs"),
            prose("evaluations of f").rank(1),
            text("bias"),
            text("settings").rank(2),
            prose("source").rank(3));
    for (Recipe<?, ?> recipe : recipes) {
      estimators.add(
          recipe.id(),
          recipe.type().getSimpleName(),
          recipe.family().label(),
          recipe.needs(),
          recipe.evaluations(),
          recipe.bias().isPresent() ? "yes" : "none",
          settings(recipe),
          recipe.source());
    }
    estimators.print(out);
    Table laws = new Table(text("law"), prose("parameters"), prose("values of a variable"));
    for (Catalogue.Entry law : Catalogue.all()) {
      laws.add(law.name(), law.parameters(), law.support());
    }
    Table models = new Table(text("model"), prose("for train"));
    for (Model model : Model.all()) {
      models.add(model.id(), model.title());
    }
    List<Table> tables = new ArrayList<>(List.of(laws));
    for (Kind kind : Kind.values()) {
      tables.add(problems(kind));
    }
    tables.add(models);
    for (Table table : tables) {
      out.println();
      table.print(out);
    }
  }

  private static Table problems(Kind kind) {
    String commands =
        switch (kind) {
          case FINITE, COUNTS -> "compare and regression";
          case SMOOTH -> "compare, flow and, with closed means, regression";
          case CONTEXTS -> "compare, flow --rows and, with closed means, regression";
          case ORDERS, BOUND, BEST, RISK -> "compare";
        };
    Table table = new Table(text("problem"), prose("for %s: %s".formatted(commands, kind.label())));
    for (Problems.Entry problem : ProblemCatalogue.all()) {
      if (problem.kind() == kind) {
        table.add(problem.id(), problem.title());
      }
    }
    return table;
  }

  private static String markdown(List<Recipe<?, ?>> recipes) {
    StringBuilder text = new StringBuilder(INTRODUCTION);
    row(text, "id", "class", "family", "needs", "evaluations of f", "bias", "settings", "source");
    row(text, "---", "---", "---", "---", "---", "---", "---", "---");
    for (Recipe<?, ?> recipe : recipes) {
      row(
          text,
          "`" + recipe.id() + "`",
          source(recipe.type()),
          recipe.family().label(),
          recipe.needs(),
          recipe.evaluations(),
          recipe.bias().orElse("none"),
          settings(recipe),
          papers(recipe));
    }
    text.append("\n## Laws\n\n");
    row(text, "law", "parameters", "values of a variable");
    row(text, "---", "---", "---");
    for (Catalogue.Entry law : Catalogue.all()) {
      row(text, "`" + law.name() + "`", law.parameters(), law.support());
    }
    return text.toString();
  }

  private static String settings(Recipe<?, ?> recipe) {
    List<String> labels = recipe.settingLabels();
    return labels.isEmpty() ? "-" : String.join(", ", labels);
  }

  /** A link from the page to the file of a class. */
  private static String source(Class<?> type) {
    return "[`%s`](../core/src/main/java/%s.java)"
        .formatted(type.getSimpleName(), type.getName().replace('.', '/'));
  }

  private static String papers(Recipe<?, ?> recipe) {
    return recipe.papers().entrySet().stream()
        .map(
            paper ->
                paper.getValue().isEmpty()
                    ? paper.getKey()
                    : "[%s](%s)".formatted(paper.getKey(), paper.getValue()))
        .collect(Collectors.joining("; "));
  }

  private static void row(StringBuilder text, String... cells) {
    text.append("| ");
    for (int i = 0; i < cells.length; i++) {
      text.append(i == 0 ? "" : " | ").append(cells[i].replace("|", "\\|"));
    }
    text.append(" |\n");
  }

  private static ObjectNode toJson(List<Recipe<?, ?>> recipes) {
    ObjectNode root = Json.MAPPER.createObjectNode();
    ArrayNode estimators = root.putArray("estimators");
    for (Recipe<?, ?> recipe : recipes) {
      ObjectNode estimator = estimators.addObject().put("id", recipe.id());
      estimator.setAll(RecipeJson.of(recipe));
      ArrayNode settings = estimator.putArray("settings");
      recipe.settingLabels().forEach(settings::add);
    }
    ArrayNode laws = root.putArray("laws");
    for (Catalogue.Entry law : Catalogue.all()) {
      laws.addObject()
          .put("id", law.name())
          .put("parameters", law.parameters())
          .put("support", law.support());
    }
    ArrayNode problems = root.putArray("problems");
    for (Problems.Entry problem : ProblemCatalogue.all()) {
      problems
          .addObject()
          .put("id", problem.id())
          .put("title", problem.title())
          .put("kind", problem.kind().label());
    }
    ArrayNode models = root.putArray("models");
    for (Model model : Model.all()) {
      models.addObject().put("id", model.id()).put("title", model.title());
    }
    return root;
  }
}
