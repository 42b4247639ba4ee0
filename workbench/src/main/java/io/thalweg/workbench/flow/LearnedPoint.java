package io.thalweg.workbench.flow;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimate;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.Reparameterized;
import io.thalweg.check.Interval;
import io.thalweg.check.VarianceReport;
import io.thalweg.estimator.flow.LearnedFlow;
import io.thalweg.support.SplitMix;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The place of a learned flow on the plane of weights and tails.
 *
 * <pre>
 *   w = how much of the path it takes: the estimate's change with grad f, in units of the path's
 *   t = deviation of x under the learned q / deviation under the law
 * </pre>
 *
 * <p>Its velocity is no mere multiple of the path and its q no mere stretched law, so that its
 * variance differs from that of the plane at this place.
 */
public final class LearnedPoint {

  private static final int PROBES = 400;
  private static final int ESTIMATES = 2_000;

  private LearnedPoint() {}

  /**
   * Learns from draws of a law of one context, and measures the learned flow.
   *
   * @param draws the number of draws to learn from
   */
  public static VariancePlane.Mark of(
      Reparameterized law, DifferentiableObjective f, int draws, SplitMix random) {
    LearnedFlow flow = LearnedFlow.of(FlowTable.LEARNING_BATCH, law, random.split());
    FlowTable.learn(flow, draws / FlowTable.LEARNING_BATCH, law, f, random);
    VarianceReport report =
        VarianceReport.of(flow, law, f, ESTIMATES / law.dimension() + 100, random.split());
    Interval interval = report.varianceInterval();
    double times = FlowTable.LEARNING_BATCH;
    return new VariancePlane.Mark(
        "learned",
        weight(flow, law, f, random.split()),
        tail(flow, law, f, random.split()),
        report.variance() * times,
        new double[] {interval.low() * times, interval.high() * times});
  }

  /** Computes the weight from estimates at equal draws, of f and of f with the slope 1 added. */
  private static double weight(
      LearnedFlow flow, Reparameterized law, DifferentiableObjective f, SplitMix random) {
    DifferentiableObjective steeper =
        DifferentiableObjective.ofBatch(events -> new Steeper(f.evaluate(events)));
    double along = 0;
    double squares = 0;
    for (int k = 0; k < PROBES; k++) {
      long seed = random.nextLong();
      Estimate one = flow.estimate(law, f, new SplittableRandom(seed));
      Estimate other = flow.estimate(law, steeper, new SplittableRandom(seed));
      double[] path = new double[law.dimension()];
      law.velocity().pullback(one.events(), cotangents(one), 0, path);
      for (int i = 0; i < path.length; i++) {
        along += (other.gradient()[i] - one.gradient()[i]) * path[i];
        squares += path[i] * path[i];
      }
    }
    return squares > 0 ? along / squares : 0;
  }

  /** The weight of each event, for all its coordinates. */
  private static double[] cotangents(Estimate estimate) {
    double[] all = new double[estimate.events().points().length];
    Arrays.setAll(all, i -> estimate.weights()[i / estimate.events().pointSize()]);
    return all;
  }

  private static double tail(
      LearnedFlow flow, Reparameterized law, DifferentiableObjective f, SplitMix random) {
    Events drawn = flow.estimate(law, f, random).events();
    for (int k = 1; k < PROBES; k++) {
      drawn = Events.concat(drawn, flow.estimate(law, f, random).events());
    }
    double[] own = spreads(law.sample(drawn.count(), random));
    double[] learned = spreads(drawn);
    double sum = 0;
    for (int i = 0; i < own.length; i++) {
      sum += learned[i] / own[i] / own.length;
    }
    return Math.sqrt(sum);
  }

  /** The variance of every coordinate. */
  private static double[] spreads(Events events) {
    int size = events.size();
    double[] mean = new double[size];
    double[] squares = new double[size];
    double[] x = events.values();
    for (int i = 0; i < x.length; i++) {
      mean[i % size] += x[i] / events.count();
    }
    for (int i = 0; i < x.length; i++) {
      squares[i % size] += (x[i] - mean[i % size]) * (x[i] - mean[i % size]) / events.count();
    }
    return squares;
  }

  /** f with unchanged values, and with the slope 1 added along every coordinate. */
  private record Steeper(Linearization inner) implements Linearization {

    @Override
    public double[] values() {
      return inner.values();
    }

    @Override
    public void pullback(double[] weights) {}

    @Override
    public double[] gradients() {
      return Arrays.stream(inner.gradients()).map(slope -> slope + 1).toArray();
    }

    @Override
    public double[] curvatures(double[] directions) {
      return inner.curvatures(directions);
    }
  }
}
