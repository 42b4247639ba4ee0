package io.thalweg.race;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Adaptive;
import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.check.VarianceReport;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.Code;
import io.thalweg.estimator.Cost;
import io.thalweg.estimator.Family;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Registry;
import io.thalweg.estimator.score.Reinforce;
import io.thalweg.objective.Fallible;
import io.thalweg.problem.Problem;
import io.thalweg.problem.Problems;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Races that end in the middle, and go on from a file in another process. */
class RaceCheckpointTest {

  private static final Race.Effort EFFORT = new Race.Effort(1_000, 50, 1 << 16, 1_000);

  @TempDir private Path folder;
  private final List<String> warnings = new ArrayList<>();

  private RaceCheckpoint checkpoint(String identity) {
    return RaceCheckpoint.of(folder.resolve("race.checkpoint"), identity, warnings::add);
  }

  private Race run(Problem problem, List<Recipe<?, ?>> recipes, BooleanSupplier goesOn) {
    return new RunningRace(problem, recipes, EFFORT, 1, checkpoint("mine")).run(r -> {}, goesOn);
  }

  /** Says yes so many times. */
  private static BooleanSupplier after(long times) {
    long[] left = {times};
    return () -> left[0]-- > 0;
  }

  /** Ends a race in the warm-up, early and late, and asserts that it goes on to the same bits. */
  private void assertGoesOn(Problem problem, List<Recipe<?, ?>> recipes) {
    Race whole = Race.run(problem, recipes, EFFORT, 1, r -> {});
    long estimates = recipes.size() * 1_050L;
    int turns = 0;
    for (double share : new double[] {0.03, 0.1, 0.4, 0.4}) {
      run(problem, recipes, after((long) (share * estimates)));
      assertTrue(checkpoint("mine").turns() > turns, "nothing was kept");
      turns = checkpoint("mine").turns();
    }
    Race found = run(problem, recipes, () -> true);
    assertEquals(List.of(), warnings);
    assertEquals(ids(whole.failures()), ids(found.failures()));
    assertEquals(whole.entries().size(), found.entries().size());
    for (int i = 0; i < whole.entries().size(); i++) {
      assertSame(whole.entries().get(i), found.entries().get(i));
    }
    assertEquals(21 * (recipes.size() - ids(whole.failures()).size()), checkpoint("mine").turns());
  }

  private static List<String> ids(List<Race.Failure> failures) {
    return failures.stream().map(failure -> failure.recipe().id()).toList();
  }

