package io.thalweg.estimator.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.Cumulative;
import io.thalweg.Differentiable;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.Proposal;
import io.thalweg.Reparameterized;
import io.thalweg.VelocityField;
import io.thalweg.distribution.Beta;
import io.thalweg.distribution.Gamma;
import io.thalweg.distribution.Gauss;
import io.thalweg.distribution.Gaussian;
import io.thalweg.distribution.GaussianMixture;
import io.thalweg.distribution.Logistic;
import io.thalweg.distribution.Mixture;
import io.thalweg.distribution.StudentT;
import io.thalweg.distribution.VonMises;
import io.thalweg.distribution.Weibull;
import io.thalweg.estimator.pathwise.Implicit;
import io.thalweg.estimator.pathwise.Reparameterization;
import io.thalweg.estimator.score.ImportanceSampling;
import io.thalweg.estimator.score.Reinforce;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.apache.commons.numbers.gamma.Digamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The members of the family that have names, event by event. */
class ProbabilityFlowTest {

  /** f(x) = sin(x_0 + 2 x_1 + ...) + 1/2. */
  private static final DifferentiableObjective WAVE =
      DifferentiableObjective.of(
          x -> Math.sin(phase(x)) + 0.5,
          x -> {
            double[] gradient = new double[x.length];
            Arrays.setAll(gradient, i -> (i + 1) * Math.cos(phase(x)));
            return gradient;
          });

  private static double phase(double[] x) {
    double phase = 0;
    for (int i = 0; i < x.length; i++) {
      phase += (i + 1) * x[i];
    }
    return phase;
  }

  private static Estimate draw(
      Estimator<Reparameterized, DifferentiableObjective> of, Reparameterized law, int seed) {
    return of.estimate(law, WAVE, new SplittableRandom(seed));
  }

  @ParameterizedTest
  @MethodSource("io.thalweg.distribution.Laws#reparameterized")
  void fieldThatStandsStillIsReinforce(Reparameterized law) {
    ProbabilityFlow<Reparameterized> still = ProbabilityFlow.along(any -> Fields.still());
    for (int seed = 0; seed < 10; seed++) {
      Estimate score = new Reinforce().estimate(law, WAVE, new SplittableRandom(seed));
      assertSame(law, Fields.still(), score, draw(still, law, seed));
    }
  }

  @ParameterizedTest
  @MethodSource("io.thalweg.distribution.Laws#reparameterized")
  void fieldThatStandsStillAtDrawsOfAnotherLawIsImportanceSampling(Reparameterized law) {
    Function<Distribution, Proposal> wider = p -> new Mixture(p, p.at(halved(p)), 0.4);
    ProbabilityFlow<Reparameterized> still =
        ProbabilityFlow.<Reparameterized>along(any -> Fields.still()).drawnFrom(wider);
    for (int seed = 0; seed < 10; seed++) {
      Estimate sampled =
          new ImportanceSampling(1, wider).estimate(law, WAVE, new SplittableRandom(seed));
      assertSame(law, Fields.still(), sampled, draw(still, law, seed));
    }
  }

  private static double[] halved(Distribution law) {
    return Arrays.stream(law.parameters()).map(theta -> theta / 2).toArray();
  }

  @ParameterizedTest
  @MethodSource("io.thalweg.distribution.Laws#reparameterized")
  void pathOfTheLawIsReparameterization(Reparameterized law) {
    ProbabilityFlow<Reparameterized> path = ProbabilityFlow.along(Reparameterized::velocity);
    for (int seed = 0; seed < 10; seed++) {
      assertSame(
          law, law.velocity(), draw(new Reparameterization(), law, seed), draw(path, law, seed));
    }
  }

  /**
   * Two estimates of one draw are the same but for the rounding of the terms that they add up: w u
   * . grad f, w f score and w f u . grad log p, of which the last two may cancel.
   */
  private static void assertSame(
      Differentiable law, VelocityField u, Estimate expected, Estimate actual) {
    Events x = expected.events();
    assertEquals(Arrays.toString(x.values()), Arrays.toString(actual.events().values()));
    Linearization f = WAVE.evaluate(x);
    double[] scores = law.scores(x);
    double[] slopes = law.densityGradient(x);
    int dimension = law.dimension();
    for (int i = 0; i < dimension; i++) {
      double[] tangents = new double[law.contexts() * dimension];
      for (int c = 0; c < law.contexts(); c++) {
        tangents[c * dimension + i] = 1;
      }
      double[] velocity = new double[slopes.length];
      u.pushforward(x, tangents, velocity, 0);
      for (int row = 0; row < x.count(); row++) {
        double value = Math.abs(f.values()[row]);
        double size = value * Math.abs(scores[row * dimension + i]);
        for (int at = row * x.size(); at < (row + 1) * x.size(); at++) {
          size += Math.abs(velocity[at]) * Math.abs(f.gradients()[at]);
          size += Math.abs(velocity[at]) * value * Math.abs(slopes[at]);
        }
        int place = row * dimension + i;
        assertEquals(
            expected.gradient()[place],
            actual.gradient()[place],
            1e-12 * actual.weights()[row] * size,
            "parameter " + place);
      }
    }
  }

