package io.thalweg.benchmarks;

import io.thalweg.Estimate;
import io.thalweg.Events;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A series of cases that shows how an estimator's time grows with one size.
 *
 * @param estimator the estimator's name in the registry
 * @param against the size that grows
 * @param sizes from small to large
 * @param cases one for each size
 */
public record GrowthSeries(String estimator, String against, int[] sizes, List<Case> cases) {

  /**
   * The evaluations of a context, and the distinct actions among them.
   *
   * @param evaluations the number for a context
   * @param distinct the number of distinct actions of a context
   */
  public record Actions(double evaluations, double distinct) {}

  /** Lists all series. */
  public static List<GrowthSeries> all() {
    Map<String, String> arsm = Map.of("size", "20", "categories", "10");
    return List.of(
        of("rloo", "draws", new int[] {2, 4, 8, 16, 32}, Map.of()),
        of("rloo", "contexts", new int[] {10, 30, 100, 300, 1_000}, Map.of()),
        of("rloo", "size", new int[] {20, 60, 200, 600, 2_000}, Map.of()),
        of("arsm", "contexts", new int[] {20, 60, 200, 600}, arsm),
        of("arsm", "categories", new int[] {5, 10, 20}, arsm));
  }

  private static GrowthSeries of(
      String estimator, String against, int[] sizes, Map<String, String> fixed) {
    List<Case> cases =
        IntStream.of(sizes).mapToObj(size -> at(estimator, against, size, fixed)).toList();
    return new GrowthSeries(estimator, against, sizes, cases);
  }

  private static Case at(String estimator, String against, int size, Map<String, String> fixed) {
    Map<String, String> parameters = new TreeMap<>(fixed);
    parameters.put("estimator", estimator);
    parameters.put(against, Integer.toString(size));
    return new Case(Blackbox.class, "estimate", Map.copyOf(parameters));
  }

  /** Returns the series with its smallest and its largest size only. */
  public GrowthSeries ends() {
    int last = sizes.length - 1;
    return new GrowthSeries(
        estimator,
        against,
        new int[] {sizes[0], sizes[last]},
        List.of(cases.get(0), cases.get(last)));
  }

  /** Counts the evaluations of ARSM for 100 contexts of 20 variables. */
  public static Actions arsmActions(int categories, long seed) {
    Blackbox blackbox = new Blackbox();
    blackbox.estimator = "arsm";
    blackbox.size = 20;
    blackbox.categories = categories;
    blackbox.seed = seed;
    blackbox.prepare();
    Estimate estimate = blackbox.estimate();
    Events events = estimate.events();
    Set<String> distinct = new HashSet<>();
    for (int row = 0; row < events.count(); row++) {
      distinct.add(events.context(row) + " " + Arrays.toString(events.value(row)));
    }
    double contexts = blackbox.contexts;
    return new Actions(events.count() / contexts, distinct.size() / contexts);
  }

  /** The slope of log y against log x by least squares; 1 where y is proportional to x. */
  public static double slope(double[] x, double[] y) {
    double meanX = Arrays.stream(x).map(Math::log).average().orElseThrow();
    double meanY = Arrays.stream(y).map(Math::log).average().orElseThrow();
    double squares = 0;
    double products = 0;
    for (int i = 0; i < x.length; i++) {
      double dx = Math.log(x[i]) - meanX;
      squares += dx * dx;
      products += dx * (Math.log(y[i]) - meanY);
    }
    return products / squares;
  }
}
