package io.thalweg.workbench.train;

import io.thalweg.data.DataException;
import io.thalweg.data.DataSet;
import io.thalweg.data.ImageSet;
import io.thalweg.data.Pixels;
import io.thalweg.data.Split;
import io.thalweg.train.Training;
import io.thalweg.vae.ImageTraining;
import io.thalweg.vae.Knob;
import io.thalweg.vae.Plan;
import io.thalweg.vae.Preset;
import io.thalweg.workbench.model.Experiment;
import io.thalweg.workbench.model.ImageModel;
import io.thalweg.workbench.output.Names;
import io.thalweg.workbench.problem.EstimatorChoice;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of {@code train} that are for models of images. */
final class ImageOptions {

  /** The names of these options. */
  static final List<String> NAMES = List.of("--epochs", "--patience", "--like");

  /** The name of the option that names a folder of images. */
  static final String DATA = "--data";

  /** The name of the option that sets what a model of images or an experiment lets choose. */
  static final String SET = "--set";

  /** The names of plans that a shell can complete. */
  static final class Presets implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Preset.values()).map(Preset::id).iterator();
    }
  }

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description =
          "In place of --steps: passes over the training images for each run of a model of images.")
  private @Nullable Integer epochs;

  @Option(
      names = "--patience",
      paramLabel = "N",
      description =
          "End a run early when the ELBO of validation images, or else that of test images, has not"
              + " risen for N of its 25 measurements.")
  private @Nullable Integer patience;

  @Option(
      names = DATA,
      paramLabel = "DIR",
      description =
          "Folder of the files of MNIST or Fashion-MNIST, in place of embedded digits; for attention,"
              + " of MNIST.")
  private @Nullable Path data;

  @Option(
      names = "--like",
      paramLabel = "PAPER",
      completionCandidates = Presets.class,
      description = "All settings of a published experiment: ${COMPLETION-CANDIDATES}.")
  private @Nullable String like;

  @Option(
      names = SET,
      paramLabel = "NAME=VALUE",
      description =
          "Another value of a setting, such as hidden=none or 'latents=categorical 20x10'; 'list"
              + " --plans' names those of models of images, and those of other models.")
  private Map<String, String> values = new LinkedHashMap<>();

  /**
   * Makes the job that the options ask for.
   *
   * @throws ParameterException if they ask for what there is not
   */
  ImageJob job(
      CommandLine line,
      ImageModel model,
      EstimatorChoice choice,
      LengthOptions length,
      int seeds,
      long seed,
      int threads) {
    Budget budget = length.budget(line, epochs, model.steps());
    LengthOptions.requireCount(line, "--patience", patience);
    if (data == null && !model.embedded()) {
      throw new ParameterException(
          line,
          "%s is not part of the library; give the folder of its IDX files with --data DIR."
              .formatted(model.id()));
    }
    Optional<Preset> paper = Optional.ofNullable(like).map(name -> preset(line, name));
    paper.ifPresent(preset -> requireSameModel(line, model, preset));
    Plan plan = plan(line, paper.map(Preset::plan).orElse(model.plan()));
    List<String> standard = paper.map(Preset::estimators).orElse(model.estimators());
    return new ImageJob(
        model,
        Optional.ofNullable(data),
        plan,
        new ImageEstimators(plan).choose(line, choice, standard),
        budget,
        new Patience(
            Optional.ofNullable(patience), List.of(ImageTraining.VALIDATION, ImageTraining.TEST)),
        seeds,
        seed,
        threads);
  }

  /**
   * Returns an experiment on the images of the folder that is named, or as it is if there is none.
   *
   * @throws ParameterException if a folder is named and the experiment takes no images
   * @throws DataException if files are missing or not those of MNIST
   */
  <T extends Training> Experiment<T> withImages(CommandLine line, Experiment<T> experiment) {
    if (data == null) {
      return experiment;
    }
    Function<ImageSet, Experiment<T>> ofImages =
        experiment
            .ofImages()
            .orElseThrow(
                () ->
                    new ParameterException(
                        line,
                        "%s is for models of images and attention; %s makes its own data."
                            .formatted(DATA, experiment.id())));
    return ofImages.apply(DataSet.MNIST.load(data, Pixels.GREY, Split.NONE));
  }

  /** The values of {@code --set}, by name. */
  Map<String, String> values() {
    return values;
  }

  private static Preset preset(CommandLine line, String name) {
    return Names.find(line, "paper", name, List.of(Preset.values()), Preset::id);
  }

  /** Refuses a paper that would replace what makes the model another one than its name says. */
  private static void requireSameModel(CommandLine line, ImageModel model, Preset paper) {
    for (Knob knob : List.of(Knob.TASK, Knob.LAYERS)) {
      String own = model.plan().get(knob);
      String theirs = paper.plan().get(knob);
      if (!own.equals(theirs)) {
        throw new ParameterException(
            line,
            "--like %s has %s=%s, but %s is a model of %s=%s; train digits or mnist like that paper."
                .formatted(paper.id(), knob.label(), theirs, model.id(), knob.label(), own));
      }
    }
  }

  private static Knob knob(CommandLine line, String name) {
    List<String> names = Arrays.stream(Knob.values()).map(Knob::label).toList();
    if (!names.contains(name)) {
      throw new ParameterException(
          line, Names.unknown("setting", name, names, "'thalweg list --plans' names all."));
    }
    return Knob.of(name);
  }

  private Plan plan(CommandLine line, Plan from) {
    try {
      Map<Knob, String> chosen = new LinkedHashMap<>();
      values.forEach((name, value) -> chosen.put(knob(line, name), value));
      return from.with(chosen);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(line, "--set: %s.".formatted(e.getMessage()));
    }
  }
}
