package io.thalweg.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Distribution;
import io.thalweg.Events;
import io.thalweg.check.LawCheck;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The check of laws passes all laws of the library and finds planted faults. */
@Tag("proof")
class LawCheckTest {

  static Stream<Named<Distribution>> laws() {
    return Laws.moderate().stream();
  }

  private static LawCheck check(Distribution law) {
    return LawCheck.of(law, 5_000, new SplittableRandom(1));
  }

  private static String faults(LawCheck check) {
    return String.join(
        "\n",
        check.findings().stream()
            .filter(finding -> finding.fault().isPresent())
            .map(LawCheck.Finding::toString)
            .toList());
  }

  @ParameterizedTest
  @MethodSource("laws")
  void lawsOfTheLibraryKeepTheirPromises(Distribution law) {
    LawCheck check = check(law);
    assertTrue(check.isSound(), check::toString);
    assertTrue(check.findings().size() >= 5, check::toString);
    check.require();
  }

  @ParameterizedTest
  @EnumSource(FaultyNormal.Fault.class)
  void aPlantedFaultIsFoundAndNamed(FaultyNormal.Fault fault) {
    // Two contexts of two variables.
    Distribution law = new FaultyNormal(fault, 2, 0.4, -1.3, 0.2, -0.4, 1.1, 0.3, -0.2, 0.5);
    LawCheck check = LawCheck.of(law, new SplittableRandom(1));
    assertEquals(fault == FaultyNormal.Fault.NONE, check.isSound(), check::toString);
    if (fault != FaultyNormal.Fault.NONE) {
      assertTrue(faults(check).contains(fault.words()), check::toString);
      var refusal = assertThrows(IllegalStateException.class, check::require);
      assertTrue(refusal.getMessage().endsWith(faults(check)));
    }
  }

  /** Draws between the components make most of the pathwise gradient of the weights. */
  @Test
  void pathsWhoseMeanRestsOnFewDrawsAreNotCalledWrong() {
    Distribution law =
        GaussianMixture.of(new double[] {1, 2}, new double[] {-8, 8}, new double[] {1, 1});
    for (int seed = 1; seed <= 5; seed++) {
      LawCheck check = LawCheck.of(law, new SplittableRandom(seed));
      assertTrue(check.isSound(), check::toString);
    }
  }

  @Test
  void aLawThatIgnoresContextsIsNamed() {
    LawCheck check = check(new OneContext(Bernoulli.ofLogits(0.3, -0.2)));
    assertEquals(
        "WRONG  contexts: at() was given parameters of 2 contexts and returned a law of 1",
        faults(check));
    assertEquals(2, check.findings().size());
  }

  /** Counts that carry probability upwards at twice the right rate. */
  private static final class Fast extends Counts {

    Fast(double... logRates) {
      super(logRates, 1, theta -> new Doubled(Poisson.ofParameters(theta).variable(0)), "log rate");
    }

    @Override
    public Fast at(double[] parameters) {
      return new Fast(parameters);
    }

    private record Doubled(Variable count) implements Variable {

      @Override
      public double sample(RandomGenerator random) {
        return count.sample(random);
      }

      @Override
      public double logProbability(double x) {
        return count.logProbability(x);
      }

      @Override
      public void score(double x, double[] out) {
        count.score(x, out);
      }

      @Override
      public void velocity(double x, double[] out) {
        count.velocity(x, out);
        out[0] *= 2;
      }
    }
  }

  @Test
  void aWrongTransportOfCountsIsNamed() {
    assertTrue(
        faults(check(new Fast(0.7)))
            .startsWith("WRONG  addTransport moves probability as the law does: the derivative"));
  }

  @Test
  void aLawThatThrowsIsReportedAndTheCheckGoesOn() {
    Distribution law =
        new FaultyNormal(FaultyNormal.Fault.NONE, 1, 0, 0) {
          @Override
          public double[] weightedScore(Events events, double[] weights) {
            throw new IllegalStateException("not written yet");
          }
        };
    LawCheck check = check(law);
    assertTrue(
        faults(check)
            .contains("weightedScore adds up scores: it threw java.lang.IllegalStateException"));
    assertTrue(check.findings().size() > 5);
  }

  @Test
  void tooFewDrawsAndNoLawAreRefused() {
    SplittableRandom random = new SplittableRandom(1);
    assertEquals(
        "the number of draws is 999; it must be at least 1000",
        assertThrows(
                IllegalArgumentException.class,
                () -> LawCheck.of(Bernoulli.ofLogits(0), 999, random))
            .getMessage());
    assertThrows(NullPointerException.class, () -> LawCheck.of(null, random));
  }

  static List<Distribution> few() {
    return List.of(Bernoulli.ofLogits(0.3, 0.2), Gaussian.of(0, 1));
  }

  @ParameterizedTest
  @MethodSource("few")
  void sameSeedGivesTheSameFindings(Distribution law) {
    assertEquals(check(law).toString(), check(law).toString());
  }
}
