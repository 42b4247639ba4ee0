package io.thalweg.race;

import static io.thalweg.race.KeptRaces.EFFORT;
import static io.thalweg.race.KeptRaces.after;
import static io.thalweg.race.KeptRaces.assertSame;
import static io.thalweg.race.KeptRaces.ids;
import static io.thalweg.race.KeptRaces.recipe;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Objective;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Registry;
import io.thalweg.objective.Fallible;
import io.thalweg.problem.Problem;
import io.thalweg.problem.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Races that end in the middle, and go on from a file in another process. */
class RaceCheckpointTest {

  private KeptRaces races;

  @BeforeEach
  void begin(@TempDir Path folder) {
    races = new KeptRaces(folder);
  }

  /** Ends a race in the warm-up, early and late, and asserts that it goes on to the same bits. */
  private void assertGoesOn(Problem problem, List<Recipe<?, ?>> recipes) {
    Race whole = KeptRaces.whole(problem, recipes);
    long estimates = recipes.size() * 1_050L;
    int turns = 0;
    for (double share : new double[] {0.03, 0.1, 0.4, 0.4}) {
      races.run(problem, recipes, after((long) (share * estimates)));
      assertTrue(races.checkpoint().turns() > turns, "nothing was kept");
      turns = races.checkpoint().turns();
    }
    Race found = races.run(problem, recipes, () -> true);
    assertEquals(List.of(), races.warnings());
    assertSame(whole, found);
    assertEquals(21 * (recipes.size() - ids(whole.failures()).size()), races.checkpoint().turns());
  }

  /** All estimators that do not choose by times, which differ from run to run. */
  @ParameterizedTest
  @ValueSource(strings = {"toy", "cos", "newsvendor", "gaussian", "symptoms"})
  void everyEstimatorGoesOnToTheSameBits(String name) {
    Problem problem = Problems.find(name).orElseThrow();
    List<Recipe<?, ?>> recipes =
        Registry.all().stream()
            .filter(
                recipe ->
                    recipe.fits(problem.estimand(), problem.law(), problem.objective().getClass()))
            .filter(recipe -> !Registry.choices().contains(recipe))
            .<Recipe<?, ?>>map(recipe -> recipe)
            .toList();
    assertTrue(recipes.size() > 1);
    assertGoesOn(problem, recipes);
  }

  @Test
  void noiseOfAnObjectiveGoesOnToTheSameBits() {
    Fallible f = Fallible.ofNoisy((x, noise) -> x[0] + noise.nextGaussian());
    Problem problem = new Problem("noisy", "", Bernoulli.ofLogits(0.3), f);
    assertGoesOn(problem, List.of(recipe("rloo"), recipe("reinforce")));
  }

  @Test
  void effortAndEstimatorsAreThoseOfTheFile() {
    Problem problem = new Problem("mine", "", Bernoulli.ofLogits(0.3), x -> x[0]);
    List<Recipe<?, ?>> recipes = List.of(recipe("rloo"), recipe("reinforce"));
    assertEquals(Optional.empty(), races.checkpoint().effort());
    races.run(problem, recipes, after(300));
    assertEquals(Optional.of(EFFORT), races.checkpoint().effort());
    assertEquals(List.of("rloo", "reinforce"), races.checkpoint().estimators());
  }

  @Test
  void anotherRaceAndADamagedFileAreRefused() throws IOException {
    Problem problem = new Problem("mine", "", Bernoulli.ofLogits(0.3), x -> x[0]);
    races.run(problem, List.of(recipe("rloo")), after(300));
    String other =
        assertThrows(UncheckedIOException.class, () -> races.checkpoint("another")).getMessage();
    assertTrue(other.endsWith("holds another race; delete it to start over"), other);
    Path file = races.file();
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 20] ^= 1;
    Files.write(file, bytes);
    String damaged =
        assertThrows(UncheckedIOException.class, () -> races.checkpoint()).getMessage();
    assertTrue(damaged.contains("is damaged"), damaged);
  }

  /** A licence server that is down for an hour. */
  @Test
  void estimatorThatFailedIsTriedAgainFromItsLastTurn() {
    boolean[] down = {false};
    int[] calls = {0};
    Objective f =
        x -> {
          calls[0]++;
          if (down[0]) {
            throw new IllegalStateException("no licence");
          }
          return x[0];
        };
    Problem problem = new Problem("mine", "", Bernoulli.ofLogits(0.3), f);
    List<Recipe<?, ?>> recipes = List.of(recipe("reinforce"));
    Race whole = KeptRaces.whole(problem, recipes);
    int all = calls[0];
    races.run(
        problem,
        recipes,
        () -> {
          down[0] = calls[0] > all + all - 300;
          return true;
        });
    assertTrue(down[0]);
    down[0] = false;
    Race found = races.run(problem, recipes, () -> true);
    assertSame(whole, found);
    assertEquals(List.of(), found.failures());
  }
}
