package io.thalweg.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Differences;
import io.thalweg.Distribution;
import io.thalweg.Parameter;
import io.thalweg.Parameter.Scale;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Parameters as people state them. */
class UnitsTest {

  // Of a logarithm and its exponential, or a softmax.
  private static final double ROUNDING = 1e-12;

  /**
   * A law and what it was stated with.
   *
   * @param units names and values, in the order of its parameters
   */
  private record Stated(Distribution law, Object... units) {}

  private static List<Stated> stated() {
    return List.of(
        new Stated(Bernoulli.of(0.3, 0.6), "probability 0", 0.3, "probability 1", 0.6),
        new Stated(Bernoulli.of(0.3), "probability", 0.3),
        new Stated(
            Categorical.of(2, 5, 3),
            "probability of 0",
            0.2,
            "probability of 1",
            0.5,
            "probability of 2",
            0.3),
        new Stated(PlackettLuce.ofLogits(0.5, -1), "logit 0", 0.5, "logit 1", -1.0),
        new Stated(Poisson.of(3.5), "rate", 3.5),
        new Stated(Geometric.of(0.25), "probability", 0.25),
        new Stated(NegativeBinomial.of(2.5, 0.4), "r", 2.5, "probability", 0.4),
        new Stated(Gaussian.of(-1, 3), "mean", -1.0, "standard deviation", 3.0),
        new Stated(Dirichlet.of(2, 0.5), "concentration 0", 2.0, "concentration 1", 0.5),
        new Stated(
            MultivariateGaussian.of(new double[] {1, -2}, new double[][] {{4, 2}, {2, 10}}),
            "mean 0",
            1.0,
            "mean 1",
            -2.0,
            "factor 0 0",
            2.0,
            "factor 1 0",
            1.0,
            "factor 1 1",
            3.0),
        new Stated(
            Product.of(Bernoulli.of(0.3), Exponential.of(2)),
            "probability of part 0",
            0.3,
            "rate of part 1",
            2.0),
        new Stated(Gamma.of(2.5, 0.4), "shape", 2.5, "rate", 0.4),
        new Stated(Beta.of(2.5, 0.4), "alpha", 2.5, "beta", 0.4),
        new Stated(Exponential.of(2.0), "rate", 2.0),
        new Stated(Weibull.of(1.5, 4), "shape", 1.5, "scale", 4.0),
        new Stated(
            Lognormal.of(0.2, 0.5), "mean of log x", 0.2, "standard deviation of log x", 0.5),
        new Stated(Logistic.of(0.3, 0.8), "mean", 0.3, "scale", 0.8),
        new Stated(Laplace.of(-0.4, 0.6), "location", -0.4, "scale", 0.6),
        new Stated(
            StudentT.of(3.5, 0.3, 0.8), "degrees of freedom", 3.5, "location", 0.3, "scale", 0.8),
        new Stated(
            GaussianMixture.of(
                new double[] {1, 3}, new double[] {-0.5, 1.4}, new double[] {0.6, 0.9}),
            "weight of component 0",
            0.25,
            "weight of component 1",
            0.75,
            "mean of component 0",
            -0.5,
            "mean of component 1",
            1.4,
            "standard deviation of component 0",
            0.6,
            "standard deviation of component 1",
            0.9),
        new Stated(VonMises.of(1.1, 2.2), "location", 1.1, "concentration", 2.2),
        new Stated(Subset.ofLogits(1, 0.5, -1), "logit 0", 0.5, "logit 1", -1.0),
        new Stated(Binomial.of(7, 0.3), "probability", 0.3),
        new Stated(
            ZeroInflated.of(NegativeBinomial.of(2.5, 0.4), 0.2),
            "r",
            2.5,
            "probability",
            0.4,
            "probability of zeros",
            0.2),
        new Stated(BetaBinomial.of(7, 2.5, 0.4), "alpha", 2.5, "beta", 0.4),
        new Stated(Multinomial.of(7, 1, 3), "probability of 0", 0.25, "probability of 1", 0.75),
        new Stated(
            MarkovChain.of(3, new double[] {1, 3}, new double[][] {{1, 4}, {3, 2}}),
            "start in 0",
            0.25,
            "start in 1",
            0.75,
            "move from 0 to 0",
            0.2,
            "move from 0 to 1",
            0.8,
            "move from 1 to 0",
            0.6,
            "move from 1 to 1",
            0.4),
        new Stated(Mapped.logitNormal(0.2, 0.5), "mean", 0.2, "standard deviation", 0.5),
        new Stated(Clamped.hardKumaraswamy(2.5, 0.4), "a", 2.5, "b", 0.4),
        new Stated(Kumaraswamy.of(2.5, 0.4), "a", 2.5, "b", 0.4),
        new Stated(InverseGamma.of(2.5, 0.4), "shape", 2.5, "scale", 0.4),
        new Stated(HalfNormal.of(0.4), "scale", 0.4),
        new Stated(Pareto.of(1.5, 2.5), "shape", 2.5),
        new Stated(TruncatedNormal.of(0.2, 0.5, -1, 1), "mean", 0.2, "standard deviation", 0.5),
        new Stated(Gumbel.of(0.3, 0.8), "location", 0.3, "scale", 0.8));
  }

