package io.thalweg.workbench.train;

import io.thalweg.dense.OpenBlas;
import io.thalweg.estimator.Recipe;
import io.thalweg.toy.OrderToy;
import io.thalweg.workbench.output.Interruption;
import io.thalweg.workbench.output.OutputException;
import io.thalweg.workbench.problem.ToyModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The training of a law of orders, one run after the other.
 *
 * @param model the toy
 * @param recipes those of the estimators
 * @param budget of each run
 * @param seeds the number of runs of each estimator
 * @param seed the first seed
 * @param threads of the networks of surrogates
 */
record OrderJob(
    ToyModel model, List<Recipe<?, ?>> recipes, Budget budget, int seeds, long seed, int threads)
    implements Job {

  @Override
  public String kind() {
    return "toy";
  }

  @Override
  public String title() {
    return model.title();
  }

  @Override
  public Optional<Outcome> train(Optional<Path> folder, Interruption interruption, Live live) {
    OpenBlas.threads(threads);
    List<PacedRun<OrderToy>> runs = runs();
    RunFiles files = new RunFiles(folder);
    runs.forEach(run -> run.resume(files));
    new Rounds<>("train " + model.id(), budget, seeds, runs)
        .train(
            new Stretches(files, interruption),
            run -> "E f = %.4f".formatted(run.last().value(OrderToy.VALUE)),
            () -> live.offer(() -> new OrderResults(this, runs)));
    return runs.stream().allMatch(run -> run.run().steps() == 0)
        ? Optional.empty()
        : Optional.of(new OrderResults(this, runs));
  }

  private List<PacedRun<OrderToy>> runs() {
    List<PacedRun<OrderToy>> runs = new ArrayList<>();
    for (int s = 0; s < seeds; s++) {
      for (Recipe<?, ?> recipe : recipes) {
        try {
          runs.add(
              new PacedRun<>(
                  model.begin(recipe, seed + s),
                  budget,
                  Patience.endless(),
                  OrderToy::evaluations));
        } catch (IllegalArgumentException e) {
          throw new OutputException("cannot train: %s".formatted(e.getMessage()), e);
        }
      }
    }
    return runs;
  }
}
