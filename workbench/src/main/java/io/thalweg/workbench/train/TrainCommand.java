package io.thalweg.workbench.train;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimand;
import io.thalweg.dense.OpenBlas;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Registry;
import io.thalweg.train.Run;
import io.thalweg.vae.BernoulliVae;
import io.thalweg.vae.Images;
import io.thalweg.vae.VaeTraining;
import io.thalweg.workbench.output.Interruption;
import io.thalweg.workbench.output.Names;
import io.thalweg.workbench.output.Progress;
import io.thalweg.workbench.output.Report;
import io.thalweg.workbench.output.ReportCommand;
import io.thalweg.workbench.problem.EstimatorChoice;
import io.thalweg.workbench.problem.Model;
import io.thalweg.workbench.problem.Pairing;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The command that trains one model with several estimators side by side. */
@Command(
    name = "train",
    description =
        "Train a model with several estimators side by side and report which wins. Ctrl-C ends the"
            + " training early and writes what was measured so far; the same command then goes on"
            + " from there, and so it does when it is given more steps.%n",
    mixinStandardHelpOptions = true)
public final class TrainCommand extends ReportCommand<TrainCommand.Plan, TrainCommand.Trained> {

  /** The model and the runs to train. */
  record Plan(Model model, List<Recipe<?, ?>> recipes) {}

  /** The trained runs. */
  record Trained(Plan plan, TrainResults results) {}

  private static final List<String> DEFAULT_ESTIMATORS =
      List.of("reinforce", "rloo", "disarm", "relax", "gumbel_softmax");
  private static final int MEASUREMENTS = 25;

  @Parameters(
      paramLabel = "MODEL",
      completionCandidates = Model.Ids.class,
      description = "One of those that 'list' names, such as digits.")
  private String name;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description =
          "Steps of training for each estimator; with more than before, the same command goes on"
              + " from where it ended (default: ${DEFAULT-VALUE}).")
  private int steps = 1_500;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description =
          "Runs of each estimator, with as many seeds; one seed cannot tell a lead from chance"
              + " (default: ${DEFAULT-VALUE}).")
  private int seeds = 3;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder of the data files, where the model needs any.")
  private @Nullable Path data;

  @Option(
      names = "--network",
      paramLabel = "SHAPE",
      description = "Encoder and decoder: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private BernoulliVae.Depth network = BernoulliVae.Depth.NONLINEAR;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of the networks (default: one for each core).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Mixin private EstimatorChoice choice;

  @Override
  protected Plan prepare(CommandLine line) {
    Model model = Names.find(line, "model", name, List.of(Model.values()), Model::id);
    requireAtLeast(1, "--steps", steps);
    requireAtLeast(1, "--seeds", seeds);
    requireAtLeast(1, "--threads", threads);
    if (data == null && !model.embedded()) {
      throw new ParameterException(
          line,
          "%s is not part of the library; give the folder of its IDX files with --data DIR."
              .formatted(name));
    }
    return new Plan(model, recipes(line));
  }

  @Override
  protected String folder(Plan plan) {
    return "train-" + name;
  }

  @Override
  protected Optional<Trained> measure(
      CommandLine line, Plan plan, Optional<Path> folder, Interruption interruption) {
    Images images = plan.model().images(Optional.ofNullable(data));
    OpenBlas.threads(threads);
    List<Run<VaeTraining>> runs = runs(plan.recipes(), images);
    Checkpoints checkpoints = new Checkpoints(folder);
    checkpoints.resume(runs, steps);
    train(runs, checkpoints, interruption);
    if (runs.stream().allMatch(run -> run.steps() == 0)) {
      return Optional.empty();
    }
    Progress.say("Computing the test bounds of %d models.".formatted(runs.size()));
    return Optional.of(
        new Trained(plan, TrainResults.of(name, images, seed(), steps, plan.recipes(), runs)));
  }

  @Override
  protected ObjectNode json(Trained trained) {
    return trained.results().toJson(network);
  }

  @Override
  protected void print(Trained trained, PrintWriter out) {
    trained.results().print(out);
  }

  @Override
  protected String title(Trained trained) {
    return trained.plan().model().title();
  }

  @Override
  protected void report(Trained trained, Report report) {
    report.estimators(trained.plan().recipes()).images(trained.results().pictures());
  }

  @Override
  protected Map<String, String> csv(Trained trained) {
    return Map.of("train.csv", trained.results().csv());
  }

  private List<Recipe<?, ?>> recipes(CommandLine line) {
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

  private List<Run<VaeTraining>> runs(List<Recipe<?, ?>> recipes, Images images) {
    VaeTraining.Options defaults = VaeTraining.Options.defaults();
    VaeTraining.Options options =
        new VaeTraining.Options(
            network,
            defaults.latents(),
            defaults.batch(),
            defaults.rate(),
            defaults.surrogateRate());
    List<Run<VaeTraining>> runs = new ArrayList<>();
    for (int seed = 0; seed < seeds; seed++) {
      for (Recipe<?, ?> recipe : recipes) {
        runs.add(VaeTraining.run(recipe, images, options, seed() + seed));
      }
    }
    return runs;
  }

  /** Trains the runs in turn, some steps each, so that all advance together. */
  private void train(
      List<Run<VaeTraining>> runs, Checkpoints checkpoints, Interruption interruption) {
    try (Progress progress = Progress.start("train " + name, (long) steps * runs.size(), "steps")) {
      for (Run<VaeTraining> run : runs) {
        progress.resume(run.steps());
        if (run.points().isEmpty()) {
          run.measure();
        }
      }
      for (int stretch = 1; stretch <= MEASUREMENTS; stretch++) {
        int until = (int) ((long) steps * stretch / MEASUREMENTS);
        for (Run<VaeTraining> run : runs) {
          while (run.steps() < until && !interruption.requested()) {
            run.step();
            progress.advance(1, name(run), status(run));
          }
          int measured = run.last().step();
          if (run.steps() > measured && run.steps() <= until) {
            measure(run, until, checkpoints);
          }
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

  /**
   * Measures a run. A run that was interrupted within its turn is saved before it is measured, so
   * that its curve is later the same as without the interruption.
   */
  private static void measure(Run<VaeTraining> run, int until, Checkpoints checkpoints) {
    if (run.steps() < until) {
      checkpoints.save(run);
    }
    run.measure();
    if (run.steps() == until) {
      checkpoints.save(run);
    }
  }
}
