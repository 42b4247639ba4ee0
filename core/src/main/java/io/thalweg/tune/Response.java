package io.thalweg.tune;

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
