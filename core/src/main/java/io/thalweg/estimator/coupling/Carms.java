package io.thalweg.estimator.coupling;

import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.distribution.Categorical;
import io.thalweg.support.Require;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * CARMS, the antithetic estimator of K draws for categorical variables.
 *
 * <pre>
 *   x_1 .. x_K: every variable breaks its stick at uniforms of the Dirichlet copula, see {@code Stick}
 *   J(a, b) = P(x_i = a, x_j = b),   e_a the one-hot vector of a
 *   g = 1/(K (K-1)) sum_(i &lt; j) (f(x_i) - f(x_j)) pi_a pi_b / J(a, b) (e_a - e_b),  a = x_i, b = x_j
 * </pre>
 *
 * <p>It is RLOO written over pairs of draws. The weight of a pair is its probability under
 * independent draws, divided by its probability here; with two categories it is ARMS. Needs: any
 * objective. Shapes: g [contexts x variables x categories]. Cost: K evaluations a context, in one
 * batch. Bias: none, because every pair of different categories can occur.
 *
 * <p>Source: Dimitriev &amp; Zhou (2021), NeurIPS, arXiv:2110.14002.
 *
 * @param draws K
 */
public record Carms(int draws) implements Estimator<Categorical, Objective> {

  /**
   * Makes an estimator with K draws.
   *
   * @throws IllegalArgumentException if K is below 2
   */
  public Carms {
    Require.atLeast(2, "the number of draws of CARMS", draws);
  }

  @Override
  public Question<Objective> ask(Categorical law, RandomGenerator random) {
    DirichletCopula copula = new DirichletCopula(draws);
    int categories = law.categories();
    int variables = law.contexts() * law.variables();
    double[] probabilities = law.probabilities();
    Stick[] sticks = new Stick[variables];
    double[] x = new double[Require.numbers(draws, variables)];
    double @Nullable [] taken = law.drawn().map(Events::values).orElse(null);
    for (int v = 0; v < variables; v++) {
      sticks[v] = new Stick(probabilities, v * categories, categories, copula);
      sticks[v].sample(random, taken == null ? Stick.ANY : (int) taken[v], x, v, variables);
    }
    Events events = Events.ofCategories(x, law.contexts(), law.variables(), categories);
    return Question.ofValues(law, events, draws, f -> gradient(law, x, sticks, f));
  }

  private double[] gradient(Categorical law, double[] x, Stick[] sticks, double[] f) {
    double[] gradient = new double[law.contexts() * law.dimension()];
    for (int v = 0; v < sticks.length; v++) {
      addPairs(f, x, v, sticks.length, sticks[v], law, gradient);
    }
    return gradient;
  }

  private void addPairs(
      double[] f, double[] x, int v, int variables, Stick stick, Categorical law, double[] out) {
    int contexts = law.contexts();
    int c = v / law.variables();
    int block = v * law.categories();
    for (int i = 0; i < draws; i++) {
      int a = (int) x[i * variables + v];
      for (int j = 0; j < i; j++) {
        int b = (int) x[j * variables + v];
        if (a != b) {
          double difference = f[i * contexts + c] - f[j * contexts + c];
          double term = difference * stick.correction(a, b) / (draws * (draws - 1.0));
          out[block + a] += term;
          out[block + b] -= term;
        }
      }
    }
  }
}
