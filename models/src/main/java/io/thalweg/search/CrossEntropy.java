package io.thalweg.search;

import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Factorized;
import io.thalweg.distribution.Bernoulli;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The cross-entropy method: probabilities that move towards the shares among the best tenth of
 * draws.
 *
 * <p>Population 50, elite 5, smoothing 0.7 as de Boer et al. recommend; the law is recommended.
 *
 * <p>Source: Rubinstein (1999), Methodology and Computing in Applied Probability 1, doi
 * 10.1023/A:1010091220143; de Boer et al. (2005), Annals of Operations Research 134, doi
 * 10.1007/s10479-005-5724-z.
 */
final class CrossEntropy implements BlackBoxSearch {

  private static final int POPULATION = 50;
  private static final int ELITE = 5;
  private static final double SMOOTHING = 0.7;
  // A probability of 0 has no logit.
  private static final double LEAST = 1e-4;

  @Override
  public String name() {
    return "cross_entropy";
  }

  @Override
  public void run(
      Factorized start, Budgeted f, RandomGenerator random, Consumer<Factorized> recommend) {
    double[] q = start.marginals();
    for (Factorized law = start; f.left() >= POPULATION; recommend.accept(law)) {
      Events draws = law.sample(POPULATION, random);
      Evaluation y = f.evaluate(draws);
      int size = draws.size();
      int values = start.values();
      double[] shares = new double[q.length];
      IntStream.range(0, POPULATION)
          .boxed()
          .sorted(Comparator.comparingDouble(row -> y.values()[row]))
          .limit(ELITE)
          .forEach(
              row -> {
                for (int v = 0; v < size; v++) {
                  shares[v * values + (int) draws.values()[row * size + v]] += 1.0 / ELITE;
                }
              });
      Arrays.setAll(q, i -> Math.max(LEAST, q[i] + SMOOTHING * (shares[i] - q[i])));
      law = law(start, q);
    }
  }

  private static Factorized law(Factorized family, double[] q) {
    double[] theta = new double[family.dimension()];
    boolean isBits = family instanceof Bernoulli;
    Arrays.setAll(theta, i -> isBits ? Math.log(q[2 * i + 1] / q[2 * i]) : Math.log(q[i]));
    return (Factorized) family.at(theta);
  }
}
