package io.thalweg.workbench.train;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.rl.training.Tasks;
import io.thalweg.train.Training;
import io.thalweg.workbench.model.ControlTask;
import io.thalweg.workbench.model.Dials;
import io.thalweg.workbench.model.Experiment;
import io.thalweg.workbench.model.ImageModel;
import io.thalweg.workbench.model.Model;
import io.thalweg.workbench.output.Interruption;
import io.thalweg.workbench.output.Names;
import io.thalweg.workbench.output.Provenance;
import io.thalweg.workbench.output.Report;
import io.thalweg.workbench.output.ReportCommand;
import io.thalweg.workbench.problem.EstimatorChoice;
import io.thalweg.workbench.problem.MethodChoice;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
        "Train a model with several estimators side by side and report which wins: a model of"
            + " images, a policy that learns a task, or an experiment. Ctrl-C ends the training early and writes what"
            + " was measured so far; the same command then goes on from there, and so it does when it"
            + " is given more steps or episodes.%n%nWhile it trains, its folder gets metrics.jsonl, a"
            + " line for each measurement, and event files for TensorBoard:%n  tensorboard --logdir"
            + " out/train-digits/tensorboard%n%nPolicies are trained by any estimator that fits, alone"
            + " or with a critic, such as relax+critic. a2c is reinforce+critic; episode_rloo is"
            + " reinforce less the mean return of other episodes.%n",
    mixinStandardHelpOptions = true)
public final class TrainCommand extends ReportCommand<Job, Outcome> {

  private static final int SEEDS_OF_IMAGES = 3;
  private static final int SEEDS_OF_TASKS = 10;
  private static final int SEEDS_OF_EXPERIMENTS = 5;
  private static final List<String> FOR_TASKS = List.of("--episodes");

  @Parameters(
      paramLabel = "MODEL",
      completionCandidates = Model.Ids.class,
      description = "One of those that 'list' names, such as digits, cartpole or plackett_luce.")
  private String name;

  @Option(
      names = "--episodes",
      paramLabel = "N",
      description =
          "Episodes of training for each run of a policy; with more than before, the same command"
              + " goes on from where it ended (default: that of the task).")
  private @Nullable Integer episodes;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description =
          "Runs of each estimator, with as many seeds; one seed cannot tell a lead from chance"
              + " (default: 3; 10 for a policy, 5 for an experiment).")
  private @Nullable Integer seeds;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads of the networks of a model of images; runs of policies at the same time (default: one"
              + " for each core).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Mixin private LengthOptions length;
  @Mixin private ImageOptions ofImages;
  @Mixin private WatchOption watch;
  @Mixin private EstimatorChoice choice;

  @Override
  protected Job prepare(CommandLine line) {
    Model model = Names.find(line, "model", name, Model.all(), Model::id);
    requireAtLeast(1, "--threads", threads);
    watch.check(line);
    if (model instanceof ImageModel images) {
      return images(line, images);
    }
    return model instanceof Experiment<?> experiment
        ? experiment(line, experiment)
        : policies(line, ((ControlTask) model).task());
  }

  private Job images(CommandLine line, ImageModel model) {
    refuse(line, FOR_TASKS, "for policies; %s takes --steps".formatted(name));
    return ofImages.job(line, model, choice, length, seedsOr(SEEDS_OF_IMAGES), seed(), threads);
  }

  private <T extends Training> Job experiment(CommandLine line, Experiment<T> embedded) {
    refuse(line, FOR_TASKS, "for policies; %s takes --steps".formatted(name));
    refuse(line, ImageOptions.NAMES, "for models of images; %s takes --steps".formatted(name));
    Experiment<T> experiment = ofImages.withImages(line, embedded);
    Dials dials = dials(line, experiment);
    return new ExperimentJob<>(
        experiment,
        dials,
        choice.orElse(line, experiment.estimators(), experiment.pairing(dials)),
        length.budget(line, null, experiment.steps()),
        seedsOr(SEEDS_OF_EXPERIMENTS),
        seed(),
        threads);
  }

  private Dials dials(CommandLine line, Experiment<?> experiment) {
    try {
      return Dials.of(experiment.dials(), ofImages.values());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(line, "--set: %s.".formatted(e.getMessage()));
    }
  }

  /** Returns the number of seeds; the results state the default that holds for the model. */
  private int seedsOr(int standard) {
    int all = Objects.requireNonNullElse(seeds, standard);
    requireAtLeast(1, "--seeds", all);
    seeds = all;
    return all;
  }

  private Job policies(CommandLine line, Tasks task) {
    String theirs = "for models of images; %s takes --episodes".formatted(name);
    refuse(line, LengthOptions.NAMES, theirs);
    refuse(line, ImageOptions.NAMES, theirs);
    refuse(line, List.of(ImageOptions.DATA, ImageOptions.SET), theirs);
    int theEpisodes = Objects.requireNonNullElse(episodes, task.episodes());
    requireAtLeast(1, "--episodes", theEpisodes);
    episodes = theEpisodes;
    int theSeeds = seedsOr(SEEDS_OF_TASKS);
    return PolicyJob.of(
        task, MethodChoice.of(line, choice, task), theEpisodes, theSeeds, seed(), threads);
  }

  /** Refuses options of the other kind of models. */
  private static void refuse(CommandLine line, List<String> options, String why) {
    for (String option : options) {
      if (line.getParseResult().hasMatchedOption(option)) {
        throw new ParameterException(line, "%s is %s.".formatted(option, why));
      }
    }
  }

  @Override
  protected String folder(Job job) {
    return "train-" + name;
  }

  @Override
  protected Optional<Outcome> measure(
      CommandLine line, Job job, Optional<Path> folder, Interruption interruption) {
    Report first =
        Report.of(
            job.kind(), job.title(), Provenance.of(line.getCommandSpec()), line.getCommandSpec());
    Live live = watch.start(first, results -> reportOf(results, false));
    return job.train(folder, interruption, live);
  }

  @Override
  protected ObjectNode json(Outcome outcome) {
    return outcome.toJson();
  }

  @Override
  protected void print(Outcome outcome, PrintWriter out) {
    outcome.print(out);
  }

  @Override
  protected String kind(Outcome outcome) {
    return outcome.job().kind();
  }

  @Override
  protected String title(Outcome outcome) {
    return outcome.job().title();
  }

  @Override
  protected void report(Outcome outcome, Report report) {
    outcome.report(report);
  }

  @Override
  protected Map<String, String> csv(Outcome outcome) {
    return Map.of("train.csv", outcome.csv());
  }

  @Override
  protected void end(Outcome outcome) {
    watch.end(() -> reportOf(outcome, false));
    outcome.end();
  }

  @Override
  protected void close() {
    watch.close();
  }
}
