package io.thalweg.torch;

import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.Registry;
import io.thalweg.estimator.Settings;
import io.thalweg.optimizer.Descent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.global.torch;

/** An autoencoder with Bernoulli latents, as small as it gets, trained by RELAX. */
final class SmallVae {

  private static final int PIXELS = 12;
  private static final int LATENTS = 6;
  private static final int BATCH = 8;

  private final SplittableRandom random;
  private final Dense encoder;
  private final Dense decoder;
  private final TorchAdam optimizer;
  private final Estimator<Distribution, Objective> estimator;

  SmallVae(long seed) {
    random = new SplittableRandom(seed);
    encoder = new Dense(random, PIXELS, 10, LATENTS);
    decoder = new Dense(random, LATENTS, 10, PIXELS);
    List<Tensor> all = new ArrayList<>(encoder.parameters());
    all.addAll(decoder.parameters());
    optimizer = new TorchAdam(all, 0.01);
    Settings settings =
        Settings.defaults()
            .withNetworks((size, numbers) -> new TorchNetwork(numbers, 0.01, size, size));
    estimator =
        Registry.find("relax")
            .orElseThrow()
            .create(
                Bernoulli.ofLogits(new double[LATENTS]), TorchObjective.class, settings, random);
  }

  /** One step of training, in the scope around it; what the step estimated. */
  double step() {
    double[] images = new double[BATCH * PIXELS];
    // Stripes, which two bits can tell.
    Arrays.setAll(images, i -> i % 4 == i / PIXELS % 4 || random.nextInt(10) == 0 ? 1 : 0);
    Tensor x = Tensors.of(images, BATCH, PIXELS);
    Tensor logits = encoder.forward(x);
    Bernoulli q = Bernoulli.ofLogits(Tensors.toArray(logits)).inContexts(BATCH);
    TorchObjective f =
        new TorchObjective(
            (b, events) -> logLikelihood(decoder.forward(b), x, events.count()),
            decoder.parameters());
    Estimate estimate = Descent.learn(estimator, q, f, random);
    optimizer.zero();
    estimate.evaluation().pullback(descending(estimate.weights()));
    logits.backward(
        Tensors.of(descending(estimate.gradient()), BATCH, LATENTS),
        new BoolOptional(),
        false,
        new TensorArrayRefOptional());
    optimizer.step();
    return estimate.value();
  }

  private static Tensor logLikelihood(Tensor decoded, Tensor x, long rows) {
    Tensor pixels = decoded.view(rows / BATCH, BATCH, PIXELS);
    return pixels.mul(x).sub(torch.softplus(pixels)).sum(-1);
  }

  private static double[] descending(double[] gradient) {
    return Arrays.stream(gradient).map(g -> -g / BATCH).toArray();
  }
}
