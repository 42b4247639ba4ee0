package io.thalweg.workbench.output;

import static io.thalweg.workbench.output.Table.Column.number;
import static io.thalweg.workbench.output.Table.Column.prose;
import static io.thalweg.workbench.output.Table.Column.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void wordsStandLeftAndNumbersRightWithoutTrailingBlanks() {
    Table table = new Table(text("name"), number("µs"), text("note"));
    table.add("rloo", "1.25", "");
    table.add("moving_average", "10", "fast");
    assertEquals(
        List.of(
            "name              µs  note", //
            "rloo            1.25",
            "moving_average    10  fast"),
        print(table, Integer.MAX_VALUE));
  }

  @Test
  void headingsSetTheWidthWhereTheyAreWider() {
    Table table = new Table(number("a long heading"), text("b"));
    table.add("1", "2");
    assertEquals(
        List.of("a long heading  b", "             1  2"), print(table, Integer.MAX_VALUE));
  }

  private static Table figures() {
    Table table =
        new Table(
            text("estimator"),
            number("variance"),
            number("interval").rank(2),
            number("µs").rank(1),
            number("ratio"),
            number("interval").rank(2));
    table.add("rloo", "0.25", "0.2 .. 0.3", "1.5", "1", "0.9 .. 1.1");
    return table;
  }

  @Test
  void aColumnIsShownWhereItFits() {
    assertTrue(figures().shows("interval", 55));
    assertFalse(figures().shows("interval", 54));
    assertTrue(figures().shows("µs", 54));
    assertFalse(figures().shows("bias", Integer.MAX_VALUE));
  }

  @Test
  void columnsOfTheHighestRankAreLeftOutFirstAndNamed() {
    assertEquals(2, print(figures(), 55).size());
    assertEquals(
        List.of(
            "estimator  variance   µs  ratio", //
            "rloo           0.25  1.5      1",
            "(A wider terminal also shows: interval.)"),
        print(figures(), 54));
    assertEquals(
        List.of(
            "estimator  variance  ratio",
            "rloo           0.25      1",
            "(A wider terminal also shows:",
            "interval, µs.)"),
        print(figures(), 30));
  }

  @Test
  void columnsWithoutARankAreNeverLeftOut() {
    assertEquals("estimator  variance  ratio", print(figures(), 20).get(0));
  }

  @Test
  void columnsWithoutACellAreNotShown() {
    Table table = new Table(text("a"), text("b").rank(1), text("c"));
    table.add("1", "", "2");
    assertEquals(List.of("a  c", "1  2"), print(table, 2));
  }

  @Test
  void proseIsBrokenBetweenItsWords() {
    Table table = new Table(text("law"), prose("parameters"), prose("values"));
    table.add("Lognormal", "means and log standard deviations of the logarithm", "x > 0");
    assertEquals(
        List.of(
            "law        parameters                          values",
            "Lognormal  means and log standard deviations   x > 0",
            "           of the logarithm"),
        print(table, 53));
  }

  private static List<String> print(Table table, int width) {
    StringWriter text = new StringWriter();
    table.print(new PrintWriter(text), width);
    return text.toString().lines().toList();
  }
}
