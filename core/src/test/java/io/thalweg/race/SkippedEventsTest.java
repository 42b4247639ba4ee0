package io.thalweg.race;

import static io.thalweg.race.KeptRaces.after;
import static io.thalweg.race.KeptRaces.assertSame;
import static io.thalweg.race.KeptRaces.recipe;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Objective;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.Recipe;
import io.thalweg.objective.Fallible;
import io.thalweg.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Races that go on from a file while their objective skips events at which it fails. */
class SkippedEventsTest {

  private KeptRaces races;

  @BeforeEach
  void begin(@TempDir Path folder) {
    races = new KeptRaces(folder);
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
    Race whole = KeptRaces.whole(once, recipes);
    Fallible counted = (Fallible) once.objective();
    assertTrue(counted.counts().skips() > 1_000, counted.counts()::describe);
    // It is asked before each of 50 estimates of a turn, and before each warm-up and each round.
    races.run(timed(), recipes, after(2 * 51));
    int before = 0;
    for (int rounds : new int[] {5, 6, 17}) {
      assertEquals(2 * (1 + before), races.checkpoint().turns());
      races.run(skipping(), recipes, after(before + (rounds - before) * 101L));
      before = rounds;
    }
    assertEquals(2 * (1 + before), races.checkpoint().turns());
    Problem last = skipping();
    Race found = races.run(last, recipes, () -> true);
    assertSame(whole, found);
    Fallible again = (Fallible) last.objective();
    assertEquals(counted.counts(), again.counts());
    assertEquals(counted.caveat(), again.caveat());
  }
}
