package io.thalweg.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Characteristic;
import io.thalweg.CharacteristicFunctions;
import io.thalweg.Cumulative;
import io.thalweg.DoubleExponential;
import io.thalweg.Events;
import io.thalweg.Ordinal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Moments and characteristic functions against sums over counts and quadrature. */
@Tag("proof")
class CharacteristicTest {

  private static final double[] FREQUENCIES = {0, 1e-6, 0.3, -1, 2.5};
  private static final double TOLERANCE = 1e-10;
  // A thousand times the tolerance.
  private static final double WRONG = 1e-7;
  private static final DoubleExponential RULE = DoubleExponential.of(64);

  static Stream<Named<Characteristic>> laws() {
    // Quantiles of components that lie far apart jump, where no rule of quadrature is accurate.
    return Laws.only(Laws.regular(), Characteristic.class)
        .filter(law -> !(law.getPayload() instanceof Product))
        .filter(law -> !law.getName().equals("separate gaussian mixture"));
  }

  /** Events in which all variables are at one node, with the probability of the node. */
  private record Nodes(Events events, double[] weights) {}

  private static Nodes nodes(Characteristic law) {
    return law instanceof Cumulative continuous ? quadrature(continuous) : counts(law);
  }

  /** All variables at the same quantile. */
  private static Nodes quadrature(Cumulative law) {
    int row = law.contexts() * law.shape().size();
    double[] uniforms = new double[RULE.nodes().length * row];
    double[] weights = new double[uniforms.length];
    for (int i = 0; i < uniforms.length; i++) {
      uniforms[i] = RULE.nodes()[i / row];
      weights[i] = RULE.weights()[i / row];
    }
    return new Nodes(law.transform(uniforms), weights);
  }

  /** All counts up to forty deviations above the mean, one variable after the other. */
  private static Nodes counts(Characteristic law) {
    double[] means = law.characteristic().means();
    double[] variances = law.characteristic().variances();
    int last = 0;
    for (int i = 0; i < means.length; i++) {
      last = Math.max(last, (int) (means[i] + 40 * Math.sqrt(variances[i]) + 40));
    }
    last = (int) Math.min(last, ((Ordinal) law).largest());
    List<double[]> rows = new ArrayList<>();
    for (int x = 0; x <= last; x++) {
      double[] row = new double[means.length];
      Arrays.fill(row, x);
      rows.add(row);
    }
    double[] x = rows.stream().flatMapToDouble(Arrays::stream).toArray();
    double[] weights = new double[x.length];
    int size = law.shape().size();
    for (int v = 0; v < size; v++) {
      putProbabilities(law, v, x, weights);
    }
    return new Nodes(Events.of(x, law.shape()), weights);
  }

  /** The probabilities of a variable are those of events with zeros elsewhere, up to a factor. */
  private static void putProbabilities(Characteristic law, int v, double[] x, double[] weights) {
    int size = law.shape().size();
    double[] alone = x.clone();
    for (int i = 0; i < x.length; i++) {
      alone[i] = i % size == v ? x[i] : 0;
    }
    double[] log = law.logProbability(Events.of(alone, law.shape()));
    for (int c = 0; c < law.contexts(); c++) {
      double most = Double.NEGATIVE_INFINITY;
      for (int row = c; row < log.length; row += law.contexts()) {
        most = Math.max(most, log[row]);
      }
      double sum = 0;
      for (int row = c; row < log.length; row += law.contexts()) {
        sum += Math.exp(log[row] - most);
      }
      for (int row = c; row < log.length; row += law.contexts()) {
        weights[row * size + v] = Math.exp(log[row] - most) / sum;
      }
    }
  }

  /** A function of a coordinate, and what the law says of its mean and of the gradient. */
  private record Claim(int variable, DoubleUnaryOperator of, double mean, double[] gradient) {}

  private static List<Claim> claims(Characteristic law, CharacteristicFunctions functions) {
    List<Claim> claims = new ArrayList<>();
    double[] means = functions.means();
    double[] variances = functions.variances();
    for (int v = 0; v < means.length; v++) {
      double mean = means[v];
      // No finer than the digits of the mean allow.
      double scale = Math.max(Math.sqrt(variances[v]), 1e-3 * Math.abs(mean));
      double[] none = new double[means.length];
      double[] slope = new double[means.length];
      slope[v] = 1 / scale;
      double[] gradient = new double[law.contexts() * law.dimension()];
      functions.pullbackMoments(slope, none, gradient);
      claims.add(new Claim(v, x -> (x - mean) / scale, 0, gradient));
      slope[v] = 1 / (scale * scale);
      gradient = new double[gradient.length];
      functions.pullbackMoments(none, slope, gradient);
      claims.add(
          new Claim(
              v,
              x -> (x - mean) / scale * ((x - mean) / scale),
              variances[v] / (scale * scale),
              gradient));
      for (double frequency : FREQUENCIES) {
        double[] t = new double[means.length];
        t[v] = frequency / scale;
        claims.add(wave(law, functions, v, t, 0));
        claims.add(wave(law, functions, v, t, 1));
      }
    }
    return claims;
  }

