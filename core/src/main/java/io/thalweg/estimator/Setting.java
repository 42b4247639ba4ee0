package io.thalweg.estimator;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A number among the {@link Settings}, by its name on the command line. */
public enum Setting {
  /** The number K of draws. */
  DRAWS {
    @Override
    Settings set(Settings settings, double value) {
      return settings.withDraws(whole("the number of draws", value));
    }
  },
  /** The number of likeliest outcomes that are summed. */
  SUMMED {
    @Override
    Settings set(Settings settings, double value) {
      return settings.withSummed(whole("the number of summed outcomes", value));
    }
  },
  /** The temperature of relaxations. */
  TEMPERATURE {
    @Override
    Settings set(Settings settings, double value) {
      return settings.withTemperature(value);
    }
  },
  /** The number of Sinkhorn iterations. */
  ITERATIONS {
    @Override
    Settings set(Settings settings, double value) {
      return settings.withIterations(whole("the number of iterations", value));
    }
  },
  /** The step in the parameters over which f is differenced. */
  STEP {
    @Override
    Settings set(Settings settings, double value) {
      return settings.withStep(value);
    }
  },
  /** The learning rate of scales and temperatures. */
  RATE {
    @Override
    Settings set(Settings settings, double value) {
      return settings.withRate(value);
    }
  };

  /**
   * Returns settings with another value of this one.
   *
   * @throws IllegalArgumentException if the value is out of range
   */
  abstract Settings set(Settings settings, double value);

  private static int whole(String what, double value) {
    if (value != Math.rint(value) || value > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%s is %s; it must be a whole number".formatted(what, value));
    }
    return (int) value;
  }

  /** The name on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The setting of a name. */
  public static Optional<Setting> find(String label) {
    return Arrays.stream(values()).filter(setting -> setting.label().equals(label)).findFirst();
  }
}
