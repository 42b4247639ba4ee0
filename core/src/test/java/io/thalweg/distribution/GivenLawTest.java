package io.thalweg.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Alarms;
import io.thalweg.Distribution;
import io.thalweg.Drawn;
import io.thalweg.Events;
import io.thalweg.Means;
import io.thalweg.Path;
import io.thalweg.Relaxable;
import io.thalweg.Reparameterized;
import io.thalweg.support.SplitMix;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws of which events have been drawn already, and the noise behind these events. */
class GivenLawTest {

  private static final int DRAWS = 20_000;
  // The Kolmogorov distance that chance exceeds once in 1e10 times.
  private static final double FAR = Math.sqrt(Math.log(2 / 1e-10) / 2 / DRAWS);

  private static final Bernoulli BITS =
      Bernoulli.ofLogits(new double[] {0.3, -1.2, 2.0, 0.1}).inContexts(2);
  private static final Categorical CATEGORIES =
      Categorical.ofLogits(new double[] {0.4, -0.3, 1.1, -1, 0.2, 0, 0.5, 0.5, -2, 1, 0, 0.3}, 3)
          .inContexts(2);
  private static final Gaussian NUMBERS =
      Gaussian.of(new double[] {0.5, -2}, new double[] {1.7, 0.1});

  static Stream<Named<Drawn>> laws() {
    return Laws.only(Laws.moderate().stream(), Drawn.class)
        .filter(
            law ->
                !(law.getPayload() instanceof Product product)
                    || product.laws().stream().allMatch(Drawn.class::isInstance));
  }

  @ParameterizedTest
  @MethodSource("laws")
  void firstDrawIsTheEventAndTheOthersAreThoseOfThePlainLaw(Drawn law) {
    Events taken = law.sample(1, new SplittableRandom(1));
    assertEquals(Optional.empty(), law.drawn());
    Drawn given = law.given(taken);
    assertArrayEquals(taken.values(), given.drawn().orElseThrow().values());
    Events plain = law.sample(3, new SplittableRandom(2));
    Events x = given.sample(3, new SplittableRandom(2));
    assertEquals(taken.shape(), x.shape());
    assertArrayEquals(taken.values(), x.draw(0).values());
    assertArrayEquals(plain.draw(1).values(), x.draw(1).values());
    assertArrayEquals(plain.draw(2).values(), x.draw(2).values());
  }

  @ParameterizedTest
  @MethodSource("laws")
  void givenLawHasTheProbabilitiesOfThePlainLaw(Drawn law) {
    Drawn given = law.given(law.sample(1, new SplittableRandom(1)));
    Events x = law.sample(5, new SplittableRandom(2));
    assertArrayEquals(law.parameters(), given.parameters());
    assertArrayEquals(law.logProbability(x), given.logProbability(x));
    assertArrayEquals(law.scores(x), given.scores(x));
  }

  @ParameterizedTest
  @MethodSource("laws")
  void atForgetsTheEvent(Drawn law) {
    Drawn given = law.given(law.sample(1, new SplittableRandom(1)));
    Drawn moved = (Drawn) given.at(law.parameters());
    assertEquals(Optional.empty(), moved.drawn());
    assertArrayEquals(
        law.sample(2, new SplittableRandom(2)).values(),
        moved.sample(2, new SplittableRandom(2)).values());
  }

  @Test
  void contextsThatAreSharedOutAnewForgetTheEvent() {
    SplittableRandom random = new SplittableRandom(1);
    for (Drawn law :
        new Drawn[] {
          BITS.given(BITS.sample(1, random)).inContexts(1),
          CATEGORIES.given(CATEGORIES.sample(1, random)).inContexts(4),
          NUMBERS.given(NUMBERS.sample(1, random)).inContexts(2)
        }) {
      assertEquals(Optional.empty(), law.drawn());
    }
  }

  @Test
  void laterEventReplacesTheFormer() {
    SplittableRandom random = new SplittableRandom(1);
    Events later = NUMBERS.sample(1, random);
    Gaussian given = NUMBERS.given(NUMBERS.sample(1, random)).given(later);
    assertArrayEquals(later.values(), given.sample(1, random).values());
  }

  static Stream<Relaxable> relaxable() {
    return Stream.of(BITS, CATEGORIES);
  }

