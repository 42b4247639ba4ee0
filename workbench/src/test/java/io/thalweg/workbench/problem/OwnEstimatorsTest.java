package io.thalweg.workbench.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.workbench.CommandRun;
import io.thalweg.workbench.compare.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Estimators that users make in their Java files. */
class OwnEstimatorsTest {

  private static final String BEGIN =
      """
      import io.thalweg.*;
      import io.thalweg.baseline.*;
      import io.thalweg.distribution.*;
      import io.thalweg.estimator.combinator.*;
      import io.thalweg.estimator.coupling.*;
      import io.thalweg.estimator.pathwise.*;
      import io.thalweg.estimator.score.*;
      import java.util.Arrays;
      import java.util.random.RandomGenerator;
      class Mine {
        static Bernoulli law() { return Bernoulli.ofLogits(0.5, -0.5); }
        static double value(double[] x) { return x[0] + 2 * x[1]; }
      """;

  @TempDir private Path folder;

  private Path mine(String body) throws IOException {
    return Files.writeString(folder.resolve("Mine.java"), BEGIN + body + "}\n");
  }

  private JsonNode race(Path file, String estimators) {
    return CommandRun.json(
        "compare", file.toString(), "--json", "--draws", "1000", "--estimators", estimators);
  }

  private static List<String> ids(JsonNode race) {
    List<String> ids = new ArrayList<>();
    race.get("estimators").forEach(entry -> ids.add(entry.get("id").asText()));
    return ids;
  }

  @Test
  void allEstimatorsOfTheFileJoinTheRace() throws IOException {
    Path mine =
        mine(
            """
            static Estimator<Distribution, Objective> estimator() { return new Rloo(3); }
            static Estimator<Bernoulli, Objective> coupled() { return new DisArm(); }
            static Estimator<Bernoulli, Objective> with(int draws) { return new Arms(draws); }
            """);
    CommandRun run = CommandRun.of("compare", mine.toString(), "--json", "--draws", "1000");
    JsonNode race = CommandRun.parse(run.out());
    List<String> ids = ids(race);
    assertEquals(List.of("coupled", "estimator"), ids.subList(0, 2));
    assertTrue(ids.contains("rloo"));
    JsonNode estimator = race.get("estimators").get(1);
    assertEquals("own", estimator.get("family").asText());
    assertEquals(3, estimator.get("evaluations").asInt());
    assertEquals("Mine", estimator.get("class").asText());
  }

  @Test
  void aWrongEstimatorIsFoundBiasedAndTheRightOneIsNot() throws IOException {
    Path mine =
        mine(
            """
            static Estimator<Bernoulli, Objective> right() { return new DisArm(); }
            static Estimator<Bernoulli, Objective> wrong() {
              return (law, random) -> new DisArm().ask(law, random).then(e ->
                  new Estimate(
                      law,
                      Arrays.stream(e.gradient()).map(g -> 1.5 * g).toArray(),
                      e.events(),
                      e.weights(),
                      e.evaluation()));
            }
            """);
    JsonNode race =
        CommandRun.json(
            "compare",
            mine.toString(),
            "--json",
            "--draws",
            "20000",
            "--estimators",
            "right,wrong");
    assertEquals("unbiased", verdict(race, 0));
    assertEquals("biased", verdict(race, 1));
    assertEquals("right", race.get("winner").asText());
  }

  private static String verdict(JsonNode race, int entry) {
    return race.get("estimators").get(entry).get("bias").get("verdict").asText();
  }

  /** Ways to declare an estimator; the program that compare prints must compile for each. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "static Estimator<Distribution, Objective> own() { return new Rloo(3); }",
        "static Estimator<? super Bernoulli, ? super Objective> own() { return new DisArm(); }",
        "static Rloo own() { return new Rloo(3); }",
        "static Estimator<?, ?> own() { return new Rloo(3); }",
        "@SuppressWarnings(\"rawtypes\") static Estimator own() { return new Rloo(3); }",
        "private static Rloo own() { return new Rloo(3); }",
        "static Rloo own() throws Exception { return new Rloo(3); }",
        "static MeanOf<Distribution, Objective> own() { return new MeanOf<>(2, new Reinforce()); }",
        "static Estimator<Distribution, Objective> own() {"
            + " return new Reinforce().minus(new MovingAverage(0.9)); }",
        "record Twice() implements ScoreEstimator<Factorized> {"
            + " public Question<Objective> ask(Factorized law, RandomGenerator random) {"
            + " return new MeanOf<>(2, new Reinforce()).ask(law, random).then(e -> e); } }"
            + " static Twice own() { return new Twice(); }",
      })
  void programMakesTheEstimatorOfTheUser(String declaration)
      throws IOException, ReflectiveOperationException {
    Path mine = mine(declaration);
    JsonNode race = race(mine, "own");
    Programs programs = new Programs(folder);
    Path winner = Files.writeString(folder.resolve("Winner.java"), race.get("code").asText());
    programs.compile(List.of(mine, winner));
    JavaProblem opened = JavaProblem.open(mine);
    assertEquals(
        Arrays.toString(Programs.first(opened.problem(), opened.estimator("own")).gradient()),
        programs.run("Winner"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      quoteCharacter = '`',
      textBlock =
          """
          Rloo own() { return new Rloo(3); } @ own() of Mine.java makes an estimator and must be static
          static Rloo rloo() { return new Rloo(3); } @ rloo() of Mine.java has the name of an estimator of the library; give it another
          static Rloo own() { return null; } @ own() of Mine.java returned null
          static Rloo own() { return new Rloo(1); } @ own() of Mine.java failed: the number of draws of RLOO is 1; it must be at least 2
          static Estimator<Categorical, Objective> own() { return new Ar(); } @ own() of Mine.java needs Categorical law, values of f; Bernoulli[1 contexts x 2 variables] and its objective do not give it that
          static Reparameterization own() { return new Reparameterization(); } @ own() of Mine.java needs Reparameterized law, gradient of f; Bernoulli[1 contexts x 2 variables] and its objective do not give it that
          """)
  void anEstimatorThatCannotRaceIsRefusedInOneSentence(String body, String sentence)
      throws IOException {
    CommandRun run = CommandRun.of("compare", mine(body).toString(), "--json", "--draws", "1000");
    assertEquals("thalweg: " + sentence, run.err().strip());
    assertEquals(1, run.exit());
  }

  @Test
  void estimatorsOfANestedClassAreCalledThere() throws IOException, ReflectiveOperationException {
    String nested = BEGIN.replace("class Mine {", "class Mine { static class Inner {");
    Path mine =
        Files.writeString(
            folder.resolve("Mine.java"),
            nested + "static Rloo own() { return new Rloo(3); } } }\n");
    String code = race(mine, "own").get("code").asText();
    assertTrue(code.contains("var estimator = Mine.Inner.own();"), code);
    Programs programs = new Programs(folder);
    programs.compile(List.of(mine, Files.writeString(folder.resolve("Winner.java"), code)));
    assertTrue(programs.run("Winner").startsWith("["));
  }

  @Test
  void aSettingOfAUsersEstimatorIsRefused() throws IOException {
    Path mine = mine("static Rloo own() { return new Rloo(3); }");
    CommandRun run =
        CommandRun.of("compare", mine.toString(), "--json", "--estimators", "own:draws=3");
    assertTrue(run.err().startsWith("thalweg: own has no setting 'draws'; it has none."));
  }
}
