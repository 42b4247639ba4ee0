package io.thalweg.rl;

import java.util.Arrays;

/**
 * A world of four states and three actions with a policy, and the gradients of it that a program in
 * another language computed.
 *
 * <p>Both were drawn at random and rounded. Gradients are those in the logits of the policy.
 */
public final class FourStates {

  public static final double GAMMA = 0.9;
  public static final int LIMIT = 6;

  private static final double[][] LOGITS = {
    {0.52, 0.958, -0.754}, {-0.135, -0.57, 1.053}, {0.46, -0.214, -0.317}, {0.339, -0.491, -0.651}
  };

  /** V of the start. */
  static final double VALUE = -0.377281064892127;

  /** V[t][s] with nothing after the limit, for t = 0 and t = 4. */
  static final double[] FIRST_VALUES = {
    -0.5282967574898484, 0.3953686827922457, -1.1587164549243825, 0.6531016694440914
  };

  static final double[] FIFTH_VALUES = {
    -0.3576505009492622, 0.5262157443372915, -1.0371178037085311, 0.783429123190742
  };

  /** V[s] without a limit. */
  static final double[] FOREVER = {
    -0.5929893407035429, 0.3338919461521437, -1.2180934930630043, 0.5893502918314849
  };

  private static final double[] WRONG_VALUES = {1.5, -1.0, 0.7, 2.0};

  private static final double[] USUAL = {
    0.20819794309328013,
    -0.3346039287921165,
    0.12640598569883638,
    -0.6804842323639327,
    0.1239291051980508,
    0.556555127165882,
    -0.02643826534394821,
    0.011456171415803275,
    0.014982093928144938,
    -0.25201454348850677,
    0.06308878403039986,
    0.18892575945810697
  };

  private static final double[] DISCOUNTED = {
    0.18507748988584707,
    -0.29596991911203496,
    0.11089242922618783,
    -0.5650432462421252,
    0.1027797342001405,
    0.46226351204198474,
    -0.018841431746888133,
    0.008263032542556104,
    0.010578399204332027,
    -0.1966691142997513,
    0.049703144422274435,
    0.1469659698774769
  };

  private static final double[] BOOTSTRAPPED = {
    0.21642846923137238,
    -0.34395123577280623,
    0.12752276654143385,
    -0.6843139392839463,
    0.12408303501283542,
    0.5602309042711107,
    -0.0106542023882529,
    0.005207579250781267,
    0.005446623137471912,
    -0.26247157401210697,
    0.06876390107599814,
    0.19370767293610883
  };

  private static final double[] BOOTSTRAPPED_AFTER_TWO = {
    0.13040213877242504,
    -0.20723695425782296,
    0.07683481548539792,
    -0.3290873354508588,
    0.05967166971603377,
    0.2694156657348249,
    -0.004043029528511659,
    0.001976158882262955,
    0.0020668706462487734,
    -0.08340008087830973,
    0.021849660988362114,
    0.06155041988994762
  };

  private static final double[] START = {0.5, 0.3, 0.2, 0.0};

  private static final double[][][] NEXT = {
    {
      {0.008, 0.5323, 0.0094, 0.3954}, {0.1212, 0.1427, 0.483, 0.0712}, {0.2384, 0.0, 0.0453, 0.615}
    },
    {
      {0.2279, 0.0023, 0.4774, 0.057},
      {0.0398, 0.2334, 0.3809, 0.1987},
      {0.0576, 0.393, 0.3335, 0.0708}
    },
    {
      {0.1589, 0.3578, 0.0928, 0.1131},
      {0.0107, 0.1644, 0.413, 0.2637},
      {0.8382, 0.0019, 0.004, 0.0187}
    },
    {
      {0.0071, 0.07, 0.7689, 0.0169},
      {0.2446, 0.2201, 0.1543, 0.2108},
      {0.1864, 0.1478, 0.1396, 0.4529}
    }
  };

  private static final double[][] REWARDS = {
    {-0.34, -0.609, 0.533}, {-2.279, 1.174, 1.067}, {-1.302, -0.979, -0.801}, {0.043, 0.641, 2.048}
  };

  private static final double[] LAST = {-0.395, 1.535, 0.311, 3.52};

  private FourStates() {}

  /** The logits of the policy in each state. */
  public static double[][] logits() {
    return Arrays.stream(LOGITS).map(double[]::clone).toArray(double[][]::new);
  }

  /** A guess at V that is far off. */
  public static double[] wrongValues() {
    return WRONG_VALUES.clone();
  }

  /** The gradient with weights of 1. */
  public static double[] usual() {
    return USUAL.clone();
  }

  /** The gradient with weights of gamma^t. */
  public static double[] discounted() {
    return DISCOUNTED.clone();
  }

  /** The gradient with weights of 1 and V of a world without a limit after the limit. */
  public static double[] bootstrapped() {
    return BOOTSTRAPPED.clone();
  }

  /** The bootstrapped gradient with a limit of two steps. */
  public static double[] bootstrappedAfterTwo() {
    return BOOTSTRAPPED_AFTER_TWO.clone();
  }

  /** The world, in which nothing comes after the limit. */
  public static KnownWorld world() {
    return new KnownWorld(
        START, NEXT, REWARDS, LAST, KnownWorld.softmax(LOGITS), GAMMA, LIMIT, new double[4]);
  }
}
