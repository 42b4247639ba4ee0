package io.thalweg.torch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.DifferentiableObjective;
import io.thalweg.check.VarianceReport;
import io.thalweg.distribution.Gaussian;
import io.thalweg.estimator.flow.Basis;
import io.thalweg.estimator.flow.LearnedFlow;
import io.thalweg.estimator.flow.OptimalFlow;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LearnedFlowTest {

  @Test
  void aNetworkOnLibtorchTakesOffWhatTheRegressionLeaves() {
    Gaussian law = Gaussian.of(0.3, 1);
    DifferentiableObjective f =
        DifferentiableObjective.of(
            x -> Math.cos(3 * x[0]), x -> new double[] {-3 * Math.sin(3 * x[0])});
    TorchNetwork network = new TorchNetwork(new SplittableRandom(1), 0.01, 1, 16, 16);
    LearnedFlow learned = new LearnedFlow(100, Basis.ofDegree(1), 2_000, List.of(network), 0.01);
    OptimalFlow optimal = new OptimalFlow(100, Basis.ofDegree(1), 2_000);
    SplittableRandom random = new SplittableRandom(2);
    for (int step = 0; step < 600; step++) {
      learned.learn(learned.estimate(law, f, random));
      optimal.learn(optimal.estimate(law, f, random));
    }
    VarianceReport with = VarianceReport.of(learned, law, f, 1_000, random);
    VarianceReport without = VarianceReport.of(optimal, law, f, 1_000, random);
    assertTrue(
        with.varianceInterval().high() < without.varianceInterval().low() / 2,
        with + " against " + without);
    // d E cos 3x / d mean = -3 sin(3 mean) exp(-9 sd^2 / 2).
    double exact = -3 * Math.sin(0.9) * Math.exp(-4.5);
    assertTrue(Math.abs(with.mean()[0] - exact) < 6 * with.standardErrors()[0]);
  }
}