  @ParameterizedTest
  @MethodSource("relaxable")
  void relaxedPointsOfTheEventHaveItAsTheirThreshold(Relaxable law) {
    RandomGenerator random = new SplittableRandom(1);
    for (int n = 0; n < 200; n++) {
      Events taken = law.sample(1, random);
      Relaxable.Relaxation relaxation = ((Relaxable) ((Drawn) law).given(taken)).relax(2, random);
      assertArrayEquals(taken.values(), relaxation.draws().draw(0).values());
      double[] z = relaxation.relaxed().points().points();
      double[] again = relaxation.conditional(random).points().points();
      assertArrayEquals(relaxation.draws().values(), thresholds(z, taken.categories()));
      assertArrayEquals(relaxation.draws().values(), thresholds(again, taken.categories()));
      assertNotEquals(z[0], again[0]);
    }
  }

  private static double[] thresholds(double[] z, int categories) {
    if (categories == 1) {
      return Arrays.stream(z).map(x -> x > 0 ? 1 : 0).toArray();
    }
    double[] indices = new double[z.length / categories];
    for (int i = 0; i < z.length; i++) {
      int variable = i / categories;
      int best = variable * categories + (int) indices[variable];
      indices[variable] = z[i] > z[best] ? i % categories : indices[variable];
    }
    return indices;
  }

  /** A path at fixed noise does not know which event the noise makes. */
  @ParameterizedTest
  @MethodSource("relaxable")
  void relaxedPointsOfTheEventMoveAsThoseOfThePlainLaw(Relaxable law) {
    RandomGenerator random = new SplittableRandom(1);
    Relaxable given = (Relaxable) ((Drawn) law).given(law.sample(1, random));
    double[] tangents = random.doubles(law.parameters().length).toArray();
    double[] plain = pushed(law.relax(1, random).relaxed(), tangents);
    assertArrayEquals(plain, pushed(given.relax(1, random).relaxed(), tangents));
    Path conditional = given.relax(1, random).conditional(random);
    assertNotEquals(plain[0], pushed(conditional, tangents)[0]);
  }

  private static double[] pushed(Path path, double[] tangents) {
    double[] out = new double[path.points().count() * path.points().pointSize()];
    path.pushforward(tangents, out, 0);
    return out;
  }

  @Test
  void gaussianPathBeginsAtTheEventItself() {
    // A number that mean + deviation (x - mean) / deviation rounds.
    Events taken = Events.of(new double[] {0.1 + 0.2, -2.05}, 1, 2);
    Path path = NUMBERS.given(taken).path(2, new SplittableRandom(1));
    assertArrayEquals(taken.values(), path.points().draw(0).values());
    double[] later = NUMBERS.path(2, new SplittableRandom(1)).points().draw(1).values();
    assertArrayEquals(later, path.points().draw(1).values());
    double[] moved = pushed(path, new double[] {1, 10, 100, 1000});
    assertArrayEquals(
        new double[] {1 + 100 * (0.1 + 0.2 - 0.5), 10 + 1000 * (-2.05 - -2.0)},
        Arrays.copyOf(moved, 2));
  }

  @Test
  void productOfPathsBeginsAtTheEventOfEveryPart() {
    Product.OfPaths law = Product.of(NUMBERS, Gaussian.of(3, 2));
    Events taken = Events.of(new double[] {0.3, -1.9, 4.4}, 1, 3);
    Reparameterized given = law.given(taken);
    Path path = given.path(2, new SplittableRandom(1));
    assertArrayEquals(taken.values(), path.points().draw(0).values());
    double[] moved = pushed(path, new double[] {0, 0, 1, 1, 0, 1});
    assertArrayEquals(new double[] {0.3 - 0.5, -1.9 + 2, 4.4 - 3}, Arrays.copyOf(moved, 3));
  }

  /**
   * The events are drawn from the law and the noise is drawn given them, so that all of the noise
   * must be as if it had been drawn first; and the events follow from it.
   */
  @Test
  void exponentialsGivenTheirCategoriesAreIndependentExponentials() {
    SplitMix random = new SplitMix(1);
    double[] pi = CATEGORIES.probabilities();
    double[][] e = new double[pi.length][DRAWS];
    for (int n = 0; n < DRAWS; n++) {
      Events taken = CATEGORIES.sample(1, random);
      double[] noise = CATEGORIES.given(taken).exponentials(random);
      for (int v = 0; v < 4; v++) {
        int best = 0;
        for (int k = 0; k < 3; k++) {
          e[3 * v + k][n] = noise[4 * k + v];
          best =
              noise[4 * k + v] / pi[3 * v + k] < noise[4 * best + v] / pi[3 * v + best] ? k : best;
        }
        assertEquals(taken.values()[v], best);
      }
    }
    for (int i = 0; i < e.length; i++) {
      assertLaw(e[i], x -> 1 - Math.exp(-x));
      assertUncorrelated(e[i], e[3 * (i / 3) + (i + 1) % 3], 1);
    }
  }

