package io.thalweg.distribution;

import io.thalweg.Characteristic;
import io.thalweg.CharacteristicFunctions;
import io.thalweg.Parameter;
import io.thalweg.internal.Softmax;
import io.thalweg.support.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Independent variables, each a mixture of K normal ones.
 *
 * <pre>
 *   p(x) = sum_k w_k N(x; mean_k, sd_k^2),   w = softmax(logits),   e_k = (x - mean_k) / sd_k
 *   r_k = w_k N(x; mean_k, sd_k^2) / p(x)
 *   score of logit_k = r_k - w_k,   score of mean_k = r_k e_k / sd_k
 *   score of log sd_k = r_k (e_k^2 - 1)
 *   velocity of logit_k = -w_k (Phi(e_k) - F(x)) / p(x)
 *   velocity of mean_k = r_k,   velocity of log sd_k = r_k (x - mean_k)
 * </pre>
 *
 * <p>The smaller of F and 1 - F is used. Between components that lie far apart the density is low
 * and the velocity of the logits high; the variance of pathwise gradients is high then, too.
 *
 * <p>Parameters: K logits, then K means, then K logarithms of standard deviations, [contexts x 3K x
 * variables].
 *
 * <p>Source: Figurnov, Mohamed &amp; Mnih (2018), NeurIPS, arXiv:1805.08498; Graves (2016),
 * arXiv:1607.05690.
 */
public final class GaussianMixture extends Univariate implements Characteristic {

  private final int components;

  private GaussianMixture(double[] parameters, int size, int components) {
    super(parameters, size, NormalMixture::of, names(components));
    this.components = components;
  }

  private static String[] names(int components) {
    return Stream.of("logit", "mean", "log standard deviation")
        .flatMap(name -> IntStream.range(0, components).mapToObj(k -> name + " of component " + k))
        .toArray(String[]::new);
  }

  @Override
  public List<Parameter> units() {
    List<Parameter> units = new ArrayList<>(super.units());
    for (int i = 0; i < size() && components > 1; i++) {
      double[] logits = new double[components];
      for (int k = 0; k < components; k++) {
        logits[k] = parameters[k * size() + i];
      }
      double[] weights = new Softmax(components).apply(logits, 1);
      for (int k = 0; k < components; k++) {
        String name = "weight of component %d".formatted(k);
        Parameter weight = Parameter.share(name, weights[k], 1 - weights[k]);
        units.set(k * size() + i, numbered(weight, i));
      }
    }
    return units;
  }

  /**
   * Makes a law of one variable.
   *
   * @param weights of the components, which need not add up to 1
   * @param means one for each component
   * @param deviations the standard deviation of each component
   * @throws IllegalArgumentException if the lengths differ, a mean is not finite, or a weight or
   *     deviation not finite and above 0
   */
  public static GaussianMixture of(double[] weights, double[] means, double[] deviations) {
    return ofParameters(
        logs("GaussianMixture: the weight", "component", weights),
        means,
        logs("GaussianMixture: the standard deviation", "component", deviations),
        1);
  }

  /**
   * Makes a law of one context from unconstrained parameters.
   *
   * @param logits [components x variables]
   * @param means [components x variables]
   * @param logDeviations the logarithm of each standard deviation, [components x variables]
   * @param size the number of variables
   * @throws IllegalArgumentException if the lengths differ or are not a multiple of the number of
   *     variables, a number is not finite, or a deviation is too large or too small for a double
   */
  public static GaussianMixture ofParameters(
      double[] logits, double[] means, double[] logDeviations, int size) {
    Require.atLeast(1, "the number of variables", size);
    double[] all = join("GaussianMixture", logits, means, logDeviations);
    int components = Require.contexts("GaussianMixture", logits, size);
    return new GaussianMixture(all, size, components);
  }

  @Override
  public GaussianMixture at(double[] parameters) {
    return new GaussianMixture(parameters, size(), components);
  }

  /**
   * Shares the variables out over several contexts, in their order.
   *
   * @param contexts of which each gets the same number of variables
   * @throws IllegalArgumentException if the number of variables is not a multiple of the number of
   *     contexts
   */
  public GaussianMixture inContexts(int contexts) {
    return new GaussianMixture(shared(contexts), share(contexts), components);
  }

  @Override
  public CharacteristicFunctions characteristic() {
    return spectra();
  }
}
