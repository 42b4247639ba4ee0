package io.thalweg.distribution;

import static java.lang.Double.NaN;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.Distribution;
import io.thalweg.Events;
import io.thalweg.Finite;
import io.thalweg.Ordinal;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters and events that no law can have are refused in words. */
class BadParametersTest {

  private static final Bernoulli BITS = Bernoulli.ofLogits(0.1, 0.2);
  private static final Categorical INDICES =
      Categorical.ofLogits(new double[] {0, 1, 2, 3, 4, 5}, 3);
  private static final Gaussian NUMBERS = Gaussian.of(0, 1);

  private static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void parametersThatAreNotFiniteAreNamed(double bad) {
    assertRefused(
        "Bernoulli: logit 1 of context 1 is %s; it must be finite".formatted(bad),
        () -> BITS.at(new double[] {0, 0, 0, bad}));
    assertRefused(
        "Categorical: logit 2 of context 0 is %s; it must be finite".formatted(bad),
        () -> Categorical.ofLogits(0, 0, bad));
    assertRefused(
        "Gaussian, variable 0 of context 0: mean is %s; it must be finite".formatted(bad),
        () -> Gaussian.of(bad, 1));
    assertRefused(
        "NegativeBinomial, variable 1 of context 0: logit is %s; it must be finite".formatted(bad),
        () -> NegativeBinomial.ofParameters(new double[2], new double[] {0, bad}));
  }

  @Test
  void deviationsOutOfRangeAreNamed() {
    assertRefused(
        "Gaussian: the standard deviation is 0.0; it must be finite and above 0",
        () -> Gaussian.of(0, 0));
    assertRefused(
        "Gaussian, variable 1 of context 0: the standard deviation is Infinity; it must be finite"
            + " and above 0",
        () -> Gaussian.ofParameters(new double[2], new double[] {0, 800}));
    assertRefused(
        "Gaussian: the arrays of parameters have 2 and 1 numbers; they must be as long",
        () -> Gaussian.ofParameters(new double[2], new double[1]));
  }

  @Test
  void parametersOfCountsOutOfRangeAreNamed() {
    assertRefused("Poisson: the rate is -1.0; it must be finite and above 0", () -> Poisson.of(-1));
    assertRefused(
        "Poisson, variable 1 of context 0: the rate is 0.0; it must be finite and above 0",
        () -> Poisson.ofParameters(0, -800));
    assertRefused(
        "Poisson, variable 0 of context 0: the rate is %s; it must be at most 1.073741823E9"
            .formatted(Math.exp(25)),
        () -> Poisson.ofParameters(25));
    assertRefused(
        "Geometric, variable 0 of context 1: the logit is -33.0; it must be at least -32.0",
        () -> Geometric.ofLogits(0).at(new double[] {0, -33}));
    assertRefused("the number of trials is 0; it must be at least 1", () -> Binomial.of(0, 0.5));
    assertRefused(
        "the number of trials is 0; it must be at least 1", () -> BetaBinomial.of(0, 1, 1));
    assertRefused(
        "BetaBinomial: alpha is 0.0; it must be finite and above 0",
        () -> BetaBinomial.of(3, 0, 1));
    assertRefused(
        "Binomial: the probability of success is 0.0; it must be between 0 and 1",
        () -> Binomial.of(3, 0));
    assertRefused(
        "NegativeBinomial: r is 0.0; it must be finite and above 0",
        () -> NegativeBinomial.of(0, 0.5));
    assertRefused(
        "NegativeBinomial: the probability of success is 1.0; it must be between 0 and 1",
        () -> NegativeBinomial.of(1, 1));
    assertRefused(
        "NegativeBinomial, variable 0 of context 0: (r + 100) (1 - p) / p is Infinity;"
            + " it must be at most 5.36870912E8",
        () -> NegativeBinomial.ofParameters(new double[1], new double[] {-800}));
    assertRefused(
        "NegativeBinomial: the arrays of parameters have 2 and 1 numbers; they must be as long",
        () -> NegativeBinomial.ofParameters(new double[2], new double[1]));
  }