  @Test
  void uniformsGivenTheirBitsAreUniform() {
    SplitMix random = new SplitMix(2);
    double[][] u = new double[4][DRAWS];
    for (int n = 0; n < DRAWS; n++) {
      Events taken = BITS.sample(1, random);
      double[] noise = BITS.given(taken).uniforms(random);
      for (int i = 0; i < 4; i++) {
        u[i][n] = noise[i];
        assertEquals(taken.values()[i], noise[i] > 1 - BITS.probabilities()[i] ? 1 : 0);
      }
    }
    for (double[] one : u) {
      assertLaw(one, x -> x);
    }
  }

  @Test
  void relaxedBitsGivenTheirBitsAreLogistic() {
    double[][] z = relaxed(BITS);
    for (int i = 0; i < z.length; i++) {
      double logit = BITS.parameters()[i];
      assertLaw(z[i], x -> 1 / (1 + Math.exp(logit - x)));
    }
  }

  @Test
  void relaxedCategoriesGivenTheirCategoriesAreIndependentGumbelVariables() {
    double[][] z = relaxed(CATEGORIES);
    double[] pi = CATEGORIES.probabilities();
    for (int i = 0; i < z.length; i++) {
      double probability = pi[i];
      assertLaw(z[i], x -> Math.exp(-probability * Math.exp(-x)));
      int next = 3 * (i / 3) + (i + 1) % 3;
      double mean = Math.log(pi[next]) + 0.5772156649015329;
      assertUncorrelated(exponentials(z[i], probability), z[next], mean);
    }
  }

  private static double[] exponentials(double[] z, double probability) {
    return Arrays.stream(z).map(x -> probability * Math.exp(-x)).toArray();
  }

  private static double[][] relaxed(Relaxable law) {
    SplitMix random = new SplitMix(3);
    double[][] z = new double[law.contexts() * law.relaxedSize()][DRAWS];
    for (int n = 0; n < DRAWS; n++) {
      Drawn given = ((Drawn) law).given(law.sample(1, random));
      double[] points = ((Relaxable) given).relax(1, random).relaxed().points().points();
      for (int i = 0; i < z.length; i++) {
        z[i][n] = points[i];
      }
    }
    return z;
  }

  /** Compares draws with a distribution function by their Kolmogorov distance. */
  private static void assertLaw(double[] draws, DoubleUnaryOperator cumulative) {
    double[] sorted = draws.clone();
    Arrays.sort(sorted);
    double distance = 0;
    for (int n = 0; n < sorted.length; n++) {
      double below = cumulative.applyAsDouble(sorted[n]);
      distance = Math.max(distance, Math.abs(below - (n + 0.5) / sorted.length));
    }
    assertTrue(distance <= FAR, "distance " + distance);
  }

  /** Compares the mean of (a - 1) (b - mean of b) with 0. */
  private static void assertUncorrelated(double[] a, double[] b, double mean) {
    Means products = new Means();
    for (int n = 0; n < a.length; n++) {
      products.add((a[n] - 1) * (b[n] - mean));
    }
    assertTrue(Alarms.CRITICAL_Z * products.error() < 0.1);
    products.assertMean(0, "product");
  }

  @Test
  void noiseOfRareBitsKeepsItsDigits() {
    Bernoulli law = Bernoulli.ofLogits(700, 40, 20, -700, -40, -20);
    Bernoulli rare = law.given(Events.of(new double[] {0, 0, 0, 1, 1, 1}, 1, 6));
    Bernoulli frequent = law.given(Events.of(new double[] {1, 1, 1, 0, 0, 0}, 1, 6));
    for (int seed = 0; seed < 1000; seed++) {
      double[] v = law.uniforms(new SplittableRandom(seed));
      double[] u = rare.uniforms(new SplittableRandom(seed));
      double[] other = frequent.uniforms(new SplittableRandom(seed));
      for (int i = 0; i < 3; i++) {
        double small = law.failures()[i] * v[i];
        assertEquals(small, u[i], 1e-15 * small);
        double left = law.probabilities()[3 + i] * (1 - v[3 + i]);
        // 1 - u is a multiple of 2^-53, and not 0.
        assertEquals(Math.max(left, 0x1p-53), 1 - u[3 + i], 0x1p-52);
        assertTrue(u[3 + i] < 1);
        assertTrue(other[i] > 0 && other[i] < 1);
        assertTrue(other[3 + i] > 0 && other[3 + i] < 1);
      }
    }
  }

  @Test
  void exponentialsOfRareCategoriesAreAboveZero() {
    Categorical law = Categorical.ofLogits(0, -700, -744, 1);
    SplittableRandom random = new SplittableRandom(1);
    for (int x = 0; x < 4; x++) {
      for (int n = 0; n < 100; n++) {
        double[] e = law.given(category(x)).exponentials(random);
        for (double one : e) {
          assertTrue(one > 0 && Double.isFinite(one), () -> Arrays.toString(e));
        }
      }
    }
  }

