package io.thalweg.vae;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Objective;
import io.thalweg.data.Pixels;
import io.thalweg.data.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PlanTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "task | draw | it must be one of reconstruct, complete",
        "latents | bits 3 | it must be like 'bernoulli 200', 'categorical 20x10' or 'gaussian 20'",
        "latents | bernoulli 0 | it must be like 'bernoulli 200', 'categorical 20x10' or"
            + " 'gaussian 20'",
        "latents | bernoulli 2x3 | it must be like 'bernoulli 200', 'categorical 20x10' or"
            + " 'gaussian 20'",
        "layers | 4 | it must be a whole number of 1 to 3",
        "layers | 1.5 | it must be a whole number of 1 to 3",
        "layers | two | it must be a whole number of 1 to 3",
        "logits | some | it must be one of all, reference",
        "hidden | 10- | it must be like 512-256, or none",
        "hidden | 10-0 | it must be like 512-256, or none",
        "activation | sin | it must be tanh, relu, elu or like leaky_relu/0.2",
        "activation | leaky_relu/0 | it must be a number above 0",
        "initialization | zero | it must be one of glorot, fan_in",
        "encoder_input | grey | it must be one of raw, centred, demeaned",
        "decoder_input | demeaned | it must be one of raw, centred",
        "output_bias | one | it must be one of zero, data",
        "prior | sgd | it must be fixed, trained or like sgd/0.01",
        "prior | sgd/0 | it must be a number above 0",
        "kl | open | it must be one of drawn, closed",
        "optimizer | sgd | it must be one of adam, radam",
        "rate | 0 | it must be a number above 0.0",
        "rate | NaN | it must be a number above 0.0",
        "beta2 | 1 | it must be a number of at least 0 and below 1.0",
        "schedule | 0.9 | it must be constant or like 0.9/1000",
        "schedule | 0/10 | it must be a number above 0",
        "schedule | 0.9/0.5 | it must be a whole number of at least 1",
        "batch | 0 | it must be a whole number of at least 1",
        "batch | 3e9 | it must be a whole number of at least 1",
        "order | random | it must be one of permuted, drawn",
        "pixels | RESAMPLED | it must be one of resampled, threshold, grey, fixed",
        "split | middle | it must be one of last, first, none",
        "surrogate_hidden | x | it must be like 512-256, or none",
        "surrogate_input | x | it must be one of z, image+z",
        "surrogate_rate | -1 | it must be a number above 0.0",
        "surrogate_decay | -1 | it must be a number of at least 0.0",
        "surrogate_warmup | -1 | it must be a whole number of at least 0",
        "temperature | 1 | it must be constant or like 1/3e-5/0.5",
        "temperature | 1/-1/1 | it must be a number of at least 0",
        "temperature | 0/1/1 | it must be a number above 0"
      })
  void aValueThatIsNoneIsRefusedByNameWithWhatMustBe(String label, String value, String rule) {
    assertRefused(
        "%s is '%s'; %s".formatted(label, value, rule), Plan.defaults(), Knob.of(label), value);
  }

  @Test
  void valuesThatDoNotGoTogetherAreRefused() {
    assertRefused(
        "kl is 'closed'; it must be drawn unless the model reconstructs by one layer of latents",
        Plan.defaults().with(Knob.LAYERS, 2),
        Knob.KL,
        "closed");
    Plan closed = Plan.defaults().with(Knob.KL, "closed");
    assertRefused(
        "kl is 'closed'; it must be drawn unless the model reconstructs by one layer of latents",
        closed,
        Knob.TASK,
        "complete");
    assertRefused(
        "logits is 'reference'; it must be all unless latents are categorical",
        Plan.defaults(),
        Knob.LOGITS,
        "reference");
    assertRefused(
        "logits is 'reference'; it must be all unless latents are categorical",
        Preset.ARSM.plan(),
        Knob.LATENTS,
        "bernoulli 9");
  }

  private static void assertRefused(String expected, Plan plan, Knob knob, Object value) {
    Exception refusal = assertThrows(IllegalArgumentException.class, () -> plan.with(knob, value));
    assertEquals(expected, refusal.getMessage());
  }

  @Test
  void aKnobThatIsNoneIsRefusedWithThoseThatThereAre() {
    Exception refusal = assertThrows(IllegalArgumentException.class, () -> Knob.of("depth"));
    assertEquals(
        "there is no setting 'depth'; there are "
            + String.join(", ", Plan.defaults().settings().keySet()),
        refusal.getMessage());
  }

  @ParameterizedTest
  @EnumSource
  void aPlanIsMadeAgainFromItsSettings(Preset preset) {
    Plan again = Plan.defaults();
    for (var setting : preset.plan().settings().entrySet()) {
      again = again.with(Knob.of(setting.getKey()), setting.getValue());
    }
    assertEquals(preset.plan(), again);
    assertEquals(preset.plan().hashCode(), again.hashCode());
  }

  @Test
  void withChangesOneValueOfACopy() {
    Plan plan = Plan.defaults();
    Plan other = plan.with(Knob.RATE, 3e-4);
    assertEquals(Plan.defaults(), plan);
    assertNotEquals(plan, other);
    assertEquals("0.0003", other.get(Knob.RATE));
    assertEquals(plan, other.with(Knob.RATE, plan.get(Knob.RATE)));
  }

  @Test
  void onlyOneLayerThatReconstructsHasSlopes() {
    Plan plan = Plan.defaults().with(Knob.PRIOR, "fixed");
    assertEquals(DifferentiableObjective.class, plan.objective());
    assertEquals(Objective.class, plan.with(Knob.LAYERS, 2).objective());
    assertEquals(Objective.class, plan.with(Knob.TASK, "complete").objective());
  }

  @Test
  void aNumberIsOneValueHoweverItIsWritten() {
    assertEquals(Plan.defaults().with(Knob.RATE, 0.002), Plan.defaults().with(Knob.RATE, "2e-3"));
    assertEquals(Plan.defaults().with(Knob.BATCH, 20), Plan.defaults().with(Knob.BATCH, "2e1"));
  }

  @Test
  void constantsOfEnumsAreValues() {
    Plan plan = Plan.defaults().with(Knob.PIXELS, Pixels.GREY).with(Knob.SPLIT, Split.FIRST);
    assertEquals(Plan.defaults().with(Knob.PIXELS, "grey").with(Knob.SPLIT, "first"), plan);
    assertEquals(Pixels.GREY, plan.pixels());
    assertEquals(Split.FIRST, plan.split());
  }

  @Test
  void latentsAreAValueButTheirReferenceIsAnother() {
    Latents latents = Latents.categorical(20, 10);
    Plan plan = Plan.defaults().with(Knob.LATENTS, latents);
    assertEquals(latents, plan.latents());
    assertEquals(latents.withReference(), plan.with(Knob.LOGITS, "reference").latents());
    assertRefused(
        "latents are 'categorical 20x10' with the first logit at 0; a plan states that apart, as"
            + " logits 'reference'",
        plan,
        Knob.LATENTS,
        latents.withReference());
  }
}