  @Test
  void probabilitiesOfAdditionalZerosOutOfRangeAreNamed() {
    assertRefused(
        "ZeroInflated: the probability is 1.0; it must be between 0 and 1",
        () -> ZeroInflated.of(Poisson.of(2), 1));
    assertRefused(
        "the array of logits of zeros has 1 numbers; it must have 2",
        () -> ZeroInflated.of(Poisson.of(2, 3), 0.5));
    assertRefused(
        "ZeroInflated, variable 1 of context 0: logit of zeros is NaN; it must be finite",
        () -> ZeroInflated.ofLogits(Poisson.of(2, 3), 0, Double.NaN));
    assertRefused(
        "Poisson, variable 0 of context 0: the rate is 0.0; it must be finite and above 0",
        () -> ZeroInflated.of(Poisson.of(2), 0.5).at(new double[] {-800, 0}));
  }

  /** Events that are not counts have probability 0. */
  @Test
  void eventsThatAreNoCountsAreImpossible() {
    for (Counts law :
        List.of(
            Poisson.of(2),
            Geometric.ofLogits(0),
            NegativeBinomial.of(2, 0.5),
            Binomial.of(3, 0.5),
            BetaBinomial.of(3, 1, 1),
            ZeroInflated.of(Poisson.of(2), 0.5))) {
      for (double bad : new double[] {-1, 0.5, Double.POSITIVE_INFINITY}) {
        Events x = Events.of(new double[] {bad}, 1, 1);
        assertEquals(Double.NEGATIVE_INFINITY, law.logProbability(x)[0]);
      }
    }
    Events four = Events.of(new double[] {4}, 1, 1);
    assertEquals(Double.NEGATIVE_INFINITY, Binomial.of(3, 0.5).logProbability(four)[0]);
  }

  @Test
  void shapesAndRatesOutOfRangeAreNamed() {
    assertRefused("Gamma: the shape is -1.0; it must be finite and above 0", () -> Gamma.of(-1, 2));
    assertRefused("Gamma: the rate is 0.0; it must be finite and above 0", () -> Gamma.of(1, 0));
    assertRefused(
        "Gamma, variable 0 of context 0: the rate is Infinity; it must be finite and above 0",
        () -> Gamma.ofParameters(new double[1], new double[] {800}));
    assertRefused("Beta: alpha is NaN; it must be finite and above 0", () -> Beta.of(NaN, 2));
    assertRefused("Beta: beta is 0.0; it must be finite and above 0", () -> Beta.of(1, 0));
    assertRefused(
        "Beta, variable 1 of context 0: alpha is 0.0; it must be finite and above 0",
        () -> Beta.ofParameters(new double[] {0, -800}, new double[2]));
    assertRefused(
        "Exponential: the rate is -2.0; it must be finite and above 0", () -> Exponential.of(-2));
    assertRefused(
        "Weibull: the shape is 0.0; it must be finite and above 0", () -> Weibull.of(0, 1));
    assertRefused(
        "Weibull: the scale is NaN; it must be finite and above 0", () -> Weibull.of(1, NaN));
    assertRefused(
        "StudentT: the number of degrees of freedom is -3.0; it must be finite and above 0",
        () -> StudentT.of(-3, 0, 1));
    assertRefused(
        "StudentT: the scale is 0.0; it must be finite and above 0", () -> StudentT.of(3, 0, 0));
    assertRefused(
        "VonMises: the concentration is 0.0; it must be finite and above 0",
        () -> VonMises.of(0, 0));
    assertRefused(
        "VonMises, variable 1 of context 0: the concentration is above 1e30, where angles differ by"
            + " less than doubles do",
        () -> VonMises.ofParameters(new double[2], new double[] {0, Math.log(1e155)}));
    assertRefused(
        "VonMises, variable 0 of context 0: the concentration is below 2.2e-308, where it is lost in"
            + " rounding",
        () -> VonMises.of(1, 1e-310));
  }

