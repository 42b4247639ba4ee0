package io.thalweg.examples;

import io.thalweg.data.Digits;
import io.thalweg.data.ImageSet;
import io.thalweg.data.Part;
import io.thalweg.estimator.Registry;
import io.thalweg.train.Checkpoint;
import io.thalweg.train.Run;
import io.thalweg.vae.ImageTraining;
import io.thalweg.vae.Knob;
import io.thalweg.vae.Plan;
import io.thalweg.vae.Vae;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * A small autoencoder is trained and kept in a file; a program loads it, reconstructs and samples.
 *
 * <p>The files that {@code ./thalweg train} leaves in its folder, such as {@code
 * out/train-digits/relax-1.checkpoint}, are loaded in the same way.
 */
public final class Example11KeepAModel {

  private Example11KeepAModel() {}

  /** Trains up to so many steps, from where the file ends if there is one. */
  static Run<ImageTraining> train(Path file, int steps) throws IOException {
    Plan plan =
        Plan.defaults()
            .with(Knob.LATENTS, "bernoulli 40")
            .with(Knob.HIDDEN, "none")
            .with(Knob.BATCH, 50)
            .with(Knob.RATE, 3e-3);
    var disarm = Registry.find("disarm").orElseThrow();
    var run = ImageTraining.run(disarm, Digits.load(), plan, ImageTraining.Probe.small(), 1);
    if (Files.exists(file)) {
      run.load(file);
    }
    while (run.steps() < steps) {
      run.step();
    }
    run.save(file);
    return run;
  }

  /** Loads the model alone; the file knows its sizes. */
  static Vae load(Path file) throws IOException {
    return Vae.load(Checkpoint.read(file).state());
  }

  /** The probability of each pixel, as the model remembers images from their latents. */
  static double[] reconstruct(Vae vae, double[] images, int count) {
    var b = vae.posterior(images, count).law().sample(1, new SplittableRandom(2));
    return vae.decode(b.points(), count);
  }

  /** The probability of each pixel of images that the model makes up. */
  static double[] imagine(Vae vae, int count) {
    return vae.decode(vae.samplePrior(count, new SplittableRandom(3)), count);
  }

  /** Prints a test digit, its reconstruction and a sample, side by side. */
  public static void main(String[] arguments) throws IOException {
    Path file = Files.createTempDirectory("thalweg").resolve("digits.checkpoint");
    train(file, 500);
    train(file, 1_000); // goes on at step 500
    Vae vae = load(file);
    ImageSet digits = Digits.load();
    double[] original = digits.rows(Part.TEST, 0, 1, new SplittableRandom(1));
    double[] again = reconstruct(vae, original, 1);
    double[] sample = imagine(vae, 1);
    for (int row = 0; row < digits.side(); row++) {
      for (double[] image : new double[][] {original, again, sample}) {
        for (int column = 0; column < digits.side(); column++) {
          System.out.print(image[row * digits.side() + column] > 0.5 ? "##" : "..");
        }
        System.out.print("  ");
      }
      System.out.println();
    }
  }
}
