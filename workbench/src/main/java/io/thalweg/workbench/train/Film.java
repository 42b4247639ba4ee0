package io.thalweg.workbench.train;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.rl.Environment;
import io.thalweg.rl.EpisodeException;
import io.thalweg.rl.Episodes;
import io.thalweg.rl.environment.LunarLander;
import io.thalweg.rl.training.PolicyTraining;
import io.thalweg.rl.training.Task;
import io.thalweg.support.SplitMix;
import io.thalweg.workbench.output.Json;
import java.util.Optional;

/**
 * An episode of a trained policy, step by step, as the report draws it: the first evaluation
 * episode with the likeliest actions.
 *
 * @param run whose policy acts
 * @param task in which it acts
 * @param episode what it did
 */
record Film(PolicyRun run, Task task, Episodes episode) {

  private static final double PRECISION = 1e4;

  /** Makes a film; empty if the environment fails. */
  static Optional<Film> of(PolicyRun run, Task task) {
    PolicyTraining training = run.run().training();
    try {
      return Optional.of(new Film(run, task, training.evaluate(training.policy().greedy(), 1)));
    } catch (EpisodeException e) {
      return Optional.empty();
    }
  }

  ObjectNode toJson() {
    ObjectNode node =
        Json.MAPPER
            .createObjectNode()
            .put("task", task.id())
            .put("method", run.setup().id())
            .put("seed", run.run().seed())
            .put("limit", task.limit())
            .put("terminated", episode.terminated()[0]);
    ArrayNode observations = node.putArray("observations");
    ArrayNode actions = node.putArray("actions");
    for (int t = 0; t < episode.steps(); t++) {
      put(observations.addArray(), episode.observation(t));
      put(actions.addArray(), episode.action(t));
    }
    put(observations.addArray(), episode.last());
    put(node.putArray("rewards"), episode.rewards());
    Environment world = task.environments().get();
    if (world instanceof LunarLander lander) {
      lander.reset(new SplitMix(episode.seeds()[0]));
      put(node.putArray("ground"), lander.ground());
    }
    return node;
  }

  private static void put(ArrayNode into, double[] numbers) {
    for (double number : numbers) {
      into.add(Math.rint(number * PRECISION) / PRECISION);
    }
  }
}