  @Test
  void parametersOfExtremeValuesOutOfRangeAreNamed() {
    assertRefused("Gumbel: the scale is 0.0; it must be finite and above 0", () -> Gumbel.of(0, 0));
    assertRefused(
        "HalfNormal: the scale is -1.0; it must be finite and above 0", () -> HalfNormal.of(-1));
    assertRefused(
        "HalfNormal, variable 0 of context 0: the scale is Infinity; it must be finite and above 0",
        () -> HalfNormal.ofParameters(800));
    assertRefused("Pareto: the shape is 0.0; it must be finite and above 0", () -> Pareto.of(1, 0));
    assertRefused(
        "Pareto: the minimum is 0.0; it must be at least 1.0E-300", () -> Pareto.of(0, 1));
    assertRefused(
        "InverseGamma: the shape is -1.0; it must be finite and above 0",
        () -> InverseGamma.of(-1, 2));
    assertRefused(
        "InverseGamma, variable 0 of context 0: the scale is Infinity; it must be finite and above"
            + " 0",
        () -> InverseGamma.ofParameters(new double[1], new double[] {800}));
    assertRefused(
        "TruncatedNormal: the edges are 2.0 and 1.0; the first must be below the second",
        () -> TruncatedNormal.of(0, 1, 2, 1));
    assertRefused(
        "TruncatedNormal: the standard deviation is 0.0; it must be finite and above 0",
        () -> TruncatedNormal.of(0, 0, 1, 2));
    assertRefused(
        "TruncatedNormal, variable 0 of context 0: the window from 1.0E200 to 2.0E200 is further from"
            + " the mean than doubles reach in deviations",
        () -> TruncatedNormal.of(0, 1e-200, 1e200, 2e200));
    TruncatedNormal window = TruncatedNormal.of(0, 1, 1, 2);
    Events around = Events.of(new double[] {0.9, 2.1}, 1, 1);
    double[] impossible = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    assertArrayEquals(impossible, window.logProbability(around));
    assertArrayEquals(new double[] {0, 1}, window.cumulative(around));
    assertRefused(
        "Kumaraswamy: b is NaN; it must be finite and above 0", () -> Kumaraswamy.of(1, NaN));
    Events outside = Events.of(new double[] {-1}, 1, 1);
    for (Univariate law :
        List.of(HalfNormal.of(1), Pareto.of(1, 1), InverseGamma.of(1, 1), Kumaraswamy.of(1, 1))) {
      assertEquals(Double.NEGATIVE_INFINITY, law.logProbability(outside)[0]);
      assertEquals(0, law.cumulative(outside)[0]);
    }
    assertEquals(1, Kumaraswamy.of(1, 1).cumulative(Events.of(new double[] {2}, 1, 1))[0]);
  }

  @Test
  void locationsAndScalesOutOfRangeAreNamed() {
    assertRefused(
        "Logistic: the scale is 0.0; it must be finite and above 0", () -> Logistic.of(0, 0));
    assertRefused(
        "Logistic, variable 0 of context 0: mean is NaN; it must be finite",
        () -> Logistic.of(NaN, 1));
    assertRefused(
        "Laplace: the scale is -1.0; it must be finite and above 0", () -> Laplace.of(0, -1));
    assertRefused(
        "Lognormal: the standard deviation of log x is 0.0; it must be finite and above 0",
        () -> Lognormal.of(0, 0));
  }

  @Test
  void mapsAndIntervalsThatDoNotFitAreNamed() {
    assertRefused("the mode is 6.0; it must be of 0.0 to 5.0", () -> Mapped.pert(0, 6, 5));
    assertRefused(
        "the interval is from 2.0 to 1.0; its ends must be finite, and doubles must lie between",
        () -> Increasing.between(2, 1));
    assertRefused(
        "the interval is from 1.0E12 to 1.0000000000001E12; its ends must be finite, and doubles"
            + " must lie between",
        () -> Increasing.between(1e12, 1e12 + 0.1));
    assertRefused(
        "Gaussian: the standard deviation is 0.0; it must be finite and above 0",
        () -> Mapped.logitNormal(0, 0));
    assertRefused(
        "Gaussian, variable 0 of context 0: mean is NaN; it must be finite",
        () -> Mapped.logitNormal(0, 1).at(new double[] {NaN, 0}));
    Events outside = Events.of(new double[] {-1}, 1, 1);
    Events beyond = Events.of(new double[] {7}, 1, 1);
    for (Mapped law : List.of(Mapped.logitNormal(0, 1), Mapped.pert(0, 2, 5))) {
      assertEquals(Double.NEGATIVE_INFINITY, law.logProbability(outside)[0]);
      assertEquals(Double.NEGATIVE_INFINITY, law.logProbability(beyond)[0]);
      assertEquals(0, law.cumulative(outside)[0]);
      assertEquals(1, law.cumulative(beyond)[0]);
    }
  }

