package io.thalweg.race;

import io.thalweg.Checked;
import io.thalweg.Distribution;
import io.thalweg.Events;
import io.thalweg.Factorized;
import io.thalweg.Objective;
import io.thalweg.ObjectiveException;
import io.thalweg.Ordinal;
import io.thalweg.check.ExactGradient;
import io.thalweg.check.NaturalScale;
import io.thalweg.check.Reference;
import io.thalweg.check.Spread;
import io.thalweg.check.Unbiasedness;
import io.thalweg.check.VarianceReport;
import io.thalweg.estimator.Recipe;
import io.thalweg.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The judge of a race, who compares estimates with the exact gradient or with those of the others.
 *
 * @param law of the problem
 * @param exact the exact gradient, if it is known
 * @param reference the gradient with which estimators are compared, in words
 * @param scale the natural scale; empty if f failed where it was asked for it
 * @param test the test of every estimator
 * @param scores their spread, if no exact gradient is known but it is
 * @param longRun estimates of many draws each, with which those of a risk are compared
 * @param trouble why there is no scale; empty if there is one
 */
record Judge(
    Distribution law,
    Optional<Reference> exact,
    String reference,
    Optional<NaturalScale> scale,
    Unbiasedness.Test test,
    Spread scores,
    Optional<VarianceReport> longRun,
    String trouble) {

  private static final int ASKED_TWICE = 10_000;
  private static final int LEAST_ASKED_TWICE = 4;
  private static final int MOST_NUMBERS = 1 << 22;
  private static final double FALSE_ALARMS = 1e-6;
  private static final double RESOLUTION = 0.05;
  private static final double ROUNDING = 1e-12;
  private static final String POOLED_FOR_NOISE =
      Race.POOLED + ", because f does not answer the same event with the same value";

  /** Finds the exact gradient and the natural scale of a problem. */
  static Judge of(Problem problem, int estimators, Race.Effort effort, RandomGenerator random) {
    // All coordinates, and the component along the exact gradient.
    double comparisons = (problem.law().parameters().length + 1.0) * estimators;
    double critical =
        Unbiasedness.criticalZ(
            FALSE_ALARMS, (int) Math.min(Integer.MAX_VALUE, Math.max(1, comparisons)));
    try {
      boolean certain = isDeterministic(problem, effort.evaluations(), random);
      Optional<Reference> exact =
          certain
              ? ExactGradient.reference(
                  problem.estimand(), problem.law(), problem.objective(), effort.evaluations())
              : Optional.empty();
      NaturalScale scale =
          exact
              .map(Reference::scale)
              .orElseGet(
                  () ->
                      NaturalScale.of(
                          problem.estimand(),
                          problem.law(),
                          problem.objective(),
                          effort.evaluations(),
                          random));
      Optional<VarianceReport> longRun =
          exact.isEmpty() ? LongRun.of(problem, effort.evaluations(), random) : Optional.empty();
      String pooled = certain ? Race.POOLED : POOLED_FOR_NOISE;
      double resolution = Math.max(RESOLUTION * scale.value(), Double.MIN_NORMAL);
      double accuracy =
          scale.rounding() + exact.map(known -> known.accuracy() * scale.value()).orElse(0.0);
      return new Judge(
          problem.law(),
          exact,
          exact.map(Reference::method).or(() -> longRun.map(LongRun::describe)).orElse(pooled),
          Optional.of(scale),
          new Unbiasedness.Test(critical, resolution, effort.draws(), accuracy),
          exact.isEmpty() && problem.law() instanceof Factorized law
              ? Spread.ofScores(law)
              : Spread.unknown(),
          longRun,
          "");
    } catch (ObjectiveException e) {
      return new Judge(
          problem.law(),
          Optional.empty(),
          "nothing, because f failed: " + e.getMessage(),
          Optional.empty(),
          new Unbiasedness.Test(critical, Double.MIN_NORMAL, effort.draws()),
          Spread.unknown(),
          Optional.empty(),
          "f failed: " + e.getMessage());
    }
  }

  /** Whether f repeats its values: a sum over outcomes of a noisy f is not exact. */
  private static boolean isDeterministic(Problem problem, int evaluations, RandomGenerator random) {
    Distribution law = problem.law();
    int most = evaluations / 4 / law.contexts();
    int fitting = MOST_NUMBERS / law.contexts() / law.shape().pointSize();
    int draws = Math.max(LEAST_ASKED_TWICE, Math.min(ASKED_TWICE, Math.min(most, fitting)));
    Events x = law.sample(draws, random);
    double[] once = Checked.evaluate(problem.objective(), x).values().clone();
    // A sum over outcomes or an integral is exact also where the variance of draws overflows.
    NaturalScale.requireModest(x, once);
    return Arrays.equals(once, Checked.evaluate(problem.objective(), x).values());
  }

  /** The gradient along which a component of estimates is measured; zeros if none is known. */
  double[] direction(Problem problem) {
    return exact
        .map(Reference::gradient)
        .orElseGet(() -> new double[problem.law().parameters().length]);
  }

  /** Judges the reports of all estimators that ran; one that failed has no verdict. */
  List<Race.Entry> entries(List<Runner> runners, List<Race.Failure> failures) {
    List<Recipe<?, ?>> recipes = runners.stream().<Recipe<?, ?>>map(Runner::recipe).toList();
    List<VarianceReport> reports =
        runners.stream()
            .map(runner -> runner.measurement().report())
            .map(report -> scale.map(s -> report.rounded(s.value())).orElse(report))
            .toList();
    Map<Recipe<?, ?>, Race.Failure> failed = new HashMap<>();
    failures.forEach(failure -> failed.put(failure.recipe(), failure));
    List<Race.Entry> entries = new ArrayList<>();
    for (int i = 0; i < reports.size(); i++) {
      double warmUp = runners.get(i).lessons() * reports.get(i).evaluations();
      Race.Failure failure = failed.get(recipes.get(i));
      Unbiasedness bias =
          failure == null
              ? unlessMissed(recipes.get(i), verdict(i, recipes, reports, failed.keySet()))
              : stopped(failure, reports.get(i).draws());
      entries.add(new Race.Entry(recipes.get(i), reports.get(i), warmUp, bias));
    }
    return entries;
  }

  /** Gives no verdict: where an estimator stops depends on what it drew. */
  private Unbiasedness stopped(Race.Failure failure, long draws) {
    return test.unjudged(
        "it failed after %,d estimates: %s".formatted(draws, failure.reason()), draws);
  }

  /**
   * A rare value that GO divides by can be missing from a mean without a trace. How much of the
   * gradient is missing with it is known only where outcomes are listed.
   */
  private Unbiasedness unlessMissed(Recipe<?, ?> recipe, Unbiasedness verdict) {
    if (recipe.law() != Ordinal.class || verdict instanceof Unbiasedness.Unjudged) {
      return verdict;
    }
    Optional<String> missed = Optional.empty();
    if (law instanceof Factorized factorized) {
      missed =
          verdict instanceof Unbiasedness.Biased
              ? RareSteps.missed(factorized, verdict.draws())
              : missed;
    } else if (law instanceof Ordinal counts && Double.isInfinite(counts.largest())) {
      missed = RareSteps.missedOfCounts(counts, verdict.draws());
    }
    return missed
        .<Unbiasedness>map(reason -> test.unjudged(reason, verdict.draws()))
        .orElse(verdict);
  }

  private Unbiasedness verdict(
      int judged,
      List<Recipe<?, ?>> recipes,
      List<VarianceReport> reports,
      Set<Recipe<?, ?>> failed) {
    VarianceReport report = reports.get(judged);
    if (report.draws() < Race.LEAST_DRAWS && !recipes.get(judged).isYardstick()) {
      String few = "it drew %d estimates, and a verdict takes %,d";
      return test.unjudged(few.formatted(report.draws(), Race.LEAST_DRAWS), report.draws());
    }
    if (scale.isEmpty()) {
      return test.unjudged(trouble, report.draws());
    }
    if (exact.isPresent()) {
      return test.judge(report, exact.get());
    }
    Pool pool = new Pool(Math.max(ROUNDING * scale.get().value(), scale.get().rounding()), scores);
    if (longRun.isPresent()) {
      pool.add(longRun.get());
      return pool.judge(report, test);
    }
    for (int j = 0; j < recipes.size(); j++) {
      if (j != judged && vouches(recipes.get(j)) && !failed.contains(recipes.get(j))) {
        pool.add(reports.get(j));
      }
    }
    return pool.judge(report, test);
  }

  /**
   * A yardstick has a draw for each turn alone, which would be too few for all that it vouches for.
   */
  private static boolean vouches(Recipe<?, ?> recipe) {
    return recipe.bias().isEmpty()
        && recipe.objective() == Objective.class
        && !recipe.isYardstick();
  }
}
