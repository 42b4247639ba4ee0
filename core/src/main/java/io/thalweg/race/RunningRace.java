package io.thalweg.race;

import io.thalweg.check.Reference;
import io.thalweg.estimator.Recipe;
import io.thalweg.problem.Problem;
import io.thalweg.support.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A race that another thread can ask for what was measured so far, also while f does not return.
 *
 * <p>It runs once; {@link Race} says how.
 */
public final class RunningRace {

  // A variance takes two.
  private static final int LEAST_MEASURED = 2;

  private final Problem problem;
  private final List<Recipe<?, ?>> recipes;
  private final Race.Effort effort;
  private final long seed;
  private final RaceCheckpoint checkpoint;
  private final List<Race.Failure> failures = new CopyOnWriteArrayList<>();
  private final List<Runner> runners = new CopyOnWriteArrayList<>();
  // Null until the exact gradient and the natural scale are known.
  private volatile @Nullable Judge judge;

  /** Makes a race that has not begun. */
  public RunningRace(Problem problem, List<Recipe<?, ?>> recipes, Race.Effort effort, long seed) {
    this(problem, recipes, effort, seed, RaceCheckpoint.none());
  }

  /**
   * Makes a race that goes on from a file, and is kept there.
   *
   * @param recipes those of the file, if there is a race in it
   * @param effort that of the file, likewise
   */
  public RunningRace(
      Problem problem,
      List<Recipe<?, ?>> recipes,
      Race.Effort effort,
      long seed,
      RaceCheckpoint checkpoint) {
    this.problem = problem;
    this.recipes = List.copyOf(recipes);
    this.effort = effort;
    this.seed = seed;
    this.checkpoint = checkpoint;
  }

  /**
   * Runs the race until its end or until it is stopped. Then it judges what was drawn so far; an
   * estimator that drew fewer than two estimates has no entry.
   *
   * @param watch is called with an estimator when it has warmed up, and after each of its turns
   *     until it fails; but for turns that were made before
   * @param goesOn is asked before each estimate; the race stops when it says no
   * @throws RuntimeException what the first estimator threw, if all of them failed and none was
   *     measured
   */
  public Race run(Consumer<Recipe<?, ?>> watch, BooleanSupplier goesOn) {
    checkpoint.rewind(problem.objective());
    Judge known =
        Judge.of(
            Noise.independent(problem, seed, "scale"),
            recipes.size(),
            effort,
            Streams.named(seed, "scale"));
    judge = known;
    checkpoint.beginRace(effort, recipes);
    warmUp(known.direction(problem), watch, goesOn);
    List<Runner> running = new ArrayList<>(runners);
    for (int round = 0; round < Race.ROUNDS && goesOn.getAsBoolean(); round++) {
      for (Runner runner : List.copyOf(running)) {
        if (runner.measurement().blocks() <= round) {
          if (!attempt(runner.recipe(), () -> turn(runner, goesOn))) {
            running.remove(runner);
          }
          watch.accept(runner.recipe());
        }
      }
    }
    checkpoint.save();
    Race race = judged(known);
    if (race.entries().isEmpty() && !failures.isEmpty() && failures.size() == recipes.size()) {
      throw failures.get(0).cause();
    }
    return race;
  }

  private void turn(Runner runner, BooleanSupplier goesOn) {
    checkpoint.beginTurn(runner);
    runner.measurement().nextBlock(goesOn);
    checkpoint.keep(runner);
  }

  private void warmUp(double[] direction, Consumer<Recipe<?, ?>> watch, BooleanSupplier goesOn) {
    Race.Effort share = effort.within(effort.seconds() / Math.max(1, recipes.size()));
    for (Recipe<?, ?> recipe : recipes) {
      Optional<Runner> before = resumed(recipe, direction);
      if (before.isPresent()) {
        runners.add(before.get());
      } else {
        if (goesOn.getAsBoolean()) {
          attempt(recipe, () -> start(recipe, direction, share, goesOn));
        }
        watch.accept(recipe);
      }
    }
  }

  private Optional<Runner> resumed(Recipe<?, ?> recipe, double[] direction) {
    try {
      return checkpoint
          .state(recipe)
          .map(state -> Runner.resume(problem, recipe, direction, seed, state));
    } catch (RuntimeException e) {
      checkpoint.forget(recipe, e);
      return Optional.empty();
    }
  }

  private void start(
      Recipe<?, ?> recipe, double[] direction, Race.Effort share, BooleanSupplier goesOn) {
    Runner runner = Runner.start(problem, recipe, direction, share, seed, goesOn);
    runners.add(runner);
    checkpoint.keep(runner);
  }

  /** Judges what was measured so far; empty if that is nothing. */
  public Optional<Race> soFar() {
    Judge known = judge;
    return known == null
        ? Optional.empty()
        : Optional.of(judged(known)).filter(race -> !race.entries().isEmpty());
  }

  private Race judged(Judge known) {
    List<Runner> measured =
        runners.stream().filter(r -> r.measurement().drawn() >= LEAST_MEASURED).toList();
    return new Race(
        problem,
        known.exact().map(Reference::gradient),
        known.reference(),
        known.entries(measured, failures),
        List.copyOf(failures));
  }

  /** Runs a part of the race; whatever it throws is the failure of one estimator alone. */
  private boolean attempt(Recipe<?, ?> recipe, Runnable part) {
    try {
      part.run();
      return true;
    } catch (RuntimeException e) {
      failures.add(new Race.Failure(recipe, e));
      return false;
    } catch (OutOfMemoryError e) {
      failures.add(new Race.Failure(recipe, new IllegalStateException("it ran out of memory", e)));
      return false;
    }
  }
}
