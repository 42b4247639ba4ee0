package io.thalweg.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Alarms;
import io.thalweg.Differences;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Estimand;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.Means;
import io.thalweg.Objective;
import io.thalweg.check.Unbiasedness;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.distribution.Gaussian;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Registry;
import io.thalweg.estimator.Settings;
import io.thalweg.estimator.coupling.DisArm;
import io.thalweg.estimator.score.LocalExpectation;
import io.thalweg.support.SplitMix;
import io.thalweg.support.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kinds of costs besides plain ones, against sums over outcomes that are written by hand. */
@Tag("proof")
class CostsTest {

  private static final int CONTEXTS = 32;

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** The log-probability of a bit. */
  private static double log(double logit, double bit) {
    return Math.log(bit == 1 ? sigmoid(logit) : sigmoid(-logit));
  }

  /** The two-layer model of two data, whose encoder and decoder are trained together. */
  private static final class Layers {

    static final double[] DATA = {0, 1, 1, 1};
    static final double[] THETA = {
      0.4, -1.1, 0.9, -0.7, 1.2, -0.5, 0.9, 1.4, -0.3, 0.2, -1.3, 0.8, 0.1, -0.6, 0.7, 0.5
    };

    /** The evidence lower bound of both data, by enumeration. */
    static double bound(double[] t) {
      return bound(0, t) + bound(1, t);
    }

    /** The evidence lower bound of one datum. */
    static double bound(int c, double[] t) {
      double sum = 0;
      for (int outcome = 0; outcome < 4; outcome++) {
        int a = outcome % 2;
        int b = outcome / 2;
        double logQa = log(t[0] + t[1] * DATA[2 * c], a);
        double logQb = log(t[2 + a] + t[4] * DATA[2 * c], b);
        double logP = log(t[5], b) + log(t[6 + b], a);
        for (int i = 0; i < 2; i++) {
          logP += log(t[8 + 2 * (a + 2 * b) + i], DATA[2 * c + i]);
        }
        sum += Math.exp(logQa + logQb) * (logP - logQa - logQb);
      }
      return sum;
    }

    final double[] encoders = new double[5];
    final Table<Bernoulli> prior = Table.of(Bernoulli.of(0.5), THETA[5]).inContexts(CONTEXTS);
    final Table<Bernoulli> middle = Table.of(Bernoulli.of(0.5), THETA[6], THETA[7]);
    final Table<Bernoulli> decoder =
        Table.of(Bernoulli.of(0.5, 0.5), Arrays.copyOfRange(THETA, 8, 16));
    final Program program;

    Layers() {
      Builder builder = Program.of(CONTEXTS);
      Node<Bernoulli> a = builder.node("a", this::first, new DisArm());
      Node<Bernoulli> b = builder.node("b", this::second, new LocalExpectation(), a);
      builder.cost("x | a, b", Cost.logDensity(decoder, data()), a, b);
      builder.cost("a | b", Cost.logDensity(middle), a, b);
      builder.cost("b", Cost.logDensity(prior), b);
      builder.entropy(a);
      builder.entropy(b);
      program = builder.build();
    }

    private static double datum(int context, int i) {
      return DATA[2 * (context % 2) + i];
    }

    private static Events data() {
      return Events.of(
          IntStream.range(0, 2 * CONTEXTS).mapToDouble(i -> datum(i / 2, i % 2)).toArray(),
          CONTEXTS,
          2);
    }

    private Given<Bernoulli> first(Events... none) {
      double[] logits =
          IntStream.range(0, CONTEXTS)
              .mapToDouble(c -> THETA[0] + THETA[1] * datum(c, 0))
              .toArray();
      return Given.of(
          Bernoulli.ofLogits(logits).inContexts(CONTEXTS),
          gradient -> {
            for (int c = 0; c < CONTEXTS; c++) {
              encoders[0] += gradient[c];
              encoders[1] += gradient[c] * datum(c, 0);
            }
          });
    }

    private Given<Bernoulli> second(Events... parents) {
      Events a = parents[0];
      double[] logits = new double[a.count()];
      for (int row = 0; row < logits.length; row++) {
        logits[row] = THETA[2 + (int) a.values()[row]] + THETA[4] * datum(a.context(row), 0);
      }
      return Given.of(
          Bernoulli.ofLogits(logits).inContexts(logits.length),
          gradient -> {
            for (int row = 0; row < logits.length; row++) {
              encoders[2 + (int) a.values()[row]] += gradient[row];
              encoders[4] += gradient[row] * datum(a.context(row), 0);
            }
          });
    }

    /** The gradient of the sum over both data. */
    double[] gradient(SplitMix random) {
      program.estimate(random).pullback(2.0 / CONTEXTS);
      double[] all =
          DoubleStream.concat(
                  Arrays.stream(encoders.clone()),
                  List.of(prior, middle, decoder).stream()
                      .flatMapToDouble(table -> Arrays.stream(table.gradient())))
              .toArray();
      Arrays.fill(encoders, 0);
      List.of(prior, middle, decoder).forEach(table -> table.update((own, gradient) -> {}));
      return all;
    }
  }

  @Test
  void encodersAndDecodersThatSeeTheDataOfTheirContextAreWithoutBias() {
    Layers layers = new Layers();
    SplitMix random = new SplitMix(1);
    double[] exact = Differences.gradient(Layers::bound, Layers.THETA);
    Unbiasedness verdict =
        Verdicts.of(exact, new int[] {2, 3, 1, 2, 8}, () -> layers.gradient(random));
    assertInstanceOf(Unbiasedness.Unbiased.class, verdict, verdict::toString);
  }

