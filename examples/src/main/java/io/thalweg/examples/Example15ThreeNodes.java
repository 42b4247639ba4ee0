package io.thalweg.examples;

import io.thalweg.Finite;
import io.thalweg.check.ExactGradient;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.coupling.DisArm;
import io.thalweg.estimator.score.LocalExpectation;
import io.thalweg.estimator.score.Rloo;
import io.thalweg.program.Builder;
import io.thalweg.program.Cost;
import io.thalweg.program.Estimates;
import io.thalweg.program.Node;
import io.thalweg.program.Program;
import io.thalweg.program.Table;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Compares the gradient of a program of three bits with the exact one.
 *
 * <p>The law of each bit is a table of logits. A table has a row for each outcome of the parents,
 * of which the first changes fastest.
 */
public final class Example15ThreeNodes {

  private Example15ThreeNodes() {}

  /** Prints a mean of estimates, and the exact gradient. */
  public static void main(String[] arguments) {
    double[][] both = gradients(100_000, new SplittableRandom(1));
    System.out.println("estimated " + Arrays.toString(both[0]));
    System.out.println("exact     " + Arrays.toString(both[1]));
  }

  /** Returns the mean of so many estimates, and the exact gradient, both in all seven logits. */
  static double[][] gradients(int estimates, SplittableRandom random) {
    Bernoulli bit = Bernoulli.of(0.5); // the kind of law; its logit is not used
    var tableX = Table.of(bit, 0.3); // no parent, so one row
    var tableY = Table.of(bit, -1.0, 2.0); // rows for x = 0 and x = 1
    var tableZ = Table.of(bit, 0.5, -0.5, 1.0, 0.0); // (x, y) = (0, 0), (1, 0), (0, 1), (1, 1)

    Builder builder = Program.of(1);
    Node<Bernoulli> x = builder.node("x", tableX, new DisArm());
    Node<Bernoulli> y = builder.node("y", tableY, new Rloo(4), x);
    Node<Bernoulli> z = builder.node("z", tableZ, new LocalExpectation(), x, y);
    builder.cost("x and z", Cost.each(v -> 3 * v[0][0] * v[1][0]), x, z);
    builder.cost("on y", Cost.of(v -> 2 * v[0]), y);
    Program program = builder.build();

    for (int i = 0; i < estimates; i++) {
      Estimates estimate = program.estimate(random);
      estimate.pullback(1.0 / estimates); // adds to the gradients of all tables
    }
    double[] mean = new double[7];
    System.arraycopy(tableX.gradient(), 0, mean, 0, 1);
    System.arraycopy(tableY.gradient(), 0, mean, 1, 2);
    System.arraycopy(tableZ.gradient(), 0, mean, 3, 4);
    // Bits alone, or categories alone, have a joint law whose outcomes can be listed.
    double[] exact = ExactGradient.of((Finite) program.joint(), program.objective());
    return new double[][] {mean, exact};
  }
}
