package io.thalweg.workbench.reproduce;

import io.thalweg.Objective;
import io.thalweg.distribution.Categorical;
import io.thalweg.estimator.score.SumAndSample;
import io.thalweg.support.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The Rao-Blackwell table: the variance of sum and sample on three bits that share a logit.
 *
 * <pre>
 *   f(b) = sum_i (b_i - t_i)^2,   t = (0.6, 0.51, 0.48),   P(b_i = 1) = 1/2
 * </pre>
 *
 * <p>The eight outcomes are the categories of one variable; the gradient in the shared logit is the
 * sum of those in the logits of outcomes, times the number of ones.
 */
final class SummedStudy implements Study {

  // The published variances are known to 2 %, and those of the last three to three digits or fewer.
  private static final double LARGE_SHARE = 0.05;
  private static final double SMALL_SHARE = 0.1;
  private static final double[] TARGET = {0.6, 0.51, 0.48};
  // Outcomes with equal probabilities; the published variances tell which of them come first.
  private static final int[] ORDER = {7, 1, 2, 3, 0, 6, 4, 5};
  private static final double[] PUBLISHED = {
    .01275, .00756, .00633, .00525, .00363, .00161, .00118, .00100, .00099
  };
  private static final int CLOSE = 5;
  private static final int DRAWS = 20_000;
  private static final int SEEDS = 5;

  @Override
  public String id() {
    return "summed";
  }

  @Override
  public String title() {
    return "three bits with one logit: the variance where k of the 8 outcomes are summed";
  }

  @Override
  public String source() {
    return "Liu, Regier et al. 2019";
  }

  @Override
  public String remarks() {
    return "The published numbers are variances of 10,000 draws, each known to some 2 %; f of each"
        + " outcome has f of an independent draw as its baseline, as in the published program. Which of the equally likely outcomes"
        + " its sort puts first is not published; the order is read off the numbers."
        + " SumAndSampleTest has the same variances exactly.";
  }

  @Override
  public boolean needsData() {
    return false;
  }

  @Override
  public double minutes(Scale scale, Bench.Wish wish) {
    return 0.4;
  }

  @Override
  public Answers run(Bench bench) {
    List<Row> rows = new ArrayList<>();
    for (int summed = 0; summed < PUBLISHED.length; summed++) {
      bench.goOn();
      double[] variances = new double[SEEDS];
      for (int s = 0; s < SEEDS; s++) {
        variances[s] = variance(summed, bench.seed() + s);
      }
      double published = PUBLISHED[summed];
      double share = summed <= CLOSE ? LARGE_SHARE : SMALL_SHARE;
      rows.add(
          Rows.of(
              "variance, %d summed".formatted(summed),
              variances,
              Optional.of(new Published(published, Published.Origin.LOG)),
              Row.Gate.within(share * published, published, 5)));
    }
    return Answers.of(rows);
  }

  private static double variance(int summed, long seed) {
    RandomGenerator random = Streams.named(seed, "summed " + summed);
    RandomGenerator other = Streams.named(seed, "baseline");
    Categorical law = law();
    // f of each outcome has a baseline of its own, which is independent of all else.
    Objective f = outcome -> value(outcome[0]) - value(law.sample(1, other).values()[0]);
    SumAndSample estimator = new SumAndSample(summed);
    double sum = 0;
    double squares = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      double shared = shared(estimator.estimate(law, f, random).gradient());
      sum += shared;
      squares += shared * shared;
    }
    double mean = sum / DRAWS;
    return (squares / DRAWS - mean * mean) * DRAWS / (DRAWS - 1);
  }

  /** The likeliest come first, by differences that change no variance. */
  private static Categorical law() {
    double[] logits = new double[ORDER.length];
    for (int n = 0; n < ORDER.length; n++) {
      logits[ORDER[n]] = -1e-9 * n;
    }
    return Categorical.ofLogits(logits);
  }

  private static double value(double number) {
    int outcome = (int) number;
    double sum = 0;
    for (int i = 0; i < TARGET.length; i++) {
      double difference = (outcome >> i & 1) - TARGET[TARGET.length - 1 - i];
      sum += difference * difference;
    }
    return sum;
  }

  private static double shared(double[] gradient) {
    double shared = 0;
    for (int outcome = 0; outcome < gradient.length; outcome++) {
      shared += Integer.bitCount(outcome) * gradient[outcome];
    }
    return shared;
  }
}
