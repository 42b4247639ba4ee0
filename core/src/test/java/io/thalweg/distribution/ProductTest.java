package io.thalweg.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.Cumulative;
import io.thalweg.Distribution;
import io.thalweg.Events;
import io.thalweg.Factorized;
import io.thalweg.Finite;
import io.thalweg.Ordinal;
import io.thalweg.Reparameterized;
import io.thalweg.WeaklyDifferentiable;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProductTest {

  private static final Bernoulli BITS = Bernoulli.ofLogits(new double[] {0.3, -1.2}).inContexts(2);
  private static final Categorical INDEX =
      Categorical.ofLogits(new double[] {0.5, -0.4, 0.2, 0.1, 0.9, -0.6}, 3).inContexts(2);
  private static final Gaussian LEVEL = Gaussian.of(0, 1).at(new double[] {0.5, -0.2, -1.5, 0.6});
  private static final Gaussian PAIR =
      Gaussian.ofParameters(new double[2], new double[2])
          .at(new double[] {0.3, -2, 0.5, -0.7, 4, 1, -1.2, 0.1});

  @Test
  void parametersStandContextByContext() {
    Product law = Product.of(BITS, LEVEL);
    double[] theta = {0.3, 0.5, -0.2, -1.2, -1.5, 0.6};
    assertArrayEquals(theta, law.parameters());
    double[] moved = {1, 2, 3, 4, 5, 6};
    assertArrayEquals(moved, law.at(moved).parameters());
    assertArrayEquals(new double[] {1, 4}, law.at(moved).laws().get(0).parameters());
    assertEquals(1, law.at(new double[] {1, 2, 3}).contexts());
  }

  @Test
  void typeTellsWhatAllPartsCan() {
    assertInstanceOf(Finite.class, Product.of(BITS, INDEX));
    assertInstanceOf(Reparameterized.class, Product.of(LEVEL, PAIR));
    assertFalse(Product.of(BITS, LEVEL) instanceof Finite);
    assertFalse(Product.of(BITS, LEVEL) instanceof Reparameterized);
  }

  private static final List<Class<? extends Distribution>> ABILITIES =
      List.of(
          Finite.class,
          Factorized.class,
          Ordinal.class,
          WeaklyDifferentiable.class,
          Reparameterized.class,
          Cumulative.class);

  /** Whichever two laws of the library, their product has every ability that both have. */
  @Test
  void productCanDoWhatAllPartsCan() {
    for (Catalogue.Entry one : Catalogue.all()) {
      for (Catalogue.Entry other : Catalogue.all()) {
        Product law = Product.of(one.example(), other.example());
        for (Class<? extends Distribution> ability : ABILITIES) {
          assertEquals(
              ability.isInstance(one.example()) && ability.isInstance(other.example()),
              ability.isInstance(law),
              () -> ability.getSimpleName() + " of " + law);
        }
      }
    }
  }

  @Test
  void abilityThatPartsLackIsRefused() {
    WeaklyDifferentiable law = Product.of(WeaklyDifferentiable.class, BITS, LEVEL);
    assertEquals(3, law.dimension());
    var lacking =
        assertThrows(
            IllegalArgumentException.class, () -> Product.of(Ordinal.class, List.of(LEVEL)));
    assertEquals(
        "Product[Gaussian[2 contexts x 1 variables]] is not Ordinal", lacking.getMessage());
  }

  /** Beyond the values of a variable, marginals are 0 and nothing can be drawn. */
  @Test
  void variablesKeepTheirOwnValues() {
    Factorized law = Product.of(Factorized.class, BITS, INDEX);
    assertEquals(3, law.values());
    assertEquals(2, law.values(0));
    assertEquals(3, law.values(1));
    double[] bits = BITS.marginals();
    double[] index = INDEX.marginals();
    double[] expected = {
      bits[0], bits[1], 0, index[0], index[1], index[2],
      bits[2], bits[3], 0, index[3], index[4], index[5]
    };
    assertArrayEquals(expected, law.marginals());
    Ordinal counts = Product.of(Ordinal.class, BITS, INDEX);
    assertEquals(2, counts.largest());
    assertEquals(1, counts.largest(0));
  }

  @Test
  void outcomesAreThoseOfAllPartsTheFirstOnesFirst() {
    Finite law = (Finite) Product.of(Bernoulli.ofLogits(0, 0), Categorical.ofLogits(0, 0, 0));
    assertEquals(12, law.outcomes());
    double[] middle = {1, 0, 1, 0, 1, 1, 1, 1, 1, 0, 0, 2};
    assertArrayEquals(middle, law.outcomes(5, 4).values());
    assertThrows(IndexOutOfBoundsException.class, () -> law.outcomes(11, 2));
    Finite large =
        (Finite) Product.of(Bernoulli.ofLogits(new double[40]), Bernoulli.ofLogits(new double[40]));
    assertEquals(Long.MAX_VALUE, large.outcomes());
  }

  /** Rows of another order of contexts have the scores of their contexts. */
  @Test
  void raggedEventsBelongToTheirContexts() {
    Product law = Product.of(BITS, INDEX, LEVEL);
    Events x = law.sample(1, new SplittableRandom(1));
    double[] twice = new double[9];
    System.arraycopy(x.values(), 3, twice, 0, 3);
    System.arraycopy(x.values(), 0, twice, 3, 3);
    System.arraycopy(x.values(), 3, twice, 6, 3);
    Events ragged = Events.of(twice, 1, 3).ragged(new int[] {1, 0, 1}, 2);
    double[] log = law.logProbability(x);
    assertArrayEquals(new double[] {log[1], log[0], log[1]}, law.logProbability(ragged));
    double[] gradient = law.weightedScore(ragged, new double[] {0.5, 2, 0.5});
    double[] expected = law.weightedScore(x, new double[] {2, 1});
    // The two halves are added in another order.
    assertArrayEquals(expected, gradient, 1e-15);
  }

  @Test
  void noiseIsSharedOutInTheOrderOfTheParts() {
    Reparameterized law = (Reparameterized) Product.of(LEVEL, PAIR);
    assertEquals(3, law.noise());
    double[] u = new SplittableRandom(3).doubles(12).toArray();
    double[] x = law.transform(u).values();
    double[] level = LEVEL.transform(new double[] {u[0], u[3], u[6], u[9]}).values();
    double[] pair =
        PAIR.transform(new double[] {u[1], u[2], u[4], u[5], u[7], u[8], u[10], u[11]}).values();
    for (int row = 0; row < 4; row++) {
      assertEquals(level[row], x[3 * row]);
      assertEquals(pair[2 * row], x[3 * row + 1]);
      assertEquals(pair[2 * row + 1], x[3 * row + 2]);
    }
  }

  /** d log p/dtheta + u . grad log p + div u = 0 at every x. */
  @Test
  void velocitySatisfiesTheContinuityEquation() {
    Reparameterized law = (Reparameterized) Product.of(LEVEL, PAIR);
    Events x = law.sample(1, new SplittableRandom(1));
    double[] sum = law.weightedScore(x, new double[] {1, 1});
    law.velocity().pullback(x, law.densityGradient(x), 0, sum);
    law.velocity().addDivergence(x, new double[] {1, 1}, sum);
    // Terms are below 100, and each is the sum of a few roundings.
    assertArrayEquals(new double[12], sum, 1e-12);
  }

  @Test
  void partsThatDoNotBelongTogetherAreRefused() {
    var none = assertThrows(IllegalArgumentException.class, () -> Product.of(List.of()));
    assertEquals("Product: there are no laws", none.getMessage());
    var differ =
        assertThrows(
            IllegalArgumentException.class, () -> Product.of(BITS, Bernoulli.ofLogits(0, 1)));
    assertEquals(
        "Product: Bernoulli[2 contexts x 1 variables] and Bernoulli[1 contexts x 2 variables]"
            + " differ in their numbers of contexts",
        differ.getMessage());
    var shape =
        assertThrows(
            IllegalArgumentException.class,
            () -> Product.of(BITS, LEVEL).logProbability(Events.of(new double[2], 2, 1)));
    assertEquals(
        "Product of 2 contexts x 2 variables was given 2 events [2 contexts x 1 variables]",
        shape.getMessage());
    var parameters =
        assertThrows(
            IllegalArgumentException.class, () -> Product.of(BITS, LEVEL).at(new double[4]));
    assertEquals(
        "Product: 4 parameters are not a positive multiple of the 3 of one context",
        parameters.getMessage());
  }
}
