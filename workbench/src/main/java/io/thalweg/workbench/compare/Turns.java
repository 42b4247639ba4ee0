package io.thalweg.workbench.compare;

import io.thalweg.estimator.Recipe;
import io.thalweg.race.Race;
import io.thalweg.workbench.output.Progress;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Shows the turns of each estimator in a race, and the time that they took in all. */
final class Turns implements Consumer<Recipe<?, ?>> {

  private final Progress progress;
  private final Map<String, Integer> turns = new HashMap<>();
  private final Map<String, Long> nanos = new HashMap<>();
  private long last = System.nanoTime();

  Turns(Progress progress) {
    this.progress = progress;
  }

  @Override
  public void accept(Recipe<?, ?> recipe) {
    long now = System.nanoTime();
    long spent = nanos.merge(recipe.id(), now - last, Long::sum);
    last = now;
    // The first is the warm-up.
    int measured = turns.merge(recipe.id(), 1, Integer::sum) - 1;
    String state = measured == 0 ? "warmed up" : "%d of %d turns".formatted(measured, Race.ROUNDS);
    progress.advance(1, recipe.id(), "%s, %.1f s".formatted(state, spent / 1e9));
  }
}
