package io.thalweg.workbench.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialsTest {

  private static final List<Dial> ALL =
      List.of(
          Dial.count("items", 8, 2, 9, "items of an order"),
          Dial.number("rate", 0.01, 0.0001, 1, "learning rate"),
          Dial.choice("law", 1, List.of("subset", "draws"), "of the features"));

  @Test
  void chosenValuesReplaceTheStandardOnes() {
    Dials dials = Dials.of(ALL, Map.of("rate", "1e-3"));
    assertEquals(8, dials.count("items"));
    assertEquals(0.001, dials.number("rate"), 0);
    assertEquals(1, dials.count("law"));
    assertEquals(0, Dials.of(ALL, Map.of("law", "subset")).count("law"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          items | 1     | items is '1'; it must be a whole number of 2 to 9
          items | 2.5   | items is '2.5'; it must be a whole number of 2 to 9
          items | x     | items is 'x'; it must be a whole number of 2 to 9
          rate  | NaN   | rate is 'NaN'; it must be a number of 0.0001 to 1
          rate  | 2     | rate is '2'; it must be a number of 0.0001 to 1
          law   | 1     | law is '1'; it must be one of subset, draws
          rates | 0.1   | there is no setting 'rates'; there are items, rate, law
          """)
  void whatIsNoSettingIsRefused(String name, String value, String why) {
    Exception refusal =
        assertThrows(IllegalArgumentException.class, () -> Dials.of(ALL, Map.of(name, value)));
    assertEquals(why, refusal.getMessage());
  }

  @Test
  void anExperimentWithoutSettingsSaysSo() {
    Exception refusal =
        assertThrows(
            IllegalArgumentException.class, () -> Dials.of(List.of(), Map.of("rate", "1")));
    assertEquals("there is no setting 'rate'; there is none", refusal.getMessage());
  }
}
