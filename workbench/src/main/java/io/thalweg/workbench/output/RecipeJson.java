package io.thalweg.workbench.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.estimator.Recipe;

/** The entry of an estimator in the registry as JSON. */
public final class RecipeJson {

  private RecipeJson() {}

  /** Describes an estimator, without its name. */
  public static ObjectNode of(Recipe<?, ?> recipe) {
    ObjectNode described = Json.MAPPER.createObjectNode();
    ArrayNode papers = described.putArray("papers");
    recipe
        .papers()
        .forEach((paper, link) -> papers.addObject().put("paper", paper).put("link", link));
    return described
        .put("class", recipe.type().getName())
        .put("family", recipe.family().label())
        .put("needs", recipe.needs())
        .put("bias", recipe.bias().orElse("none"))
        .put("evaluations", recipe.evaluations())
        .put("source", recipe.source());
  }
}
