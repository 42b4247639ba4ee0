package io.thalweg.check;

import io.thalweg.Averaged;
import io.thalweg.Concrete;
import io.thalweg.Cumulative;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Factorized;
import io.thalweg.Finite;
import io.thalweg.Objective;
import io.thalweg.Ordinal;
import io.thalweg.Relaxable;
import io.thalweg.Reparameterized;
import io.thalweg.Sequential;
import io.thalweg.WeaklyDifferentiable;
import io.thalweg.estimator.pathwise.Go;
import io.thalweg.estimator.pathwise.Implicit;
import io.thalweg.estimator.pathwise.MeasureValued;
import io.thalweg.estimator.pathwise.QuasiReparameterization;
import io.thalweg.estimator.pathwise.Reparameterization;
import io.thalweg.estimator.relaxation.MuProp;
import io.thalweg.estimator.relaxation.Rebar;
import io.thalweg.estimator.relaxation.Relax;
import io.thalweg.estimator.score.LocalExpectation;
import io.thalweg.estimator.score.Rloo;
import io.thalweg.estimator.score.UnorderedSet;
import io.thalweg.support.PointSet;
import io.thalweg.support.SplitMix;
import io.thalweg.surrogate.TanhNetwork;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tests draws of a law by their means. */
final class LawDraws {

  private static final double FALSE_ALARMS = 1e-6;
  // An upper bound on the tests of one law, each with as many numbers as the law has parameters.
  private static final int TESTS = 16;
  private static final long MOST_OUTCOMES = 1_000;
  // With fewer of an outcome expected, its frequency is not normal as far out as the critical z.
  private static final double LEAST_EXPECTED = 200;
  private static final double ROUNDING = 1e-9;

  private final Distribution law;
  private final int draws;
  private final SplitMix random;
  private final double criticalZ;

  LawDraws(Distribution law, int draws, SplitMix random) {
    this.law = law;
    this.draws = draws;
    this.random = random;
    int numbers = law.contexts() * Math.max(law.dimension(), law.shape().pointSize());
    this.criticalZ = Unbiasedness.criticalZ(FALSE_ALARMS, TESTS * numbers);
  }

  Map<String, Supplier<Optional<String>>> checks() {
    Map<String, Supplier<Optional<String>>> checks = new LinkedHashMap<>();
    checks.put("the mean score of draws is zero", () -> meanScore(law.sample(draws, random)));
    if (law instanceof Finite finite && finite.outcomes() <= MOST_OUTCOMES) {
      checks.put("probabilities add up to 1", () -> sums(finite));
      checks.put("draws have their probabilities", () -> frequencies(finite));
    }
    if (law instanceof Cumulative one) {
      checks.put("F of draws is uniform", () -> uniform(one));
    }
    if (law instanceof Reparameterized moving) {
      checks.put(
          "the mean score of points on a path is zero",
          () -> meanScore(moving.path(draws, random).points()));
    }
    Trial trial = new Trial();
    estimators()
        .forEach((promise, estimator) -> checks.put(promise, () -> trial.agrees(estimator)));
    return checks;
  }

  /** The estimators that rely on what the law can do. */
  private Map<String, Estimator<Distribution, Objective>> estimators() {
    Map<String, Estimator<?, ?>> estimators = new LinkedHashMap<>();
    if (law instanceof Reparameterized) {
      estimators.put("the path moves as the law does", new Reparameterization());
      estimators.put(
          "transform makes draws", new QuasiReparameterization(2, PointSet.antithetic()));
    }
    if (law instanceof Cumulative) {
      estimators.put("F and its density move as the law does", new Implicit());
    }
    if (law instanceof Ordinal) {
      estimators.put("addTransport moves probability as the law does", new Go());
    }
    if (law instanceof WeaklyDifferentiable) {
      estimators.put("pairs have the derivative of the law", new MeasureValued());
    }
    if (law instanceof Factorized) {
      estimators.put("marginals are those of the law", new LocalExpectation());
    }
    if (law instanceof Sequential) {
      estimators.put("variables follow one after the other", new UnorderedSet(2));
    }
    if (law instanceof Relaxable relaxable) {
      estimators.put(
          "relaxed points are drawn again given their draw",
          Relax.of(new TanhNetwork(relaxable.relaxedSize(), 10, 0.01, random)));
    }
    if (law instanceof Concrete) {
      estimators.put("squashed points move as the law does", new Rebar(0.5, 0.01));
    }
    if (law instanceof Averaged) {
      estimators.put("the mean moves as the law does", new MuProp());
    }
    Map<String, Estimator<Distribution, Objective>> typed = new LinkedHashMap<>();
    estimators.forEach((promise, estimator) -> typed.put(promise, typed(estimator)));
    return typed;
  }

