package io.thalweg.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.Distribution;
import io.thalweg.Events;
import io.thalweg.Shape;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of the words that make laws: of, ofLogits, ofParameters and inContexts. */
class FactoriesTest {

  private static final double[] A = {0.2, 0.5, 0.9, 0.4};
  private static final double[] B = {1.5, 0.3, 2.0, 0.7};
  private static final double[] C = {3.0, 1.1, 0.6, 2.5};

  private static double[] logs(double[] numbers) {
    return Arrays.stream(numbers).map(Math::log).toArray();
  }

  private static double[] logits(double[] p) {
    return Arrays.stream(p).map(v -> Math.log(v / (1 - v))).toArray();
  }

  static Stream<Arguments> naturalAndUnconstrained() {
    return Stream.of(
        pair(Bernoulli.of(A), Bernoulli.ofLogits(logits(A))),
        pair(Geometric.of(A), Geometric.ofLogits(logits(A))),
        pair(Binomial.of(3, A), Binomial.ofLogits(3, logits(A))),
        pair(Multinomial.of(3, A), Multinomial.ofLogits(3, logs(A))),
        pair(BetaBinomial.of(3, A, B), BetaBinomial.ofParameters(3, logs(A), logs(B))),
        pair(
            MarkovChain.of(3, new double[] {1, 2}, new double[][] {{3, 1}, {2, 5}}),
            MarkovChain.ofLogits(
                3,
                logs(new double[] {1, 2}),
                new double[][] {logs(new double[] {3, 1}), logs(new double[] {2, 5})})),
        pair(Categorical.of(A), Categorical.ofLogits(logs(A))),
        pair(PlackettLuce.of(A), PlackettLuce.ofLogits(logs(A))),
        pair(Subset.of(2, A), Subset.ofLogits(2, logs(A))),
        pair(Dirichlet.of(A), Dirichlet.ofParameters(logs(A))),
        pair(Poisson.of(A), Poisson.ofParameters(logs(A))),
        pair(Exponential.of(A), Exponential.ofParameters(logs(A))),
        pair(Beta.of(A, B), Beta.ofParameters(logs(A), logs(B))),
        pair(Gamma.of(A, B), Gamma.ofParameters(logs(A), logs(B))),
        pair(Gaussian.of(A, B), Gaussian.ofParameters(A, logs(B))),
        pair(Gumbel.of(A, B), Gumbel.ofParameters(A, logs(B))),
        pair(HalfNormal.of(A), HalfNormal.ofParameters(logs(A))),
        pair(Pareto.of(2, A), Pareto.ofParameters(2, logs(A))),
        pair(InverseGamma.of(A, B), InverseGamma.ofParameters(logs(A), logs(B))),
        pair(Kumaraswamy.of(A, B), Kumaraswamy.ofParameters(logs(A), logs(B))),
        pair(TruncatedNormal.of(A, B, 0, 3), TruncatedNormal.ofParameters(A, logs(B), 0, 3)),
        pair(Laplace.of(A, B), Laplace.ofParameters(A, logs(B))),
        pair(Logistic.of(A, B), Logistic.ofParameters(A, logs(B))),
        pair(Lognormal.of(A, B), Lognormal.ofParameters(A, logs(B))),
        pair(NegativeBinomial.of(B, A), NegativeBinomial.ofParameters(logs(B), logits(A))),
        pair(StudentT.of(C, A, B), StudentT.ofParameters(logs(C), A, logs(B))),
        pair(VonMises.of(A, B), VonMises.ofParameters(A, logs(B))),
        pair(Weibull.of(A, B), Weibull.ofParameters(logs(A), logs(B))));
  }

  private static Arguments pair(Distribution natural, Distribution unconstrained) {
    return Arguments.of(Named.of(natural.toString(), natural), unconstrained);
  }

  @ParameterizedTest
  @MethodSource("naturalAndUnconstrained")
  void naturalParametersMakeTheLawOfTheirLogarithmsOrLogits(
      Distribution natural, Distribution unconstrained) {
    assertEquals(unconstrained.shape(), natural.shape());
    assertArrayEquals(unconstrained.parameters(), natural.parameters(), 1e-15);
  }

