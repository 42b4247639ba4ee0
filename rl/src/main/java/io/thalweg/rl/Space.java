package io.thalweg.rl;

import io.thalweg.support.Require;
import java.util.Arrays;

/**
 * The shape of what a policy sees and does.
 *
 * @param observations the length of an observation
 * @param variables the number of discrete variables of an action, or 0 if actions are continuous
 * @param choices the number of values of each variable, or 0 if actions are continuous
 * @param low the least of each number of a continuous action, beyond which it has the effect of
 *     this least one; empty if actions are discrete
 * @param high the greatest of each number
 */
public record Space(int observations, int variables, int choices, double[] low, double[] high) {

  /**
   * Makes the space of an environment in which an action is one of several.
   *
   * @throws IllegalArgumentException if an observation is empty, or there are fewer than 2 choices
   */
  public static Space discrete(int observations, int choices) {
    return discrete(observations, 1, choices);
  }

  /**
   * Makes the space of an environment in which an action is several choices at once.
   *
   * @param variables the number of choices that are made at once
   * @param choices the number of values of each
   * @throws IllegalArgumentException if an observation or an action is empty, or there are fewer
   *     than 2 values
   */
  public static Space discrete(int observations, int variables, int choices) {
    Require.atLeast(1, "the length of an observation", observations);
    Require.atLeast(1, "the number of variables of an action", variables);
    Require.atLeast(2, "the number of actions", choices);
    return new Space(observations, variables, choices, new double[0], new double[0]);
  }

  /**
   * Makes the space of an environment in which an action is some numbers.
   *
   * @throws IllegalArgumentException if there is no number, the bounds differ in length, or a lower
   *     one is above its upper one
   */
  public static Space continuous(int observations, double[] low, double[] high) {
    Require.atLeast(1, "the length of an observation", observations);
    Require.atLeast(1, "the number of bounds of an action", low.length);
    Require.length("the array of upper bounds of an action", high, low.length);
    for (int i = 0; i < low.length; i++) {
      if (!(low[i] <= high[i])) {
        throw new IllegalArgumentException(
            "number %d of an action lies between %s and %s; the first must not be above the second"
                .formatted(i, low[i], high[i]));
      }
    }
    return new Space(observations, 0, 0, low.clone(), high.clone());
  }

  /** Whether actions are discrete: one choice or several at once. */
  public boolean isDiscrete() {
    return choices > 0;
  }

  /** The length of an action: 1 for the index of a single discrete one. */
  public int actionSize() {
    return isDiscrete() ? variables : low.length;
  }

  /**
   * Checks an action.
   *
   * @throws IllegalArgumentException if its length is not {@link #actionSize}, a number of a
   *     discrete one is no whole number from 0 to choices - 1, or one of a continuous one is not
   *     finite
   */
  public void requireAction(double[] action) {
    Require.length("the action", action, actionSize());
    boolean fits = true;
    for (double a : action) {
      fits &= isDiscrete() ? a >= 0 && a < choices && a == (int) a : Double.isFinite(a);
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "the action is %s; it must be %s"
              .formatted(
                  Arrays.toString(action),
                  isDiscrete() ? "a whole number from 0 to " + (choices - 1) : "finite"));
    }
  }

  @Override
  public String toString() {
    return isDiscrete()
        ? "%d numbers seen, %d actions of %d choices".formatted(observations, variables, choices)
        : "%d numbers seen, actions from %s to %s"
            .formatted(observations, Arrays.toString(low), Arrays.toString(high));
  }
}
