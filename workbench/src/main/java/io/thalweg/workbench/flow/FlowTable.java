package io.thalweg.workbench.flow;

import io.thalweg.Baseline;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Reparameterized;
import io.thalweg.check.Interval;
import io.thalweg.check.VarianceReport;
import io.thalweg.estimator.flow.LearnedFlow;
import io.thalweg.estimator.flow.OptimalFlow;
import io.thalweg.estimator.flow.SobolFlow;
import io.thalweg.estimator.pathwise.QuasiReparameterization;
import io.thalweg.estimator.pathwise.Reparameterization;
import io.thalweg.estimator.score.Reinforce;
import io.thalweg.optimizer.Descent;
import io.thalweg.problem.Problem;
import io.thalweg.support.PointSet;
import io.thalweg.support.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The variance of flows beside that of their parents, for each draw, at usual sizes of batches.
 *
 * <p>Variances are summed over the parameters of all contexts and refer to one draw: for a batch,
 * the variance of its mean times the number of its draws. So the draws on which weights are fitted
 * are counted.
 */
public final class FlowTable {

  private static final int[] BATCHES = {10, 100, 1_000};
  // Draws of the past from which weights are kept: as many as it takes for older ones to fade.
  private static final int KEPT = 4_000;
  static final int LEARNING_BATCH = 100;
  // Parameters times draws that one figure may cost.
  private static final long EFFORT = 1_000_000;
  private static final double CAP = 100;
  private static final double SOLVED = 1_000;
  // A power of 2, at which Sobol points are even.
  private static final int EVEN = 128;

  private FlowTable() {}

  /**
   * The result of an estimator.
   *
   * @param variance the variance of one draw
   * @param ci the 95 % interval of the variance
   * @param micros the microseconds of a draw
   */
  public record Method(double variance, double[] ci, double micros) {

    private static Method of(VarianceReport report, int draws) {
      Interval interval = report.varianceInterval();
      return new Method(
          report.variance() * draws,
          new double[] {interval.low() * draws, interval.high() * draws},
          report.times().total() / draws);
    }
  }

  /**
   * The optimal flow at one size of batch.
   *
   * @param draws the number of draws of a batch
   * @param first the first estimate, whose weights are fitted on the batch itself
   * @param kept a later estimate, with weights kept from past batches
   */
  public record Batch(int draws, Method first, Method kept) {}

  /**
   * Draws that are spread evenly, all at batches of 128.
   *
   * @param antithetic antithetic pairs along the path
   * @param path Sobol points along the path, sobol_reparameterization
   * @param optimal the optimal flow at independent draws, with kept weights
   * @param flow the Sobol flow, with kept weights
   */
  public record EvenDraws(Method antithetic, Method path, Method optimal, Method flow) {}

  /**
   * One problem.
   *
   * @param problem its name
   * @param title what it is
   * @param lr REINFORCE with the best constant baseline of each parameter
   * @param rp reparameterisation
   * @param optimal the optimal flow, its weights fitted on a batch of 1,000 draws
   * @param learned the learned flow
   * @param steps the number of steps that it learned from, of 100 draws each
   * @param batches the optimal flow at other sizes
   * @param evenDraws draws that are spread evenly
   */
  public record Row(
      String problem,
      String title,
      Method lr,
      Method rp,
      Method optimal,
      Method learned,
      int steps,
      List<Batch> batches,
      EvenDraws evenDraws) {

    /** The parent with less variance. */
    public Method better() {
      return lr.variance < rp.variance ? lr : rp;
    }

    /** The gain of a method: the variance of the better parent divided by its own, at most 100. */
    public double gain(Method method) {
      return Math.min(CAP, better().variance / method.variance);
    }

    /**
     * Whether the basis of the optimal flow solves the problem: kept weights leave less than a
     * thousandth of the better parent's variance.
     */
    public boolean isSolved() {
      return better().variance > SOLVED * evenDraws.optimal.variance;
    }

    /** Whether a method is worse than the better parent, beyond both intervals. */
    public boolean isWorse(Method method) {
      return method.ci[0] > better().ci[1];
    }
  }

  /** The geometric mean of the gains of a method over the rows. */
  public static double meanGain(List<Row> rows, Function<Row, Method> method) {
    return Math.exp(
        rows.stream()
            .mapToDouble(row -> Math.log(row.gain(method.apply(row))))
            .average()
            .orElse(0));
  }

