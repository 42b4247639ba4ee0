package io.thalweg.vae;

import io.thalweg.estimator.Registry;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;

/**
 * A small model of any plan with what trains it, at rates so small that single precision forgets
 * every step: the parameters stay and the gradients of steps can be looked at.
 *
 * @param exact the same model, enumerated
 */
record Subject(Plan plan, ModelParameters parameters, Learner learner, Enumerated exact) {

  private static final double STILL = 1e-30;

  /** Makes a model whose weights, biases and prior are all away from zero. */
  static Subject of(Plan chosen, double[] mean, String estimator, long seed) {
    Plan plan = chosen.with(Knob.RATE, STILL);
    if (plan.get(Knob.PRIOR).startsWith("sgd")) {
      plan = plan.with(Knob.PRIOR, "sgd/" + STILL);
    }
    Subject subject = fresh(plan, mean, estimator, seed);
    double most = size(plan);
    subject.set(new SplittableRandom(seed).doubles(subject.exact.size(), -most, most).toArray());
    return subject;
  }

  /**
   * The largest parameter. Normal latents are left near their prior, because others have gradients
   * in which it cannot be seen; several layers need large weights so that the first one matters.
   */
  private static double size(Plan plan) {
    if (plan.latents().kind() == Latents.Kind.GAUSSIAN) {
      return 0.25;
    }
    return plan.isAutoencoderOfOneLayer() ? 0.8 : 2;
  }

  /** Makes a model as a training starts with it, at the rates of the plan. */
  static Subject fresh(Plan plan, double[] mean, String estimator, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    var recipe = Registry.find(estimator).orElseThrow();
    Enumerated exact = new Enumerated(plan, mean);
    if (plan.isAutoencoderOfOneLayer()) {
      Vae model = new Vae(plan, mean, random);
      VaeTrainer trainer = VaeTrainer.of(model, recipe, random);
      return new Subject(plan, model.allParameters(), trainer, exact);
    }
    ProgramModel model =
        plan.get(Knob.TASK).equals("complete")
            ? new Completion(plan, mean, random)
            : new LayeredVae(plan, mean, random);
    ProgramTrainer trainer = new ProgramTrainer(model, recipe, random);
    return new Subject(plan, model.parameters(), trainer, exact);
  }

  /** Sets all parameters, those of the prior last. */
  void set(double[] numbers) {
    int main = parameters.main().size();
    parameters.main().set(Arrays.copyOf(numbers, main));
    parameters.apart().ifPresent(own -> own.set(Arrays.copyOfRange(numbers, main, numbers.length)));
  }

  double[] values() {
    double[] apart = parameters.apart().map(own -> own.values()).orElse(new double[0]);
    return concat(parameters.main().values(), apart);
  }

  /** The gradient of the bound that the last step ascended. */
  double[] ascended() {
    double[] apart = parameters.apart().map(own -> own.gradient()).orElse(new double[0]);
    return Arrays.stream(concat(parameters.main().gradient(), apart)).map(x -> -x).toArray();
  }

  private static double[] concat(double[] first, double[] second) {
    return DoubleStream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
  }
}