  /** Users who look for them are told why there are none, and what to use. */
  @Test
  void lawsWhoseEdgesMoveAreRefusedInWords() {
    assertEquals(
        "uniform variables whose edges move are no law: f at the edges counts, which no score sees,"
            + " so that the mean score is not zero; move the edges inside of f, as"
            + " f(low + (high - low) u), or use MovingBox of the flow estimators, or"
            + " Mapped.of(Beta.of(1, 1), Increasing.between(low, high))",
        assertThrows(UnsupportedOperationException.class, () -> Uniform.of(0, 1)).getMessage());
    assertEquals(
        "triangular variables whose edges move are no law here: the score near an edge is one over"
            + " the distance from it, so that score estimates have an infinite variance; use"
            + " Mapped.pert(low, mode, high), or move the edges inside of f, as"
            + " f(low + (high - low) u)",
        assertThrows(UnsupportedOperationException.class, () -> Triangular.of(0, 1, 2))
            .getMessage());
    // What they name can be made.
    Mapped instead = Mapped.of(Beta.of(1, 1), Increasing.between(0, 4));
    assertEquals(-Math.log(4), instead.logProbability(Events.of(new double[] {3}, 1, 1))[0], 1e-15);
  }

  @Test
  void countsOfOtherTrialsAreImpossible() {
    Multinomial law = Multinomial.of(3, 1, 2);
    Events x = Events.of(new double[] {1, 1, 1.5, 1.5, -1, 4, 1, 2}, 1, 2);
    double[] log = law.logProbability(x);
    double none = Double.NEGATIVE_INFINITY;
    assertArrayEquals(new double[] {none, none, none, Math.log(4 / 9.0)}, log, 1e-15);
    assertArrayEquals(new double[6], Arrays.copyOf(law.scores(x), 6));
    assertRefused(
        "the number of trials is 0; it must be at least 1", () -> Multinomial.of(0, 1, 1));
    assertRefused(
        "the number of categories is 1; it must be at least 2", () -> Multinomial.of(1, 1));
    assertRefused(
        "Clamped: the ends are 1.0 and 0.0; the first must be below the second",
        () -> Clamped.of(Gaussian.of(0, 1), 1, 0));
  }

  @Test
  void chainsThatDoNotFitAreRefused() {
    double[] two = new double[2];
    assertRefused(
        "the number of steps is 0; it must be at least 1",
        () -> MarkovChain.ofLogits(0, two, new double[2][2]));
    assertRefused(
        "the number of states is 1; it must be at least 2",
        () -> MarkovChain.ofLogits(1, new double[1], new double[1][1]));
    assertRefused(
        "MarkovChain: there are 2 states, and rows of [2, 3] moves; there must be a row of 2 for"
            + " each",
        () -> MarkovChain.ofLogits(1, two, new double[][] {{0, 0}, {0, 0, 0}}));
    assertRefused(
        "MarkovChain: logit 3 of context 1 is NaN; it must be finite",
        () ->
            MarkovChain.ofLogits(1, two, new double[2][2])
                .at(new double[] {0, 0, 0, 0, 0, 0, 0, 0, 0, NaN, 0, 0}));
    assertRefused(
        "MarkovChain: the weight of a move from state 1 to 0 is 0.0; it must be finite and above 0",
        () -> MarkovChain.of(1, new double[] {1, 1}, new double[][] {{1, 1}, {0, 1}}));
  }

  @Test
  void mixturesThatDoNotFitAreRefused() {
    double[] one = {1};
    double[] two = {1, 1};
    assertRefused(
        "GaussianMixture: the weight of component 1 is 0.0; it must be finite and above 0",
        () -> GaussianMixture.of(new double[] {1, 0}, two, two));
    assertRefused(
        "GaussianMixture: the standard deviation is -1.0; it must be finite and" + " above 0",
        () -> GaussianMixture.of(one, one, new double[] {-1}));
    assertRefused(
        "GaussianMixture: the arrays of parameters have 2 and 1 numbers; they must be as long",
        () -> GaussianMixture.of(two, one, two));
    assertRefused(
        "GaussianMixture, variable 0 of context 0: mean of component 1 is NaN; it must be finite",
        () -> GaussianMixture.of(two, new double[] {0, NaN}, two));
    assertRefused(
        "GaussianMixture, variable 1 of context 0: the standard deviation of component 0 is"
            + " Infinity; it must be finite and above 0",
        () -> GaussianMixture.ofParameters(two, two, new double[] {0, 800}, 2));
  }