  /** Measures a problem. */
  public static Row measure(Problem problem, long seed) {
    Reparameterized law = (Reparameterized) problem.law();
    DifferentiableObjective f = (DifferentiableObjective) problem.objective();
    RandomGenerator random = Streams.named(seed, stream(problem.id()));
    int singles = draws(law, 1, 100_000, 4_000);
    Baseline constant = bestConstants(law, f, singles, random);
    Method lr = single(new Reinforce().minus(constant), law, f, singles, random);
    Method rp = single(new Reparameterization(), law, f, singles, random);
    List<Batch> batches = new ArrayList<>();
    for (int draws : BATCHES) {
      Method first = batch(new OptimalFlow(draws), draws, law, f, random);
      OptimalFlow keeping = new OptimalFlow(draws);
      learn(keeping, KEPT / draws, law, f, random);
      batches.add(new Batch(draws, first, batch(keeping, draws, law, f, random)));
    }
    int steps = size(law) > 50 ? 300 : 2_000;
    LearnedFlow learning = LearnedFlow.of(LEARNING_BATCH, law, random);
    learn(learning, steps, law, f, random);
    Method learned = batch(learning, LEARNING_BATCH, law, f, random);
    Method optimal = batches.get(batches.size() - 1).first;
    EvenDraws even =
        evenDraws(law, f, Streams.named(seed, stream(problem.id()) + ", spread evenly"));
    return new Row(problem.id(), problem.title(), lr, rp, optimal, learned, steps, batches, even);
  }

  private static EvenDraws evenDraws(
      Reparameterized law, DifferentiableObjective f, RandomGenerator random) {
    var antithetic = new QuasiReparameterization(EVEN, PointSet.antithetic());
    var path = new QuasiReparameterization(EVEN, PointSet.sobol());
    OptimalFlow optimal = new OptimalFlow(EVEN);
    SobolFlow flow = new SobolFlow(EVEN);
    learn(optimal, KEPT / EVEN, law, f, random);
    learn(flow, KEPT / EVEN, law, f, random);
    return new EvenDraws(
        batch(antithetic, EVEN, law, f, random),
        batch(path, EVEN, law, f, random),
        batch(optimal, EVEN, law, f, random),
        batch(flow, EVEN, law, f, random));
  }

  /** Names the stream of a row. Another name for that of cos1 would change documented figures. */
  private static String stream(String id) {
    return "flow: " + (id.equals("cos1") ? "cos" : id);
  }

  private static int size(Distribution law) {
    return law.contexts() * law.dimension();
  }

  private static int draws(Distribution law, int batch, int most, int least) {
    return (int) Math.max(least, Math.min(most, EFFORT / batch / size(law)));
  }

  /** Estimates E[f score^2] / E[score^2] of each parameter, from separate draws. */
  private static Baseline bestConstants(
      Reparameterized law, Objective f, int draws, RandomGenerator random) {
    Events x = law.sample(draws, random);
    double[] values = f.evaluate(x).values();
    double[] scores = law.scores(x);
    double[] above = new double[size(law)];
    double[] below = new double[size(law)];
    for (int at = 0; at < scores.length; at++) {
      above[at % above.length] += values[at / law.dimension()] * scores[at] * scores[at];
      below[at % above.length] += scores[at] * scores[at];
    }
    for (int i = 0; i < above.length; i++) {
      above[i] /= below[i];
    }
    return any -> above.clone();
  }

  private static Method single(
      Estimator<? super Reparameterized, ? super DifferentiableObjective> estimator,
      Reparameterized law,
      DifferentiableObjective f,
      int draws,
      RandomGenerator random) {
    return Method.of(VarianceReport.of(estimator, law, f, draws, random), 1);
  }

  private static Method batch(
      Estimator<Reparameterized, DifferentiableObjective> estimator,
      int draws,
      Reparameterized law,
      DifferentiableObjective f,
      RandomGenerator random) {
    int estimates = draws(law, draws, 20_000, 100);
    return Method.of(VarianceReport.of(estimator, law, f, estimates, random), draws);
  }

  static void learn(
      Estimator<Reparameterized, DifferentiableObjective> estimator,
      int steps,
      Reparameterized law,
      DifferentiableObjective f,
      RandomGenerator random) {
    for (int step = 0; step < steps; step++) {
      Descent.learn(estimator, law, f, random);
    }
  }
}
