package io.thalweg.workbench.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void wordsStandLeftAndNumbersRightWithoutTrailingBlanks() {
    Table table = new Table("name", "µs#", "note");
    table.add("rloo", "1.25", "");
    table.add("moving_average", "10", "fast");
    assertEquals(
        List.of(
            "name              µs  note", //
            "rloo            1.25",
            "moving_average    10  fast"),
        print(table));
  }

  @Test
  void headingsSetTheWidthWhereTheyAreWider() {
    Table table = new Table("a long heading#", "b");
    table.add("1", "2");
    assertEquals(List.of("a long heading  b", "             1  2"), print(table));
  }

  private static List<String> print(Table table) {
    StringWriter text = new StringWriter();
    table.print(new PrintWriter(text));
    return text.toString().lines().toList();
  }
}
