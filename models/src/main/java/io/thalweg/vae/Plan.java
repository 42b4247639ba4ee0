package io.thalweg.vae;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Objective;
import io.thalweg.data.Pixels;
import io.thalweg.data.Split;
import io.thalweg.dense.Activation;
import io.thalweg.dense.AdamRule;
import io.thalweg.dense.Architecture;
import io.thalweg.dense.Initialization;
import io.thalweg.dense.RadamRule;
import io.thalweg.dense.Rule;
import io.thalweg.optimizer.Schedule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The design of an autoencoder and of its training: a value for every {@link Knob}.
 *
 * <pre>{@code
 * Plan plan = Plan.defaults().with(Knob.LATENTS, "bernoulli 200").with(Knob.HIDDEN, "none");
 * }</pre>
 *
 * <p>A plan is immutable. Its values are text, as a command line, a checkpoint and a report state
 * them. Each is checked when it is set. A prior that no model of the plan can have, such as one
 * that is learned for normal latents, is refused when the model is made.
 */
public final class Plan {

  private static final double EPSILON = 1e-8;
  private static final double BETA1 = 0.9;

  private final Map<Knob, String> values;

  private Plan(Map<Knob, String> values) {
    this.values = values;
  }

  /** Returns the plan with the standard value of each knob. */
  public static Plan defaults() {
    Map<Knob, String> values = new EnumMap<>(Knob.class);
    for (Knob knob : Knob.values()) {
      values.put(knob, knob.standard());
    }
    return new Plan(values);
  }

  /**
   * Returns this plan with another value of a knob.
   *
   * @param value a text, a number, a constant of an enum such as {@link Pixels#GREY}, or {@link
   *     Latents} without a reference
   * @throws IllegalArgumentException if it is no value of the knob, or does not go with the values
   *     of others
   */
  public Plan with(Knob knob, Object value) {
    return with(Map.of(knob, value));
  }

  /**
   * Returns this plan with other values of some knobs, which need to go together at the end only.
   *
   * @param chosen texts or numbers
   * @throws IllegalArgumentException if one is no value of its knob, or they do not go together
   */
  public Plan with(Map<Knob, ?> chosen) {
    Map<Knob, String> other = new EnumMap<>(values);
    chosen.forEach(
        (knob, value) -> {
          String text = text(value);
          Object parsed = knob.parse(text);
          // 1e-3 and 0.001 are one value, so that a checkpoint of one goes on with the other.
          other.put(knob, parsed instanceof Number ? text(parsed) : text);
        });
    Plan plan = new Plan(other);
    boolean categorical = ((Latents) plan.read(Knob.LATENTS)).kind() == Latents.Kind.CATEGORICAL;
    if (!categorical && plan.is(Knob.LOGITS, "reference")) {
      throw new IllegalArgumentException(
          "logits is 'reference'; it must be all unless latents are categorical");
    }
    if (!plan.isAutoencoderOfOneLayer() && !plan.drawsDivergence()) {
      throw new IllegalArgumentException(
          "kl is 'closed'; it must be drawn unless the model reconstructs by one layer of latents");
    }
    return plan;
  }

  /** Writes a value as a plan states it: 0.0001 and not 1.0E-4, a constant in small letters. */
  private static String text(Object value) {
    if (value instanceof Latents latents && latents.reference()) {
      throw new IllegalArgumentException(
          "latents are '%s' with the first logit at 0; a plan states that apart, as logits 'reference'"
              .formatted(latents));
    }
    if (value instanceof Double number && Double.isFinite(number)) {
      return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
    return value instanceof Enum<?> constant
        ? constant.name().toLowerCase(Locale.ROOT)
        : String.valueOf(value);
  }

  /** The value of a knob as text. */
  public String get(Knob knob) {
    return Objects.requireNonNull(values.get(knob));
  }

  /** All values by the names of their knobs. */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    values.forEach((knob, value) -> settings.put(knob.label(), value));
    return Collections.unmodifiableMap(settings);
  }

  /** Lists in words the values of this plan that another has not. */
  List<String> differences(Plan other) {
    List<String> differences = new ArrayList<>();
    values.forEach(
        (knob, value) -> {
          if (!other.get(knob).equals(value)) {
            differences.add("%s %s, not %s".formatted(knob.label(), value, other.get(knob)));
          }
        });
    return differences;
  }

  /** The latent variables. */
  public Latents latents() {
    Latents latents = (Latents) read(Knob.LATENTS);
    return is(Knob.LOGITS, "reference") ? latents.withReference() : latents;
  }

  /**
   * The class of the objectives that estimators see: with a gradient in the latents where there is
   * one layer of them, and values alone where later layers are drawn.
   */
  public Class<? extends Objective> objective() {
    return isAutoencoderOfOneLayer() ? DifferentiableObjective.class : Objective.class;
  }

  /** A law of one context of the latents, which tells what estimators fit. */
  public Distribution exampleLaw() {
    return latents().example();
  }

