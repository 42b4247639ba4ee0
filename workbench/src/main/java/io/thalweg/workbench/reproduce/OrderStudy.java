package io.thalweg.workbench.reproduce;

import io.thalweg.estimator.Registry;
import io.thalweg.toy.OrderToy;
import io.thalweg.train.Run;
import io.thalweg.workbench.output.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The Plackett-Luce toy: E f over all orders, and the deviation of the gradient. */
final class OrderStudy implements Study {

  private static final int STEPS = 4_000;
  private static final int SEEDS = 5;
  private static final int DEVIATION_AT = 3_500;
  private static final List<String> ESTIMATORS = List.of("reinforce", "rebar", "relax");

  @Override
  public String id() {
    return "orders";
  }

  @Override
  public String title() {
    return "the Plackett-Luce toy of 8 items: E |P - T|^2 by all 40,320 orders";
  }

  @Override
  public String source() {
    return "Gadetsky et al. 2020";
  }

  @Override
  public String remarks() {
    return "The published program was run with two seeds; ours draws other numbers. The condition on"
        + " reinforce is near its mean: an independent program averages 7.010 over 300 seeds, with"
        + " a deviation of 0.026 between seeds, so that the mean of five misses 7.02 more often than"
        + " not.";
  }

  @Override
  public boolean needsData() {
    return false;
  }

  @Override
  public double minutes(Scale scale, Bench.Wish wish) {
    return 0.1;
  }

  @Override
  public Answers run(Bench bench) {
    Map<String, Measured> measured = new TreeMap<>();
    try (Progress progress =
        Progress.start("reproduce " + id(), (long) ESTIMATORS.size() * SEEDS, "runs")) {
      for (String estimator : ESTIMATORS) {
        Measured own = new Measured(new double[SEEDS], new double[SEEDS]);
        measured.put(estimator, own);
        for (int s = 0; s < SEEDS; s++) {
          Run<OrderToy> run =
              OrderToy.run(
                  Registry.parse(estimator), OrderToy.Options.defaults(), bench.seed() + s);
          while (run.steps() < STEPS) {
            bench.goOn();
            run.step();
            if (run.steps() == DEVIATION_AT) {
              own.deviations()[s] = run.measure().value(OrderToy.DEVIATION);
            }
          }
          own.values()[s] = run.measure().value(OrderToy.VALUE);
          progress.advance(1, estimator, "seed %d".formatted(run.seed()));
        }
      }
    }
    return Answers.of(rows(measured));
  }

  /** E f after the last step and the deviation of the gradient before, one for each seed. */
  private record Measured(double[] values, double[] deviations) {}

  private static List<Row> rows(Map<String, Measured> measured) {
    List<Row> rows = new ArrayList<>();
    Measured reinforce = of(measured, "reinforce");
    Measured relax = of(measured, "relax");
    rows.add(value("reinforce", reinforce, 7.0525, Row.Gate.atLeast(7.02)));
    rows.add(value("rebar", of(measured, "rebar"), 6.98, Row.Gate.atMost(7.02)));
    rows.add(value("relax", relax, 6.7625, Row.Gate.atMost(6.85)));
    double[] ratios = new double[SEEDS];
    Arrays.setAll(ratios, s -> reinforce.deviations()[s] / relax.deviations()[s]);
    rows.add(
        Rows.of(
            "deviation of the gradient, reinforce / relax, step 3,500",
            ratios,
            Optional.of(new Published(24, Published.Origin.RUN)),
            Row.Gate.atLeast(10)));
    return rows;
  }

  private static Measured of(Map<String, Measured> measured, String estimator) {
    return Objects.requireNonNull(measured.get(estimator));
  }

  private static Row value(String estimator, Measured own, double published, Row.Gate gate) {
    return Rows.of(
        "%s, E f after 4,000 steps".formatted(estimator),
        own.values(),
        Optional.of(new Published(published, Published.Origin.RUN)),
        gate);
  }
}
