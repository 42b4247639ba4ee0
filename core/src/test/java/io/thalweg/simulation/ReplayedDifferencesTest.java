package io.thalweg.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Alarms;
import io.thalweg.Means;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Exponential;
import io.thalweg.distribution.Gaussian;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayedDifferencesTest {

  private static final double H = ReplayedDifferences.STEP;

  private static Replications runs(
      Simulator simulator, boolean differences, int batches, Input... inputs) {
    Replications runs =
        new Replications(
            simulator,
            Parameters.of(inputs),
            3,
            8,
            Credit.toTheEnd(),
            List.of(),
            false,
            differences);
    for (int batch = 0; batch < batches; batch++) {
      runs.batch();
    }
    return runs;
  }

  /** x at rate e^(theta + h) is x at e^theta times e^-h, so that x^2 moves by e^-2h. */
  @Test
  void drawsOfTheSameStreamsMoveAlongTheirPath() {
    Input size = Input.of("size", Exponential.of(2.0));
    Parameters at = Parameters.of(size);
    Simulator simulator = in -> in.cost(Math.pow(in.draw(size), 2));
    for (int number = 0; number < 20; number++) {
      Run run = Run.of(simulator, at, 5, number);
      double[][] slope =
          new ReplayedDifferences(simulator, at.law(0))
              .gradients(at, 0, List.of(run), List.of("cost"));
      double exact = -run.total("cost") * Math.sinh(2 * H) / H;
      // The difference loses two digits of 16.
      assertEquals(exact, slope[0][0], 1e-12 * Math.max(1, Math.abs(exact)));
    }
  }

  /** The mean is the difference of the mean at the two parameters, whatever the law is. */
  @Test
  void meanIsTheDifferenceOfTheMeans() {
    Input bit = Input.of("bit", Bernoulli.of(0.3));
    Simulator both = in -> in.cost(in.draw(bit) == 1 ? in.draw(bit) : 0);
    Parameters at = Parameters.of(bit);
    ReplayedDifferences differences = new ReplayedDifferences(both, at.law(0));
    double sum = 0;
    double squares = 0;
    int count = 40_000;
    for (int number = 0; number < count; number++) {
      Run run = Run.of(both, at, 1, number);
      double one = differences.gradients(at, 0, List.of(run), List.of("cost"))[0][0];
      sum += one;
      squares += one * one;
    }
    double mean = sum / count;
    double error = Math.sqrt((squares / count - mean * mean) / count);
    double logit = Math.log(0.3 / 0.7);
    double exact = (probability(logit + H) - probability(logit - H)) / (2 * H);
    assertEquals(exact, mean, Alarms.CRITICAL_Z * error);
  }

  /** The probability that two bits are 1. */
  private static double probability(double logit) {
    double p = 1 / (1 + Math.exp(-logit));
    return p * p;
  }

  /** E x r = 1, whose derivative is 0: as much by the draw as, the other way, by what is read. */
  @Test
  void whatIsReadCountsOnce() {
    Input size = Input.of("size", Exponential.of(2.0));
    Replications runs =
        runs(in -> in.cost(in.draw(size) * in.read(size)), true, Sources.BATCHES + 400, size);
    assertEquals(List.of("size"), runs.byDifferences());
    Answer answer = runs.answers().get(0);
    double error = Math.sqrt(answer.covariance()[1][1]);
    assertEquals(0, answer.gradient()[0], 5 * error);
    assertTrue(error < 0.1);
  }

  /** E sin(2000 x) = exp(-2) sin(2000 mean), for a mean of 0 and a deviation of 0.001. */
  @Test
  void stepsAreSmallBesideTheWidthOfTheLaw() {
    Input narrow = Input.of("narrow", Gaussian.of(0, 0.001));
    Simulator sine = in -> in.cost(Math.sin(2_000 * in.draw(narrow)));
    Parameters at = Parameters.of(narrow);
    ReplayedDifferences differences = new ReplayedDifferences(sine, at.law(0));
    Means slope = new Means();
    for (int number = 0; number < 4_000; number++) {
      Run run = Run.of(sine, at, 1, number);
      slope.add(differences.gradients(at, 0, List.of(run), List.of("cost"))[0][0]);
    }
    double exact = 2_000 * Math.exp(-2);
    assertEquals(exact, slope.mean(), 5 * slope.error() + 1e-3 * exact);
    assertTrue(slope.error() < 0.1 * exact);
  }

  /** 50 customers: scores are noisy, and waiting times move smoothly. */
  @Test
  void differencesAreTakenForAQueue() {
    Input services = Input.of("service", Exponential.of(2.0));
    Input arrivals = Input.of("arrivals", Exponential.of(1.0));
    Simulator queue =
        in -> {
          double wait = 0;
          for (int customer = 0; customer < 50; customer++) {
            double service = in.draw(services);
            in.cost((wait + service) / 50);
            wait = Math.max(0, wait + service - in.draw(arrivals));
          }
        };
    Replications with = runs(queue, true, 100, arrivals, services);
    assertEquals(List.of("arrivals", "service"), with.byDifferences());
    Replications without = runs(queue, false, (int) (with.runs() / 8), arrivals, services);
    Answer differences = with.answers().get(0);
    Answer scores = without.answers().get(0);
    for (int i = 1; i < 3; i++) {
      double both = differences.covariance()[i][i] + scores.covariance()[i][i];
      double off = scores.gradient()[i - 1] - differences.gradient()[i - 1];
      assertEquals(0, off, 5 * Math.sqrt(both));
      assertTrue(
          differences.covariance()[i][i] < scores.covariance()[i][i],
          "at as many runs, parameter " + i);
    }
  }
}
