package io.thalweg.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Alarms;
import io.thalweg.distribution.Bernoulli;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Long-run averages of M/M/1 at rates 0.5 and 2, and their derivatives in the log rates. */
class CyclesTest {

  // The time in the system is 1 / (mu - lambda).
  private static final double[] SOJOURN = {1 / 1.5, 0.5 / 2.25, -2 / 2.25};
  // The number in the system is lambda / (mu - lambda).
  private static final double[] CROWD = {0.5 / 1.5, 1 / 2.25, -1 / 2.25};
  // Of what the derivative in the log rates would be if costs were not centred: grad E C / E N.
  private static final double[] UNCENTRED = {1 / 1.5, 1 / 2.25, -2.5 / 2.25};
  private static final int CUSTOMERS = 100;

  private static Replications runs(Queue queue, Simulator simulator, int batches) {
    Replications runs = new Replications(simulator, queue.parameters(), 1, 8, Credit.toTheEnd());
    for (int batch = 0; batch < batches; batch++) {
      runs.batch();
    }
    return runs;
  }

  private static void assertAgrees(double[] exact, Answer answer) {
    double[] estimate = {answer.value(), answer.gradient()[0], answer.gradient()[1]};
    for (int i = 0; i < exact.length; i++) {
      double error = Math.sqrt(answer.covariance()[i][i]);
      assertEquals(exact[i], estimate[i], Alarms.CRITICAL_Z * error, "number " + i);
      assertTrue(Alarms.CRITICAL_Z * error < 0.2 * Math.abs(exact[i]), "no power: " + error);
    }
  }

  @Test
  void sojournIsThatOfTheClosedForm() {
    Queue queue = Queue.of(0.5, 2, CUSTOMERS);
    assertAgrees(SOJOURN, runs(queue, queue.sojourn(), 300).answers().get(0));
  }

  @Test
  void averageOverTimeIsThatOfLittlesLaw() {
    Queue queue = Queue.of(0.5, 2, CUSTOMERS);
    assertAgrees(CROWD, runs(queue, queue.crowd(), 300).answers().get(0));
  }

  /** A cycle is paid for being long where the average is not in the costs. */
  @Test
  void uncentredMutantIsWrongByAFactorOfTwo() {
    Queue queue = Queue.of(0.5, 2, CUSTOMERS);
    Parameters at = queue.parameters();
    double[] credit = new double[2];
    double[] lengthCredit = new double[2];
    double cost = 0;
    double length = 0;
    for (int number = 0; number < 4_000; number++) {
      CycleView view = new CycleView(Run.of(queue.sojourn(), at, 1, number), "cost");
      double reach = 30;
      for (int input = 0; input < 2; input++) {
        var law = Objects.requireNonNull(at.law(input));
        view.addCredit(input, law, new PlaceMeans(), reach, credit, lengthCredit);
      }
      cost += CUSTOMERS * view.cost(reach);
      length += view.length(reach);
    }
    double average = cost / length;
    for (int i = 0; i < 2; i++) {
      double uncentred = CUSTOMERS * credit[i] / length;
      double centred = uncentred - average * lengthCredit[i] / length;
      // Some five standard errors of these runs.
      assertEquals(SOJOURN[1 + i], centred, 0.08, "centred");
      assertEquals(UNCENTRED[1 + i], uncentred, 0.08, "uncentred");
    }
  }

  @Test
  void baselinesOfPlacesNarrowTheIntervals() {
    Queue queue = Queue.of(0.5, 2, CUSTOMERS);
    List<Run> runs = new ArrayList<>();
    IntStream.range(0, 1_000)
        .forEach(number -> runs.add(Run.of(queue.sojourn(), queue.parameters(), 1, number)));
    // In one batch no place has a mean of earlier ones.
    double without = error(runs, runs.size());
    double with = error(runs, 8);
    assertTrue(with < 0.9 * without, with + " and " + without);
  }

  private static double error(List<Run> runs, int together) {
    Cycles cycles = new Cycles(new Readings(in -> {}));
    for (int from = 0; from < runs.size(); from += together) {
      cycles.add(runs.subList(from, from + together));
    }
    return Math.sqrt(cycles.answers().get(0).covariance()[1][1]);
  }

  /** A customer who rarely comes to an empty queue ends few cycles. */
  @Test
  void runsOfTooFewRegenerationsAreRefused() {
    Queue queue = Queue.of(1, 2, 2);
    var refused =
        assertThrows(IllegalArgumentException.class, () -> runs(queue, queue.sojourn(), 50));
    assertTrue(
        refused
            .getMessage()
            .endsWith(
                " regenerated 1 times; an average by cycles needs two moments at least in each"
                    + " run, so let it run longer or leave regenerate() out"),
        refused.getMessage());
  }

  @Test
  void unequalNumbersOfCostsAreRefused() {
    Input more = Input.of("more", Bernoulli.of(0.5));
    Simulator simulator =
        in -> {
          in.regenerate();
          in.cost(1);
          in.regenerate();
          while (in.draw(more) == 1) {
            in.cost(1);
          }
        };
    Replications runs = new Replications(simulator, Parameters.of(more), 1, 8, Credit.toTheEnd());
    var refused = assertThrows(IllegalArgumentException.class, runs::batch);
    assertTrue(
        refused
            .getMessage()
            .matches(
                "run \\d booked \\d costs of output cost, and a run before it \\d; a simulator that"
                    + " regenerates states lengths, or books as many costs in every run"),
        refused.getMessage());
  }
}
