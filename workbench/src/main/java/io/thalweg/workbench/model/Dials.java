package io.thalweg.workbench.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The values of all settings of an experiment. */
public final class Dials {

  private final Map<String, Double> values = new LinkedHashMap<>();

  private Dials() {}

  /**
   * Reads those that were chosen; the others have their standard values.
   *
   * @param chosen texts by name
   * @throws IllegalArgumentException if a name or a value is none
   */
  public static Dials of(List<Dial> all, Map<String, String> chosen) {
    for (String name : chosen.keySet()) {
      if (all.stream().noneMatch(dial -> dial.name().equals(name))) {
        throw new IllegalArgumentException(
            "there is no setting '%s'; there %s"
                .formatted(
                    name,
                    all.isEmpty()
                        ? "is none"
                        : all.stream()
                            .map(Dial::name)
                            .collect(Collectors.joining(", ", "are ", ""))));
      }
    }
    Dials dials = new Dials();
    for (Dial dial : all) {
      String text = chosen.get(dial.name());
      dials.values.put(dial.name(), text == null ? dial.standard() : dial.read(text));
    }
    return dials;
  }

  /** The value of a setting. */
  public double number(String name) {
    Double value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("there is no setting '%s'".formatted(name));
    }
    return value;
  }

  /** The value of a setting of whole numbers. */
  public int count(String name) {
    return (int) number(name);
  }
}
