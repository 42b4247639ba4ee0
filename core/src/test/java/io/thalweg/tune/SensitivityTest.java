package io.thalweg.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Differences;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Exponential;
import io.thalweg.simulation.Credit;
import io.thalweg.simulation.Input;
import io.thalweg.simulation.Queue;
import io.thalweg.simulation.Simulator;
import io.thalweg.simulation.SimulatorException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the end of runs, the units of answers, and refusals. */
class SensitivityTest {

  private static final Input SIZES = Input.of("sizes", Exponential.of(2.0));
  private static final Input ORDER = Input.setting("order", 3);
  private static final Simulator SIMULATOR =
      in -> {
        in.cost(in.draw(SIZES) + in.draw(SIZES));
        in.cost("late", in.draw(SIZES) > 1 ? in.read(ORDER) : 0);
      };

  private static Sensitivity ask() {
    return Sensitivity.of(SIMULATOR, SIZES, ORDER);
  }

  @Test
  void precisionEndsTheRuns() {
    Sensitivities found = ask().within(0.05).run();
    assertEquals("all intervals are within ± 0.05", found.end());
    assertEquals(2, found.responses().size());
    for (Response response : found.responses()) {
      assertTrue(response.widest() <= 0.05, response.toString());
      for (Effect effect : response.effects()) {
        assertTrue(effect.derivative().halfWidth() <= response.widest());
      }
    }
    // A coarser answer takes fewer runs, and few more than it needs.
    Sensitivities coarse = ask().within(0.1).run();
    assertTrue(coarse.runs() < found.runs(), coarse.runs() + " and " + found.runs());
    double widest = coarse.responses().stream().mapToDouble(Response::widest).max().orElseThrow();
    assertTrue(widest > 0.05, "far more runs than were needed: " + widest);
  }

  @Test
  void numberOfRunsEndsThem() {
    Input bit = Input.of("bit", Bernoulli.of(0.3));
    Sensitivities found =
        Sensitivity.of(in -> in.cost(in.draw(bit)), bit).within(1e-9).orRuns(1_000).run();
    assertEquals("the limit of runs was reached", found.end());
    assertEquals(1_000, found.runs());
    assertEquals(0.95, found.confidence());
  }

  /**
   * A batch of 8 runs is made again twice for the setting, and twice for a parameter of the law.
   */
  @Test
  void runsThatAreMadeAgainCountOnAnyNumberOfThreads() {
    Simulator shop = in -> in.cost(Math.abs(in.read(ORDER) - in.draw(SIZES)));
    for (int threads : new int[] {1, 3}) {
      Sensitivity ask = Sensitivity.of(shop, SIZES, ORDER).threads(threads);
      assertEquals(100 * (8 + 16), ask.orRuns(2_420).run().runs());
      assertEquals(25 * (8 + 16), ask.orRuns(200).run().runs(), "the fewest batches are made");
      Sensitivities raced = ask.orRuns(4_000).differences().run();
      assertTrue(raced.runs() > 4_000 - 40 && raced.runs() <= 4_000, raced::toString);
    }
  }

  @Test
  void timeEndsTheRuns() {
    Sensitivities found = ask().within(1e-9).orSeconds(0.3).run();
    assertEquals("the time limit was reached", found.end());
    assertTrue(found.seconds() >= 0.3 && found.runs() > 200, found.toString());
  }

  /** However short the time is, an interval takes some runs. */
  @Test
  void fewestRunsAreMadeInAnyCase() {
    Input bit = Input.of("bit", Bernoulli.of(0.3));
    Sensitivities found = Sensitivity.of(in -> in.cost(in.draw(bit)), bit).orSeconds(1e-9).run();
    assertEquals(200, found.runs());
  }

  @Test
  void conditionEndsTheRuns() {
    List<Long> asked = new ArrayList<>();
    Sensitivities found =
        Sensitivity.of(in -> in.cost(in.draw(SIZES)), SIZES)
            .whileTrue(
                made -> {
                  asked.add(made);
                  return made < 80;
                })
            .run();
    assertEquals("the runs were interrupted", found.end());
    assertEquals(List.of(0L, 8L, 16L, 24L, 32L, 40L, 48L, 56L, 64L, 72L, 80L), asked);
    assertEquals(1, found.responses().size());
    // Student's t of 10 batches.
    Measured mean = found.response().mean();
    assertTrue(mean.halfWidth() >= 2.26 * mean.standardError(), mean.toString());
    assertEquals(List.of(), ask().whileTrue(made -> made < 8).run().responses());
  }

  /** Sums of the same draws: 2 / rate, and order exp(-rate) in the order. */
  @Test
  void answersAreInTheUnitsOfPeople() {
    Sensitivities found = ask().orRuns(40_000).run();
    Response cost = found.response();
    assertEquals("cost", cost.output());
    assertEquals(List.of("sizes rate", "order"), names(cost));
    assertEquals(2, cost.effect("sizes rate").at(), 1e-12);
    assertEquals(3, cost.effect("order").at());
    Response late = found.response("late");
    assertWithin(1, cost.mean());
    assertWithin(-0.5, cost.effect("sizes rate").derivative());
    assertEquals(0, cost.effect("order").derivative().value());
    assertWithin(3 * Math.exp(-2), late.mean());
    assertWithin(-3 * Math.exp(-2), late.effect("sizes rate").derivative());
    assertWithin(Math.exp(-2), late.effect("order").derivative());
    Measured percent = late.effect("order").perPercent();
    assertEquals(0.03 * late.effect("order").derivative().value(), percent.value(), 1e-15);
    assertEquals(0.03 * late.effect("order").derivative().halfWidth(), percent.halfWidth(), 1e-15);
  }

