package io.thalweg.simulation;

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
 * parameter. Bias: of the order h^2, h = 0.01.
 *
 * <p>Source: Glasserman &amp; Yao (1992), Management Science 38, doi 10.1287/mnsc.38.6.884.
 */
final class ReplayedDifferences implements Replays {

  static final double STEP = 0.01;

  private final Simulator simulator;
  private long runs;

  ReplayedDifferences(Simulator simulator) {
    this.simulator = simulator;
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
      Parameters above = moved(at, at.from(input) + j, STEP);
      Parameters below = moved(at, at.from(input) + j, -STEP);
      for (Run run : batch) {
        Run more = run.again(simulator, above);
        Run less = run.again(simulator, below);
        runs += 2;
        for (int o = 0; o < gradients.length; o++) {
          String output = outputs.get(o);
          double difference = more.total(output) - less.total(output);
          gradients[o][j] += difference / (2 * STEP * batch.size());
        }
      }
    }
    return gradients;
  }

  private static Parameters moved(Parameters at, int parameter, double step) {
    double[] theta = at.theta();
    theta[parameter] += step;
    return at.at(theta);
  }
}
