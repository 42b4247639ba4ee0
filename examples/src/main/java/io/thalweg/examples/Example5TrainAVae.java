package io.thalweg.examples;

import io.thalweg.data.Digits;
import io.thalweg.data.ImageSet;
import io.thalweg.data.Part;
import io.thalweg.estimator.coupling.DisArm;
import io.thalweg.vae.Knob;
import io.thalweg.vae.Plan;
import io.thalweg.vae.Vae;
import io.thalweg.vae.VaeTrainer;
import java.util.SplittableRandom;

/** A variational autoencoder with 200 Bernoulli latents, trained by DisARM in a dozen lines. */
public final class Example5TrainAVae {

  private Example5TrainAVae() {}

  /** Prints the ELBO of test digits during training. */
  public static void main(String[] arguments) {
    System.out.printf("ELBO of test digits at the end: %.2f nats%n", train(1_000));
  }

  static double train(int steps) {
    var random = new SplittableRandom(1);
    ImageSet digits = Digits.load();
    Plan plan = Plan.defaults().with(Knob.LATENTS, "bernoulli 200").with(Knob.HIDDEN, "none");
    var vae = new Vae(plan, digits.mean(), random);
    var trainer = new VaeTrainer(vae, new DisArm());
    for (int step = 0; step < steps; step++) {
      int[] batch = random.ints(100, 0, digits.count(Part.TRAIN)).toArray();
      trainer.step(digits.rows(Part.TRAIN, batch, random), 100, random);
    }
    return vae.bounds(digits, Part.TEST, 10, random).elbo();
  }
}
