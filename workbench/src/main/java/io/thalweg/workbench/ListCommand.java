package io.thalweg.workbench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.distribution.Catalogue;
import io.thalweg.estimator.Recipe;
import io.thalweg.objective.Problem;
import io.thalweg.objective.Problems;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists what there is. */
@Command(
    name = "list",
    description = "List all estimators, laws, problems and models.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Runnable {

  @Mixin private EstimatorChoice choice;
  @Mixin private Output output;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    List<Recipe<?, ?>> recipes = choice.orAll(spec.commandLine());
    Path folder = output.prepareIfAsked();
    ObjectNode results = toJson(recipes);
    output.print(results, spec.commandLine().getOut());
    if (!output.json) {
      print(recipes, spec.commandLine().getOut());
    }
    if (folder != null) {
      Output.write(folder, "results.json", Output.text(results) + "\n");
    }
  }

  private static void print(List<Recipe<?, ?>> recipes, PrintWriter out) {
    Table estimators =
        new Table("estimator", "family", "needs", "evaluations of f", "bias", "source");
    for (Recipe<?, ?> recipe : recipes) {
      estimators.add(
          recipe.id(),
          recipe.family().label(),
          recipe.needs(),
          recipe.evaluations(),
          recipe.bias().isPresent() ? "yes" : "none",
          recipe.source());
    }
    estimators.print(out);
    Table laws = new Table("law", "parameters", "values of a variable");
    for (Catalogue.Entry law : Catalogue.all()) {
      laws.add(law.name(), law.parameters(), law.support());
    }
    Table problems = new Table("problem", "for compare");
    Problems.all().forEach(problem -> problems.add(problem.id(), problem.title()));
    Table models = new Table("model", "for train");
    for (Model model : Model.values()) {
      models.add(model.id(), model.title());
    }
    for (Table table : new Table[] {laws, problems, models}) {
      out.println();
      table.print(out);
    }
  }

  private static ObjectNode toJson(List<Recipe<?, ?>> recipes) {
    ObjectNode root = Output.JSON.createObjectNode();
    ArrayNode estimators = root.putArray("estimators");
    for (Recipe<?, ?> recipe : recipes) {
      estimators.add(describe(recipe).put("id", recipe.id()));
    }
    ArrayNode laws = root.putArray("laws");
    for (Catalogue.Entry law : Catalogue.all()) {
      laws.addObject()
          .put("id", law.name())
          .put("parameters", law.parameters())
          .put("support", law.support());
    }
    ArrayNode problems = root.putArray("problems");
    for (Problem problem : Problems.all()) {
      problems.addObject().put("id", problem.id()).put("title", problem.title());
    }
    ArrayNode models = root.putArray("models");
    for (Model model : Model.values()) {
      models.addObject().put("id", model.id()).put("title", model.title());
    }
    return root;
  }

  /** All that the registry says about an estimator but its name. */
  static ObjectNode describe(Recipe<?, ?> recipe) {
    return Output.JSON
        .createObjectNode()
        .put("family", recipe.family().label())
        .put("needs", recipe.needs())
        .put("bias", recipe.bias().orElse("none"))
        .put("evaluations", recipe.evaluations())
        .put("source", recipe.source());
  }
}
