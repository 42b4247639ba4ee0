package io.thalweg.tune;

import io.thalweg.Parameter;
import io.thalweg.optimizer.Adam;
import io.thalweg.simulation.Credit;
import io.thalweg.simulation.Parameters;
import io.thalweg.simulation.Reach;
import io.thalweg.simulation.Readings;
import io.thalweg.simulation.ReusedScore;
import io.thalweg.simulation.Run;
import io.thalweg.simulation.Simulator;
import io.thalweg.support.Numbers;
import io.thalweg.support.Streams;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A descent of the mean of an output: some runs, the gradient from them and from runs before, a
 * step of Adam.
 */
final class Search {

  // The newest parameters weigh 4 / (steps + 4) in their average, which so covers the last quarter.
  private static final double NEWEST = 4;
  // The least weight of the newest runs in the variance of slopes, which so covers ten steps.
  private static final double FRESH = 0.1;
  // Differences in settings span so many steps: finer ones see more of the noise of costs that
  // jump, and nothing that a step can use.
  private static final double REACH = 2;
  // Settings that are alike at the start are parted by so much of a step.
  private static final double PARTED = 0.3;
  // Of so many settings differences are taken in every second run: a step is dear, and more steps
  // tell more than more runs of one. Of fewer they are cheap beside the runs themselves.
  private static final int MANY = 3;

  private final Simulator simulator;
  private final String output;
  private final double sign;
  private final List<Term> terms;
  private final Box box;
  private final long seed;
  private final ReusedScore score;
  private final Adam adam;
  private final double[] unit;
  private final double[] average;
  private final double[] spreads;
  private final int every;
  private Parameters at;
  private long runs;
  private long repeated;
  private int steps;

  /** A question to a search. */
  record Task(
      Simulator simulator,
      String output,
      double sign,
      List<Term> terms,
      Box box,
      long seed,
      @Nullable Credit credit) {}

  Search(Task task, Parameters start, double[] unit) {
    this.simulator = task.simulator;
    this.output = task.output;
    this.sign = task.sign;
    this.terms = task.terms;
    this.box = task.box;
    this.seed = task.seed;
    this.score = task.credit == null ? new ReusedScore() : new ReusedScore(task.credit);
    this.adam = new Adam(1, start.count());
    this.unit = unit;
    this.at = start;
    this.average = start.theta();
    this.spreads = new double[start.count()];
    long settings =
        IntStream.range(0, start.count())
            .filter(place -> start.isSetting(place) && !box.isFrozen(place))
            .count();
    this.every = settings < MANY ? 1 : 2;
  }

  /** The parameters that were reached. */
  Parameters at() {
    return at;
  }

  /** The mean of the parameters over the last steps. */
  Parameters average() {
    return at.at(average);
  }

  /** The number of runs made to now, those for differences included. */
  long runs() {
    return runs + repeated;
  }

  int steps() {
    return steps;
  }

  /** Makes the next runs, which draws nothing but by their numbers. */
  List<Run> simulate(int together, Pool pool) {
    List<Run> made = pool.runs(simulator, at, seed, runs, together);
    runs += together;
    return made;
  }

  /** Goes one step from the runs at these parameters. */
  Step step(List<Run> made, double rate) {
    ReusedScore.Estimate estimate = score.add(made, output);
    Readings readings = Readings.ofSearch(simulator, every);
    Reach reach = box.reach(at, Arrays.stream(unit).map(one -> REACH * rate * one).toArray());
    Readings.Slopes slopes = readings.slopes(at, reach, made, List.of(run -> run.total(output)));
    repeated += readings.runs();
    double value = estimate.value();
    double[] gradient = estimate.gradient().clone();
    double signal = 0;
    double noise = 0;
    addSpreads(slopes.variances()[0]);
    double[][] fixed = terms.stream().map(term -> term.gradient(at)).toArray(double[][]::new);
    for (Term term : terms) {
      value += term.value(at);
    }
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] += slopes.gradients()[0][i];
      for (double[] of : fixed) {
        gradient[i] += of[i];
      }
      gradient[i] = box.isFrozen(i) ? 0 : sign * gradient[i] * unit[i];
      double variance = estimate.variance()[i] + spreads[i];
      double square = gradient[i] * gradient[i];
      double uncertain = box.isFrozen(i) ? 0 : variance * unit[i] * unit[i];
      signal += square;
      noise += uncertain;
      gradient[i] *= square > uncertain ? 1 - uncertain / square : 0;
    }
    Parameters before = at;
    box.shareWhereTouching(at.theta(), gradient);
    move(gradient, rate);
    steps++;
    // The squared length of the gradient holds the variance of its noise, too.
    double ratio = noise > 0 ? Math.max(0, signal / noise - 1) : Double.POSITIVE_INFINITY;
    return new Step(steps, runs(), before, value, ratio, estimate.effective(), estimate.window());
  }

  /**
   * Averages the variances of slopes over steps: that of a few runs with equal slopes is 0, and a
   * step that trusted it would be too long.
   */
  private void addSpreads(double[] newest) {
    double weight = Math.max(1.0 / (steps + 1), FRESH);
    for (int i = 0; i < spreads.length; i++) {
      spreads[i] += weight * (newest[i] - spreads[i]);
    }
  }

  /**
   * Parts settings that are equal at the start, such as the places of two depots: where they mean
   * the same, their gradients are the same, and would keep them together.
   */
  private void part(double[] theta, double rate) {
    List<Parameter> start = at.units();
    RandomGenerator random = Streams.named(seed, "settings that are parted", 0);
    for (int i = 0; i < theta.length; i++) {
      for (int j = 0; j < i; j++) {
        boolean free = !box.isFrozen(i) && at.isSetting(i) && at.isSetting(j);
        if (free && start.get(i).value() == start.get(j).value()) {
          theta[i] += PARTED * rate * unit[i] * random.nextGaussian();
          break;
        }
      }
    }
  }

  private void move(double[] gradient, double rate) {
    double[] theta = at.theta();
    double[] scaled = new double[theta.length];
    Arrays.setAll(scaled, i -> theta[i] / unit[i]);
    adam.step(scaled, gradient, rate);
    for (int i = 0; i < theta.length; i++) {
      theta[i] = box.isFrozen(i) ? theta[i] : scaled[i] * unit[i];
    }
    if (steps == 0) {
      part(theta, rate);
    }
    box.project(theta);
    at = at.at(theta);
    double weight = NEWEST / (steps + NEWEST);
    for (int i = 0; i < theta.length; i++) {
      average[i] += weight * (theta[i] - average[i]);
    }
    box.project(average);
  }

  void save(DataOutput out) throws IOException {
    Numbers.write(out, at.theta());
    Numbers.write(out, average);
    Numbers.write(out, unit);
    Numbers.write(out, spreads);
    out.writeLong(runs);
    out.writeLong(repeated);
    out.writeInt(steps);
    adam.save(out);
    score.save(out);
  }

  /** Reads the state, and makes the runs that are kept again. */
  void load(DataInput in) throws IOException {
    double[] theta = at.theta();
    Numbers.read(in, theta);
    at = at.at(theta);
    Numbers.read(in, average);
    Numbers.read(in, unit);
    Numbers.read(in, spreads);
    runs = in.readLong();
    repeated = in.readLong();
    steps = in.readInt();
    adam.load(in);
    score.load(in, simulator, at, seed);
  }
}
