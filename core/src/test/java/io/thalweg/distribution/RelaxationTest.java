package io.thalweg.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Events;
import io.thalweg.Means;
import io.thalweg.Path;
import io.thalweg.Relaxable;
import io.thalweg.Scripted;
import io.thalweg.Squashed;
import io.thalweg.internal.Numerics;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The relaxed points z, and z' drawn again given the threshold b. */
class RelaxationTest {

  @ParameterizedTest
  @ValueSource(doubles = {-6, -0.4, 0, 1.3, 5})
  void bernoulliPointsAreLogistic(double logit) {
    for (double u : new double[] {1e-9, 0.01, 0.3, 0.5, 0.77, 0.999}) {
      var relaxation = Bernoulli.ofLogits(logit).relax(1, new Scripted(u));
      double z = relaxation.relaxed().points().values()[0];
      // The distribution function of z at z gives the uniform back, to the spacing of the script.
      assertEquals(u, Numerics.sigmoid(z - logit), 1e-15);
      assertEquals(z > 0 ? 1 : 0, relaxation.draws().values()[0]);
    }
  }

  @Test
  void categoricalPointsAreGumbel() {
    Categorical law = Categorical.ofLogits(0.3, -2, 1.5);
    double[] u = {0.2, 0.9, 0.01};
    double[] z = law.relax(1, new Scripted(u)).relaxed().points().points();
    for (int k = 0; k < 3; k++) {
      double location = Math.log(law.probabilities()[k]);
      assertEquals(u[k], Math.exp(-Math.exp(location - z[k])), 1e-15);
    }
  }

  @ParameterizedTest
  @MethodSource("io.thalweg.distribution.Laws#squashed")
  void thresholdsOfBothPointsAreTheDraws(Squashed law) {
    var relaxation = law.relax(2_000, new SplittableRandom(16));
    assertThresholds(relaxation.draws(), relaxation.relaxed());
    assertThresholds(relaxation.draws(), relaxation.conditional(new SplittableRandom(17)));
  }

  private static void assertThresholds(Events b, Path path) {
    double[] z = path.points().points();
    int block = b.categories();
    for (int i = 0; i < b.values().length; i++) {
      int threshold = z[i] > 0 ? 1 : 0;
      for (int k = 0; block > 1 && k < block; k++) {
        threshold = k == 0 || z[i * block + k] > z[i * block + threshold] ? k : threshold;
      }
      assertEquals(threshold, b.values()[i]);
    }
  }

  /**
   * The integral of g(z) over the uniforms that give b is P(b) times the integral of g(z') over v,
   * for b = 0 and 1. Powers of sigmoid(z) determine a law on the line; they are smooth in u and v.
   */
  @ParameterizedTest
  @ValueSource(doubles = {-2.5, -0.4, 0, 1.3, 2.5})
  void bernoulliConditionalLawIsRightByQuadrature(double logit) {
    Bernoulli law = Bernoulli.ofLogits(logit);
    double p = law.probabilities()[0];
    for (int b = 0; b <= 1; b++) {
      double[] ends = b == 0 ? new double[] {0, 1 - p} : new double[] {1 - p, 1};
      double[] u = Gauss.nodes(ends[0], ends[1]);
      double[] z = law.relax(u.length, new Scripted(u)).relaxed().points().values();
      double[] middle = new double[u.length];
      Arrays.fill(middle, (ends[0] + ends[1]) / 2);
      double[] v = Gauss.nodes(0, 1);
      double[] again =
          law.relax(u.length, new Scripted(middle)).conditional(new Scripted(v)).points().values();
      for (int power = 0; power <= 8; power++) {
        // The quadrature is exact to 1e-13 for these functions; the script is to 1e-16.
        assertEquals(
            Gauss.integral(powers(z, power), ends[0], ends[1]),
            (ends[1] - ends[0]) * Gauss.integral(powers(again, power), 0, 1),
            1e-12,
            "power " + power + " at b = " + b);
      }
    }
  }

  private static double[] powers(double[] z, int power) {
    return Arrays.stream(z).map(x -> Math.pow(Numerics.sigmoid(x), power)).toArray();
  }

  static Stream<Named<Squashed>> moderate() {
    return Laws.only(Laws.moderate().stream(), Squashed.class);
  }

  /** (z', b) has the same law as (z, b): the same means of smooth functions of z on each b. */
  @ParameterizedTest
  @MethodSource("moderate")
  void conditionalLawIsRightByLargeSamples(Squashed law) {
    int draws = 200_000;
    var relaxation = law.relax(draws, new SplittableRandom(18));
    Events b = relaxation.draws();
    double[] z = relaxation.relaxed().points().points();
    double[] again = relaxation.conditional(new SplittableRandom(19)).points().points();
    int block = b.categories();
    int choices = Math.max(2, block);
    int coordinates = z.length / draws;
    Means[] differences =
        Stream.generate(Means::new).limit(3L * choices * coordinates).toArray(Means[]::new);
    for (int n = 0; n < z.length; n++) {
      int chosen = (int) b.values()[n / block];
      int at = 3 * (n % coordinates * choices + chosen);
      double first = Math.tanh(z[n] / 2);
      double second = Math.tanh(again[n] / 2);
      differences[at].add(second - first);
      differences[at + 1].add(second * second - first * first);
      differences[at + 2].add(Math.sin(again[n]) - Math.sin(z[n]));
    }
    for (int i = 0; i < differences.length; i++) {
      differences[i].assertMean(0, "coordinate and choice " + i / 3 + ", function " + i % 3);
    }
  }

  /** Coordinates of one z' depend on each other as those of z do. */
  @Test
  void categoricalConditionalPointsAreJointlyRight() {
    int draws = 400_000;
    var relaxation = Categorical.ofLogits(0.4, -0.6, 1.0).relax(draws, new SplittableRandom(20));
    double[] z = relaxation.relaxed().points().points();
    double[] again = relaxation.conditional(new SplittableRandom(21)).points().points();
    Means[] products = Stream.generate(Means::new).limit(3).toArray(Means[]::new);
    for (int at = 0; at < z.length; at += 3) {
      for (int k = 0; k < 3; k++) {
        int next = at + (k + 1) % 3;
        products[k].add(
            Math.tanh(again[at + k]) * Math.tanh(again[next])
                - Math.tanh(z[at + k]) * Math.tanh(z[next]));
      }
    }
    for (int k = 0; k < 3; k++) {
      products[k].assertMean(0, "product " + k);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-700, -50, 50, 700})
  void conditionalPointsStayFiniteAtExtremeLogits(double logit) {
    for (Relaxable law :
        new Relaxable[] {
          Bernoulli.ofLogits(logit),
          Categorical.ofLogits(logit, 0.0, -logit),
          PlackettLuce.ofLogits(logit, 0, -logit)
        }) {
      Path path = law.relax(1_000, new SplittableRandom(22)).conditional(new SplittableRandom(23));
      double[] z = path.points().points();
      assertTrue(Arrays.stream(z).allMatch(Double::isFinite));
      double[] gradient = new double[law.dimension()];
      path.pullback(new SplittableRandom(24).doubles(z.length).toArray(), 0, gradient);
      assertTrue(Arrays.stream(gradient).allMatch(Double::isFinite));
    }
  }
}
