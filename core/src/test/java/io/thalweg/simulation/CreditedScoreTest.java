package io.thalweg.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Alarms;
import io.thalweg.Differences;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Exponential;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The gradient of a total, against all ways in which short runs can go. */
class CreditedScoreTest {

  // Sums of some thousand terms of size 1.
  private static final double EXACT = 1e-12;

  static List<Enumerated> simulators() {
    return Enumerated.all().stream().filter(s -> !"readings".equals(s.toString())).toList();
  }

  private static double[] answer(Enumerated of, String output, Credit credit, List<Integer> runs) {
    Totals totals = new Totals(credit, new Readings(of.simulator()));
    totals.add(runs.stream().map(of.runs()::get).toList());
    double[] estimate = new double[1 + of.at().count()];
    for (Answer answer : totals.answers()) {
      if (answer.output().equals(output)) {
        estimate[0] = answer.value();
        System.arraycopy(answer.gradient(), 0, estimate, 1, of.at().count());
      }
    }
    return estimate;
  }

  private static double[] plain(
      Enumerated of, String output, int window, PlainScore.Fault fault, List<Integer> runs) {
    return new PlainScore(of.at(), output, window, fault)
        .estimate(runs.stream().map(of.traces()::get).toList());
  }

  private static double[] exact(Enumerated of, String output) {
    double[] exact = new double[1 + of.at().count()];
    exact[0] = of.mean(output, of.at().theta());
    System.arraycopy(of.gradient(output), 0, exact, 1, of.at().count());
    return exact;
  }

  @ParameterizedTest
  @MethodSource("simulators")
  void enumerationIsWhole(Enumerated of) {
    double all = of.traces().stream().mapToDouble(Trace::probability).sum();
    assertEquals(1, all, EXACT);
    for (int t = 0; t < of.traces().size(); t++) {
      for (String output : of.outputs()) {
        assertEquals(of.traces().get(t).total(output), of.runs().get(t).total(output), EXACT);
      }
    }
    for (String output : of.outputs()) {
      double[] differences = Differences.gradient(theta -> of.mean(output, theta), of.at().theta());
      Differences.assertClose(differences, of.gradient(output), 1);
    }
  }

  @ParameterizedTest
  @MethodSource("simulators")
  void meanOverAllTuplesOfRunsIsExact(Enumerated of) {
    for (int together = 2; Math.pow(of.traces().size(), together) < 5_000; together++) {
      for (String output : of.outputs()) {
        double[] mean = of.mean(together, runs -> answer(of, output, Credit.toTheEnd(), runs));
        assertArrayEquals(exact(of, output), mean, EXACT, output + " of " + together);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("simulators")
  void everyPairOfRunsIsAsTheFormulaSays(Enumerated of) {
    for (int window : new int[] {1, 2, Integer.MAX_VALUE}) {
      for (String output : of.outputs()) {
        of.mean(
            2,
            runs -> {
              double[] estimate = answer(of, output, new Credit(window), runs);
              assertArrayEquals(
                  plain(of, output, window, PlainScore.Fault.NONE, runs), estimate, EXACT);
              return estimate;
            });
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void mutantsAreRejected(PlainScore.Fault fault) {
    for (Enumerated of : List.of(Enumerated.retries(), Enumerated.branches())) {
      double[] mean = of.mean(2, runs -> plain(of, "cost", Integer.MAX_VALUE, fault, runs));
      double[] exact = exact(of, "cost");
      double off = 0;
      for (int i = 0; i < exact.length; i++) {
        off = Math.max(off, Math.abs(mean[i] - exact[i]));
      }
      assertTrue(off > 1e-2, of + ": the mutant is off by " + off);
    }
  }

  /** Such a cost changes no mean, so that only this shows that it is not credited. */
  @Test
  void costsBeforeADrawChangeNoBitOfItsGradient() {
    Input bit = Input.of("bit", Bernoulli.of(0.4));
    Parameters at = Parameters.of(bit);
    double[][] gradients = new double[2][];
    for (int huge = 0; huge < 2; huge++) {
      double before = huge * 1e9;
      Simulator simulator =
          in -> {
            in.cost(before);
            in.cost(in.draw(bit));
            in.cost("late", before);
          };
      Replications runs = new Replications(simulator, at, 3, 4, Credit.toTheEnd());
      runs.batch();
      gradients[huge] = runs.answers().get(0).gradient();
    }
    assertTrue(gradients[0][0] != 0);
    assertArrayEquals(gradients[0], gradients[1]);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void windowIsBiasedByWhatItLeavesOut(int window) {
    Enumerated of = Enumerated.retries();
    double[] cut = of.mean(2, runs -> answer(of, "cost", Credit.within(window), runs));
    double off = Math.abs(cut[1] - exact(of, "cost")[1]);
    assertTrue(off > 0.1, "the window is off by " + off);
    assertTrue(!Credit.within(window).isExact() && Credit.toTheEnd().isExact());
  }

  @Test
  void windowLongerThanTheRunIsExactToTheBit() {
    for (Enumerated of : simulators()) {
      for (String output : of.outputs()) {
        of.mean(
            2,
            runs -> {
              double[] whole = answer(of, output, Credit.toTheEnd(), runs);
              assertArrayEquals(whole, answer(of, output, Credit.within(5), runs));
              return whole;
            });
      }
    }
  }

  /** Drawn runs: a sum of N exponential numbers, N geometric, has the mean E N / rate. */
  @Test
  void drawnRunsAgreeWithAClosedForm() {
    Input more = Input.of("more", Bernoulli.of(0.7));
    Input sizes = Input.of("sizes", Exponential.of(2.0));
    Parameters at = Parameters.of(more, sizes);
    Simulator simulator =
        in -> {
          while (in.draw(more) == 1) {
            in.cost(in.draw(sizes));
          }
        };
    Replications runs = new Replications(simulator, at, 1, 8, Credit.toTheEnd());
    for (int batch = 0; batch < 8_000; batch++) {
      runs.batch();
    }
    Answer answer = runs.answers().get(0);
    double odds = 0.7 / 0.3;
    // In the logit and the log rate.
    double[] exact = {odds / 2, odds / 2, -odds / 2};
    double[] estimate = {answer.value(), answer.gradient()[0], answer.gradient()[1]};
    for (int i = 0; i < exact.length; i++) {
      double error = Math.sqrt(answer.covariance()[i][i]);
      assertEquals(exact[i], estimate[i], Alarms.CRITICAL_Z * error, "number " + i);
      assertTrue(Alarms.CRITICAL_Z * error < 0.1 * Math.abs(exact[i]), "no power: " + error);
    }
  }
}