  private static void assertSame(Race.Entry expected, Race.Entry actual) {
    String id = expected.recipe().id();
    assertEquals(id, actual.recipe().id());
    VarianceReport one = expected.report();
    VarianceReport other = actual.report();
    assertEquals(one.draws(), other.draws(), id);
    assertArrayEquals(one.mean(), other.mean(), id);
    assertArrayEquals(one.standardErrors(), other.standardErrors(), id);
    assertEquals(one.varianceInterval(), other.varianceInterval(), id);
    assertEquals(one.tail(), other.tail(), id);
    assertEquals(one.evaluations(), other.evaluations(), id);
    assertEquals(expected.warmUp(), actual.warmUp(), id);
    assertEquals(expected.bias(), actual.bias(), id);
    assertTrue(other.times().total() > 0, id);
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

  private static Recipe<?, ?> recipe(String id) {
    return Registry.find(id).orElseThrow();
  }

  @Test
  void noiseOfAnObjectiveGoesOnToTheSameBits() {
    Fallible f = Fallible.ofNoisy((x, noise) -> x[0] + noise.nextGaussian());
    Problem problem = new Problem("noisy", "", Bernoulli.ofLogits(0.3), f);
    assertGoesOn(problem, List.of(recipe("rloo"), recipe("reinforce")));
  }

  /** A process has an objective of its own, which fails at an event of four and skips it. */
  private static Problem skipping() {
    Objective f =
        x -> {
          if (x[0] == 1 && x[1] == 1) {
            throw new IllegalStateException("no solution");
          }
          return x[0] + 2 * x[1];
        };
    Fallible skipping = Fallible.of(f).skips(0.9).retries(1);
    return new Problem("mine", "", Bernoulli.ofLogits(0.3, -0.2), skipping);
  }

  /** One that was timed before the race, which a process that goes on does not do. */
  private static Problem timed() {
    Problem problem = skipping();
    for (int call = 0; call < 20_000; call++) {
      problem.objective().value(new double[] {0, 1});
    }
    return problem;
  }

  /** Processes end after the warm-up, early and late, between two turns. */
  @Test
  void eventsThatWereSkippedAndWhatStandsInForThemGoOn() {
    List<Recipe<?, ?>> recipes = List.of(recipe("rloo"), recipe("reinforce"));
    Problem once = timed();
    Race whole = Race.run(once, recipes, EFFORT, 1, r -> {});
    Fallible counted = (Fallible) once.objective();
    assertTrue(counted.counts().skips() > 1_000, counted.counts()::describe);
    // It is asked before each of 50 estimates of a turn, and before each warm-up and each round.
    run(timed(), recipes, after(2 * 51));
    int before = 0;
    for (int rounds : new int[] {5, 6, 17}) {
      assertEquals(2 * (1 + before), checkpoint("mine").turns());
      run(skipping(), recipes, after(before + (rounds - before) * 101L));
      before = rounds;
    }
    assertEquals(2 * (1 + before), checkpoint("mine").turns());
    Problem last = skipping();
    Race found = run(last, recipes, () -> true);
    for (int i = 0; i < 2; i++) {
      assertSame(whole.entries().get(i), found.entries().get(i));
    }
    Fallible again = (Fallible) last.objective();
    assertEquals(counted.counts(), again.counts());
    assertEquals(counted.caveat(), again.caveat());
  }

  @Test
  void effortAndEstimatorsAreThoseOfTheFile() {
    Problem problem = new Problem("mine", "", Bernoulli.ofLogits(0.3), x -> x[0]);
    List<Recipe<?, ?>> recipes = List.of(recipe("rloo"), recipe("reinforce"));
    assertEquals(Optional.empty(), checkpoint("mine").effort());
    run(problem, recipes, after(300));
    assertEquals(Optional.of(EFFORT), checkpoint("mine").effort());
    assertEquals(List.of("rloo", "reinforce"), checkpoint("mine").estimators());
  }

  @Test
  void anotherRaceAndADamagedFileAreRefused() throws IOException {
    Problem problem = new Problem("mine", "", Bernoulli.ofLogits(0.3), x -> x[0]);
    run(problem, List.of(recipe("rloo")), after(300));
    String other =
        assertThrows(UncheckedIOException.class, () -> checkpoint("another")).getMessage();
    assertTrue(other.endsWith("holds another race; delete it to start over"), other);
    Path file = folder.resolve("race.checkpoint");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 20] ^= 1;
    Files.write(file, bytes);
    String damaged =
        assertThrows(UncheckedIOException.class, () -> checkpoint("mine")).getMessage();
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
    Race whole = Race.run(problem, recipes, EFFORT, 1, r -> {});
    int all = calls[0];
    run(
        problem,
        recipes,
        () -> {
          down[0] = calls[0] > all + all - 300;
          return true;
        });
    assertTrue(down[0]);
    down[0] = false;
    Race found = run(problem, recipes, () -> true);
    assertSame(whole.entries().get(0), found.entries().get(0));
    assertEquals(List.of(), found.failures());
  }

  /** REINFORCE with a learner of a user's that counts how often it is saved, which takes long. */
  private static final class Slow implements Estimator<Distribution, Objective>, Adaptive {
    private final int[] saves;

    Slow(int[] saves) {
      this.saves = saves;
    }

