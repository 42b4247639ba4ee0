package io.thalweg.vae;

import io.thalweg.dense.Activation;
import io.thalweg.optimizer.Schedule;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.Function;

/** Readers of the values of {@link Knob knobs}; they refuse what is none and say what must be. */
final class Texts {

  private Texts() {}

  static Function<String, String> oneOf(String... values) {
    return text -> {
      if (!List.of(values).contains(text)) {
        throw new IllegalArgumentException("it must be one of " + String.join(", ", values));
      }
      return text;
    };
  }

  static <E extends Enum<E>> Function<String, E> named(Class<E> type) {
    String[] names =
        Arrays.stream(type.getEnumConstants())
            .map(value -> value.name().toLowerCase(Locale.ROOT))
            .toArray(String[]::new);
    return text -> Enum.valueOf(type, oneOf(names).apply(text).toUpperCase(Locale.ROOT));
  }

  static Function<String, Double> above(double least) {
    return text -> number(text, x -> x > least, "a number above " + least);
  }

  static Function<String, Double> from(double least) {
    return text -> number(text, x -> x >= least, "a number of at least " + least);
  }

  static Function<String, Double> below(double most) {
    return text ->
        number(text, x -> x >= 0 && x < most, "a number of at least 0 and below " + most);
  }

  static Function<String, Integer> wholeFrom(int least) {
    return text ->
        (int)
            number(
                text,
                x -> x >= least && x == (int) x,
                "a whole number of at least %d".formatted(least));
  }

  static Function<String, Integer> wholeWithin(int least, int most) {
    return text ->
        (int)
            number(
                text,
                x -> x >= least && x <= most && x == (int) x,
                "a whole number of %d to %d".formatted(least, most));
  }

  private static double number(String text, DoublePredicate range, String what) {
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("it must be " + what, e);
    }
    if (!Double.isFinite(value) || !range.test(value)) {
      throw new IllegalArgumentException("it must be " + what);
    }
    return value;
  }

  /** Reads units of layers, {@code 512-256} or {@code none}. */
  static int[] layers(String text) {
    if (text.equals("none")) {
      return new int[0];
    }
    try {
      int[] units = Arrays.stream(text.split("-", -1)).mapToInt(Integer::parseInt).toArray();
      if (Arrays.stream(units).allMatch(count -> count > 0)) {
        return units;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("it must be like 512-256, or none", e);
    }
    throw new IllegalArgumentException("it must be like 512-256, or none");
  }

  /** Reads an activation, {@code leaky_relu/0.2} with its slope below 0. */
  static Activation activation(String text) {
    return switch (text) {
      case "tanh" -> Activation.TANH;
      case "relu" -> Activation.RELU;
      case "elu" -> Activation.ELU;
      default -> {
        if (!text.startsWith("leaky_relu/")) {
          throw new IllegalArgumentException("it must be tanh, relu, elu or like leaky_relu/0.2");
        }
        yield Activation.leakyRelu(
            number(text.substring("leaky_relu/".length()), x -> x > 0, "a number above 0"));
      }
    };
  }

  /** Reads the rule of a prior. */
  static PriorRule prior(String text) {
    if (text.equals("fixed")) {
      return PriorRule.FIXED;
    }
    if (text.equals("trained")) {
      return PriorRule.OF_DECODER;
    }
    if (!text.startsWith("sgd/")) {
      throw new IllegalArgumentException("it must be fixed, trained or like sgd/0.01");
    }
    return PriorRule.sgd(number(text.substring("sgd/".length()), x -> x > 0, "a number above 0"));
  }

  /** Reads changes of a rate, as a function from the first rate to the schedule. */
  static Function<Double, Schedule> schedule(String text) {
    if (text.equals("constant")) {
      return Schedule::constant;
    }
    String[] parts = text.split("/", -1);
    if (parts.length != 2) {
      throw new IllegalArgumentException("it must be constant or like 0.9/1000");
    }
    double factor = number(parts[0], x -> x > 0, "a number above 0");
    int every = wholeFrom(1).apply(parts[1]);
    return rate -> Schedule.steps(rate, every, factor);
  }

  /** Reads the temperature of each step; empty if it does not change. */
  static Optional<Annealing> annealing(String text) {
    if (text.equals("constant")) {
      return Optional.empty();
    }
    String[] parts = text.split("/", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("it must be constant or like 1/3e-5/0.5");
    }
    return Optional.of(
        new Annealing(
            number(parts[0], x -> x > 0, "a number above 0"),
            number(parts[1], x -> x >= 0, "a number of at least 0"),
            number(parts[2], x -> x > 0, "a number above 0")));
  }
}
