package io.thalweg;

import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Binomial;
import io.thalweg.distribution.Categorical;
import io.thalweg.distribution.Gamma;
import io.thalweg.distribution.Gaussian;
import io.thalweg.distribution.Poisson;
import io.thalweg.distribution.Product;
import java.util.List;

/** Products of laws of different kinds, whose exact gradients are in closed form. */
public final class ProductCases {

  private ProductCases() {}

  /** All cases. */
  public static List<Case> all() {
    return List.of(bitAndCount(), categoryAndCount(), countAndLevel(), bitsAndNumbers());
  }

  /** E b (x + 1)^2 = p (r + (r + 1)^2). */
  public static Case bitAndCount() {
    double p = 0.6;
    double r = 1.4;
    double mean = r + (r + 1) * (r + 1);
    double[] exact = {p * (1 - p) * mean, p * r * (1 + 2 * (r + 1))};
    Objective f = x -> x[0] * (x[1] + 1) * (x[1] + 1) - p * mean;
    return Case.of("bernoulli x poisson", Product.of(Bernoulli.of(p), Poisson.of(r)), f, exact);
  }

  private static Case categoryAndCount() {
    Finite law = Product.of(Categorical.ofLogits(0.4, -0.8, 0.9), Binomial.ofLogits(3, -0.4));
    return Case.of("categorical x binomial", law, x -> (x[0] - 0.5) * (x[1] + 2) - 1.6);
  }

  /** E x y + y^2 = r m + m^2 (a + 1) / a, m = a / b. */
  public static Case countAndLevel() {
    double r = 1.7;
    double a = 2.5;
    double b = 1.2;
    double m = a / b;
    double square = m * m * (a + 1) / a;
    double[] exact = {r * m, r * m + m * (2 * a + 1) / b, -r * m - 2 * square};
    Objective f = x -> x[0] * x[1] + x[1] * x[1] - r * m - square;
    return Case.of("poisson x gamma", Product.of(Poisson.of(r), Gamma.of(a, b)), f, exact);
  }

  /** E (1 + 2 b0 - b1) x0 + x1 = (1 + 2 p0 - p1) m0 + m1, of two contexts. */
  private static Case bitsAndNumbers() {
    double[][] p = {{0.3, 0.8}, {0.6, 0.2}};
    double[][] m = {{1.5, -0.5}, {-1.1, 0.4}};
    double[] exact = new double[12];
    double[] theta = new double[12];
    for (int c = 0; c < 2; c++) {
      for (int i = 0; i < 2; i++) {
        theta[6 * c + i] = Math.log(p[c][i] / (1 - p[c][i]));
        theta[6 * c + 2 + i] = m[c][i];
      }
      exact[6 * c] = 2 * p[c][0] * (1 - p[c][0]) * m[c][0];
      exact[6 * c + 1] = -p[c][1] * (1 - p[c][1]) * m[c][0];
      exact[6 * c + 2] = 1 + 2 * p[c][0] - p[c][1];
      exact[6 * c + 3] = 1;
    }
    Distribution law =
        Product.of(Bernoulli.of(0.5, 0.5), Gaussian.ofParameters(new double[2], new double[2]))
            .at(theta);
    return Case.of(
        "2 contexts of bernoulli x 2 x gaussian x 2",
        law,
        x -> (1 + 2 * x[0] - x[1]) * x[2] + x[3],
        exact);
  }
}
