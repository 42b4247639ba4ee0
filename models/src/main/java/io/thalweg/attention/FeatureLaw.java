package io.thalweg.attention;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Events;
import io.thalweg.distribution.Categorical;
import io.thalweg.distribution.Subset;
import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** A law of the features that may be seen, with one logit for each feature of each point. */
public enum FeatureLaw {

  /** Exactly k features, by {@link Subset}. */
  SUBSET {
    @Override
    Distribution law(double[] logits, int chosen) {
      return Subset.ofLogits(chosen, new double[FeatureProblem.FEATURES]).at(logits);
    }

    @Override
    double[] seen(double[] logits, int chosen) {
      return Subset.ofLogits(chosen, new double[FeatureProblem.FEATURES]).at(logits).marginals();
    }

    @Override
    DifferentiableObjective over(Recognition f) {
      return f;
    }

    @Override
    double[] slopes(double[] gradient, int chosen) {
      return gradient;
    }
  },

  /**
   * The features that any of k independent draws has drawn: up to k, with relaxed points between
   * them. The publication has this law.
   */
  DRAWS {
    @Override
    Distribution law(double[] logits, int chosen) {
      int size = FeatureProblem.FEATURES;
      double[] each = new double[logits.length * chosen];
      for (int i = 0; i < each.length; i++) {
        each[i] = logits[i / (size * chosen) * size + i % size];
      }
      return Categorical.ofLogits(each, size).inContexts(logits.length / size);
    }

    @Override
    double[] seen(double[] logits, int chosen) {
      int size = FeatureProblem.FEATURES;
      Categorical one = Categorical.ofLogits(logits, size).inContexts(logits.length / size);
      return Arrays.stream(one.probabilities()).map(p -> 1 - Math.pow(1 - p, chosen)).toArray();
    }

    @Override
    DifferentiableObjective over(Recognition f) {
      return new Union(f, FeatureProblem.FEATURES);
    }

    @Override
    double[] slopes(double[] gradient, int chosen) {
      int size = FeatureProblem.FEATURES;
      double[] slopes = new double[gradient.length / chosen];
      for (int i = 0; i < gradient.length; i++) {
        slopes[i / (size * chosen) * size + i % size] += gradient[i];
      }
      return slopes;
    }
  };

  /** Name in settings. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Makes the law of one point whose features are all equally probable, which an estimator must
   * fit.
   */
  public Distribution first(int chosen) {
    return law(new double[FeatureProblem.FEATURES], chosen);
  }

  /** Draws subsets of k features for each of several points, all being equally probable. */
  static Events randomSubsets(int draws, int points, int chosen, RandomGenerator random) {
    return SUBSET.law(new double[points * FeatureProblem.FEATURES], chosen).sample(draws, random);
  }

  /** Makes the law of several points from their logits, [points x features]. */
  abstract Distribution law(double[] logits, int chosen);

  /** Returns the probability that each feature is seen, [points x features]. */
  abstract double[] seen(double[] logits, int chosen);

  /** Returns f as a function of the events of the law. */
  abstract DifferentiableObjective over(Recognition f);

  /** Returns the gradient in the logits, given that in the parameters of the law. */
  abstract double[] slopes(double[] gradient, int chosen);
}
