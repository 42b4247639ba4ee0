package io.thalweg.examples;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimate;
import io.thalweg.Reparameterized;
import io.thalweg.VelocityField;
import io.thalweg.check.VarianceReport;
import io.thalweg.distribution.Gaussian;
import io.thalweg.estimator.flow.Divergence;
import io.thalweg.estimator.flow.Fields;
import io.thalweg.estimator.flow.JumpFlow;
import io.thalweg.estimator.flow.LearnedFlow;
import io.thalweg.estimator.flow.OptimalFlow;
import io.thalweg.estimator.flow.ProbabilityFlow;
import io.thalweg.estimator.pathwise.Reparameterization;
import io.thalweg.estimator.score.Reinforce;
import io.thalweg.objective.Jump;
import io.thalweg.objective.Piecewise;
import java.util.SplittableRandom;

/**
 * Likelihood ratio and reparameterisation are two members of one family, and neither is the best.
 *
 * <p>Run it with {@code java -cp ... io.thalweg.examples.Example8MixTheParents}.
 */
public final class Example8MixTheParents {

  private Example8MixTheParents() {}

  static final Gaussian LAW = Gaussian.of(0.3, 1);
  static final DifferentiableObjective WAVE =
      DifferentiableObjective.of(
          x -> Math.cos(2 * x[0]), x -> new double[] {-2 * Math.sin(2 * x[0])});

  /** A flow in which nothing moves: REINFORCE. */
  static ProbabilityFlow<Reparameterized> likelihoodRatio() {
    return ProbabilityFlow.along(law -> Fields.still());
  }

  /** A flow in which all points follow the path of the law: reparameterisation. */
  static ProbabilityFlow<Reparameterized> path() {
    return ProbabilityFlow.along(law -> law.velocity());
  }

  /** A custom field, whose divergence is computed by differences, at draws of a wider law. */
  static ProbabilityFlow<Reparameterized> ownField() {
    VelocityField u = Fields.of(2, 1, x -> new double[] {1 - Math.tanh(x[0]), 0.5 * x[0]});
    return ProbabilityFlow.<Reparameterized>along(law -> u)
        .withDivergence(Divergence.differences())
        .drawnFrom(law -> Gaussian.of(0.3, 1.5));
  }

  /** An optimal flow that has learned from a hundred batches of ten draws. */
  static OptimalFlow optimal() {
    var random = new SplittableRandom(1);
    var flow = new OptimalFlow(10);
    for (int step = 0; step < 100; step++) {
      var estimate = flow.estimate(LAW, WAVE, random);
      // theta moves along estimate.gradient() here
      flow.learn(estimate);
    }
    return flow;
  }

  /** A flow with networks and a sampling law that learn, with a hundred draws at a time. */
  static LearnedFlow learned() {
    var random = new SplittableRandom(1);
    var flow = LearnedFlow.of(100, LAW, random);
    for (int step = 0; step < 500; step++) {
      flow.learn(flow.estimate(LAW, WAVE, random));
    }
    return flow;
  }

  /** The gradient of E f where f is the wave, and jumps by 2 where x exceeds 0.5. */
  static Estimate acrossAJump() {
    DifferentiableObjective two = DifferentiableObjective.of(x -> 2, x -> new double[1]);
    var f = Piecewise.of(WAVE, Jump.at(0, 0.5, two));
    return new JumpFlow().estimate(LAW, f, new SplittableRandom(1));
  }

  /** Prints the variance of one draw of each. */
  public static void main(String[] arguments) {
    var random = new SplittableRandom(2);
    var lr = VarianceReport.of(new Reinforce(), LAW, WAVE, 100_000, random);
    var rp = VarianceReport.of(new Reparameterization(), LAW, WAVE, 100_000, random);
    var best = VarianceReport.of(optimal(), LAW, WAVE, 10_000, random);
    var learned = VarianceReport.of(learned(), LAW, WAVE, 1_000, random);
    System.out.printf(
        "likelihood ratio %.3f, path %.3f, optimal flow %.4f, learned flow %.4f%n",
        lr.variance(), rp.variance(), 10 * best.variance(), 100 * learned.variance());
    System.out.println(acrossAJump());
  }
}
