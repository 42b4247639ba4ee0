package io.thalweg.tune;

import io.thalweg.support.Require;
import java.util.List;

/**
 * An output of a simulator: its mean and how it moves with each parameter.
 *
 * @param output its name
 * @param mean of the output
 * @param effects one for each parameter
 * @param covariance of the estimates of the mean, first, and the derivatives, in the order of the
 *     effects: [1 + parameters][1 + parameters]
 */
public record Response(
    String output, Measured mean, List<Effect> effects, List<List<Double>> covariance) {

  /**
   * The effect of a parameter.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public Effect effect(String parameter) {
    return effects.stream()
        .filter(effect -> effect.parameter().equals(parameter))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no parameter %s, but there are %s"
                        .formatted(parameter, effects.stream().map(Effect::parameter).toList())));
  }

  /**
   * The derivative in a quantity of your own on which the parameters depend, such as a volatility
   * that sets both the mean and the deviation of a law.
   *
   * <pre>
   *   sum_j slopes[j] d output / d parameter_j,   slopes[j] = d parameter_j / d own
   * </pre>
   *
   * <p>The standard error follows from the covariance. Its half-width is its standard error times
   * the largest ratio of the two among the derivatives that enter.
   *
   * @param slopes one for each parameter, in the order of the effects
   * @throws IllegalArgumentException if there is not one for each parameter
   */
  public Measured along(double... slopes) {
    Require.length("the array of slopes", slopes, effects.size());
    double value = 0;
    double variance = 0;
    double width = 0;
    for (int i = 0; i < slopes.length; i++) {
      Measured one = effects.get(i).derivative();
      value += slopes[i] * one.value();
      for (int j = 0; j < slopes.length; j++) {
        variance += slopes[i] * slopes[j] * covariance.get(1 + i).get(1 + j);
      }
      if (slopes[i] != 0 && one.standardError() > 0) {
        width = Math.max(width, one.halfWidth() / one.standardError());
      }
    }
    double standardError = Math.sqrt(Math.max(0, variance));
    return new Measured(value, standardError, width * standardError);
  }

  /** The largest half-width of the mean and the derivatives. */
  double widest() {
    double widest = mean.halfWidth();
    for (Effect effect : effects) {
      widest = Math.max(widest, effect.derivative().halfWidth());
    }
    return widest;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("%s  %s%n".formatted(output, mean));
    int name = effects.stream().mapToInt(effect -> effect.parameter().length()).max().orElse(0);
    text.append(
        "  %%-%ds %%12s %%22s %%22s%%n"
            .formatted(Math.max(9, name))
            .formatted("parameter", "at", "d " + output, "if 1 % larger"));
    for (Effect effect : effects) {
      text.append(
          "  %%-%ds %%12.5g %%22s %%22s%%n"
              .formatted(Math.max(9, name))
              .formatted(
                  effect.parameter(), effect.at(), effect.derivative(), effect.perPercent()));
    }
    return text.toString();
  }
}
