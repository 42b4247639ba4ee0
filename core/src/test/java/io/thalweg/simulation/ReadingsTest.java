package io.thalweg.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Differences;
import io.thalweg.distribution.Bernoulli;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Gradients of totals that depend on parameters by themselves. */
class ReadingsTest {

  /** Costs of a product of a draw and a number that was read, over all pairs of runs. */
  @Test
  void drawsAndReadingsAddUpToTheGradient() {
    Enumerated of = Enumerated.readings();
    double[] mean =
        of.mean(
            2,
            runs -> {
              Totals totals = new Totals(Credit.toTheEnd(), new Readings(of.simulator()));
              totals.add(runs.stream().map(of.runs()::get).toList());
              double[] estimate = new double[1 + of.at().count()];
              for (Answer answer : totals.answers()) {
                System.arraycopy(answer.gradient(), 0, estimate, 1, of.at().count());
              }
              return estimate;
            });
    double[] exact = Differences.gradient(theta -> of.mean("cost", theta), of.at().theta());
    double[] gradient = new double[exact.length];
    System.arraycopy(mean, 1, gradient, 0, gradient.length);
    Differences.assertClose(exact, gradient, 1);
    // By draws alone it is another one.
    double[] drawn = of.gradient("cost");
    for (int i = 0; i < drawn.length; i++) {
      assertTrue(i == 2 || Math.abs(drawn[i] - exact[i]) > 0.02, "parameter " + i);
    }
  }

  /** A total that is quadratic in a setting, which central differences do not round off. */
  @Test
  void settingsAreMeasuredInEveryRun() {
    Input bit = Input.of("bit", Bernoulli.of(0.25));
    Input order = Input.setting("order", 3);
    Input unused = Input.setting("unused", 0);
    Simulator simulator =
        in -> {
          double q = in.read(order);
          in.cost(q * q + q * in.draw(bit));
        };
    Parameters at = Parameters.of(bit, order, unused);
    Replications runs = new Replications(simulator, at, 1, 8, Credit.toTheEnd());
    runs.batch();
    Answer answer = runs.answers().get(0);
    // The mean of x over these runs is known from the mean of 9 + 3 x.
    double x = (answer.value() - 9) / 3;
    assertEquals(6 + x, answer.gradient()[1], 1e-9);
    assertEquals(0, answer.gradient()[2], 0.0);
    assertEquals(8 + 16, runs.runs());
    assertTrue(at.isSetting(1) && !at.isSetting(0));
  }

  @Test
  void settingAtZeroIsMoved() {
    Input shift = Input.setting("shift", 0);
    Simulator simulator = in -> in.cost(Math.sin(in.read(shift)));
    Replications runs = new Replications(simulator, Parameters.of(shift), 1, 2, Credit.toTheEnd());
    runs.batch();
    // By h = 1e-2.
    assertEquals(Math.sin(1e-2) / 1e-2, runs.answers().get(0).gradient()[0], 1e-12);
  }

  /** Differences are 0 where the number that is read does not matter. */
  @Test
  void repeatedRunsDrawTheSame() {
    Queue queue = Queue.of(1, 2, 50);
    Input price = Input.setting("price", 5);
    Parameters at = Parameters.of(queue.arrivals(), queue.services(), price);
    Simulator simulator =
        in -> {
          in.cost(
              "sum", in.draw(queue.services()) + in.draw(queue.arrivals()) + in.noise().nextInt(9));
          in.cost("paid", in.read(price) * in.draw(queue.services()));
        };
    List<Run> batch = List.of(Run.of(simulator, at, 4, 0), Run.of(simulator, at, 4, 1));
    double[][] gradients =
        new Readings(simulator)
            .slopes(at, batch, List.of(run -> run.total("sum"), run -> run.total("paid")))
            .gradients();
    assertArrayEquals(new double[3], gradients[0]);
    double paid = batch.stream().mapToDouble(run -> run.total("paid")).average().orElseThrow();
    assertEquals(paid / 5, gradients[1][2], 1e-10);
  }

  /** A long-run average per unit of a length that depends on a setting. */
  @Test
  void averagesByCyclesDependOnSettings() {
    Input bit = Input.of("bit", Bernoulli.of(0.5));
    Input pause = Input.setting("pause", 2);
    Simulator simulator =
        in -> {
          for (int cycle = 0; cycle < 5; cycle++) {
            in.regenerate();
            in.cost(3);
            in.length(1 + in.read(pause) + in.draw(bit) * 0);
          }
        };
    Replications runs =
        new Replications(simulator, Parameters.of(bit, pause), 1, 4, Credit.toTheEnd());
    runs.batch();
    runs.batch();
    Answer answer = runs.answers().get(0);
    assertEquals(1, answer.value(), 1e-12);
    // 3 / (1 + pause)
    assertEquals(-3 / 9.0, answer.gradient()[1], 1e-8);
  }
}
