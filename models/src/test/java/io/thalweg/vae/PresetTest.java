package io.thalweg.vae;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.DifferentiableObjective;
import io.thalweg.estimator.Registry;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Presets against the settings that papers and their code state, every one of them. */
class PresetTest {

  private static final String COMMON =
      """
      task reconstruct
      layers 1
      beta2 0.999
      order permuted
      """;
  private static final String NO_SURROGATE =
      """
      surrogate_hidden 200-200
      surrogate_activation tanh
      surrogate_input z
      surrogate_rate 0.001
      surrogate_decay 0
      surrogate_warmup 0
      """;
  private static final String STEADY =
      """
      schedule constant
      temperature constant
      """;

  /** Grathwohl et al. (2018): the nonlinear model; their favourite surrogate. */
  @Test
  void relax() {
    assertStates(
        Preset.RELAX,
        COMMON.replace("0.999", "0.99999") + STEADY,
        """
        latents bernoulli 200
        logits all
        hidden 200-200
        activation tanh
        initialization glorot
        encoder_input demeaned
        decoder_input centred
        output_bias data
        prior trained
        kl drawn
        optimizer adam
        rate 0.0001
        batch 24
        pixels fixed
        split last
        surrogate_hidden 200-200-200-200
        surrogate_activation relu
        surrogate_input image+z
        surrogate_rate 0.0001
        surrogate_decay 0.001
        surrogate_warmup 1000
        """);
  }

  /** Yin, Yue and Zhou (2019): 20 variables of 10 categories. */
  @Test
  void arsm() {
    assertStates(
        Preset.ARSM,
        COMMON + STEADY + NO_SURROGATE,
        """
        latents categorical 20x10
        logits reference
        hidden 512-256
        activation leaky_relu/0.2
        initialization glorot
        encoder_input raw
        decoder_input raw
        output_bias zero
        prior fixed
        kl drawn
        optimizer adam
        rate 0.0003
        batch 200
        pixels threshold
        split first
        """);
  }

  /** Liu et al. (2023): the cell of 10 categories and 30 variables. */
  @Test
  void reinmax() {
    assertStates(
        Preset.REINMAX,
        COMMON + STEADY + NO_SURROGATE,
        """
        latents categorical 30x10
        logits all
        hidden 512-256
        activation relu
        initialization fan_in
        encoder_input raw
        decoder_input raw
        output_bias zero
        prior fixed
        kl closed
        optimizer radam
        rate 0.0005
        batch 100
        pixels grey
        split none
        """);
  }

  /** Dong, Mnih and Tucker (2020): the nonlinear model, and their RELAX. */
  @Test
  void disarm() {
    assertStates(
        Preset.DISARM,
        COMMON + STEADY,
        """
        latents bernoulli 200
        logits all
        hidden 200-200
        activation leaky_relu/0.3
        initialization glorot
        encoder_input demeaned
        decoder_input centred
        output_bias data
        prior sgd/0.01
        kl drawn
        optimizer adam
        rate 0.0001
        batch 50
        pixels resampled
        split last
        surrogate_hidden 137
        surrogate_activation leaky_relu/0.3
        surrogate_input image+z
        surrogate_rate 0.0001
        surrogate_decay 0
        surrogate_warmup 0
        """);
  }

  /** Shi et al. (2022): binary MNIST. */
  @Test
  void rodeo() {
    assertStates(
        Preset.RODEO,
        COMMON + STEADY + NO_SURROGATE,
        """
        latents bernoulli 200
        logits all
        hidden 200-200
        activation leaky_relu/0.3
        initialization glorot
        encoder_input raw
        decoder_input raw
        output_bias zero
        prior fixed
        kl drawn
        optimizer adam
        rate 0.001
        batch 100
        pixels resampled
        split last
        """);
  }

  /** Jang, Gu and Poole (2017): the categorical model of their notebook. */
  @Test
  void jang() {
    assertStates(
        Preset.JANG,
        COMMON + NO_SURROGATE,
        """
        latents categorical 30x10
        logits all
        hidden 512-256
        activation relu
        initialization glorot
        encoder_input raw
        decoder_input raw
        output_bias zero
        prior fixed
        kl closed
        optimizer adam
        rate 0.001
        schedule 0.9/1000
        batch 100
        pixels grey
        split first
        temperature 1/3e-5/0.5
        """);
  }

  private static void assertStates(Preset preset, String... lines) {
    Map<String, String> expected = new TreeMap<>();
    for (String line : String.join("", lines).lines().toList()) {
      expected.put(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1));
    }
    assertEquals(expected, new TreeMap<>(preset.plan().settings()));
  }

  @ParameterizedTest
  @EnumSource
  void theEstimatorsOfAPresetFitItsPlan(Preset preset) {
    Plan plan = preset.plan().with(Knob.SURROGATE_HIDDEN, "2");
    for (String id : preset.estimators()) {
      Choice.of(Registry.parse(id), plan, 4, new SplittableRandom(1));
    }
    assertEquals(DifferentiableObjective.class, plan.objective());
  }
}
