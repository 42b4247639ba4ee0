package io.thalweg.workbench.model;

import io.thalweg.rl.training.Tasks;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A model that can be trained. */
public sealed interface Model permits ImageModel, ControlTask, Experiment {

  /** The name on the command line. */
  String id();

  /** The model in words. */
  String title();

  /** All models: those of images, policies, experiments. */
  static List<Model> all() {
    return Stream.<Stream<? extends Model>>of(
            Stream.of(ImageModel.values()),
            Stream.of(Tasks.values()).map(ControlTask::new),
            experiments().stream())
        .<Model>flatMap(kind -> kind)
        .toList();
  }

  /** The experiments, in the order in which they are listed. */
  static List<Experiment<?>> experiments() {
    return List.of(
        new DigitAttention(Optional.empty()),
        new DigitMask(),
        new FeatureSelection(),
        new Sequences(),
        new StructureExperiment(),
        new ArchitectureExperiment(),
        new OrdersToy(),
        new Sorting());
  }

  /** The names that a shell can complete. */
  final class Ids implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
      return all().stream().map(Model::id).iterator();
    }
  }
}
