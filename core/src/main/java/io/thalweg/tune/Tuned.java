package io.thalweg.tune;

import io.thalweg.Parameter;
import io.thalweg.simulation.Parameters;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The result of a search.
 *
 * @param parameters the best ones
 * @param before the mean output at the start, from fresh runs
 * @param after the mean output at the best parameters, from the same seeds as before
 * @param gain after less before, whose interval is that of the difference
 * @param steps of the search
 * @param runs of the search
 * @param freshRuns with which the start and the best parameters were measured again
 * @param seconds that all of it took
 * @param warnings about what may have gone wrong
 * @param end why the search ended
 * @param isKept whether the checkpoint holds the last state of the search; false without one
 */
public record Tuned(
    Parameters parameters,
    Measured before,
    Measured after,
    Measured gain,
    List<Step> steps,
    long runs,
    long freshRuns,
    double seconds,
    List<String> warnings,
    String end,
    boolean isKept) {

  /** Returns this result with one more warning, if there is one. */
  Tuned warning(Optional<String> more) {
    List<String> all = Stream.concat(warnings.stream(), more.stream()).toList();
    return new Tuned(
        parameters, before, after, gain, steps, runs, freshRuns, seconds, all, end, isKept);
  }

  @Override
  public String toString() {
    Parameters start = steps.get(0).at();
    StringBuilder text = new StringBuilder();
    int width =
        Math.max(9, start.units().stream().mapToInt(u -> u.name().length()).max().orElse(0));
    String row = "%-" + width + "s %14s %14s%n";
    text.append(row.formatted("parameter", "start", "best"));
    for (int i = 0; i < start.count(); i++) {
      Parameter from = start.units().get(i);
      Parameter to = parameters.units().get(i);
      text.append(
          row.formatted(from.name(), "%.5g".formatted(from.value()), "%.5g".formatted(to.value())));
    }
    text.append(
        "mean output: %s at the start, %s at the best; gain %s%n".formatted(before, after, gain));
    for (String warning : warnings) {
      text.append("Warning: %s%n".formatted(warning));
    }
    text.append(
        "± is half of a 95 %% confidence interval of %,d fresh runs. %,d runs in %.1f s: %s.%n"
            .formatted(freshRuns, runs, seconds, end));
    return text.toString();
  }
}
