package io.thalweg.simopt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The cross-entropy method: a normal law of parameters, fitted again and again to the best tenth of
 * its draws.
 *
 * <p>Population 40, elite 4, smoothing 0.7, five runs a point; the mean is recommended.
 *
 * <p>Source: Rubinstein (1999), Methodology and Computing in Applied Probability 1, doi
 * 10.1023/A:1010091220143; de Boer et al. (2005), Annals of Operations Research 134, doi
 * 10.1007/s10479-005-5724-z.
 */
final class CrossEntropy implements Solver {

  private static final int POPULATION = 40;
  private static final int ELITE = 4;
  private static final double SMOOTHING = 0.7;
  private static final int TOGETHER = 5;

  @Override
  public String name() {
    return "cross_entropy";
  }

  private record Point(double[] at, double objective) {}

  @Override
  public List<Visit> solve(SimOptProblem problem, long seed, long budget) {
    Sampled f = new Sampled(problem, seed, TOGETHER, budget);
    SplittableRandom random = new SplittableRandom(seed);
    int dimension = f.space().dimension();
    double[] mean = new double[dimension];
    double[] deviation = new double[dimension];
    Arrays.fill(deviation, 1);
    for (int left = f.points(); left >= POPULATION; left -= POPULATION) {
      List<Point> points = new ArrayList<>();
      for (int i = 0; i < POPULATION; i++) {
        double[] at = new double[dimension];
        for (int j = 0; j < dimension; j++) {
          at[j] = mean[j] + deviation[j] * random.nextGaussian();
        }
        points.add(new Point(at, f.at(at)));
      }
      points.sort(Comparator.comparingDouble(Point::objective));
      fit(points.subList(0, ELITE), mean, deviation);
      f.recommend(mean);
    }
    return f.visits();
  }

  private static void fit(List<Point> elite, double[] mean, double[] deviation) {
    for (int j = 0; j < mean.length; j++) {
      double sum = 0;
      double squares = 0;
      for (Point point : elite) {
        sum += point.at()[j] / ELITE;
      }
      for (Point point : elite) {
        squares += Math.pow(point.at()[j] - sum, 2) / ELITE;
      }
      mean[j] += SMOOTHING * (sum - mean[j]);
      deviation[j] += SMOOTHING * (Math.sqrt(squares) - deviation[j]);
    }
  }
}
