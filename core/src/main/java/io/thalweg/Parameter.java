package io.thalweg;

import io.thalweg.internal.Numerics;
import io.thalweg.support.Require;

/**
 * A parameter of a law in the unit in which people state it.
 *
 * <pre>
 *   value = link(theta),   dE f / dvalue = (dE f / dtheta) / slope,   slope = dvalue / dtheta
 * </pre>
 *
 * @param name what it is, such as "rate"
 * @param scale how theta makes the value
 * @param value such as a rate, a probability or a mean
 * @param slope dvalue / dtheta
 */
public record Parameter(String name, Scale scale, double value, double slope) {

  /** Ways to make a value of theta. */
  public enum Scale {
    /** The value is theta. */
    PLAIN,
    /** The value is exp(theta), above 0. */
    LOG,
    /** The value is 1 / (1 + exp(-theta)), between 0 and 1. */
    LOGIT,
    /**
     * The value is one of several probabilities that add up to 1, the softmax of their logits. As
     * it moves, the others keep their proportions to each other.
     */
    SHARE;

    /**
     * Returns the theta that makes a value.
     *
     * @throws IllegalArgumentException if the value is not of the scale, or the scale is that of
     *     shares, of which none is made by one theta alone
     */
    public double theta(double value) {
      return switch (this) {
        case PLAIN -> value;
        case LOG -> Math.log(Require.positive("the value", value));
        case LOGIT -> Numerics.logit(Require.fraction("the value", value));
        case SHARE ->
            throw new IllegalArgumentException("a share of several depends on all of their logits");
      };
    }
  }

  /**
   * Makes a parameter from its name as a number without bounds: "log rate" is the logarithm of a
   * rate, "logit" that of a probability, and any other name that of the value itself.
   */
  public static Parameter of(String name, double theta) {
    if (name.startsWith("log ")) {
      double value = Math.exp(theta);
      return new Parameter(name.substring("log ".length()), Scale.LOG, value, value);
    }
    if (name.startsWith("logit")) {
      double p = 1 / (1 + Math.exp(-theta));
      String named = "probability" + name.substring("logit".length());
      return new Parameter(named, Scale.LOGIT, p, p / (1 + Math.exp(theta)));
    }
    return new Parameter(name, Scale.PLAIN, theta, 1);
  }

  /** Makes one of several probabilities that add up to 1. */
  public static Parameter share(String name, double probability, double others) {
    return new Parameter(name, Scale.SHARE, probability, probability * others);
  }

  /** Returns this parameter under another name. */
  public Parameter named(String name) {
    return new Parameter(name, scale, value, slope);
  }
}
