package io.thalweg.estimator;

import io.thalweg.Distribution;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.estimator.relaxation.GumbelSoftmax;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The settings that a recipe states itself, which override others.
 *
 * @param numbers the values
 * @param isLogConvex whether the temperature is {@link GumbelSoftmax#logConvexTemperature}, for the
 *     categories of the law; it is not among the numbers then
 */
public record StatedSettings(SortedMap<Setting, Double> numbers, boolean isLogConvex) {

  /** No settings. */
  public static final StatedSettings NONE = new StatedSettings(Collections.emptySortedMap(), false);

  /** The text of the log-convex temperature. */
  public static final String LOG_CONVEX = "log_convex";

  /** Keeps a copy of the values. */
  public StatedSettings {
    numbers = Collections.unmodifiableSortedMap(new TreeMap<>(numbers));
  }

  /** Whether none is stated. */
  public boolean isEmpty() {
    return numbers.isEmpty() && !isLogConvex;
  }

  /**
   * Returns these settings and one more, which takes the place of an earlier value.
   *
   * @throws IllegalArgumentException if the value is out of range
   */
  StatedSettings with(Setting setting, double value) {
    setting.set(Settings.defaults(), value);
    SortedMap<Setting, Double> more = new TreeMap<>(numbers);
    more.put(setting, value);
    return new StatedSettings(more, isLogConvex && setting != Setting.TEMPERATURE);
  }

  /** Returns these settings with the log-convex temperature. */
  StatedSettings withLogConvexTemperature() {
    SortedMap<Setting, Double> fewer = new TreeMap<>(numbers);
    fewer.remove(Setting.TEMPERATURE);
    return new StatedSettings(fewer, true);
  }

  /** Returns other settings with the numbers that are stated here. */
  Settings over(Settings settings) {
    Settings own = settings;
    for (Map.Entry<Setting, Double> entry : numbers.entrySet()) {
      own = entry.getKey().set(own, entry.getValue());
    }
    return own;
  }

  /**
   * Returns other settings with all that is stated here, for a law.
   *
   * @throws IllegalArgumentException if the temperature is log-convex, and the law is not one of
   *     bits or categories
   */
  Settings over(Settings settings, Distribution q) {
    Settings own = over(settings);
    return isLogConvex
        ? own.withTemperature(GumbelSoftmax.logConvexTemperature(categories(q)))
        : own;
  }

  private static int categories(Distribution q) {
    if (q instanceof Bernoulli) {
      return 2;
    }
    if (q instanceof Categorical) {
      return q.shape().categories();
    }
    throw new IllegalArgumentException(
        "the log-convex temperature is one for bits and categories, not for %s".formatted(q));
  }

  /** Writes them by their labels: {@code temperature=log_convex}, {@code draws=8,rate=0.02}. */
  public Map<String, Object> byLabel() {
    SortedMap<Setting, Object> all = new TreeMap<>(numbers);
    if (isLogConvex) {
      all.put(Setting.TEMPERATURE, LOG_CONVEX);
    }
    Map<String, Object> byLabel = new LinkedHashMap<>();
    all.forEach((setting, value) -> byLabel.put(setting.label(), value));
    return byLabel;
  }

  /** Writes them as in an id: {@code temperature=log_convex,rate=0.02}. */
  String text() {
    return byLabel().entrySet().stream()
        .map(entry -> entry.getKey() + "=" + text(entry.getValue()))
        .collect(Collectors.joining(","));
  }

  private static String text(Object value) {
    return value instanceof Double number && number == Math.rint(number)
        ? "%.0f".formatted(number)
        : value.toString();
  }
}
