package io.thalweg.vae;

import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.dense.Architecture;
import io.thalweg.dense.DenseObjective;
import io.thalweg.dense.Head;
import io.thalweg.program.Builder;
import io.thalweg.program.Cost;
import io.thalweg.program.Link;
import io.thalweg.program.Node;
import io.thalweg.program.Program;
import io.thalweg.program.SmoothCost;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A variational autoencoder with several layers of latents, as a program.
 *
 * <pre>
 *   x -> b_1 -> .. -> b_L    each given the one before, q(b_l | b_(l-1))
 *   f = log p(x | b_1) + sum_l log p(b_l | b_(l+1)) + log p(b_L) - sum_l log q(b_l | b_(l-1))
 * </pre>
 *
 * <p>A layer answers for the costs that look at it or at a later layer.
 */
final class LayeredVae implements ProgramModel {

  private final Plan plan;
  private final double[] mean;
  private final Latents latents;
  private final ModelParameters parameters;
  // Of layer 1 to L, each from the one before; and to x and to layers 1 to L - 1.
  private final List<DenseLink> down = new ArrayList<>();
  private final List<DenseLink> up = new ArrayList<>();
  private final Decoder decoder;

  /** Makes a model with random weights. */
  LayeredVae(Plan plan, double[] mean, RandomGenerator random) {
    this.plan = plan;
    this.mean = MeanImage.copy(mean);
    this.latents = plan.latents();
    int depth = plan.depth();
    Architecture first = plan.layers(mean.length, latents.outputs());
    Architecture further = plan.layers(latents.pointSize(), latents.outputs());
    Architecture back = plan.layersBack(latents.pointSize(), latents.outputs());
    Architecture last = plan.layersBack(latents.pointSize(), mean.length);
    int count =
        first.parameters()
            + last.parameters()
            + (depth - 1) * (further.parameters() + back.parameters());
    this.parameters = new ModelParameters(plan, latents, count);
    Networks networks = new Networks(plan, parameters, random);
    down.add(new DenseLink(networks.ofImages(first), latents));
    for (int layer = 1; layer < depth; layer++) {
      down.add(new DenseLink(networks.ofLatents(further), latents));
    }
    for (int layer = 1; layer < depth; layer++) {
      up.add(new DenseLink(networks.ofLatents(back), latents));
    }
    this.decoder = networks.decoder(last, mean);
  }

  @Override
  public Plan plan() {
    return plan;
  }

  @Override
  public int inputs() {
    return mean.length;
  }

  @Override
  public double[] encoded(double[] images) {
    return MeanImage.encoded(plan, images, mean);
  }

  @Override
  public Program program(
      double[] images, int count, List<? extends Estimator<Distribution, Objective>> estimators) {
    Builder program = Program.of(count);
    List<Node<Distribution>> nodes = new ArrayList<>();
    for (int layer = 0; layer < down.size(); layer++) {
      String name = "b" + (layer + 1);
      nodes.add(
          layer == 0
              ? program.node(name, down.get(0).ofInputs(encoded(images), count), estimators.get(0))
              : program.node(
                  name, down.get(layer).ofParent(), estimators.get(layer), nodes.get(layer - 1)));
    }
    Head pixels = Head.bernoulli(images, count);
    program.cost(
        "x | b1", SmoothCost.of(new DenseObjective(decoder.layers(), pixels)), nodes.get(0));
    for (int layer = 0; layer < up.size(); layer++) {
      Link<Distribution> link = up.get(layer).ofParent();
      program.cost(
          "b%d | b%d".formatted(layer + 1, layer + 2),
          Cost.logDensity(link),
          nodes.get(layer),
          nodes.get(layer + 1));
    }
    Node<?> top = nodes.get(nodes.size() - 1);
    program.cost(top.name(), rows -> parameters.prior().logDensity(rows[0]), top);
    nodes.forEach(program::entropy);
    return program.build();
  }

  @Override
  public ModelParameters parameters() {
    return parameters;
  }

  @Override
  public double[] reconstruct(double[] images, int count, RandomGenerator random) {
    double[] points = down.get(0).at(encoded(images), count).law().sample(1, random).points();
    return decoder.probabilities(points, count);
  }

  @Override
  public Optional<double[]> imagine(int count, RandomGenerator random) {
    double[] points = parameters.prior().sample(count, random);
    for (int layer = up.size() - 1; layer >= 0; layer--) {
      points = up.get(layer).at(points, count).law().sample(1, random).points();
    }
    return Optional.of(decoder.probabilities(points, count));
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
