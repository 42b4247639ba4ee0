package io.thalweg.race;

import static io.thalweg.race.KeptRaces.assertSame;
import static io.thalweg.race.KeptRaces.ids;
import static io.thalweg.race.KeptRaces.recipe;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Adaptive;
import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.Code;
import io.thalweg.estimator.Cost;
import io.thalweg.estimator.Family;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.score.Reinforce;
import io.thalweg.problem.Problem;
import java.io.DataInput;
import java.io.DataOutput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Learners of a user's in races that go on from a file. */
class OwnLearnersTest {

  private KeptRaces races;

  @BeforeEach
  void begin(@TempDir Path folder) {
    races = new KeptRaces(folder);
  }

  /**
   * REINFORCE with a learner of a user's that counts how often it is saved. That takes long, so
   * that turns end between two writings.
   */
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

  /** The file has more turns exactly when it was written after one, or at the end of the race. */
  @Test
  void estimatorIsSerialisedOnlyWhereTheFileIsWritten() {
    int[] saves = {0};
    List<Integer> written = new ArrayList<>(List.of(0));
    Runnable read =
        () -> {
          int turns = races.checkpoint().turns();
          if (turns > written.get(written.size() - 1)) {
            written.add(turns);
          }
        };
    Problem problem = new Problem("mine", "", Bernoulli.ofLogits(0.3), x -> x[0]);
    races.run(
        problem, List.of(own("slow", () -> new Slow(saves))), recipe -> read.run(), () -> true);
    read.run();
    assertEquals(21, written.get(written.size() - 1));
    assertEquals(written.size() - 1, saves[0]);
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
    Race whole = KeptRaces.whole(problem, recipes);
    int[] turns = {0};
    Race failed =
        races.run(
            problem,
            recipes,
            recipe -> {
              turns[0]++;
              // Before a turn of the first; a turn of the second comes after each of them.
              left[0] = turns[0] == 20 ? 0 : left[0];
            },
            () -> true);
    assertEquals(List.of("slow"), ids(failed.failures()));
    Race found = races.run(problem, recipes, () -> true);
    assertEquals(List.of(), found.failures());
    assertSame(whole, found);
  }

  /** REINFORCE with a learner of a user's that cannot be saved. */
  private static final class Forgetful implements Estimator<Distribution, Objective>, Adaptive {
    @Override
    public Question<? super Objective> ask(Distribution law, RandomGenerator random) {
      return new Reinforce().ask(law, random);
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
    Race race = races.run(problem, List.of(forgetful, recipe("rloo")), () -> true);
    assertEquals(List.of(), race.failures());
    assertEquals(2, race.entries().size());
    assertEquals(1, races.warnings().size(), races.warnings()::toString);
    assertTrue(
        races.warnings().get(0).startsWith("forgetful cannot be kept"), races.warnings()::toString);
    assertEquals(21, races.checkpoint().turns());
  }
}