  @SuppressWarnings("unchecked") // The law was asked for what the estimator needs.
  private static Estimator<Distribution, Objective> typed(Estimator<?, ?> estimator) {
    return (Estimator<Distribution, Objective>) estimator;
  }

  private Optional<String> meanScore(Events x) {
    double[] scores = law.scores(x);
    Moments moments = new Moments(law.contexts() * law.dimension());
    int together = law.contexts() * law.dimension();
    for (int draw = 0; draw < x.draws(); draw++) {
      moments.add(Arrays.copyOfRange(scores, draw * together, (draw + 1) * together));
    }
    return worst("the mean score of", moments, new double[together]);
  }

  /** Names the parameter whose mean is furthest from what it should be, if it is too far. */
  private Optional<String> worst(String what, Moments moments, double[] expected) {
    double[] mean = moments.mean();
    double[] errors = moments.standardErrors();
    return worst(what, mean, errors, expected);
  }

  private Optional<String> worst(String what, double[] mean, double[] errors, double[] expected) {
    int worst = -1;
    double largest = criticalZ;
    for (int i = 0; i < mean.length; i++) {
      double error = Math.max(errors[i], ROUNDING * (1 + Math.abs(expected[i])));
      double z = Math.abs(mean[i] - expected[i]) / error;
      // NaN is worse than any number.
      if (!(z <= largest)) {
        largest = z;
        worst = i;
      }
    }
    return worst < 0
        ? Optional.empty()
        : Optional.of(
            "%s %d of context %d is %.4g where %.4g is right, %.1f standard errors off"
                .formatted(
                    what,
                    worst % (mean.length / law.contexts()),
                    worst / (mean.length / law.contexts()),
                    mean[worst],
                    expected[worst],
                    largest));
  }

  private Optional<String> sums(Finite finite) {
    Events all = finite.outcomes(0, (int) finite.outcomes());
    double[] sums = new double[law.contexts()];
    double[] logs = law.logProbability(all);
    for (int row = 0; row < logs.length; row++) {
      sums[all.context(row)] += Math.exp(logs[row]);
    }
    for (int c = 0; c < sums.length; c++) {
      if (!(Math.abs(sums[c] - 1) <= ROUNDING)) {
        return Optional.of("those of context %d add up to %.10g".formatted(c, sums[c]));
      }
    }
    return Optional.empty();
  }

  private Optional<String> frequencies(Finite finite) {
    Events all = finite.outcomes(0, (int) finite.outcomes());
    double[] logs = law.logProbability(all);
    Map<String, Integer> counts = new LinkedHashMap<>();
    Events x = law.sample(draws, random);
    for (int row = 0; row < x.count(); row++) {
      counts.merge(key(x, row), 1, Integer::sum);
    }
    double critical = Unbiasedness.criticalZ(FALSE_ALARMS, TESTS * logs.length);
    for (int row = 0; row < logs.length; row++) {
      double p = Math.exp(logs[row]);
      double expected = draws * p;
      int count = counts.getOrDefault(key(all, row), 0);
      double z = (count - expected) / Math.sqrt(Math.max(expected * (1 - p), ROUNDING));
      if (Math.min(expected, draws - expected) >= LEAST_EXPECTED && Math.abs(z) > critical) {
        return Optional.of(
            "%s was drawn %d times in %d, where %.1f are right"
                .formatted(all.name(row), count, draws, expected));
      }
    }
    return Optional.empty();
  }