    @Override
    public Question<? super Objective> ask(Distribution law, RandomGenerator random) {
      return new Reinforce().ask(law, random);
    }

    @Override
    public Optional<Adaptive> learner() {
      return Optional.of(this);
    }

    @Override
    public void learn(Estimate past) {}

    @Override
    public void save(DataOutput out) {
      saves[0]++;
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void load(DataInput in) {}
  }

  private static Recipe<?, ?> own(
      String id, Supplier<Estimator<Distribution, Objective>> estimator) {
    return Recipe.ofValues(
        id,
        Family.SCORE,
        Distribution.class,
        Cost.of("1"),
        "-",
        settings -> estimator.get(),
        settings -> Code.make(Reinforce.class));
  }

  /** A turn takes microseconds, and to save it 20 ms, which may be a hundredth of the time. */
  @Test
  void estimatorIsWrittenWhereTheFileIsAndNotAfterEachTurn() {
    int[] saves = {0};
    Problem problem = new Problem("mine", "", Bernoulli.ofLogits(0.3), x -> x[0]);
    run(problem, List.of(own("slow", () -> new Slow(saves))), () -> true);
    assertEquals(21, checkpoint("mine").turns());
    assertTrue(saves[0] >= 2 && saves[0] < 21, saves[0] + " times");
  }

  /** The numbers of the draw that fails, the first of a turn, have been drawn. */
  @Test
  void turnThatFailsAtItsFirstDrawIsNotKept() {
    int[] left = {Integer.MAX_VALUE};
    Objective f =
        x -> {
          if (left[0]-- == 0) {
            throw new IllegalStateException("no licence");
          }
          return x[0];
        };
    Problem problem = new Problem("mine", "", Bernoulli.ofLogits(0.3), f);
    List<Recipe<?, ?>> recipes =
        List.of(own("slow", () -> new Slow(new int[1])), recipe("reinforce"));
    Race whole = Race.run(problem, recipes, EFFORT, 1, r -> {});
    int[] turns = {0};
    Race failed =
        new RunningRace(problem, recipes, EFFORT, 1, checkpoint("mine"))
            .run(
                recipe -> {
                  turns[0]++;
                  // Before a turn of the first; a turn of the second comes after each of them.
                  left[0] = turns[0] == 20 ? 0 : left[0];
                },
                () -> true);
    assertEquals(List.of("slow"), ids(failed.failures()));
    Race found = run(problem, recipes, () -> true);
    assertEquals(List.of(), found.failures());
    for (int i = 0; i < 2; i++) {
      assertSame(whole.entries().get(i), found.entries().get(i));
    }
  }

  /** REINFORCE with a learner of a user's that cannot be saved. */
  private static final class Forgetful implements Estimator<Distribution, Objective>, Adaptive {
    @Override
    public Question<? super Objective> ask(Distribution law, RandomGenerator random) {
      return new Reinforce().ask(law, random);
    }

    @Override
    public Optional<Adaptive> learner() {
      return Optional.of(this);
    }

    @Override
    public void learn(Estimate past) {}

    @Override
    public void save(DataOutput out) {
      throw new UnsupportedOperationException("no state");
    }

    @Override
    public void load(DataInput in) {
      throw new UnsupportedOperationException("no state");
    }
  }

  @Test
  void estimatorThatCannotBeKeptRacesAllTheSame() {
    Recipe<?, ?> forgetful = own("forgetful", Forgetful::new);
    Problem problem = new Problem("mine", "", Bernoulli.ofLogits(0.3), x -> x[0]);
    Race race = run(problem, List.of(forgetful, recipe("rloo")), () -> true);
    assertEquals(List.of(), race.failures());
    assertEquals(2, race.entries().size());
    assertEquals(1, warnings.size(), warnings::toString);
    assertTrue(warnings.get(0).startsWith("forgetful cannot be kept"), warnings::toString);
    assertEquals(21, checkpoint("mine").turns());
  }
}