  /** The real or the imaginary part of phi. */
  private static Claim wave(
      Characteristic law, CharacteristicFunctions functions, int v, double[] t, int part) {
    double[] slopes = new double[2 * t.length];
    slopes[2 * v + part] = 1;
    double[] gradient = new double[law.contexts() * law.dimension()];
    functions.pullback(t, slopes, gradient);
    double phi = functions.phi(t)[2 * v + part];
    return new Claim(v, x -> part == 0 ? Math.cos(t[v] * x) : Math.sin(t[v] * x), phi, gradient);
  }

  /** The largest difference between a claim and the sum over the nodes. */
  private static double error(Characteristic law, CharacteristicFunctions functions) {
    Nodes nodes = nodes(law);
    double[] scores = law.scores(nodes.events);
    double largest = 0;
    for (Claim claim : claims(law, functions)) {
      largest = Math.max(largest, error(law, nodes, scores, claim));
    }
    return largest;
  }

  private static double error(Characteristic law, Nodes nodes, double[] scores, Claim claim) {
    int size = law.shape().size();
    int context = claim.variable / size;
    double[] coordinates = law.coordinates(nodes.events.values());
    double mean = 0;
    double[] gradient = new double[law.contexts() * law.dimension()];
    for (int row = context; row < nodes.events.count(); row += law.contexts()) {
      int i = row * size + claim.variable % size;
      double term = nodes.weights[i] * claim.of.applyAsDouble(coordinates[i]);
      mean += term;
      // The scores of other variables have the mean 0.
      for (int j = claim.variable % size; j < law.dimension() && term != 0; j += size) {
        gradient[context * law.dimension() + j] += term * scores[row * law.dimension() + j];
      }
    }
    double largest = Math.abs(mean - claim.mean);
    for (int j = 0; j < gradient.length; j++) {
      double natural = Math.max(1, Math.abs(gradient[j]));
      largest = Math.max(largest, Math.abs(gradient[j] - claim.gradient[j]) / natural);
    }
    return largest;
  }

  @ParameterizedTest
  @MethodSource("laws")
  void momentsAndCharacteristicFunctionsHaveTheirValuesAndGradients(Characteristic law) {
    double error = error(law, law.characteristic());
    assertTrue(error < TOLERANCE, () -> law + " is off by " + error);
  }

