package io.thalweg.simulation;

import io.thalweg.Events;
import io.thalweg.WeaklyDifferentiable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * The gradient in the parameters of one input, by measure-valued pairs: a run is made again with
 * one draw replaced, and all other draws the same.
 *
 * <pre>
 *   dq/dtheta_j = c_j (q+_j - q-_j),   (x+_j, x-_j) coupled draws of them
 *   g_j = 1/R sum over runs r of n_r c_j [total of r with draw k at x+_j - total of r with it at x-_j]
 * </pre>
 *
 * <p>n_r is the number of draws of the input in run r, and k one of them, chosen at random. Whether
 * a run comes to a draw is known before it, and what is drawn later has the same law whatever was
 * drawn; so the mean is the gradient, for every simulator. The common draws cancel in the
 * difference. Cost: at most two runs for each run and parameter. Bias: none.
 *
 * <p>Source: Pflug (1989), Computing 42, doi 10.1007/BF02243227; Heidergott &amp; Vazquez-Abad
 * (2008), Journal of Optimization Theory and Applications 136, for runs of random length.
 */
final class ReplayedPairs implements Replays {

  private final Simulator simulator;
  private long runs;

  ReplayedPairs(Simulator simulator) {
    this.simulator = simulator;
  }

  @Override
  public long runs() {
    return runs;
  }

  @Override
  public double[][] gradients(Parameters at, int input, List<Run> batch, List<String> outputs) {
    WeaklyDifferentiable law = (WeaklyDifferentiable) Objects.requireNonNull(at.law(input));
    double[][] sums = new double[outputs.size()][law.dimension()];
    for (Run run : batch) {
      int draws = Objects.requireNonNull(run.draws(input)).count();
      if (draws > 0) {
        RandomGenerator random = run.stream("pairs of " + at.inputs().get(input).name());
        int draw = random.nextInt(draws);
        double[][] own = derivatives(run, input, draw, law.pairs(random), outputs);
        for (int o = 0; o < own.length; o++) {
          for (int j = 0; j < own[o].length; j++) {
            sums[o][j] += own[o][j] * draws / batch.size();
          }
        }
      }
    }
    return sums;
  }

  /** The contribution of one draw of a run: [outputs][parameters of the input]. */
  double[][] derivatives(
      Run run, int input, int draw, WeaklyDifferentiable.Pairs pairs, List<String> outputs) {
    double[] constants = pairs.constants();
    double[][] derivatives = new double[outputs.size()][constants.length];
    List<Replay> known = new ArrayList<>();
    known.add(new Replay(Objects.requireNonNull(run.draws(input)).event(draw), run));
    for (int j = 0; j < constants.length; j++) {
      if (constants[j] > 0) {
        Run more = replay(run, input, draw, pairs.positive(), j, known);
        Run less = replay(run, input, draw, pairs.negative(), j, known);
        for (int o = 0; o < derivatives.length; o++) {
          String output = outputs.get(o);
          derivatives[o][j] = constants[j] * (more.total(output) - less.total(output));
        }
      }
    }
    return derivatives;
  }

  /** A run with one event in the place of a draw. */
  private record Replay(double[] event, Run run) {}

  /** Makes a run with another draw, unless it was made before. */
  private Run replay(Run run, int input, int draw, Events events, int row, List<Replay> known) {
    double[] event = events.value(row);
    for (Replay former : known) {
      if (Arrays.equals(former.event, event)) {
        return former.run;
      }
    }
    Run again = run.again(simulator, Run.Change.draw(input, draw, event));
    runs++;
    known.add(new Replay(event, again));
    return again;
  }
}