  static Stream<Arguments> oneContextAndTwo() {
    Bernoulli bernoulli = Bernoulli.of(A);
    Geometric geometric = Geometric.of(A);
    Binomial binomial = Binomial.of(3, A);
    BetaBinomial mixed = BetaBinomial.of(3, A, B);
    Categorical categorical = Categorical.ofLogits(new double[] {0, 1, 2, 3, -1, 4, 1, 1}, 2);
    Poisson poisson = Poisson.of(A);
    Exponential exponential = Exponential.of(A);
    Beta beta = Beta.of(A, B);
    Gamma gamma = Gamma.of(A, B);
    Gaussian gaussian = Gaussian.of(A, B);
    GaussianMixture mixture =
        GaussianMixture.ofParameters(
            new double[] {0, 1, 2, 3, 4, 5, 6, 7}, new double[8], new double[8], 4);
    TruncatedNormal truncated = TruncatedNormal.of(A, B, 0, 3);
    Gumbel gumbel = Gumbel.of(A, B);
    HalfNormal half = HalfNormal.of(A);
    InverseGamma inverse = InverseGamma.of(A, B);
    Kumaraswamy kumaraswamy = Kumaraswamy.of(A, B);
    Pareto pareto = Pareto.of(2, A);
    Laplace laplace = Laplace.of(A, B);
    Logistic logistic = Logistic.of(A, B);
    Lognormal lognormal = Lognormal.of(A, B);
    NegativeBinomial negative = NegativeBinomial.of(B, A);
    StudentT student = StudentT.of(C, A, B);
    VonMises circle = VonMises.of(A, B);
    Weibull weibull = Weibull.of(A, B);
    return Stream.of(
        pair(bernoulli, bernoulli.inContexts(2)),
        pair(geometric, geometric.inContexts(2)),
        pair(mixed, mixed.inContexts(2)),
        pair(binomial, binomial.inContexts(2)),
        pair(categorical, categorical.inContexts(2)),
        pair(poisson, poisson.inContexts(2)),
        pair(exponential, exponential.inContexts(2)),
        pair(beta, beta.inContexts(2)),
        pair(gamma, gamma.inContexts(2)),
        pair(gaussian, gaussian.inContexts(2)),
        pair(mixture, mixture.inContexts(2)),
        pair(truncated, truncated.inContexts(2)),
        pair(gumbel, gumbel.inContexts(2)),
        pair(half, half.inContexts(2)),
        pair(inverse, inverse.inContexts(2)),
        pair(kumaraswamy, kumaraswamy.inContexts(2)),
        pair(pareto, pareto.inContexts(2)),
        pair(laplace, laplace.inContexts(2)),
        pair(logistic, logistic.inContexts(2)),
        pair(lognormal, lognormal.inContexts(2)),
        pair(negative, negative.inContexts(2)),
        pair(student, student.inContexts(2)),
        pair(circle, circle.inContexts(2)),
        pair(weibull, weibull.inContexts(2)));
  }

  @ParameterizedTest
  @MethodSource("oneContextAndTwo")
  void contextsShareTheSameVariables(Distribution one, Distribution two) {
    assertEquals(2, two.contexts());
    assertEquals(2, two.shape().size());
    Events x = one.sample(3, new SplittableRandom(4));
    double[] together = one.logProbability(x);
    double[] apart = two.logProbability(inContexts(x, two.shape()));
    for (int draw = 0; draw < 3; draw++) {
      assertEquals(together[draw], apart[2 * draw] + apart[2 * draw + 1], 1e-12);
    }
  }

  private static Events inContexts(Events x, Shape shape) {
    return shape.categories() == 1
        ? Events.of(x.values(), shape.contexts(), shape.size())
        : Events.ofCategories(x.values(), shape.contexts(), shape.size(), shape.categories());
  }

  @ParameterizedTest
  @MethodSource("oneContextAndTwo")
  void lawsOfContextsAreMadeAnewAtTheirParameters(Distribution one, Distribution two) {
    Distribution again = two.at(two.parameters());
    assertEquals(two.shape(), again.shape());
    Events x = two.sample(3, new SplittableRandom(4));
    assertArrayEquals(two.logProbability(x), again.logProbability(x));
    assertArrayEquals(two.scores(x), again.scores(x));
  }

  @Test
  void ordersSubsetsAndSimplicesAreSharedOutOverContexts() {
    PlackettLuce orders = PlackettLuce.of(1, 3, 2, 5).inContexts(2);
    assertArrayEquals(
        new double[] {Math.log(0.25), Math.log(5 / 7.0)},
        orders.logProbability(Events.ofCategories(new double[] {0, 1, 1, 0}, 2, 2, 2)),
        1e-15);
    Subset subsets = Subset.of(1, 1, 3, 2, 5).inContexts(2);
    assertArrayEquals(
        new double[] {Math.log(0.25), Math.log(5 / 7.0)},
        subsets.logProbability(Events.of(new double[] {1, 0, 0, 1}, 2, 2)),
        1e-15);
    Dirichlet simplices = Dirichlet.of(1, 1, 2, 1).inContexts(2);
    assertArrayEquals(
        new double[] {0, Math.log(2 * 0.3)},
        simplices.logProbability(Events.of(new double[] {0.6, 0.4, 0.3, 0.7}, 2, 2)),
        1e-14);
  }

  @Test
  void severalContextsAreSharedOutAnew() {
    Gaussian three = Gaussian.of(new double[6], new double[] {1, 2, 3, 4, 5, 6}).inContexts(3);
    Gaussian two = three.inContexts(2);
    double[] expected = {0, 0, 0, 1, 2, 3, 0, 0, 0, 4, 5, 6};
    for (int i : new int[] {3, 4, 5, 9, 10, 11}) {
      expected[i] = Math.log(expected[i]);
    }
    assertArrayEquals(expected, two.parameters());
  }

  @Test
  void parametersThatAreNotThoseOfALawAreNamed() {
    assertRefused(
        "Bernoulli: the probability of variable 1 is 1.0; it must be between 0 and 1",
        () -> Bernoulli.of(0.5, 1));
    assertRefused(
        "Categorical: the weight of category 2 is 0.0; it must be finite and above 0",
        () -> Categorical.of(1, 1, 0));
    assertRefused(
        "Gamma: the rate of variable 1 is -1.0; it must be finite and above 0",
        () -> Gamma.of(new double[] {1, 1}, new double[] {1, -1}));
    assertRefused(
        "Gamma: the arrays of parameters have 2 and 1 numbers; they must be as long",
        () -> Gamma.of(new double[] {1, 1}, new double[] {1}));
    assertRefused(
        "Gaussian: 4 variables cannot be shared out over 3 contexts",
        () -> Gaussian.of(A, B).inContexts(3));
    assertRefused(
        "the number of items is 1; it must be at least 2",
        () -> PlackettLuce.of(1, 2).inContexts(2));
  }

  private static void assertRefused(String message, Runnable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }
}
