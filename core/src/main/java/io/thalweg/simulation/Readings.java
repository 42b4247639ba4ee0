package io.thalweg.simulation;

import io.thalweg.Parameter;
import io.thalweg.support.Require;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The part of a gradient that comes from parameters which a simulator reads itself.
 *
 * <pre>
 *   E [f(x; v + h) - f(x; v - h)] / 2h   over the same draws x, for each value v that was read
 * </pre>
 *
 * <p>h is one percent of a setting, 0.01 for one at 0, and 1e-4 of a parameter of a law, unless a
 * {@link Reach} says otherwise. Cost: two runs for each parameter that a run reads. Settings are
 * measured in all runs, unless for a search; parameters of laws, whose score is noisier, in every
 * eighth. Bias: of the order h^2 where the mean total is smooth. Where a total jumps, the variance
 * is of the order 1 / h.
 */
public final class Readings {

  private static final int FEW = 8;

  private final Simulator simulator;
  private final int ofSettings;
  private final int fewest;
  private int runs;

  /** Prepares differences of a simulator. */
  public Readings(Simulator simulator) {
    this(simulator, 1, 1);
  }

  private Readings(Simulator simulator, int ofSettings, int fewest) {
    this.simulator = Require.given("the simulator", simulator);
    this.ofSettings = ofSettings;
    this.fewest = fewest;
  }

  /**
   * Prepares differences for the steps of a search, in two runs at least, since one has no
   * variance.
   *
   * @param every how many runs there are to one that is asked for settings
   * @throws IllegalArgumentException if there is none
   */
  public static Readings ofSearch(Simulator simulator, int every) {
    return new Readings(simulator, Require.atLeast(1, "the number of runs to one", every), 2);
  }

  /** The number of runs that were made. */
  public int runs() {
    return runs;
  }

  /** Counts runs that were made before. */
  void resume(int earlier) {
    runs = earlier;
  }

  /**
   * Derivatives in theta of the means of some measures of a run.
   *
   * @param gradients [measures][parameters]
   * @param variances of them, likewise; 0 where a single run was asked
   */
  public record Slopes(double[][] gradients, double[][] variances) {}

  /** Estimates the derivatives of the means of some measures of a run. */
  public Slopes slopes(Parameters at, List<Run> batch, List<ToDoubleFunction<Run>> measures) {
    return slopes(at, Reach.near(at), batch, measures);
  }

  /**
   * Estimates the derivatives of the means of some measures of a run, by differences of a reach.
   */
  public Slopes slopes(
      Parameters at, Reach reach, List<Run> batch, List<ToDoubleFunction<Run>> measures) {
    double[][] gradients = new double[measures.size()][at.count()];
    double[][] variances = new double[measures.size()][at.count()];
    for (int p = 0; p < at.count(); p++) {
      int parameter = p;
      List<Run> asked = asked(batch, at.isSetting(p) ? ofSettings : FEW);
      if (!reach.isEmpty(p) && asked.stream().anyMatch(run -> run.hasRead(parameter))) {
        double[][] differences = differences(at, reach, asked, p, measures);
        for (int m = 0; m < gradients.length; m++) {
          double[][] rows = new double[asked.size()][];
          double[] one = new double[asked.size()];
          for (int r = 0; r < rows.length; r++) {
            rows[r] = new double[] {differences[r][m]};
            one[r] = 1;
          }
          double[] mean = Windows.mean(rows, one);
          gradients[m][p] = mean[0];
          variances[m][p] = Windows.variance(rows, one, mean)[0];
        }
      }
    }
    return new Slopes(gradients, variances);
  }

  private List<Run> asked(List<Run> batch, int every) {
    int count = Math.max(fewest, (batch.size() + every - 1) / every);
    return batch.subList(0, Math.min(batch.size(), count));
  }

  /** Differences of each run: [runs][measures]. */
  private double[][] differences(
      Parameters at, Reach reach, List<Run> asked, int p, List<ToDoubleFunction<Run>> measures) {
    Parameter unit = at.units().get(p);
    double[][] differences = new double[asked.size()][measures.size()];
    for (int r = 0; r < asked.size(); r++) {
      if (asked.get(r).hasRead(p)) {
        Run more = asked.get(r).again(simulator, Run.Change.read(p, reach.above()[p]));
        Run less = asked.get(r).again(simulator, Run.Change.read(p, reach.below()[p]));
        runs += 2;
        for (int m = 0; m < measures.size(); m++) {
          ToDoubleFunction<Run> measure = measures.get(m);
          double difference = measure.applyAsDouble(more) - measure.applyAsDouble(less);
          differences[r][m] = unit.slope() * difference / reach.width(p);
        }
      }
    }
    return differences;
  }
}
