package io.thalweg.simulation;

import io.thalweg.Distribution;
import io.thalweg.Parameter;
import io.thalweg.support.Require;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A random input of a simulator: a name, and the law of which all of its draws come.
 *
 * <p>All draws of an input share the parameters of its law. A setting is an input without a law: a
 * number that the simulator reads and never draws, such as an order quantity.
 *
 * <pre>{@code
 * Input demand = Input.of("demand", Poisson.of(20));
 * Input order = Input.setting("order", 21.5);
 * }</pre>
 */
public final class Input {

  private final String name;
  private final @Nullable Distribution law;
  private final double setting;

  private Input(String name, @Nullable Distribution law, double setting) {
    this.name = Require.given("the name of an input", name);
    if (name.isBlank()) {
      throw new IllegalArgumentException("an input needs a name that is not blank");
    }
    this.law = law;
    this.setting = setting;
  }

  /**
   * Names a law.
   *
   * @param law of one context
   * @throws IllegalArgumentException if the name is blank or the law has several contexts
   */
  public static Input of(String name, Distribution law) {
    Require.given("the law of input " + name, law);
    if (law.contexts() != 1) {
      throw new IllegalArgumentException(
          "input %s: the law has %d contexts; an input has one".formatted(name, law.contexts()));
    }
    return new Input(name, law, 0);
  }

  /**
   * Names a number that the simulator reads.
   *
   * @throws IllegalArgumentException if the name is blank or the number is not finite
   */
  public static Input setting(String name, double value) {
    Require.finite("setting " + name, new double[] {value});
    return new Input(name, null, value);
  }

  /** The name. */
  public String name() {
    return name;
  }

  /** The law at the parameters that were stated; a setting has none. */
  public Optional<Distribution> law() {
    return Optional.ofNullable(law);
  }

  /** The numbers without bounds that determine the law, or the setting itself. */
  double[] theta() {
    return law == null ? new double[] {setting} : law.parameters();
  }

  /** The parameters at other numbers. */
  List<Parameter> units(@Nullable Distribution at, double[] theta) {
    return at == null ? List.of(new Parameter("", Parameter.Scale.PLAIN, theta[0], 1)) : at.units();
  }

  @Override
  public String toString() {
    return name;
  }
}
