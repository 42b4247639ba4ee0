package io.thalweg.workbench.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Events;
import io.thalweg.problem.Kind;
import io.thalweg.problem.Problem;
import io.thalweg.problem.Problems;
import io.thalweg.workbench.CommandRun;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class ProblemCatalogueTest {

  private static List<String> ids(Kind... kinds) {
    return ProblemCatalogue.all().stream()
        .filter(entry -> List.of(kinds).contains(entry.kind()))
        .map(Problems.Entry::id)
        .toList();
  }

  @Test
  void noTwoProblemsHaveOneName() {
    List<String> ids = ids(Kind.values());
    assertEquals(ids.size(), new HashSet<>(ids).size());
  }

  @Test
  void problemOfTheAutoencoderIsOfTheKindThatItClaims() {
    Problem vae = ProblemCatalogue.find(new CommandLine(CommandSpec.create()), "vae");
    assertEquals(8, vae.law().contexts());
    assertEquals(8 * 2 * 4, vae.law().parameters().length);
    assertEquals(List.of("vae"), ids(Kind.CONTEXTS));
  }

  /** The classifier reads the digits: shown nothing, it guesses one class for all. */
  @Test
  void gatesOfDigitsAreWorthTheirPrice() {
    Problem gates = ProblemCatalogue.find("gates64").orElseThrow();
    double[] none = new double[64];
    double[] all = new double[64];
    Arrays.fill(all, 1);
    double[] values = gates.objective().evaluate(Events.of(concat(none, all), 1, 64)).values();
    assertTrue(values[0] >= Math.log(10) - 0.1, "shut: " + values[0]);
    assertTrue(values[1] < values[0] / 2, "open: " + values[1]);
    assertEquals(64, gates.law().parameters().length);
    assertTrue(ids(Kind.FINITE).contains("gates64"));
  }

  private static double[] concat(double[] first, double[] second) {
    return DoubleStream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
  }

  @ParameterizedTest
  @CsvSource({"SMOOTH, flow bits10", "SMOOTH CONTEXTS, flow --rows arsm30"})
  void refusalsNameTheProblemsThatFit(String kinds, String command) {
    Kind[] fitting = List.of(kinds.split(" ")).stream().map(Kind::valueOf).toArray(Kind[]::new);
    CommandRun run = CommandRun.of(command.split(" "));
    assertEquals(2, run.exit());
    String those =
        " does not give it that. These do: %s.".formatted(String.join(", ", ids(fitting)));
    assertTrue(run.err().lines().findFirst().orElseThrow().endsWith(those), run::err);
  }

  /** Continuous problems fit if their law has closed means. */
  @Test
  void refusalOfRegressionNamesWhatItsPageMeasures() {
    String refusal = CommandRun.of("regression", "--problems", "beta").err();
    List<String> named = List.of(refusal.replaceAll("(?s).*These do: |\\.\\R.*", "").split(", "));
    assertTrue(
        named.containsAll(
            List.of("sat30", "newsvendor", "queue", "ridge", "digital", "x4", "gates64", "vae")),
        refusal);
    assertEquals(Set.of(), intersection(named, List.of("beta", "evidence", "cut20x3")), refusal);
  }

  private static Set<String> intersection(List<String> some, List<String> others) {
    Set<String> both = new HashSet<>(some);
    both.retainAll(others);
    return both;
  }

  @ParameterizedTest
  @CsvSource({"compare, x2", "compare, table10x5", "compare, vae", "compare, chaos"})
  void problemsOfOtherCommandsCanBeCompared(String command, String id) {
    var race = CommandRun.json(command, id, "--estimators", "rloo", "--draws", "1000", "--json");
    assertEquals(id, race.get("problem").asText());
    assertTrue(race.get("estimators").get(0).get("variance").asDouble() > 0);
  }
}
