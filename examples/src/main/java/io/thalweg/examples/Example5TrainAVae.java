package io.thalweg.examples;

import io.thalweg.data.Digits;
import io.thalweg.data.Images;
import io.thalweg.estimator.coupling.DisArm;
import io.thalweg.vae.BernoulliVae;
import io.thalweg.vae.VaeEvaluator;
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
    Images digits = Images.of(Digits.load());
    var vae = new BernoulliVae(digits.pixels(), 200, BernoulliVae.Depth.LINEAR, random);
    var trainer = new VaeTrainer(vae, new DisArm(), 1e-3);
    for (int step = 0; step < steps; step++) {
      trainer.step(digits.batch(100, random), 100, random);
    }
    double[] test = digits.binaryTest(0, 297, random);
    return new VaeEvaluator(vae).evaluate(test, 297, 10, random).elbo();
  }
}
