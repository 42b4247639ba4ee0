package io.thalweg.vae;

import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.estimator.Recipe;
import io.thalweg.program.Estimates;
import io.thalweg.program.Node;
import io.thalweg.program.Program;
import io.thalweg.train.GradientVariance;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Trains a model that is a program, with an estimator of one kind at each layer. */
final class ProgramTrainer implements Learner {

  private final ProgramModel model;
  private final List<Choice> choices;
  private final ModelParameters.Descents descents;
  private long evaluations;

  /**
   * Makes a trainer.
   *
   * @param random draws the weights of surrogates, one for each layer
   * @throws IllegalArgumentException if the estimator does not fit the latents
   */
  ProgramTrainer(ProgramModel model, Recipe<?, ?> recipe, RandomGenerator random) {
    this.model = model;
    this.descents = model.descents();
    this.choices = new ArrayList<>();
    for (int layer = 0; layer < model.plan().depth(); layer++) {
      choices.add(Choice.of(recipe, model.plan(), model.inputs(), random));
    }
  }

  @Override
  public double step(double[] images, int count, RandomGenerator random) {
    Estimates estimates = learned(images, count, random);
    estimates.pullback(-1.0 / count);
    descents.step();
    return estimates.value();
  }

  @Override
  public boolean learns() {
    return choices.get(0).learns();
  }

  @Override
  public void warmUp(double[] images, int count, RandomGenerator random) {
    learned(images, count, random);
  }

  private Estimates learned(double[] images, int count, RandomGenerator random) {
    Program program = program(images, count);
    Estimates estimates = program.estimate(random);
    // It learns before the step, which changes the weights that the estimates were made with.
    program.learn(estimates);
    evaluations += estimates.evaluations();
    return estimates;
  }

  private Program program(double[] images, int count) {
    List<Estimator<Distribution, Objective>> estimators = new ArrayList<>();
    double[] seen = model.encoded(images);
    for (Choice choice : choices) {
      choice.see(seen, count);
      estimators.add(choice.at(descents.steps()));
    }
    return model.program(images, count, estimators);
  }

  @Override
  public double gradientVariance(double[] images, int count, int draws, RandomGenerator random) {
    Program program = program(images, count);
    List<GradientVariance> variances = new ArrayList<>();
    program.nodes().forEach(node -> variances.add(new GradientVariance()));
    for (int draw = 0; draw < draws; draw++) {
      Estimates estimates = program.estimate(random);
      int layer = 0;
      for (Node<?> node : program.nodes()) {
        variances.get(layer++).add(estimates.gradient(node));
      }
    }
    return variances.stream().mapToDouble(GradientVariance::sum).sum() / count;
  }

  @Override
  public Bounds bounds(double[] images, int count, int draws, RandomGenerator random) {
    return Bounds.of(
        (part, size, k, own) -> {
          Program program = program(part, size);
          return program.values(program.sample(k, own));
        },
        images,
        count,
        draws,
        random);
  }

  @Override
  public long evaluations() {
    return evaluations;
  }

  @Override
  public double[] reconstruct(double[] images, int count, RandomGenerator random) {
    return model.reconstruct(images, count, random);
  }

  @Override
  public Optional<double[]> imagine(int count, RandomGenerator random) {
    return model.imagine(count, random);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    model.save(out);
    descents.save(out);
    for (Choice choice : choices) {
      choice.save(out);
    }
    out.writeLong(evaluations);
  }

  @Override
  public void load(DataInput in) throws IOException {
    model.restore(in);
    descents.load(in);
    for (Choice choice : choices) {
      choice.load(in);
    }
    evaluations = in.readLong();
  }
}
