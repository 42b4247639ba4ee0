package io.thalweg.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.Differences;
import io.thalweg.Distribution;
import io.thalweg.Events;
import io.thalweg.Ordinal;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The rates at which theta carries the probability of whole numbers upwards. */
class TransportTest {

  private static final int DRAWS = 4;

  /** -dQ/dtheta / q by central differences of sums of probabilities, variable by variable. */
  @ParameterizedTest
  @MethodSource("io.thalweg.distribution.Laws#ordinal")
  void ratesMatchCentralDifferencesOfTheDistributionFunction(Ordinal law) {
    Events x = law.sample(DRAWS, new SplittableRandom(31));
    double[] theta = law.parameters();
    for (int at = 0; at < x.values().length; at++) {
      int row = at / x.size();
      int variable = at % x.size();
      Events upTo = upTo(x, row, variable);
      boolean[] own = parametersOf(law, x, row, variable);
      double[] differences = new double[theta.length];
      if (x.value(row)[variable] < law.largest(variable)) {
        differences = Differences.gradient(t -> -ratio(law, law.at(t), upTo), theta);
      }
      double[] unit = new double[x.values().length];
      unit[at] = 1;
      double[] rates = new double[theta.length];
      law.addTransport(x, unit, rates);
      for (int i = 0; i < theta.length; i++) {
        // The sum holds the probabilities of the other variables as well, which only their own
        // parameters change.
        differences[i] = own[i] ? differences[i] : 0;
      }
      Differences.assertClose(differences, rates, ratio(law, law, upTo));
    }
  }

  /** The events with one variable of one row at every value up to its own, its own the last. */
  private static Events upTo(Events x, int row, int variable) {
    double[] event = x.value(row);
    int count = (int) event[variable] + 1;
    double[] values = new double[count * event.length];
    for (int j = 0; j < count; j++) {
      System.arraycopy(event, 0, values, j * event.length, event.length);
      values[j * event.length + variable] = j;
    }
    return in(x, values, x.context(row));
  }

  private static Events in(Events shape, double[] values, int context) {
    int[] contexts = new int[values.length / shape.size()];
    Arrays.fill(contexts, context);
    Events events =
        shape.categories() == 1
            ? Events.of(values, 1, shape.size())
            : Events.ofCategories(values, 1, shape.size(), shape.categories());
    return events.ragged(contexts, shape.contexts());
  }

  /** The probability of all events at another theta, over that of the last one here. */
  private static double ratio(Distribution here, Distribution there, Events events) {
    double last = here.logProbability(events)[events.count() - 1];
    return Arrays.stream(there.logProbability(events)).map(log -> Math.exp(log - last)).sum();
  }

  /** Those whose score is not the same at all values of the variable. */
  private static boolean[] parametersOf(Ordinal law, Events x, int row, int variable) {
    double[] event = x.value(row);
    boolean[] own = new boolean[law.parameters().length];
    double[][] scores = new double[(int) Math.min(5, law.largest(variable) + 1)][];
    for (int j = 0; j < scores.length; j++) {
      event[variable] = j;
      scores[j] = law.weightedScore(in(x, event.clone(), x.context(row)), new double[] {1});
      for (int i = 0; i < own.length; i++) {
        own[i] |= scores[j][i] != scores[0][i];
      }
    }
    return own;
  }

  @ParameterizedTest
  @MethodSource("io.thalweg.distribution.Laws#ordinal")
  void ratesAreWeightedAndAdded(Ordinal law) {
    Events x = law.sample(DRAWS, new SplittableRandom(32));
    SplittableRandom random = new SplittableRandom(33);
    double[] differences = random.doubles(x.values().length, -1, 1).toArray();
    double[] gradient = random.doubles(law.parameters().length, -1, 1).toArray();
    double[] expected = gradient.clone();
    for (int at = 0; at < differences.length; at++) {
      double[] unit = new double[differences.length];
      double[] one = new double[expected.length];
      unit[at] = 1;
      law.addTransport(x, unit, one);
      for (int i = 0; i < one.length; i++) {
        expected[i] += differences[at] * one[i];
      }
    }
    law.addTransport(x, differences, gradient);
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    assertArrayEquals(expected, gradient, 1e-14 * (1 + largest));
  }

  /** Both parameters against differences of the incomplete beta function, Q(x) = I_p(r, x + 1). */
  @ParameterizedTest
  @CsvSource({
    "1e6, 0.5, 998000", "1e6, 0.5, 1000000", "1e6, 0.5, 1003000", "0.5, 1e-3, 2", "0.5, 1e-3, 900",
    "30, 1e-3, 20000", "30, 1e-3, 40000", "1e-3, 0.3, 0", "1e-3, 0.3, 4", "1e5, 0.99999, 3"
  })
  void ratesOfNegativeBinomialAreExactAtLargeAndSmallParameters(double r, double p, double x) {
    NegativeBinomial law = NegativeBinomial.of(r, p);
    Events event = Events.of(new double[] {x}, 1, 1);
    double probability = Math.exp(law.logProbability(event)[0]);
    double[] rates = new double[2];
    law.addTransport(event, new double[] {1}, rates);
    for (int j = 0; j < 2; j++) {
      // Moves the law by a hundredth of its spread, so that what four points leave is some 1e-9,
      // as is the rounding of Q, which is that of exponents near x.
      double h = 0.01 / Math.sqrt(1 + r * (1 - p));
      double near = moved(law, j, x, h) - moved(law, j, x, -h);
      double far = moved(law, j, x, 2 * h) - moved(law, j, x, -2 * h);
      double difference = (far - 8 * near) / (12 * h) / probability;
      assertEquals(difference, rates[j], 1e-7 * Math.abs(difference), "parameter " + j);
    }
  }

  /** Q(x) where one parameter is a step further. */
  private static double moved(NegativeBinomial law, int parameter, double x, double step) {
    double[] theta = law.parameters();
    theta[parameter] += step;
    return RegularizedBeta.value(1 / (1 + Math.exp(-theta[1])), Math.exp(theta[0]), x + 1);
  }

  /** Carrying all probability one step up by the rates moves the mean as it must. */
  @Test
  void meanRatesOfNegativeBinomialAreTheDerivativesOfItsMean() {
    for (double r : new double[] {0.05, 1, 40}) {
      for (double p : new double[] {0.1, 0.9}) {
        NegativeBinomial law = NegativeBinomial.of(r, p);
        double mean = r * (1 - p) / p;
        double[] moved = new double[2];
        // Beyond, less than (1 - p)^1000 x^r of the probability is left, below 1e-20.
        for (double x = 0; x < 1_500; x++) {
          Events event = Events.of(new double[] {x}, 1, 1);
          double q = Math.exp(law.logProbability(event)[0]);
          law.addTransport(event, new double[] {q}, moved);
        }
        assertEquals(mean, moved[0], 1e-12 * mean);
        assertEquals(-mean, moved[1], 1e-12 * mean);
      }
    }
  }
}
