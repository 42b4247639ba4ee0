package io.thalweg.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.distribution.Exponential;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Variances with and without credit on a queue of 400 customers, at the same customers. */
class VarianceOfCreditTest {

  private static final int CUSTOMERS = 400;
  private static final int TOGETHER = 16;
  private static final int BATCHES = 150;

  private final Input gaps = Input.of("arrivals", Exponential.of(1));
  private final Input services = Input.of("service", Exponential.of(2));
  private final Parameters at = Parameters.of(gaps, services);

  private final Simulator queue =
      in -> {
        double wait = 0;
        for (int customer = 0; customer < CUSTOMERS; customer++) {
          if (wait == 0) {
            in.regenerate();
          }
          double service = in.draw(services);
          in.cost((wait + service) / CUSTOMERS);
          wait = Math.max(0, wait + service - in.draw(gaps));
        }
      };

  /**
   * Variances of means over 2,400 runs: those of 150 batches have a relative error of 12 %, so that
   * a ratio of 5 stands out.
   */
  @Test
  void cyclesHaveAtMostAFifthOfTheVarianceOfRloo() {
    Cycles cycles = new Cycles(new Readings(queue));
    List<double[]> rloo = new ArrayList<>();
    for (int b = 0; b < BATCHES; b++) {
      List<Run> batch = new ArrayList<>();
      for (int i = 0; i < TOGETHER; i++) {
        batch.add(Run.of(queue, at, 11, b * TOGETHER + i));
      }
      cycles.add(batch);
      rloo.add(rloo(batch));
    }
    double[][] whole = Spreads.answer("cost", rloo).covariance();
    double[][] credited = cycles.answers().get(0).covariance();
    for (int i = 0; i < at.count(); i++) {
      double ratio = whole[1 + i][1 + i] / credited[1 + i][1 + i];
      assertTrue(ratio > 5, "a ratio of %.1f in parameter %d".formatted(ratio, i));
    }
  }

  /** Every score times the whole cost of its run, less the mean of the other runs. */
  private double[] rloo(List<Run> batch) {
    double[] estimate = new double[1 + at.count()];
    double sum = batch.stream().mapToDouble(run -> run.total("cost")).sum();
    for (Run run : batch) {
      double own = run.total("cost");
      double centred = own - (sum - own) / (TOGETHER - 1);
      for (int input = 0; input < 2; input++) {
        Draws draws = Objects.requireNonNull(run.draws(input));
        double[] weights = new double[draws.count()];
        Arrays.fill(weights, centred / TOGETHER);
        double[] scores =
            Objects.requireNonNull(at.law(input)).weightedScore(draws.events(), weights);
        estimate[1 + input] += scores[0];
      }
    }
    estimate[0] = sum / TOGETHER;
    return estimate;
  }
}