  @Test
  void everyContextHasTheValueOfItsOwnDatum() {
    Layers layers = new Layers();
    SplitMix random = new SplitMix(2);
    Means[] means = {new Means(), new Means()};
    for (int draw = 0; draw < 300; draw++) {
      Estimates estimates = layers.program.estimate(random);
      double[] values = estimates.values();
      double[] sums = new double[2];
      for (int c = 0; c < CONTEXTS; c++) {
        sums[c % 2] += values[c] / (CONTEXTS / 2.0);
      }
      means[0].add(sums[0]);
      means[1].add(sums[1]);
      assertEquals((sums[0] + sums[1]) / 2, estimates.value(), 1e-12);
    }
    for (int c = 0; c < 2; c++) {
      double exact = Layers.bound(c, Layers.THETA);
      means[c].assertMean(exact, "bound of datum " + c);
      double other = Layers.bound(1 - c, Layers.THETA);
      assertTrue(Math.abs(exact - other) > 2 * Alarms.CRITICAL_Z * means[c].error());
    }
  }

  /** x a bit, y of three categories given x, z normal given y. */
  private static final class Leaf {

    static final double[] THETA = {
      0.3, 0.5, -0.2, 0.1, -0.6, 0.4, 0.2, 1.2, 0.1, 0.1, -0.3, 0.9, 0.2
    };

    /** E (z - y)^2 / 2 + 3 x y - log q(z), by enumeration of x and y and in closed form in z. */
    static double mean(double[] t) {
      double mean = 0;
      for (int x = 0; x < 2; x++) {
        double[] weights = new double[3];
        int from = 1 + 3 * x;
        Arrays.setAll(weights, k -> Math.exp(t[from + k]));
        for (int y = 0; y < 3; y++) {
          double q = Math.exp(log(t[0], x)) * weights[y] / Arrays.stream(weights).sum();
          double m = t[7 + 2 * y];
          double log = t[8 + 2 * y];
          double square = (Math.pow(m - y, 2) + Math.exp(2 * log)) / 2;
          mean += q * (square + 3 * x * y + log + 0.5 * Math.log(2 * Math.PI * Math.E));
        }
      }
      return mean;
    }

    final List<Table<?>> tables;
    final Program program;

    Leaf(Estimator<Gaussian, DifferentiableObjective> estimator) {
      Table<Bernoulli> ofX = Table.of(Bernoulli.of(0.5), THETA[0]).inContexts(CONTEXTS);
      Table<Categorical> ofY = Table.of(Categorical.of(1, 1, 1), Arrays.copyOfRange(THETA, 1, 7));
      Table<Gaussian> ofZ = Table.of(Gaussian.of(0, 1), Arrays.copyOfRange(THETA, 7, 13));
      tables = List.of(ofX, ofY, ofZ);
      Builder builder = Program.of(CONTEXTS);
      Node<Bernoulli> x = builder.node("x", ofX, new LocalExpectation());
      Node<Categorical> y = builder.node("y", ofY, new LocalExpectation(), x);
      Node<Gaussian> z = builder.smoothNode("z", ofZ, estimator, y);
      builder.cost("square", (SmoothCost) Leaf::square, y, z);
      builder.cost("product", Cost.each(v -> 3 * v[0][0] * v[1][0]), x, y);
      builder.entropy(z);
      program = builder.build();
    }

    private static Linearization square(Events... nodes) {
      double[] y = nodes[0].points();
      double[] z = nodes[1].points();
      double[] values = new double[z.length];
      double[] gradients = new double[4 * z.length];
      for (int row = 0; row < values.length; row++) {
        double off = z[row] - y[3 * row + 1] - 2 * y[3 * row + 2];
        values[row] = off * off / 2;
        for (int k = 0; k < 3; k++) {
          gradients[4 * row + k] = -k * off;
        }
        gradients[4 * row + 3] = off;
      }
      return Linearization.of(values, gradients);
    }

    double[] gradient(SplitMix random) {
      program.estimate(random).pullback(1.0 / CONTEXTS);
      double[] all =
          tables.stream().flatMapToDouble(table -> Arrays.stream(table.gradient())).toArray();
      tables.forEach(table -> table.update((own, gradient) -> {}));
      return all;
    }
  }

  /** All that need slopes. */
  static List<Recipe<?, ?>> recipesOfALeaf() {
    Gaussian law = Gaussian.of(0, 1);
    return Registry.all().stream()
        .filter(recipe -> recipe.fits(Estimand.MEAN, law, DifferentiableObjective.class))
        .filter(recipe -> !recipe.fits(Estimand.MEAN, law, Objective.class))
        .filter(recipe -> recipe.bias().isEmpty())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("recipesOfALeaf")
  void everyEstimatorOfSlopesAtANormalLeafIsWithoutBias(Recipe<?, ?> recipe) {
    SplitMix random = Streams.named(1, recipe.id());
    Estimator<Distribution, Objective> made =
        recipe.create(
            Gaussian.of(0, 1), DifferentiableObjective.class, Settings.defaults(), random);
    @SuppressWarnings("unchecked") // The recipe fits.
    Leaf leaf = new Leaf((Estimator<Gaussian, DifferentiableObjective>) (Estimator<?, ?>) made);
    double[] exact = Differences.gradient(Leaf::mean, Leaf.THETA);
    Unbiasedness verdict = Verdicts.of(exact, new int[] {1, 6, 6}, () -> leaf.gradient(random));
    assertInstanceOf(Unbiasedness.Unbiased.class, verdict, verdict::toString);
  }
}
