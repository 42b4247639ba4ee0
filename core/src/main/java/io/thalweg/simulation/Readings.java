package io.thalweg.simulation;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The part of a gradient that comes from parameters which a simulator reads itself.
 *
 * <pre>
 *   E [f(x; v + h) - f(x; v - h)] / 2h   over the same draws x, for each value v that was read
 * </pre>
 *
 * <p>h is 1e-4 of the value, but at least 1e-4 for a setting at 0. Cost: two runs for each
 * parameter that a run reads. Settings are measured in all runs, parameters of laws, which vary
 * less beside the score, in every eighth. Bias: of the order h^2 for smooth totals.
 */
final class Readings {

  private static final double STEP = 1e-4;
  private static final int FEW = 8;

  private final Simulator simulator;
  private final double step;
  private int runs;

  Readings(Simulator simulator) {
    this(simulator, STEP);
  }

  Readings(Simulator simulator, double step) {
    this.simulator = simulator;
    this.step = step;
  }

  /** The number of runs that were made. */
  int runs() {
    return runs;
  }

  /**
   * Estimates the derivatives of the means of some measures of a run in theta.
   *
   * @return [measures][parameters]
   */
  double[][] gradients(Parameters at, List<Run> batch, List<ToDoubleFunction<Run>> measures) {
    double[][] gradients = new double[measures.size()][at.count()];
    for (int p = 0; p < at.count(); p++) {
      int parameter = p;
      int every = at.isSetting(p) ? 1 : FEW;
      int asked = (batch.size() + every - 1) / every;
      if (batch.stream().limit(asked).noneMatch(run -> run.hasRead(parameter))) {
        continue;
      }
      for (int r = 0; r < asked; r++) {
        if (batch.get(r).hasRead(p)) {
          add(at, batch.get(r), p, asked, measures, gradients);
        }
      }
    }
    return gradients;
  }

  private void add(
      Parameters at,
      Run run,
      int p,
      int asked,
      List<ToDoubleFunction<Run>> measures,
      double[][] gradients) {
    double value = at.units().get(p).value();
    double h = step * (value == 0 ? 1 : Math.abs(value));
    Run more = run.again(simulator, Run.Change.read(p, value + h));
    Run less = run.again(simulator, Run.Change.read(p, value - h));
    runs += 2;
    double slope = at.units().get(p).slope();
    for (int o = 0; o < gradients.length; o++) {
      ToDoubleFunction<Run> measure = measures.get(o);
      double difference = measure.applyAsDouble(more) - measure.applyAsDouble(less);
      gradients[o][p] += slope * difference / (2 * h) / asked;
    }
  }
}
