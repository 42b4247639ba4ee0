package io.thalweg.workbench.tune;

import io.thalweg.Parameter;
import io.thalweg.simulation.Input;
import io.thalweg.simulation.Parameters;
import io.thalweg.tune.Tuning;
import io.thalweg.workbench.output.Names;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * The limits that a user sets to parameters.
 *
 * @param frozen places of parameters that stay as they are
 * @param bounds by the places of parameters
 */
record Limits(Parameters start, TreeSet<Integer> frozen, Map<Integer, Bounds> bounds) {

  private static final Pattern BOUNDS = Pattern.compile("(.+)=([^:=]*):([^:=]*)");

  /** Two values between which a parameter stays. */
  record Bounds(double low, double high) {

    @Override
    public String toString() {
      if (low == Double.NEGATIVE_INFINITY) {
        return "up to " + TuneText.plain(high);
      }
      return high == Double.POSITIVE_INFINITY
          ? "from " + TuneText.plain(low)
          : "%s to %s".formatted(TuneText.plain(low), TuneText.plain(high));
    }
  }

  /** A parameter and its place among all. */
  private record Place(int at, Input input, int parameter, String name) {}

  /**
   * Reads the options.
   *
   * @throws ParameterException if there is no parameter of a name, or bounds are none
   */
  static Limits of(
      CommandLine line, Parameters start, List<String> frozen, List<String> boundaries) {
    List<Place> places = places(start);
    TreeSet<Integer> stay = new TreeSet<>();
    for (String name : frozen) {
      named(line, places, name).forEach(place -> stay.add(place.at()));
    }
    if (stay.size() == start.count()) {
      throw new ParameterException(line, "All parameters are frozen; there is nothing to tune.");
    }
    Map<Integer, Bounds> bounds = new LinkedHashMap<>();
    for (String text : boundaries) {
      Matcher parts = BOUNDS.matcher(text);
      if (!parts.matches()) {
        throw notBounds(line, text);
      }
      List<Place> of = named(line, places, parts.group(1).strip());
      if (of.size() > 1) {
        throw new ParameterException(
            line,
            "--bounds is of one parameter, and input %s has %d, such as '%s'."
                .formatted(of.get(0).input(), of.size(), of.get(0).name()));
      }
      bounds.put(of.get(0).at(), bounds(line, text, parts));
    }
    return new Limits(start, stay, bounds);
  }

  private static Bounds bounds(CommandLine line, String text, Matcher parts) {
    String low = parts.group(2).strip();
    String high = parts.group(3).strip();
    try {
      return new Bounds(
          low.isEmpty() ? Double.NEGATIVE_INFINITY : Double.parseDouble(low),
          high.isEmpty() ? Double.POSITIVE_INFINITY : Double.parseDouble(high));
    } catch (NumberFormatException e) {
      throw notBounds(line, text);
    }
  }

  private static ParameterException notBounds(CommandLine line, String text) {
    return new ParameterException(
        line,
        "--bounds is '%s'; it must be NAME=LOW:HIGH, such as 'service rate=0.5:4'."
            .formatted(text));
  }

  private static List<Place> places(Parameters start) {
    List<Place> places = new ArrayList<>();
    for (Input input : start.inputs()) {
      for (int i = 0; i < start.count(input); i++) {
        int at = start.place(input, i);
        places.add(new Place(at, input, i, start.units().get(at).name()));
      }
    }
    places.sort(Comparator.comparingInt(Place::at));
    return places;
  }

  /** All parameters of an input, or one parameter. */
  private static List<Place> named(CommandLine line, List<Place> places, String name) {
    List<Place> ofInput =
        places.stream().filter(place -> place.input().name().equals(name)).toList();
    return ofInput.isEmpty()
        ? List.of(Names.findOwn(line, "parameter", name, places, Place::name))
        : ofInput;
  }

  /**
   * Tells a search.
   *
   * @throws ParameterException if it refuses bounds
   */
  void apply(Tuning tuning, CommandLine line) {
    try {
      for (Place place : places(start)) {
        if (frozen.contains(place.at())) {
          tuning.freeze(place.input(), place.parameter());
        }
        Bounds between = bounds.get(place.at());
        if (between != null) {
          tuning.bounds(place.input(), place.parameter(), between.low(), between.high());
        }
      }
    } catch (IllegalArgumentException e) {
      throw new ParameterException(line, "--bounds: %s.".formatted(e.getMessage()), e);
    }
  }

  /** The limits of a parameter in words; nothing if it has none. */
  String inWords(int place) {
    if (frozen.contains(place)) {
      return "frozen";
    }
    Bounds between = bounds.get(place);
    return between == null ? "" : between.toString();
  }

  /** The parameters as people state them. */
  List<Parameter> units() {
    return start.units();
  }

  /** The name of the input of a parameter. */
  String input(int place) {
    return places(start).get(place).input().name();
  }
}