  /** Says that the last parameter of each variable moves nothing. */
  private record Forgetful(CharacteristicFunctions sound, int contexts, int size)
      implements CharacteristicFunctions {

    @Override
    public double[] means() {
      return sound.means();
    }

    @Override
    public double[] variances() {
      return sound.variances();
    }

    @Override
    public void pullbackMoments(double[] means, double[] variances, double[] gradient) {
      sound.pullbackMoments(means, variances, gradient);
      forget(gradient);
    }

    @Override
    public double[] phi(double[] t) {
      return sound.phi(t);
    }

    @Override
    public void pullback(double[] t, double[] slopes, double[] gradient) {
      sound.pullback(t, slopes, gradient);
      forget(gradient);
    }

    private void forget(double[] gradient) {
      int dimension = gradient.length / contexts;
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= i % dimension < dimension - size ? 1 : 0;
      }
    }
  }

  @ParameterizedTest
  @MethodSource("laws")
  void gradientThatForgetsAParameterIsRejected(Characteristic law) {
    double error =
        error(law, new Forgetful(law.characteristic(), law.contexts(), law.shape().size()));
    assertTrue(error > WRONG, () -> law + " is off by " + error);
  }

  /** The modulus of n fair coins is cos(t / 2)^n, and cos(t / 2) = 1 - 2 sin(t / 4)^2. */
  @Test
  void manyTrialsCostNoDigits() {
    int n = 1_000_000;
    double t = 0.004;
    double[] phi = Binomial.of(n, 0.5).characteristic().phi(new double[] {t});
    double sine = Math.sin(t / 4);
    double modulus = Math.exp(n * StrictMath.log1p(-2 * sine * sine));
    // Rounding of some ten operations.
    assertEquals(1, Math.hypot(phi[0], phi[1]) / modulus, 1e-14);
  }

  private static final Poisson COUNTS =
      Poisson.ofParameters(0, 0).at(new double[] {0.4, -0.9, 2.1, 1.2});
  private static final Lognormal PRICES =
      Lognormal.of(0, 1).at(new double[] {0.5, -0.2, -1.5, 0.6});

  /** Two contexts, each of two counts and a price. */
  @Test
  void productHasTheFunctionsOfItsParts() {
    Characteristic product = Product.of(Characteristic.class, COUNTS, PRICES);
    CharacteristicFunctions whole = product.characteristic();
    CharacteristicFunctions counts = COUNTS.characteristic();
    CharacteristicFunctions prices = PRICES.characteristic();
    assertArrayEquals(joined(counts.means(), prices.means()), whole.means());
    assertArrayEquals(joined(counts.variances(), prices.variances()), whole.variances());
    double[] t = {0.1, 0.2, 0.3, -0.4, 0.5, -0.6};
    double[] countsT = {0.1, 0.2, -0.4, 0.5};
    double[] pricesT = {0.3, -0.6};
    assertArrayEquals(joined(counts.phi(countsT), prices.phi(pricesT)), whole.phi(t));
    double[] logs = {7, 8, Math.log(2), 3, 4, Math.log(5)};
    assertArrayEquals(logs, product.coordinates(new double[] {7, 8, 2, 3, 4, 5}));
  }

  @Test
  void gradientOfAProductIsThatOfItsParts() {
    CharacteristicFunctions whole =
        Product.of(Characteristic.class, COUNTS, PRICES).characteristic();
    double[] gradient = new double[8];
    double[] slopes = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    double[] t = {0.1, 0.2, 0.3, -0.4, 0.5, -0.6};
    double[] means = {1, 2, 3, 4, 5, 6};
    double[] variances = {6, 5, 4, 3, 2, 1};
    whole.pullback(t, slopes, gradient);
    whole.pullbackMoments(means, variances, gradient);
    double[] ofCounts = new double[4];
    double[] countSlopes = {1, 2, 3, 4, 7, 8, 9, 10};
    COUNTS.characteristic().pullback(new double[] {0.1, 0.2, -0.4, 0.5}, countSlopes, ofCounts);
    COUNTS
        .characteristic()
        .pullbackMoments(new double[] {1, 2, 4, 5}, new double[] {6, 5, 3, 2}, ofCounts);
    double[] ofPrices = new double[4];
    double[] priceSlopes = {5, 6, 11, 12};
    PRICES.characteristic().pullback(new double[] {0.3, -0.6}, priceSlopes, ofPrices);
    PRICES.characteristic().pullbackMoments(new double[] {3, 6}, new double[] {4, 1}, ofPrices);
    assertArrayEquals(joined(ofCounts, ofPrices), gradient, 1e-13);
  }

  /** Joins numbers of two counts and of a price in each of two contexts. */
  private static double[] joined(double[] counts, double[] prices) {
    int ofCounts = counts.length / 2;
    int ofPrices = prices.length / 2;
    double[] all = new double[counts.length + prices.length];
    for (int c = 0; c < 2; c++) {
      System.arraycopy(counts, c * ofCounts, all, c * (ofCounts + ofPrices), ofCounts);
      System.arraycopy(prices, c * ofPrices, all, c * (ofCounts + ofPrices) + ofCounts, ofPrices);
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("laws")
  void lawOfWhichADoubleHoldsTheWholeHasClosedMeans(Characteristic law) {
    assertTrue(law.hasClosedMeans());
  }

  /** Their variances, or those slopes, are beyond the numbers of a double. */
  static Stream<Characteristic> overflowing() {
    return Stream.of(
        Gaussian.of(0, 1e160),
        Exponential.of(1e-160),
        Gamma.of(1, 1e-300),
        InverseGamma.of(1, 1e-160),
        Product.of(Characteristic.class, Poisson.of(1), Gaussian.of(0, 1e160)));
  }

  @ParameterizedTest
  @MethodSource("overflowing")
  void lawWhoseMomentsOverflowHasNoClosedMeans(Characteristic law) {
    assertFalse(law.hasClosedMeans());
  }

  /** Half of the law is set to the ends of what a double holds. */
  @ParameterizedTest
  @MethodSource("cutOff")
  void lawThatIsCutOffHasNoClosedMeans(Characteristic law) {
    assertFalse(law.hasClosedMeans());
  }

  static Stream<Characteristic> cutOff() {
    return Stream.of(
        Lognormal.of(100, 500),
        Pareto.of(2, 1e-3),
        Product.of(Characteristic.class, Poisson.of(1), Lognormal.of(100, 500)));
  }
}
