package io.thalweg.support;

import io.thalweg.internal.kernel.Kernels;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Checks of arguments; each message names the argument, the place and the violated condition. */
public final class Require {

  private Require() {}

  /**
   * Refuses null.
   *
   * @throws NullPointerException if it is null
   */
  public static <T> T given(String what, T value) {
    return Objects.requireNonNull(value, () -> what + " must not be null");
  }

  /** Computes the number of contexts from the length of an array of parameters. */
  public static int contexts(String law, double[] parameters, int dimension) {
    if (parameters.length == 0) {
      throw new IllegalArgumentException("%s: there are no parameters".formatted(law));
    }
    if (parameters.length % dimension != 0) {
      throw new IllegalArgumentException(
          "%s: %d parameters are not a positive multiple of the %d of one context"
              .formatted(law, parameters.length, dimension));
    }
    return parameters.length / dimension;
  }

  /** Refuses NaN and infinities. */
  public static void finite(String what, double[] parameters, int dimension) {
    if (Kernels.get().finite(parameters)) {
      return;
    }
    for (int i = 0; i < parameters.length; i++) {
      if (!Double.isFinite(parameters[i])) {
        throw new IllegalArgumentException(
            "%s %d of context %d is %s; it must be finite"
                .formatted(what, i % dimension, i / dimension, parameters[i]));
      }
    }
  }

  /** Refuses NaN and infinities in an array without contexts. */
  public static void finite(String what, double[] numbers) {
    if (Kernels.get().finite(numbers)) {
      return;
    }
    for (int i = 0; i < numbers.length; i++) {
      if (!Double.isFinite(numbers[i])) {
        throw new IllegalArgumentException(
            "%s %d is %s; it must be finite".formatted(what, i, numbers[i]));
      }
    }
  }

  /** Refuses a number below its least value. */
  public static int atLeast(int least, String what, int value) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s is %d; it must be at least %d".formatted(what, value, least));
    }
    return value;
  }

  /** Refuses a number below its least value. */
  public static double atLeast(double least, String what, double value) {
    if (!(value >= least)) {
      throw new IllegalArgumentException(
          "%s is %s; it must be at least %s".formatted(what, value, least));
    }
    return value;
  }

  /** Refuses a number above its largest value. */
  public static double atMost(double largest, String what, double value) {
    if (!(value <= largest)) {
      throw new IllegalArgumentException(
          "%s is %s; it must be at most %s".formatted(what, value, largest));
    }
    return value;
  }

  /** Refuses a number that is not finite and above zero. */
  public static double positive(String what, double value) {
    return positive(() -> what, value);
  }

  /** Refuses a number that is not finite and above zero; its name is made only then. */
  public static double positive(Supplier<String> what, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "%s is %s; it must be finite and above 0".formatted(what.get(), value));
    }
    return value;
  }

  /** Refuses a probability that is not strictly between 0 and 1. */
  public static double fraction(String what, double value) {
    if (!(value > 0 && value < 1)) {
      throw new IllegalArgumentException(
          "%s is %s; it must be between 0 and 1".formatted(what, value));
    }
    return value;
  }

  /** Refuses an array of another length. */
  public static void length(String what, double[] array, int expected) {
    if (array.length != expected) {
      throw new IllegalArgumentException(
          "%s has %d numbers; it must have %d".formatted(what, array.length, expected));
    }
  }

  /** Refuses sizes of dense layers if there are fewer than two or one is below 1. */
  public static int[] layers(int... sizes) {
    if (sizes.length < 2) {
      throw new IllegalArgumentException(
          "a network needs an input and an output; %d sizes were given".formatted(sizes.length));
    }
    for (int layer = 1; layer < sizes.length; layer++) {
      if (sizes[layer - 1] < 1 || sizes[layer] < 1) {
        throw new IllegalArgumentException(
            "layer %d has %d inputs and %d outputs; both must be at least 1"
                .formatted(layer, sizes[layer - 1], sizes[layer]));
      }
    }
    return sizes;
  }

  /** Refuses uniform numbers that are not a whole number of events or lie outside of (0, 1). */
  public static void uniforms(String law, double[] uniforms, int together) {
    if (uniforms.length == 0 || uniforms.length % together != 0) {
      throw new IllegalArgumentException(
          "%s: %d uniform numbers are not a positive multiple of the %d that make an event of"
                  .formatted(law, uniforms.length, together)
              + " every context");
    }
    for (int i = 0; i < uniforms.length; i++) {
      if (!(uniforms[i] > 0 && uniforms[i] < 1)) {
        throw new IllegalArgumentException(
            "%s: uniform number %d is %s; it must be between 0 and 1"
                .formatted(law, i, uniforms[i]));
      }
    }
  }

  /**
   * Returns the product of the lengths of an array.
   *
   * @throws IllegalArgumentException if it is more than an array holds
   */
  public static int numbers(long... lengths) {
    double product = 1;
    for (long length : lengths) {
      product *= length;
    }
    if (product > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "an array of %s numbers is needed, and an array holds at most %,d; use fewer variables,"
                  .formatted(
                      Arrays.stream(lengths)
                          .mapToObj("%,d"::formatted)
                          .collect(Collectors.joining(" x ")),
                      Integer.MAX_VALUE)
              + " categories, contexts or draws");
    }
    return (int) product;
  }
}
