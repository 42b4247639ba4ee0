package io.thalweg.search;

import io.thalweg.Factorized;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.SimpleBounds;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.noderiv.CMAESOptimizer;
import org.hipparchus.random.Well19937c;

/**
 * CMA-ES as Hipparchus has it, on the logits: f at the likeliest event of each point; the best
 * event so far is recommended.
 *
 * <p>Source: Hansen (2016), The CMA evolution strategy: a tutorial, arXiv:1604.00772.
 */
final class CmaEs implements BlackBoxSearch {

  private static final double STEP = 1;

  @Override
  public String name() {
    return "cma_es";
  }

  @Override
  public void run(
      Factorized start, Budgeted f, RandomGenerator random, Consumer<Factorized> recommend) {
    double[] theta = start.parameters();
    double[] steps = new double[theta.length];
    Arrays.fill(steps, STEP);
    ObjectiveFunction objective =
        new ObjectiveFunction(
            at -> {
              double before = f.least();
              double[] mode = Laws.mode((Factorized) start.at(at));
              double value = f.value(mode.clone());
              if (value < before) {
                recommend.accept(Laws.sure(start, mode));
              }
              return value;
            });
    try {
      new CMAESOptimizer(
              Integer.MAX_VALUE,
              Double.NEGATIVE_INFINITY,
              true,
              0,
              0,
              new Well19937c(random.nextLong()),
              false,
              (i, before, now) -> false)
          .optimize(
              new MaxEval(f.left()),
              objective,
              GoalType.MINIMIZE,
              new InitialGuess(theta),
              SimpleBounds.unbounded(theta.length),
              new CMAESOptimizer.Sigma(steps),
              new CMAESOptimizer.PopulationSize(4 + (int) (3 * Math.log(theta.length))));
    } catch (MathIllegalStateException budgetIsSpent) {
      // Hipparchus ends a search this way when the points are spent.
      return;
    }
  }
}
