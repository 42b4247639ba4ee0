package io.thalweg.simulation;

import io.thalweg.Checked;
import io.thalweg.Distribution;
import io.thalweg.Parameter;
import io.thalweg.support.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of all inputs of a simulator, one after the other, at one theta.
 *
 * <p>theta holds numbers without bounds, as laws have them; {@link #units} are the same parameters
 * as people state them.
 */
public final class Parameters {

  private final List<Input> inputs;
  private final IdentityHashMap<Input, Integer> places;
  private final double[] theta;
  private final List<@Nullable Distribution> laws = new ArrayList<>();
  private final List<Parameter> units = new ArrayList<>();
  // The position of the first parameter of each input, and of the end.
  private final int[] from;

  private Parameters(List<Input> inputs, IdentityHashMap<Input, Integer> places, double[] theta) {
    this.inputs = inputs;
    this.places = places;
    this.theta = theta;
    this.from = new int[inputs.size() + 1];
    for (int i = 0; i < inputs.size(); i++) {
      Input input = inputs.get(i);
      from[i + 1] = from[i] + input.theta().length;
      double[] own = Arrays.copyOfRange(theta, from[i], from[i + 1]);
      Distribution law = input.law().map(stated -> Checked.at(stated, own, 1)).orElse(null);
      laws.add(law);
      for (Parameter parameter : input.units(law, own)) {
        units.add(parameter.named((input.name() + " " + parameter.name()).strip()));
      }
    }
  }

  /**
   * Gathers the parameters of inputs.
   *
   * @throws IllegalArgumentException if there is none, or two have one name
   */
  public static Parameters of(Input... inputs) {
    Require.atLeast(1, "the number of inputs", inputs.length);
    IdentityHashMap<Input, Integer> places = new IdentityHashMap<>();
    Set<String> names = new HashSet<>();
    List<Double> theta = new ArrayList<>();
    for (Input input : inputs) {
      places.put(Require.given("an input", input), places.size());
      if (!names.add(input.name())) {
        throw new IllegalArgumentException("two inputs have the name " + input.name());
      }
      for (double number : input.theta()) {
        theta.add(number);
      }
    }
    double[] all = theta.stream().mapToDouble(Double::doubleValue).toArray();
    return new Parameters(List.of(inputs), places, all);
  }

  /**
   * Returns the same inputs at another theta.
   *
   * @throws IllegalArgumentException if there are not as many numbers, or a law refuses one
   */
  public Parameters at(double[] theta) {
    Require.length("theta", theta, this.theta.length);
    return new Parameters(inputs, places, theta.clone());
  }

  /** The inputs. */
  public List<Input> inputs() {
    return inputs;
  }

  /** A copy of theta. */
  public double[] theta() {
    return theta.clone();
  }

  /** The number of parameters of all inputs. */
  public int count() {
    return theta.length;
  }

  /** The parameters as people state them, each with the name of its input. */
  public List<Parameter> units() {
    return List.copyOf(units);
  }

  /**
   * The value of a parameter as people state it.
   *
   * @throws IllegalArgumentException if the input is not one of these or has no such parameter
   */
  public double value(Input input, int parameter) {
    return units.get(place(input, parameter)).value();
  }

  /** The value of the first parameter of an input. */
  public double value(Input input) {
    return value(input, 0);
  }

  /**
   * The number of parameters of an input.
   *
   * @throws IllegalArgumentException if it is not one of these
   */
  public int count(Input input) {
    int i = index(input);
    return from[i + 1] - from[i];
  }

  /**
   * The position of a parameter of an input among all.
   *
   * @throws IllegalArgumentException if the input is not one of these or has no such parameter
   */
  public int place(Input input, int parameter) {
    int count = count(input);
    if (parameter < 0 || parameter >= count) {
      throw new IllegalArgumentException(
          "input %s has %d parameters, and none of number %d".formatted(input, count, parameter));
    }
    return from[index(input)] + parameter;
  }

  /** The number of an input. */
  int index(Input input) {
    Integer place = places.get(input);
    if (place == null) {
      throw new IllegalArgumentException(
          "input %s was not declared; declared are %s".formatted(input, inputs));
    }
    return place;
  }

  /** Whether a parameter is a setting, which nobody draws. */
  public boolean isSetting(int parameter) {
    int i = 0;
    while (from[i + 1] <= parameter) {
      i++;
    }
    return laws.get(i) == null;
  }

  /** The law of an input, or null for a setting. */
  @Nullable Distribution law(int input) {
    return laws.get(input);
  }

  /** The position of the first parameter of an input. */
  int from(int input) {
    return from[input];
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Parameter unit : units) {
      text.append(text.isEmpty() ? "" : ", ");
      text.append("%s %.4g".formatted(unit.name(), unit.value()));
    }
    return text.toString();
  }
}