  private static Events category(double x) {
    return Events.ofCategories(new double[] {x}, 1, 1, 4);
  }

  @Test
  void eventsOfProbabilityZeroAreRefused() {
    assertRefused(
        Bernoulli.ofLogits(0.3, -800),
        Events.of(new double[] {0, 1}, 1, 2),
        "Bernoulli was given draw 0 of context 0, x = [0.0, 1.0], of which coordinate 1 has"
            + " probability 0: it cannot have been drawn");
    assertRefused(
        Bernoulli.ofLogits(0.3, -0.8),
        Events.of(new double[] {0.5, 1}, 1, 2),
        "Bernoulli was given draw 0 of context 0, x = [0.5, 1.0], of which coordinate 0 has"
            + " probability 0: it cannot have been drawn");
    assertRefused(
        Categorical.ofLogits(0, -800, 1, 2),
        category(1),
        "Categorical was given draw 0 of context 0, x = [1.0], of which coordinate 0 has"
            + " probability 0: it cannot have been drawn");
    for (double x : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 1e300}) {
      assertRefused(
          Gaussian.of(0, 1),
          Events.of(new double[] {x}, 1, 1),
          "Gaussian was given draw 0 of context 0, x = [%s], of which coordinate 0 has".formatted(x)
              + " probability 0: it cannot have been drawn");
    }
  }

  @ParameterizedTest
  @MethodSource("laws")
  void severalDrawsAreRefused(Drawn law) {
    String name = law instanceof Product ? "Product" : law.getClass().getSimpleName();
    Events two = law.sample(2, new SplittableRandom(1));
    assertRefused(
        law, two, name + " was given 2 draws; it must be given one event of every context");
    int[] owners = new int[law.contexts()];
    Arrays.setAll(owners, c -> c);
    assertRefused(
        law,
        two.draw(0).ragged(owners, law.contexts()),
        name + " was given ragged events; it must be given one event of every context");
  }

  @Test
  void eventsOfAnotherShapeAreRefused() {
    assertRefused(
        NUMBERS,
        Events.of(new double[3], 1, 3),
        "Gaussian of 1 contexts x 2 variables was given 1 events [1 contexts x 3 variables]");
    assertRefused(
        CATEGORIES,
        Events.of(new double[4], 2, 2),
        "Categorical of 2 contexts x 2 variables x 3 categories was given 2 events [2 contexts x 2"
            + " variables]");
    assertRefused(
        CATEGORIES,
        CATEGORIES.relax(1, new SplittableRandom(1)).relaxed().points(),
        "Categorical was given relaxed points; events that were drawn have category indices");
    assertRefused(
        Product.of(NUMBERS, BITS.at(new double[2])),
        Events.of(new double[5], 1, 5),
        "Product of 1 contexts x 4 variables was given 1 events [1 contexts x 5 variables]");
  }

  @Test
  void productRefusesEventsOfPartsThatTakeNone() {
    Distribution poisson = Poisson.of(2);
    Product law = Product.of(Gaussian.of(0, 1), poisson);
    assertRefused(
        law,
        Events.of(new double[] {0.3, 2}, 1, 2),
        "Product: %s cannot be given events that were drawn already; Bernoulli, Categorical and"
                .formatted(poisson)
            + " Gaussian laws can");
    assertRefused(
        Product.of(Gaussian.of(0, 1), Categorical.ofLogits(0, 1)),
        Events.of(new double[] {0.3, 2}, 1, 2),
        "category index 2.0 of variable 0 is not a whole number of 0 .. 1");
  }

  @Test
  void productOfGivenPartsIsGivenAndOfSomeIsRefused() {
    Gaussian plain = Gaussian.of(0, 1);
    Gaussian given = plain.given(Events.of(new double[] {0.3}, 1, 1));
    Categorical other = Categorical.ofLogits(0, -1, 2, 1).given(category(2));
    assertArrayEquals(
        new double[] {0.3, 2}, Product.of(given, other).drawn().orElseThrow().values());
    var refusal = assertThrows(IllegalArgumentException.class, () -> Product.of(plain, other));
    assertEquals(
        "Product: events of some parts were drawn already, but not of all; make the product of"
            + " plain laws, then give it whole events",
        refusal.getMessage());
  }

  private static void assertRefused(Drawn law, Events draw, String message) {
    var refusal = assertThrows(IllegalArgumentException.class, () -> law.given(draw));
    assertEquals(message, refusal.getMessage());
  }
}
