package io.thalweg.estimator.combinator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Differences;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimand;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.Means;
import io.thalweg.Objective;
import io.thalweg.check.ExactGradient;
import io.thalweg.distribution.Categorical;
import io.thalweg.distribution.Gaussian;
import io.thalweg.estimator.pathwise.Reparameterization;
import io.thalweg.estimator.score.Enumeration;
import io.thalweg.estimator.score.MirroredScore;
import io.thalweg.estimator.score.Rloo;
import io.thalweg.estimator.score.Vimco;
import io.thalweg.support.SplitMix;
import io.thalweg.support.UpperTail;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Tests of the gradient of a risk by estimators of the gradient of a mean. */
class RiskOfTest {

  private static final Estimand.TailMean TAIL = new Estimand.TailMean(0.8);

  /** 400 pilots find the quantile, and a list of outcomes leaves no chance. */
  @Test
  void enumerationInsideIsExactOnceTheQuantileIsFound() {
    Categorical law =
        Categorical.ofLogits(new double[] {2.2, 1.5, 0, 1.7, 1.2, 0}, 3).inContexts(2);
    Objective f = x -> x[0] == 2 ? 3 : 1.5 * x[0] - 1;
    Estimate estimate =
        new RiskOf<>(TAIL, 400, new Enumeration()).estimate(law, f, new SplitMix(1));
    assertArrayEquals(ExactGradient.ofTailMean(TAIL, law, f), estimate.gradient(), 1e-12);
    assertEquals(2 * (400 + 3), estimate.evaluations());
    assertEquals(2, Arrays.stream(estimate.weights()).sum(), 1e-12);
    // Of one context: 0.5, and 2.5 beyond it with the probability of the last outcome.
    double last = 1 / (Math.exp(2.2) + Math.exp(1.5) + 1);
    assertEquals(0.5 + 2.5 * last / 0.2, estimate.values()[0], 1e-12);
  }

  /** The gradient in a location is 1 for any risk, whatever the estimator inside. */
  @Test
  void anyEstimatorInsideHasTheGradientOfALocation() {
    Gaussian law = Gaussian.of(5, 2);
    DifferentiableObjective loss = DifferentiableObjective.of(x -> x[0], x -> new double[] {1});
    List<Estimator<Gaussian, DifferentiableObjective>> inside =
        Estimator.listOf(
            new Rloo(100), new MirroredScore(100), new MeanOf<>(100, new Reparameterization()));
    for (Estimator<Gaussian, DifferentiableObjective> one : inside) {
      Means means = new Means();
      RandomGenerator random = new SplitMix(2);
      for (int i = 0; i < 400; i++) {
        means.add(new RiskOf<>(TAIL, 100, one).estimate(law, loss, random).gradient()[0]);
      }
      assertEquals(1, means.mean(), 4 * means.error() + 0.01, one.toString());
      assertTrue(4 * means.error() < 0.2, one.toString());
    }
  }

  /** The slopes and curvatures of the blurred step and of the excess, by central differences. */
  @Test
  void derivativesAreThoseOfTheFunctionBeyondTheQuantile() {
    double[] pilots = {0.3, 1.7, -0.4, 0.9, 2.2, 1.1, 0.1, -1.2, 0.6, 1.4};
    double[] at = {0.4, -1.1, 1.9, 0.7};
    double[] directions = {0.3, 0.8, -1.2, 0.5};
    for (Estimand.Risk risk : List.of(TAIL, new Estimand.Quantile(0.8))) {
      TailFunction beyond = new TailFunction(risk, List.of(UpperTail.of(pilots, 0.8)));
      Linearization known = smooth(beyond, at);
      double[] slopes =
          Differences.gradient(x -> Arrays.stream(smooth(beyond, x).values()).sum(), at);
      Differences.assertClose(slopes, known.gradients(), 10);
      double[] second =
          Differences.gradient(
              x -> {
                double[] gradients = smooth(beyond, x).gradients();
                double sum = 0;
                for (int i = 0; i < x.length; i++) {
                  sum += directions[i] * gradients[i];
                }
                return sum;
              },
              at);
      Differences.assertClose(second, known.curvatures(directions), 10);
    }
  }

  private static Linearization smooth(TailFunction beyond, double[] at) {
    Events events = Events.of(at, 1, 1);
    return (Linearization) beyond.of(new Squares(at), events, true);
  }

  /** f(x) = x^2 / 2, one number for each row. */
  private record Squares(double[] at) implements Linearization {
    @Override
    public double[] values() {
      return Arrays.stream(at).map(x -> x * x / 2).toArray();
    }

    @Override
    public double[] gradients() {
      return at.clone();
    }

    @Override
    public double[] curvatures(double[] directions) {
      return directions.clone();
    }

    @Override
    public void pullback(double[] weights) {}
  }

  @Test
  void estimatorsOfOtherEstimandsAreRefused() {
    Vimco bound = new Vimco(2);
    assertThrows(IllegalArgumentException.class, () -> new RiskOf<>(TAIL, 10, bound));
    Rloo mean = new Rloo(2);
    assertThrows(IllegalArgumentException.class, () -> new RiskOf<>(TAIL, 1, mean));
  }

  @Test
  void tailMeanOfPilotsOfWhichNoneIsBeyondIsRefused() {
    Rloo mean = new Rloo(2);
    var thrown = assertThrows(IllegalArgumentException.class, () -> new RiskOf<>(TAIL, 4, mean));
    assertEquals(
        "the mean beyond a quantile of level 0.8 needs at least 5 pilots, so that one is beyond it;"
            + " there are 4",
        thrown.getMessage());
    assertEquals(TAIL, new RiskOf<>(TAIL, 5, mean).estimand());
  }
}
