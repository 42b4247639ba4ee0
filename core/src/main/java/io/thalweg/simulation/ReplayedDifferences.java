package io.thalweg.simulation;

import io.thalweg.Distribution;
import io.thalweg.support.SplitMix;
import java.util.List;
import java.util.Objects;

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
  private static final double KNOWN = 4;
  private static final int SCORED = 256;

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
    double[] information = information(Objects.requireNonNull(at.law(input)));
    double[][] gradients = new double[outputs.size()][dimension];
    for (int j = 0; j < dimension; j++) {
      double step = STEP / Math.sqrt(Math.max(1, information[j] / KNOWN));
      Parameters above = moved(at, at.from(input) + j, step);
      Parameters below = moved(at, at.from(input) + j, -step);
      for (Run run : batch) {
        Run more = run.again(simulator, above);
        Run less = run.again(simulator, below);
        runs += 2;
        for (int o = 0; o < gradients.length; o++) {
          String output = outputs.get(o);
          double difference = more.total(output) - less.total(output);
          gradients[o][j] += difference / (2 * step * batch.size());
        }
      }
    }
    return gradients;
  }

  /** Estimates the mean square score of each parameter, by the same draws for the same law. */
  private static double[] information(Distribution law) {
    double[] scores = law.scores(law.sample(SCORED, new SplitMix(1)));
    double[] squares = new double[law.dimension()];
    for (int k = 0; k < scores.length; k++) {
      squares[k % squares.length] += scores[k] * scores[k] / SCORED;
    }
    return squares;
  }

  private static Parameters moved(Parameters at, int parameter, double step) {
    double[] theta = at.theta();
    theta[parameter] += step;
    return at.at(theta);
  }
}
