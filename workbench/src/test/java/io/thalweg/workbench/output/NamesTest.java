package io.thalweg.workbench.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.workbench.Thalweg;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class NamesTest {

  private static final CommandLine LINE = new CommandLine(new Thalweg());

  @ParameterizedTest
  @CsvSource({
    "'', '', 0",
    "'', abc, 3",
    "abc, abc, 0",
    "abc, abd, 1",
    "abc, ac, 1",
    "abc, abxc, 1",
    "abc, bac, 2",
    "kitten, sitting, 3",
    "intention, execution, 5"
  })
  void distanceCountsEditsInBothDirections(String a, String b, int edits) {
    assertEquals(edits, Names.distance(a, b));
    assertEquals(edits, Names.distance(b, a));
  }

  @Test
  void findsTheThingOfThatName() {
    assertEquals("rloo", find("rloo"));
  }

  @Test
  void suggestsTheNearestNameIfItIsNear() {
    assertRefused("rlo", "There is no animal 'rlo'. Did you mean 'rloo'? There are: rloo, relax.");
    assertRefused(
        "relaxed", "There is no animal 'relaxed'. Did you mean 'relax'? There are: rloo, relax.");
    assertRefused("giraffe", "There is no animal 'giraffe'. There are: rloo, relax.");
    assertRefused("RLOO", "There is no animal 'RLOO'. There are: rloo, relax.");
  }

  @Test
  void ofManyNamesTheNearestFewAreSuggested() {
    List<String> many = IntStream.range(0, 46).mapToObj(i -> "estimator" + i).toList();
    Exception refusal =
        assertThrows(
            CommandLine.ParameterException.class,
            () -> Names.find(LINE, "thing", "estimater1", many, Function.identity()));
    assertEquals(
        "There is no thing 'estimater1'. Did you mean 'estimator1', 'estimator0' or 'estimator2'?"
            + " 'thalweg list' names all 46.",
        refusal.getMessage());
  }

  private static void assertRefused(String name, String message) {
    Exception refusal = assertThrows(CommandLine.ParameterException.class, () -> find(name));
    assertEquals(message, refusal.getMessage());
  }

  private static String find(String name) {
    return Names.find(LINE, "animal", name, List.of("rloo", "relax"), Function.identity());
  }
}