  /** Images of a minibatch. */
  public int batch() {
    return (int) read(Knob.BATCH);
  }

  /** Ways to make numbers of grey pixels. */
  public Pixels pixels() {
    return (Pixels) read(Knob.PIXELS);
  }

  /** Part of the training images that is kept for validation. */
  public Split split() {
    return (Split) read(Knob.SPLIT);
  }

  private boolean is(Knob knob, String value) {
    return get(knob).equals(value);
  }

  /** Whether a value was chosen that is not the standard one. */
  boolean changes(Knob knob) {
    return !is(knob, knob.standard());
  }

  private Object read(Knob knob) {
    return knob.parse(get(knob));
  }

  double number(Knob knob) {
    return ((Number) read(knob)).doubleValue();
  }

  /** Layers of latents; a model of several is a program. */
  int depth() {
    return (int) read(Knob.LAYERS);
  }

  /** Whether images come from their own latents, not lower halves from latents of upper ones. */
  boolean reconstructs() {
    return is(Knob.TASK, "reconstruct");
  }

  /** Whether a model is a {@link Vae}. */
  boolean isAutoencoderOfOneLayer() {
    return depth() == 1 && reconstructs();
  }

  /** Whether f holds log p(b) - log q(b | x) at each draw. */
  boolean drawsDivergence() {
    return is(Knob.KL, "drawn");
  }

  /** Whether encoders read images less the mean training image. */
  boolean demeansImages() {
    return is(Knob.ENCODER_INPUT, "demeaned");
  }

  /** Whether networks of images read 2 x - 1. */
  boolean centresImages() {
    return is(Knob.ENCODER_INPUT, "centred");
  }

  /** Whether networks of latents read 2 b - 1. */
  boolean centresLatents() {
    return is(Knob.DECODER_INPUT, "centred");
  }

  /** Whether the first biases of pixels are the logits of the mean training image. */
  boolean startsFromMean() {
    return is(Knob.OUTPUT_BIAS, "data");
  }

  /** Whether each epoch is a new permutation of the images. */
  boolean permutesImages() {
    return is(Knob.ORDER, "permuted");
  }

  /** Whether surrogates read what the encoder reads, beside z. */
  boolean showsImagesToSurrogate() {
    return is(Knob.SURROGATE_INPUT, "image+z");
  }

  /** Dense layers with the hidden ones of the plan between input and output. */
  Architecture layers(int inputs, int outputs) {
    return architecture(inputs, (int[]) read(Knob.HIDDEN), outputs);
  }

  /** Dense layers with the hidden ones of the plan in reversed order. */
  Architecture layersBack(int inputs, int outputs) {
    int[] hidden = (int[]) read(Knob.HIDDEN);
    int[] reversed = new int[hidden.length];
    Arrays.setAll(reversed, i -> hidden[hidden.length - 1 - i]);
    return architecture(inputs, reversed, outputs);
  }

  private Architecture architecture(int inputs, int[] hidden, int outputs) {
    Activation activation = (Activation) read(Knob.ACTIVATION);
    Architecture layers = Architecture.of(inputs);
    for (int units : hidden) {
      layers = layers.then(units, activation);
    }
    return layers.then(outputs, Activation.LINEAR);
  }

  Initialization initialization() {
    return (Initialization) read(Knob.INITIALIZATION);
  }

  int[] surrogateHidden() {
    return (int[]) read(Knob.SURROGATE_HIDDEN);
  }

  Activation surrogateActivation() {
    return (Activation) read(Knob.SURROGATE_ACTIVATION);
  }

  /** The temperatures of steps; empty if they are those that an estimator is made with. */
  Optional<Annealing> annealing() {
    @SuppressWarnings("unchecked") // What the knob's reader returns.
    Optional<Annealing> annealing = (Optional<Annealing>) read(Knob.TEMPERATURE);
    return annealing;
  }

  /** The rule of descent of the model. */
  Rule rule() {
    @SuppressWarnings("unchecked") // What the knob's reader returns.
    Function<Double, Schedule> changes = (Function<Double, Schedule>) read(Knob.SCHEDULE);
    Schedule rate = changes.apply(number(Knob.RATE));
    double beta2 = number(Knob.BETA2);
    return is(Knob.OPTIMIZER, "adam")
        ? new AdamRule(rate, BETA1, beta2, EPSILON, 0)
        : new RadamRule(rate, BETA1, beta2, EPSILON, 0);
  }

  /** The rule of descent of surrogates. */
  Rule surrogateRule() {
    return new AdamRule(
        Schedule.constant(number(Knob.SURROGATE_RATE)),
        BETA1,
        number(Knob.BETA2),
        EPSILON,
        number(Knob.SURROGATE_DECAY));
  }

  PriorRule priorRule() {
    return (PriorRule) read(Knob.PRIOR);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Plan plan && plan.values.equals(values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return "Plan" + values;
  }
}