  private static List<String> names(Response response) {
    return response.effects().stream().map(Effect::parameter).toList();
  }

  private static void assertWithin(double exact, Measured measured) {
    // Three times the half-width is six standard errors.
    assertEquals(exact, measured.value(), 3 * measured.halfWidth(), measured.toString());
    assertTrue(measured.halfWidth() > 0 && measured.halfWidth() < 0.1 * Math.abs(exact));
  }

  @Test
  void costsOfParametersAloneAreAdded() {
    Response without = ask().orRuns(200).run().response();
    Response with =
        ask()
            .plus(at -> at.value(SIZES) * at.value(SIZES) + 5 * at.value(ORDER))
            .plus("late", at -> 1e6)
            .orRuns(200)
            .run()
            .response();
    assertEquals(without.mean().value() + 19, with.mean().value(), 1e-12);
    assertEquals(without.mean().halfWidth(), with.mean().halfWidth());
    double[] more = new double[2];
    for (int i = 0; i < 2; i++) {
      more[i] =
          with.effects().get(i).derivative().value()
              - without.effects().get(i).derivative().value();
    }
    Differences.assertClose(more, new double[] {4, 5}, 19);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 7})
  void answersAreTheSameBitsOnThreads(int threads) {
    Queue queue = Queue.of(1, 2, 50);
    for (Sensitivity ask :
        List.of(ask(), Sensitivity.of(queue.sojourn(), queue.arrivals(), queue.services()))) {
      List<Response> alone = ask.within(0.2).orRuns(3_000).threads(1).run().responses();
      assertEquals(alone, ask.threads(threads).run().responses());
    }
  }

  @Test
  void seedsMakeOtherRuns() {
    List<Response> one = ask().orRuns(200).run().responses();
    assertEquals(one, ask().orRuns(200).seed(1).run().responses());
    assertTrue(!one.equals(ask().orRuns(200).seed(2).run().responses()));
  }

  @Test
  void creditIsCutOff() {
    Input bit = Input.of("bit", Bernoulli.of(0.5));
    Simulator twice =
        in -> {
          double first = in.draw(bit);
          in.cost(in.draw(bit) + first);
        };
    Sensitivity ask = Sensitivity.of(twice, bit).orRuns(4_000);
    Measured exact = ask.run().response().effect("bit probability").derivative();
    Measured cut =
        ask.credit(Credit.within(1)).run().response().effect("bit probability").derivative();
    assertTrue(exact.covers(2) && !exact.covers(1), exact.toString());
    assertTrue(cut.covers(1) && !cut.covers(2), cut.toString());
  }

  /** Student's t, and wider where the estimates are skewed. */
  @Test
  void halfWidthIsThatOfTheFormula() {
    double t = TDistribution.of(24).inverseSurvivalProbability(0.025);
    assertEquals(0.3 * t, Measured.of(1, 0.3, 0, 25, 0.95).halfWidth(), 1e-15);
    double wider = 1 + 4 * (Math.pow(t, 4) + 2 * t * t - 3) / 18 / 25;
    assertTrue(wider > 1.1);
    assertEquals(0.3 * t * wider, Measured.of(1, 0.3, -2, 25, 0.95).halfWidth(), 1e-14);
  }

  @Test
  void valuesAreWrittenToTheSecondDigitOfTheirHalfWidth() {
    assertEquals("1.00 ± 0.62", new Measured(1, 0.3, 0.619).toString());
    assertEquals("-0.0123 ± 0.0010", new Measured(-0.012345, 1, 0.00101).toString());
    assertEquals("12300 ± 1500", new Measured(12345, 1, 1499).toString());
    assertEquals("12345.0 ± 1.5", new Measured(12345, 1, 1.49).toString());
    assertEquals("1.2346e-08 ± 1.0e-09", new Measured(1.23456e-8, 1, 1e-9).toString());
    assertEquals("2.0000 ± 0", new Measured(2, 0, 1e-15).toString());
    assertEquals("0.0000 ± 0", new Measured(0, 0, 0).toString());
  }

  @Test
  void tableIsNotWiderThanATerminal() {
    Queue queue = Queue.of(1, 2, 50);
    String text =
        Sensitivity.of(queue.sojourn(), queue.arrivals(), queue.services())
            .orRuns(200)
            .run()
            .toString();
    assertTrue(text.lines().allMatch(line -> line.length() <= 80), text);
    assertTrue(text.contains("arrivals rate") && text.contains("200 runs"), text);
  }

  private static void assertRefused(String sentence, Executable call) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertRefused(
        "the simulator booked no cost", () -> Sensitivity.of(in -> in.draw(SIZES), SIZES).run());
    Response response = ask().orRuns(200).run().response();
    assertRefused(
        "there is no parameter rate, but there are [sizes rate, order]",
        () -> response.effect("rate"));
    assertRefused(
        "there is no output early, but there are [cost, late]",
        () -> ask().orRuns(200).run().response("early"));
    assertThrows(IllegalArgumentException.class, () -> ask().within(0));
    assertThrows(IllegalArgumentException.class, () -> ask().orSeconds(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> ask().orRuns(199));
    assertThrows(IllegalArgumentException.class, () -> ask().threads(0));
    assertThrows(IllegalArgumentException.class, () -> Sensitivity.of(SIMULATOR));
    assertTrue(
        assertThrows(
                IllegalArgumentException.class,
                () -> ask().plus(at -> Double.NaN).orRuns(200).run())
            .getMessage()
            .startsWith("the cost that was added to output cost is NaN at sizes rate 2"));
    assertThrows(
        SimulatorException.class,
        () -> Sensitivity.of(in -> in.cost(1 / (in.draw(SIZES) * 0)), SIZES).threads(2).run());
  }
}
