package io.thalweg.estimator.score;

import io.thalweg.Adaptive;
import io.thalweg.Baseline;
import io.thalweg.Distribution;
import io.thalweg.Estimand;
import io.thalweg.Estimate;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.support.Require;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A score estimator with a baseline that is subtracted from f.
 *
 * <pre>
 *   g_d = estimate_d - baseline_d sum_r weight_r score_d(x_r)
 * </pre>
 *
 * <p>For REINFORCE this is (f(x) - baseline) score(x). The baseline may differ between contexts and
 * between parameters, and must not depend on the draw. Needs: a score estimator, any objective.
 * Cost: that of the estimator. Bias: none. Learns if the estimator or the baseline does.
 *
 * <p>Source: Williams (1992), Machine Learning 8; Weaver &amp; Tao (2001), UAI, arXiv:1301.2315,
 * for baselines of each parameter.
 *
 * @param estimator the score estimator
 * @param baseline the baseline that is subtracted
 * @param <D> what the law must be able to do
 */
public record Baselined<D extends Distribution>(
    ScoreEstimator<? super D> estimator, Baseline baseline) implements ScoreEstimator<D> {

  @Override
  public Question<? super Objective> ask(D law, RandomGenerator random) {
    Question<? super Objective> plain = estimator.ask(law, random);
    double[] values = checked(baseline.values(law), law);
    return plain.then(estimate -> centred(law, estimate, values));
  }

  private Estimate centred(D law, Estimate plain, double[] values) {
    double[] score = law.weightedScore(plain.events(), plain.weights());
    double[] gradient = plain.gradient().clone();
    int shared = gradient.length / values.length;
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] -= values[i / shared] * score[i];
    }
    return plain.withGradient(gradient).remembering(this, plain);
  }

  private static double[] checked(double[] values, Distribution law) {
    int contexts = law.contexts();
    int parameters = contexts * law.dimension();
    if (values.length != contexts && values.length != parameters) {
      throw new IllegalArgumentException(
          "the baseline answered %d values for %s; it must be %d or %d"
              .formatted(values.length, law, contexts, parameters));
    }
    Require.finite("baseline", values, values.length / contexts);
    return values;
  }

  @Override
  public Estimand estimand() {
    return estimator.estimand();
  }

  @Override
  public Optional<String> bias() {
    return estimator.bias();
  }

  @Override
  public Optional<Adaptive> learner() {
    Optional<Adaptive> learned =
        baseline instanceof Adaptive adaptive ? Optional.of(adaptive) : Optional.empty();
    Learner learner = new Learner(this, learned, estimator.learner());
    return learner.parts().isEmpty() ? Optional.empty() : Optional.of(learner);
  }

  /** Lets the baseline learn, and then the estimator, where they do. */
  private record Learner(
      Baselined<?> centred, Optional<Adaptive> baseline, Optional<Adaptive> estimator)
      implements Adaptive {

    /** The parts that learn, in the order in which they are saved. */
    List<Adaptive> parts() {
      return Stream.of(baseline, estimator).flatMap(Optional::stream).toList();
    }

    @Override
    public void learn(Estimate past) {
      Estimate plain = past.memory(centred, Estimate.class);
      baseline.ifPresent(part -> part.learn(past));
      estimator.ifPresent(part -> part.learn(plain));
    }

    @Override
    public void save(DataOutput out) throws IOException {
      for (Adaptive part : parts()) {
        part.save(out);
      }
    }

    @Override
    public void load(DataInput in) throws IOException {
      for (Adaptive part : parts()) {
        part.load(in);
      }
    }
  }
}
