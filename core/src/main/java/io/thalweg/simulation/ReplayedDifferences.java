package io.thalweg.simulation;

import io.thalweg.Distribution;
import io.thalweg.support.SplitMix;
import java.util.Arrays;
import java.util.List;

/**
 * The gradient in the parameters of one input, by central differences of runs with the same streams
 * of random numbers.
 *
 * <pre>
 *   g_j = 1/R sum over runs r of [total of r at theta_j + h - total of r at theta_j - h] / 2h
 * </pre>
 *
 * <p>What a simulator reads keeps its value, for {@link Readings} have that part. Where draws move
 * along a path as theta moves, and the total with them, the difference varies little, even in long
 * runs; where the total jumps, its variance is of the order 1/h. Cost: two runs for each run and
 * parameter. Bias: of the order h^2. h is 0.01, or a fiftieth of 1 / sqrt(information of a draw)
 * where that is less, as for a narrow law; so the step stays small beside its width.
 *
 * <p>Source: Glasserman &amp; Yao (1992), Management Science 38, doi 10.1287/mnsc.38.6.884.
 */
final class ReplayedDifferences implements Replays {

  static final double STEP = 0.01;
  // A step is a fiftieth of the width 1 / sqrt(information) where that is less than 1/2.
  private static final double INFORMATION = 4;
  private static final int SCORED = 256;

  private final Simulator simulator;
  private final double[] steps;
  private long runs;

  /**
   * Makes differences for an input.
   *
   * @param law of the input
   */
  ReplayedDifferences(Simulator simulator, Distribution law) {
    this.simulator = simulator;
    this.steps = steps(law);
  }

  @Override
  public long runs() {
    return runs;
  }

  @Override
  public double[][] gradients(Parameters at, int input, List<Run> batch, List<String> outputs) {
    int dimension = at.from(input + 1) - at.from(input);
    double[][] gradients = new double[outputs.size()][dimension];
    for (int j = 0; j < dimension; j++) {
      Parameters above = moved(at, at.from(input) + j, steps[j]);
      Parameters below = moved(at, at.from(input) + j, -steps[j]);
      for (Run run : batch) {
        Run more = run.again(simulator, above);
        Run less = run.again(simulator, below);
        runs += 2;
        for (int o = 0; o < gradients.length; o++) {
          String output = outputs.get(o);
          double difference = more.total(output) - less.total(output);
          gradients[o][j] += difference / (2 * steps[j] * batch.size());
        }
      }
    }
    return gradients;
  }

  /** The information of a parameter is its mean square score, here over some draws. */
  private static double[] steps(Distribution law) {
    double[] scores = law.scores(law.sample(SCORED, new SplitMix(1)));
    double[] steps = new double[law.dimension()];
    for (int k = 0; k < scores.length; k++) {
      steps[k % steps.length] += scores[k] * scores[k] / SCORED;
    }
    Arrays.setAll(steps, j -> STEP / Math.sqrt(Math.max(1, steps[j] / INFORMATION)));
    return steps;
  }

  private static Parameters moved(Parameters at, int parameter, double step) {
    double[] theta = at.theta();
    theta[parameter] += step;
    return at.at(theta);
  }
}
