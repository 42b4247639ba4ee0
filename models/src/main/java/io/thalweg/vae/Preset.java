package io.thalweg.vae;

import static io.thalweg.vae.Knob.ACTIVATION;
import static io.thalweg.vae.Knob.BATCH;
import static io.thalweg.vae.Knob.BETA2;
import static io.thalweg.vae.Knob.DECODER_INPUT;
import static io.thalweg.vae.Knob.ENCODER_INPUT;
import static io.thalweg.vae.Knob.HIDDEN;
import static io.thalweg.vae.Knob.INITIALIZATION;
import static io.thalweg.vae.Knob.KL;
import static io.thalweg.vae.Knob.LATENTS;
import static io.thalweg.vae.Knob.LOGITS;
import static io.thalweg.vae.Knob.OPTIMIZER;
import static io.thalweg.vae.Knob.OUTPUT_BIAS;
import static io.thalweg.vae.Knob.PIXELS;
import static io.thalweg.vae.Knob.PRIOR;
import static io.thalweg.vae.Knob.RATE;
import static io.thalweg.vae.Knob.SCHEDULE;
import static io.thalweg.vae.Knob.SPLIT;
import static io.thalweg.vae.Knob.SURROGATE_ACTIVATION;
import static io.thalweg.vae.Knob.SURROGATE_DECAY;
import static io.thalweg.vae.Knob.SURROGATE_HIDDEN;
import static io.thalweg.vae.Knob.SURROGATE_INPUT;
import static io.thalweg.vae.Knob.SURROGATE_RATE;
import static io.thalweg.vae.Knob.SURROGATE_WARMUP;
import static io.thalweg.vae.Knob.TEMPERATURE;

import java.util.List;
import java.util.Locale;

/**
 * Plans of published experiments, with the estimators that they compare.
 *
 * <p>Settings are those of the papers and of the code that their authors released. A plan of a
 * paper with several models is that of one of them; other values are set by name.
 */
public enum Preset {
  /**
   * Bits on the fixed binarisation of MNIST; two tanh layers, or none with {@code hidden=none}. The
   * paper chose its learning rate from 5e-3, 1e-3, 5e-4, 1e-4 and 5e-5 and does not say which.
   *
   * <p>Source: Grathwohl et al. (2018), ICLR, arXiv:1711.00123; Tucker et al. (2017), NeurIPS,
   * arXiv:1703.07370.
   */
  RELAX(
      bits()
          .with(ACTIVATION, "tanh")
          .with(ENCODER_INPUT, "demeaned")
          .with(OUTPUT_BIAS, "data")
          .with(BETA2, 0.99999)
          .with(RATE, 1e-4)
          .with(BATCH, 24)
          .with(PIXELS, "fixed")
          .with(SURROGATE_HIDDEN, "200-200-200-200")
          .with(SURROGATE_ACTIVATION, "relu")
          .with(SURROGATE_INPUT, "image+z")
          .with(SURROGATE_RATE, 1e-4)
          .with(SURROGATE_DECAY, 1e-3)
          .with(SURROGATE_WARMUP, 1_000),
      "rebar",
      "relax"),
  /**
   * Categories with the first logit at 0, on MNIST with a threshold.
   *
   * <p>Source: Yin, Yue &amp; Zhou (2019), ICML, arXiv:1905.01413.
   */
  ARSM(
      categories(20)
          .with(LOGITS, "reference")
          .with(ACTIVATION, "leaky_relu/0.2")
          .with(RATE, 3e-4)
          .with(BATCH, 200)
          .with(PIXELS, "threshold")
          .with(SPLIT, "first"),
      "arsm",
      "rloo",
      "carms"),
  /**
   * 30 variables of 10 categories on grey MNIST, the divergence in closed form.
   *
   * <p>Source: Liu, Dong, Liu, Yu &amp; Gao (2023), NeurIPS, arXiv:2304.08612.
   */
  REINMAX(
      categories(30)
          .with(ACTIVATION, "relu")
          .with(INITIALIZATION, "fan_in")
          .with(KL, "closed")
          .with(OPTIMIZER, "radam")
          .with(RATE, 5e-4)
          .with(PIXELS, "grey"),
      "reinmax:temperature=1.3",
      "gumbel_straight_through:temperature=0.5"),
  /**
   * Bits on MNIST that is drawn anew at each use; the prior moves by plain SGD.
   *
   * <p>Source: Dong, Mnih &amp; Tucker (2020), NeurIPS, arXiv:2006.10680.
   */
  DISARM(
      bits()
          .with(ACTIVATION, "leaky_relu/0.3")
          .with(ENCODER_INPUT, "demeaned")
          .with(OUTPUT_BIAS, "data")
          .with(PRIOR, "sgd/0.01")
          .with(RATE, 1e-4)
          .with(BATCH, 50)
          .with(PIXELS, "resampled")
          .with(SURROGATE_HIDDEN, "137")
          .with(SURROGATE_ACTIVATION, "leaky_relu/0.3")
          .with(SURROGATE_INPUT, "image+z")
          .with(SURROGATE_RATE, 1e-4),
      "disarm",
      "rloo:draws=2",
      "relax"),
  /**
   * Bits on MNIST that is drawn anew at each use, under a uniform prior.
   *
   * <p>Source: Shi, Zhou, Hwang, Titsias &amp; Mackey (2022), NeurIPS, arXiv:2202.09497.
   */
  RODEO(
      bits()
          .with(ACTIVATION, "leaky_relu/0.3")
          .with(ENCODER_INPUT, "raw")
          .with(DECODER_INPUT, "raw")
          .with(PRIOR, "fixed")
          .with(RATE, 1e-3)
          .with(PIXELS, "resampled"),
      "rodeo",
      "disarm",
      "rloo:draws=2"),
  /**
   * 30 variables of 10 categories on grey MNIST, with a temperature that falls.
   *
   * <p>Source: Jang, Gu &amp; Poole (2017), ICLR, arXiv:1611.01144.
   */
  JANG(
      categories(30)
          .with(ACTIVATION, "relu")
          .with(KL, "closed")
          .with(RATE, 1e-3)
          .with(SCHEDULE, "0.9/1000")
          .with(PIXELS, "grey")
          .with(SPLIT, "first")
          .with(TEMPERATURE, "1/3e-5/0.5"),
      "gumbel_softmax",
      "gumbel_straight_through");

  @SuppressWarnings("ImmutableEnumChecker") // It is immutable.
  private final Plan plan;

  @SuppressWarnings("ImmutableEnumChecker") // It is a list that cannot be changed.
  private final List<String> estimators;

  Preset(Plan plan, String... estimators) {
    this.plan = plan;
    this.estimators = List.of(estimators);
  }

  private static Plan bits() {
    return Plan.defaults().with(LATENTS, "bernoulli 200").with(SPLIT, "last");
  }

  private static Plan categories(int variables) {
    return Plan.defaults()
        .with(LATENTS, Latents.categorical(variables, 10))
        .with(HIDDEN, "512-256")
        .with(ENCODER_INPUT, "raw")
        .with(DECODER_INPUT, "raw")
        .with(PRIOR, "fixed");
  }

  /** The name on the command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The choices of the paper. */
  public Plan plan() {
    return plan;
  }

  /**
   * The estimators that the paper compares, by ids that {@link io.thalweg.estimator.Registry#parse}
   * reads.
   */
  public List<String> estimators() {
    return estimators;
  }
}