  private static String key(Events x, int row) {
    return x.context(row) + Arrays.toString(x.value(row));
  }

  /** Tests mean and mean square of F, whose values under a uniform law are 1/2 and 1/3. */
  private Optional<String> uniform(Cumulative one) {
    Events x = law.sample(draws, random);
    double[] u = one.cumulative(x);
    int together = law.contexts() * x.size();
    Moments first = new Moments(together);
    Moments second = new Moments(together);
    for (int draw = 0; draw < draws; draw++) {
      double[] row = Arrays.copyOfRange(u, draw * together, (draw + 1) * together);
      first.add(row);
      second.add(Arrays.stream(row).map(v -> v * v).toArray());
    }
    double[] halves = new double[together];
    double[] thirds = new double[together];
    Arrays.fill(halves, 1.0 / 2);
    Arrays.fill(thirds, 1.0 / 3);
    Optional<String> mean = worst("the mean of F of coordinate", first, halves);
    return mean.isPresent() ? mean : worst("the mean square of F of coordinate", second, thirds);
  }

  /** Compares estimators with the score estimator, which is run when it is first asked for. */
  private final class Trial {
    private @Nullable Wave f;
    private @Nullable VarianceReport reference;

    Optional<String> agrees(Estimator<Distribution, Objective> estimator) {
      Wave wave = f == null ? Wave.of(law, random) : f;
      f = wave;
      VarianceReport known = reference == null ? report(typed(new Rloo(4)), wave) : reference;
      reference = known;
      VarianceReport report = report(estimator, wave);
      double[] errors = new double[known.mean().length];
      Arrays.setAll(errors, i -> Math.hypot(report.standardErrors()[i], known.standardErrors()[i]));
      // Such a mean rests on draws that are too few to tell, as between far components of a
      // mixture.
      return report.tail().isHeavy() || known.tail().isHeavy()
          ? Optional.empty()
          : worst("the derivative of a mean in parameter", report.mean(), errors, known.mean());
    }

    private VarianceReport report(Estimator<Distribution, Objective> estimator, Wave wave) {
      return VarianceReport.of(estimator, law, wave.objective(law), draws, random);
    }
  }

  /**
   * A test function, f(x) = sum a_i sin(x_i / scale_i + phase_i), which is bounded, smooth, and the
   * same at x and at x + 2 pi for angles.
   */
  private record Wave(double[] amplitudes, double[] scales, double[] phases) {

    static Wave of(Distribution law, SplitMix random) {
      Events x = law.sample(200, random);
      int size = law.shape().pointSize();
      double[] amplitudes = random.doubles(size, 0.5, 1.5).toArray();
      double[] phases = random.doubles(size, 0, 2 * Math.PI).toArray();
      double[] scales = new double[size];
      for (int i = 0; i < size; i++) {
        Moments moments = new Moments(1);
        for (int at = i; at < x.points().length; at += size) {
          moments.add(new double[] {x.points()[at]});
        }
        boolean angle = law instanceof Reparameterized moving && moving.isAngle(i);
        scales[i] = angle ? 1 : Math.max(Math.sqrt(moments.variance()), 1e-3);
      }
      return new Wave(amplitudes, scales, phases);
    }

    /** Returns the function as the law's estimators need it. */
    Objective objective(Distribution law) {
      return law instanceof Concrete || law instanceof Averaged || law instanceof Reparameterized
          ? DifferentiableObjective.of(this::value, this::gradient)
          : this::value;
    }

    private double value(double[] x) {
      double sum = 0;
      for (int i = 0; i < x.length; i++) {
        sum += amplitudes[i] * Math.sin(x[i] / scales[i] + phases[i]);
      }
      return sum;
    }

    private double[] gradient(double[] x) {
      double[] slopes = new double[x.length];
      Arrays.setAll(
          slopes, i -> amplitudes[i] / scales[i] * Math.cos(x[i] / scales[i] + phases[i]));
      return slopes;
    }
  }
}
