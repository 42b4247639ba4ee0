package io.thalweg.simopt;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.SimpleBounds;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.noderiv.CMAESOptimizer;
import org.hipparchus.random.Well19937c;

/**
 * CMA-ES as Hipparchus has it, with ten runs a point and steps of half a unit; the best point that
 * was seen is recommended.
 *
 * <p>Source: Hansen (2016), The CMA evolution strategy: a tutorial, arXiv:1604.00772.
 */
final class CmaEs implements Solver {

  private static final int TOGETHER = 10;
  private static final double STEP = 0.5;

  @Override
  public String name() {
    return "cma_es";
  }

  @Override
  public List<Visit> solve(SimOptProblem problem, long seed, long budget) {
    Sampled f = new Sampled(problem, seed, TOGETHER, budget);
    int dimension = f.space().dimension();
    double[] steps = new double[dimension];
    Arrays.fill(steps, STEP);
    double[] least = {Double.POSITIVE_INFINITY};
    CMAESOptimizer optimizer =
        new CMAESOptimizer(
            Integer.MAX_VALUE,
            0,
            true,
            0,
            0,
            new Well19937c(seed),
            false,
            (i, before, now) -> false);
    try {
      optimizer.optimize(
          new MaxEval(f.points()),
          new ObjectiveFunction(
              at -> {
                double value = f.at(at);
                if (value < least[0]) {
                  least[0] = value;
                  f.recommend(at);
                }
                return value;
              }),
          GoalType.MINIMIZE,
          new InitialGuess(new double[dimension]),
          SimpleBounds.unbounded(dimension),
          new CMAESOptimizer.Sigma(steps),
          new CMAESOptimizer.PopulationSize(4 + (int) (3 * Math.log(dimension))));
    } catch (MathIllegalStateException budgetIsSpent) {
      // Hipparchus ends a search this way when the points are spent.
      return f.visits();
    }
    return f.visits();
  }
}