  @Test
  void emptyParametersAreRefused() {
    assertRefused("Bernoulli: there are no parameters", () -> Bernoulli.ofLogits());
    assertRefused(
        "the number of categories is 0; it must be at least 2", () -> Categorical.ofLogits());
    assertRefused(
        "the number of categories is 1; it must be at least 2",
        () -> Categorical.ofLogits(new double[3], 1));
    assertRefused(
        "Categorical: there are no parameters", () -> Categorical.ofLogits(new double[0], 3));
    assertRefused(
        "Gaussian: there are no parameters",
        () -> Gaussian.ofParameters(new double[0], new double[0]));
    assertRefused("Bernoulli: there are no parameters", () -> BITS.at(new double[0]));
  }

  @Test
  void parametersThatDoNotShareOutAreRefused() {
    assertRefused(
        "Bernoulli: 3 variables cannot be shared out over 2 contexts",
        () -> Bernoulli.ofLogits(new double[3]).inContexts(2));
    assertRefused(
        "Bernoulli: the number of contexts is 0; it must be at least 1",
        () -> Bernoulli.ofLogits(new double[3]).inContexts(0));
    assertRefused(
        "Bernoulli: 3 parameters are not a positive multiple of the 2 of one context",
        () -> BITS.at(new double[3]));
    assertRefused(
        "Categorical: 7 parameters are not a positive multiple of the 6 of one context",
        () -> INDICES.at(new double[7]));
    assertRefused(
        "Gaussian: 3 parameters are not a positive multiple of the 2 of one context",
        () -> NUMBERS.at(new double[3]));
  }

  @Test
  void eventsOfAnotherShapeAreRefused() {
    Events three = Events.of(new double[3], 1, 3);
    assertRefused(
        "Bernoulli of 1 contexts x 2 variables was given 1 events [1 contexts x 3 variables]",
        () -> BITS.logProbability(three));
    assertRefused(
        "Gaussian of 1 contexts x 1 variables was given 1 events [1 contexts x 3 variables]",
        () -> NUMBERS.weightedScore(three, new double[1]));
    Events four = Events.ofCategories(new double[2], 1, 2, 4);
    assertRefused(
        "Categorical of 1 contexts x 2 variables x 3 categories was given"
            + " 1 events [1 contexts x 2 variables x 4 categories]",
        () -> INDICES.logProbability(four));
  }

  @ParameterizedTest
  @MethodSource("io.thalweg.distribution.Laws#all")
  void weightsOfAnotherLengthAreRefused(Distribution law) {
    Events x = law.sample(2, new SplittableRandom(1));
    assertRefused(
        "the array of weights has %d numbers; it must have %d".formatted(x.count() - 1, x.count()),
        () -> law.weightedScore(x, new double[x.count() - 1]));
  }

  @ParameterizedTest
  @MethodSource("io.thalweg.distribution.Laws#ordinal")
  void differencesOfAnotherLengthAreRefused(Ordinal law) {
    Events x = law.sample(2, new SplittableRandom(1));
    int numbers = x.values().length;
    int length = law.parameters().length;
    assertRefused(
        "the array of differences has %d numbers; it must have %d".formatted(numbers - 1, numbers),
        () -> law.addTransport(x, new double[numbers - 1], new double[length]));
    assertRefused(
        "the gradient has %d numbers; it must have %d".formatted(length + 1, length),
        () -> law.addTransport(x, new double[numbers], new double[length + 1]));
  }

  @ParameterizedTest
  @MethodSource("io.thalweg.distribution.Laws#all")
  void noDrawsAreRefused(Distribution law) {
    assertRefused(
        "the number of draws is 0; it must be at least 1",
        () -> law.sample(0, new SplittableRandom(1)));
  }

  @ParameterizedTest
  @MethodSource("io.thalweg.distribution.Laws#finite")
  void outcomesOutOfRangeAreRefused(Finite law) {
    assertThrows(IndexOutOfBoundsException.class, () -> law.outcomes(law.outcomes(), 1));
    assertThrows(IndexOutOfBoundsException.class, () -> law.outcomes(-1, 1));
  }

  /** A caller may change the arrays that a law was made from. */
  @Test
  void lawsKeepCopiesOfTheirParameters() {
    double[] logits = {0.1, 0.2};
    Bernoulli law = Bernoulli.ofLogits(logits);
    logits[0] = 9;
    law.parameters()[1] = 9;
    assertEquals(0.1, law.parameters()[0]);
    assertEquals(0.2, law.parameters()[1]);
    assertEquals(1 / (1 + Math.exp(-0.2)), law.probabilities()[1], 1e-16);
  }
}
