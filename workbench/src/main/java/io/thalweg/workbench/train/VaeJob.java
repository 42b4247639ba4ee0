package io.thalweg.workbench.train;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimand;
import io.thalweg.data.Images;
import io.thalweg.dense.OpenBlas;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Registry;
import io.thalweg.train.Run;
import io.thalweg.vae.BernoulliVae;
import io.thalweg.vae.VaeTraining;
import io.thalweg.workbench.output.Interruption;
import io.thalweg.workbench.output.Progress;
import io.thalweg.workbench.problem.EstimatorChoice;
import io.thalweg.workbench.problem.ImageModel;
import io.thalweg.workbench.problem.Pairing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/**
 * The training of autoencoders of images, one run after the other, each on all threads.
 *
 * @param model the images
 * @param data the folder of the data files
 * @param network encoder and decoder
 * @param recipes those of the estimators
 * @param steps of each run
 * @param seeds the number of runs of each estimator
 * @param seed the first seed
 * @param threads of the networks
 */
record VaeJob(
    ImageModel model,
    Optional<Path> data,
    BernoulliVae.Depth network,
    List<Recipe<?, ?>> recipes,
    int steps,
    int seeds,
    long seed,
    int threads)
    implements Job {

  private static final List<String> DEFAULT_ESTIMATORS =
      List.of("reinforce", "rloo", "disarm", "relax", "gumbel_softmax");

  /** Finds the estimators that were named. */
  static List<Recipe<?, ?>> recipes(EstimatorChoice choice, CommandLine line) {
    Bernoulli law = Bernoulli.ofLogits(new double[VaeTraining.Options.defaults().latents()]);
    String title = "a VAE of %d Bernoulli latents".formatted(law.dimension());
    List<Recipe<?, ?>> fallback = new ArrayList<>();
    DEFAULT_ESTIMATORS.forEach(id -> fallback.add(Registry.find(id).orElseThrow()));
    return choice.orElse(
        fallback,
        line,
        Registry.all(),
        new Pairing(title, Estimand.MEAN, law, DifferentiableObjective.class));
  }

  @Override
  public Optional<Outcome> train(Optional<Path> folder, Interruption interruption) {
    Images images = model.images(data);
    OpenBlas.threads(threads);
    List<Run<VaeTraining>> runs = runs(images);
    Checkpoints checkpoints = new Checkpoints(folder);
    runs.forEach(run -> checkpoints.resume(run, steps));
    train(runs, new Stretches(checkpoints, interruption));
    if (runs.stream().allMatch(run -> run.steps() == 0)) {
      return Optional.empty();
    }
    Progress.say("Computing the test bounds of %d models.".formatted(runs.size()));
    return Optional.of(VaeResults.of(this, images, runs));
  }

  private List<Run<VaeTraining>> runs(Images images) {
    VaeTraining.Options defaults = VaeTraining.Options.defaults();
    VaeTraining.Options options =
        new VaeTraining.Options(
            network,
            defaults.latents(),
            defaults.batch(),
            defaults.rate(),
            defaults.surrogateRate());
    List<Run<VaeTraining>> runs = new ArrayList<>();
    for (int s = 0; s < seeds; s++) {
      for (Recipe<?, ?> recipe : recipes) {
        runs.add(VaeTraining.run(recipe, images, options, seed + s));
      }
    }
    return runs;
  }

  /** Trains the runs in turn, some steps each, so that all advance together. */
  private void train(List<Run<VaeTraining>> runs, Stretches stretches) {
    try (Progress progress =
        Progress.start("train " + model.id(), (long) steps * runs.size(), "steps")) {
      for (Run<VaeTraining> run : runs) {
        progress.resume(run.steps());
        stretches.begin(run);
      }
      for (int stretch = 1; stretch <= Stretches.COUNT; stretch++) {
        int until = Stretches.end(steps, stretch);
        for (Run<VaeTraining> run : runs) {
          stretches.advance(run, until, () -> progress.advance(1, name(run), status(run)));
        }
      }
    }
  }

  private String name(Run<VaeTraining> run) {
    return seeds == 1 ? run.id() : "%s, seed %d".formatted(run.id(), run.seed());
  }

  private String status(Run<VaeTraining> run) {
    double elbo = run.last().value(VaeTraining.TEST);
    return "step %d of %d, test ELBO %.2f".formatted(run.steps(), steps, elbo);
  }
}