  @Test
  void valuesAreThoseThatALawWasStatedWith() {
    for (Stated stated : stated()) {
      List<Parameter> units = stated.law().units();
      String law = stated.law() + " has " + units;
      assertEquals(stated.units().length, 2 * units.size(), law);
      for (int i = 0; i < units.size(); i++) {
        assertEquals(stated.units()[2 * i], units.get(i).name(), law);
        assertEquals((double) stated.units()[2 * i + 1], units.get(i).value(), ROUNDING, law);
      }
    }
  }

  @Test
  void everyLawOfTheCatalogueIsStated() {
    Set<Class<?>> laws =
        stated().stream().map(stated -> stated.law().getClass()).collect(Collectors.toSet());
    for (Catalogue.Entry entry : Catalogue.all()) {
      assertTrue(laws.contains(entry.example().getClass()), entry.name());
    }
  }

  static Stream<Named<Distribution>> laws() {
    return Laws.moderate().stream().filter(law -> law.getPayload().contexts() == 1);
  }

  private static double[] values(Distribution law, double[] theta) {
    return law.at(theta).units().stream().mapToDouble(Parameter::value).toArray();
  }

  @ParameterizedTest
  @MethodSource("laws")
  void slopesAreThoseOfTheValues(Distribution law) {
    double[] theta = law.parameters();
    List<Parameter> units = law.units();
    assertEquals(law.dimension(), units.size());
    assertEquals(units.size(), new HashSet<>(units.stream().map(Parameter::name).toList()).size());
    for (int i = 0; i < theta.length; i++) {
      double[] moved = Differences.derivative(at -> values(law, at), theta, i);
      double[] slope = {units.get(i).slope()};
      Differences.assertClose(new double[] {moved[i]}, slope, units.get(i).value());
      if (units.get(i).scale() == Scale.SHARE) {
        assertOthersKeepTheirProportions(units, moved, i);
      } else {
        assertEquals(theta[i], units.get(i).scale().theta(units.get(i).value()), ROUNDING);
        moved[i] = 0;
        Differences.assertClose(moved, new double[moved.length], 1);
      }
    }
  }

  /** Other shares shrink by one factor: d log p_j is the same for all others of one variable. */
  private static void assertOthersKeepTheirProportions(
      List<Parameter> units, double[] moved, int i) {
    double factor = -units.get(i).value();
    double lost = 0;
    for (int j = 0; j < moved.length; j++) {
      if (j != i && Math.abs(moved[j]) > 0) {
        assertEquals(Scale.SHARE, units.get(j).scale());
        assertEquals(factor, moved[j] / units.get(j).value(), 1e-8, "share " + j);
        lost += moved[j];
      }
    }
    assertEquals(-units.get(i).slope(), lost, 1e-8, "the shares add up to 1");
  }

  @Test
  void sharesAndNumbersOutsideOfAScaleHaveNoTheta() {
    assertThrows(IllegalArgumentException.class, () -> Scale.SHARE.theta(0.5));
    assertThrows(IllegalArgumentException.class, () -> Scale.LOG.theta(0));
    for (double bad : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThrows(IllegalArgumentException.class, () -> Scale.LOGIT.theta(bad));
    }
    assertEquals("[2.0]", Arrays.toString(new double[] {Scale.PLAIN.theta(2)}));
  }
}
