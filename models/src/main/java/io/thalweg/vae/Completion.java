package io.thalweg.vae;

import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.dense.Architecture;
import io.thalweg.dense.DenseObjective;
import io.thalweg.dense.Head;
import io.thalweg.program.Builder;
import io.thalweg.program.Node;
import io.thalweg.program.Program;
import io.thalweg.program.SmoothCost;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The prediction of the lower half of an image from its upper half, by layers of latents.
 *
 * <pre>
 *   upper half -> b_1 -> .. -> b_L -> lower half,   f = log p(lower | b_L)
 * </pre>
 *
 * <p>The latents have no posterior: E f is a bound on log p(lower | upper), and that of K draws a
 * tighter one.
 *
 * <p>Source: Raiko, Berglund, Alain &amp; Dinh (2015), ICLR, arXiv:1406.2989.
 */
final class Completion implements ProgramModel {

  private final Plan plan;
  private final double[] mean;
  private final Latents latents;
  private final int seen;
  private final ModelParameters parameters;
  private final List<DenseLink> links = new ArrayList<>();
  private final Decoder decoder;

  /**
   * Makes a model with random weights.
   *
   * @throws IllegalArgumentException if the prior is to be learned: there is none
   */
  Completion(Plan plan, double[] mean, RandomGenerator random) {
    if (!plan.priorRule().isFixed()) {
      throw new IllegalArgumentException(
          "prior is '%s'; it must be fixed where lower halves are completed: there is none"
              .formatted(plan.get(Knob.PRIOR)));
    }
    this.plan = plan;
    this.mean = MeanImage.copy(mean);
    this.latents = plan.latents();
    int side = (int) Math.round(Math.sqrt(mean.length));
    this.seen = side / 2 * side;
    Architecture first = plan.layers(seen, latents.outputs());
    Architecture further = plan.layers(latents.pointSize(), latents.outputs());
    Architecture last = plan.layersBack(latents.pointSize(), mean.length - seen);
    int count = first.parameters() + last.parameters() + (plan.depth() - 1) * further.parameters();
    this.parameters = new ModelParameters(plan, latents, count);
    Networks networks = new Networks(plan, parameters, random);
    links.add(new DenseLink(networks.ofImages(first), latents));
    for (int layer = 1; layer < plan.depth(); layer++) {
      links.add(new DenseLink(networks.ofLatents(further), latents));
    }
    this.decoder = networks.decoder(last, Arrays.copyOfRange(mean, seen, mean.length));
  }

  @Override
  public Plan plan() {
    return plan;
  }

  @Override
  public int inputs() {
    return seen;
  }

  @Override
  public double[] encoded(double[] images) {
    return MeanImage.encoded(plan, columns(images, 0, seen), Arrays.copyOf(mean, seen));
  }

  private double[] columns(double[] images, int from, int to) {
    int rows = images.length / mean.length;
    double[] some = new double[rows * (to - from)];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(images, row * mean.length + from, some, row * (to - from), to - from);
    }
    return some;
  }

  @Override
  public Program program(
      double[] images, int count, List<? extends Estimator<Distribution, Objective>> estimators) {
    Builder program = Program.of(count);
    Node<Distribution> last =
        program.node("b1", links.get(0).ofInputs(encoded(images), count), estimators.get(0));
    for (int layer = 1; layer < links.size(); layer++) {
      last =
          program.node("b" + (layer + 1), links.get(layer).ofParent(), estimators.get(layer), last);
    }
    Head lower = Head.bernoulli(columns(images, seen, mean.length), count);
    program.cost(
        "lower | " + last.name(), SmoothCost.of(new DenseObjective(decoder.layers(), lower)), last);
    return program.build();
  }

  @Override
  public ModelParameters parameters() {
    return parameters;
  }

  @Override
  public double[] reconstruct(double[] images, int count, RandomGenerator random) {
    double[] points = links.get(0).at(encoded(images), count).law().sample(1, random).points();
    for (DenseLink link : links.subList(1, links.size())) {
      points = link.at(points, count).law().sample(1, random).points();
    }
    double[] lower = decoder.probabilities(points, count);
    double[] completed = images.clone();
    int size = mean.length - seen;
    for (int row = 0; row < count; row++) {
      System.arraycopy(lower, row * size, completed, row * mean.length + seen, size);
    }
    return completed;
  }

  @Override
  public Optional<double[]> imagine(int count, RandomGenerator random) {
    return Optional.empty();
  }

  @Override
  public void save(DataOutput out) throws IOException {
    new SavedPlan(plan, mean).write(out);
    parameters.save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    SavedPlan.read(in).require(plan, mean.length);
    parameters.load(in);
  }
}