  private static void assertImplicit(Reparameterized law, VelocityField byHand) {
    ProbabilityFlow<Reparameterized> flow = ProbabilityFlow.along(any -> byHand);
    for (int seed = 0; seed < 50; seed++) {
      Estimate implicit =
          new Implicit().estimate((Cumulative) law, WAVE, new SplittableRandom(seed));
      assertSame(law, byHand, implicit, draw(flow, law, seed));
    }
  }

  /** F = 1 - exp(-t), t = (x / scale)^shape: -dF / p is -x log(x / scale) and x. */
  @Test
  void weibullFlowFromItsDistributionFunctionIsImplicit() {
    double scale = 0.7;
    assertImplicit(
        Weibull.of(1.8, scale),
        Fields.of(
            2,
            1,
            x -> new double[] {-x[0] * Math.log(x[0] / scale), x[0]},
            x -> new double[] {-Math.log(x[0] / scale) - 1, 1}));
  }

  /** F = sum_k w_k Phi((x - m_k) / s_k), of which all derivatives are written out. */
  @Test
  void mixtureFlowFromItsDistributionFunctionIsImplicit() {
    double[] w = {0.7, 0.3};
    double[] m = {-0.5, 1.4};
    double[] s = {0.6, 0.9};
    assertImplicit(
        GaussianMixture.of(w, m, s),
        Fields.of(
            6,
            1,
            x -> new TwoNormals(w, m, s, x[0]).velocities(),
            x -> new TwoNormals(w, m, s, x[0]).divergences()));
  }

  /**
   * The generalised reparameterisation of a gamma law, x = T(e) = exp(e / sqrt a + log a) / rate,
   * of Ruiz, Titsias &amp; Blei (2016), NeurIPS, arXiv:1610.02287:
   *
   * <pre>
   *   g = f'(x) dT/da + f(x) d log q_e(e; a)/da,   log q_e = log p(T(e)) + log dT/de
   * </pre>
   *
   * <p>as they write it, next to the flow along dT/da at fixed e.
   */
  @Test
  void generalizedReparameterizationIsTheFlowOfItsTransformation() {
    double a = 2.3;
    double rate = 0.6;
    Gamma law = Gamma.of(a, rate);
    VelocityField u =
        Fields.of(
            2,
            1,
            x -> new double[] {x[0] * (1 - 0.5 * Math.log(rate * x[0] / a)), -x[0]},
            x -> new double[] {0.5 - 0.5 * Math.log(rate * x[0] / a), -1});
    ProbabilityFlow<Reparameterized> flow = ProbabilityFlow.along(any -> u);
    for (int seed = 0; seed < 50; seed++) {
      Estimate estimate = draw(flow, law, seed);
      double x = estimate.events().values()[0];
      double sigma = 1 / Math.sqrt(a);
      double e = (Math.log(rate * x) - Math.log(a)) / sigma;
      // d/da of e sigma(a) + log a.
      double exponent = -e * sigma / (2 * a) + 1 / a;
      double y = rate * x;
      double correction =
          Math.log(y) + a * exponent - y * exponent - Digamma.value(a) - 1 / (2 * a);
      double f = WAVE.evaluate(estimate.events()).values()[0];
      double slope = WAVE.evaluate(estimate.events()).gradients()[0];
      // The parameter of the law is log a.
      double expected = a * (slope * x * exponent + f * correction);
      double size = Math.abs(slope) * x + Math.abs(f) * (a + y + a * Math.abs(Math.log(y)));
      assertEquals(expected, estimate.gradient()[0], 1e-12 * size);
    }
  }

  /** E f' + f d log p/dx = 0 where p f dies out, or where it goes round a circle. */
  @Test
  void meanOfSteinsOperatorIsZero() {
    assertStein(Gaussian.of(0.4, 1.7), -20, 20);
    assertStein(Logistic.of(0.3, 0.8), -40, 40);
    assertStein(Gamma.of(4, 0.6), 0, 120);
    assertStein(Beta.of(4, 5), 0, 1);
    assertStein(Weibull.of(4, 0.7), 0, 3);
    assertStein(StudentT.of(300, 0.3, 0.8), -20, 20);
    assertStein(
        GaussianMixture.of(
            new double[] {0.7, 0.3}, new double[] {-0.5, 1.4}, new double[] {0.6, 0.9}),
        -15,
        15);
    assertStein(VonMises.of(1.1, 2.2), -Math.PI, Math.PI);
  }

  /** Beyond the ends is less than 1e-16 of the mass; inside, the rule is exact to rounding. */
  private static void assertStein(Differentiable law, double from, double to) {
    double[] nodes = Gauss.nodes(from, to);
    Events x = Events.of(nodes, 1, 1);
    double[] log = law.logProbability(x);
    double[] slopes = law.densityGradient(x);
    Linearization f = WAVE.evaluate(x);
    double[] terms = new double[nodes.length];
    double[] sizes = new double[nodes.length];
    for (int n = 0; n < nodes.length; n++) {
      terms[n] = Math.exp(log[n]) * (f.gradients()[n] + f.values()[n] * slopes[n]);
      sizes[n] = Math.abs(terms[n]);
    }
    double size = Gauss.integral(sizes, from, to);
    assertEquals(0, Gauss.integral(terms, from, to), 1e-12 * size, law::toString);
  }
}
