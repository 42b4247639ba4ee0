package io.thalweg.vae;

import io.thalweg.dense.Optimizer;
import io.thalweg.dense.Parameters;
import io.thalweg.dense.Rule;
import io.thalweg.optimizer.Schedule;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/**
 * The parameters of a model, those of its layers and of its prior, and the rules that move them.
 */
final class ModelParameters {

  private final Parameters layers;
  // Those of a prior that plain SGD moves; otherwise they stand behind those of the layers.
  private final Optional<Parameters> apart;
  private final Prior prior;

  /**
   * Makes so many for layers, and as many as the prior of the plan needs.
   *
   * @param latents of the prior
   * @throws IllegalArgumentException if a prior of normal latents is to be learned
   */
  ModelParameters(Plan plan, Latents latents, int ofLayers) {
    boolean fixed = plan.priorRule().isFixed();
    if (latents.kind() == Latents.Kind.GAUSSIAN && !fixed) {
      throw new IllegalArgumentException(
          "prior is '%s'; that of gaussian latents must be fixed".formatted(plan.get(Knob.PRIOR)));
    }
    boolean alone = plan.priorRule().rate().isPresent();
    this.layers = new Parameters(Math.addExact(ofLayers, fixed || alone ? 0 : latents.dimension()));
    this.apart = alone ? Optional.of(new Parameters(latents.dimension())) : Optional.empty();
    this.prior = new Prior(latents, apart.orElse(layers), alone ? 0 : ofLayers, fixed);
  }

  /** The parameters of layers, and of a prior that moves by the same rule. */
  Parameters main() {
    return layers;
  }

  /** The parameters of a prior that plain SGD moves. */
  Optional<Parameters> apart() {
    return apart;
  }

  Prior prior() {
    return prior;
  }

  /** Sets all of them to 0. */
  void clear() {
    layers.set(new double[layers.size()]);
    apart.ifPresent(own -> own.set(new double[own.size()]));
  }

  void save(DataOutput out) throws IOException {
    layers.save(out);
    if (apart.isPresent()) {
      apart.get().save(out);
    }
  }

  void load(DataInput in) throws IOException {
    layers.load(in);
    if (apart.isPresent()) {
      apart.get().load(in);
    }
  }

  /** Moves the parameters by the rules of a plan. */
  final class Descents {
    private final Optimizer ofLayers;
    private final Optional<Optimizer> ofPrior;

    Descents(Plan plan) {
      this.ofLayers = new Optimizer(layers, plan.rule());
      this.ofPrior =
          apart.map(
              own ->
                  new Optimizer(
                      own, Rule.sgd(Schedule.constant(plan.priorRule().rate().orElseThrow()))));
    }

    /** Makes one step down the gradients that were gathered. */
    void step() {
      ofLayers.step();
      ofPrior.ifPresent(Optimizer::step);
    }

    int steps() {
      return ofLayers.steps();
    }

    void save(DataOutput out) throws IOException {
      ofLayers.save(out);
      if (ofPrior.isPresent()) {
        ofPrior.get().save(out);
      }
    }

    void load(DataInput in) throws IOException {
      ofLayers.load(in);
      if (ofPrior.isPresent()) {
        ofPrior.get().load(in);
      }
    }
  }
}
