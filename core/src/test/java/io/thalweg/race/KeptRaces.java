package io.thalweg.race;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.check.VarianceReport;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Registry;
import io.thalweg.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Races in turn that go on from one file, as if each had a process of its own. */
final class KeptRaces {

  static final Race.Effort EFFORT = new Race.Effort(1_000, 50, 1 << 16, 1_000);

  private final Path file;
  private final List<String> warnings = new ArrayList<>();

  KeptRaces(Path folder) {
    this.file = folder.resolve("race.checkpoint");
  }

  Path file() {
    return file;
  }

  /** The sentences that were told. */
  List<String> warnings() {
    return warnings;
  }

  RaceCheckpoint checkpoint(String identity) {
    return RaceCheckpoint.of(file, identity, warnings::add);
  }

  RaceCheckpoint checkpoint() {
    return checkpoint("mine");
  }

  Race run(Problem problem, List<Recipe<?, ?>> recipes, BooleanSupplier goesOn) {
    return run(problem, recipes, r -> {}, goesOn);
  }

  Race run(
      Problem problem,
      List<Recipe<?, ?>> recipes,
      Consumer<Recipe<?, ?>> watch,
      BooleanSupplier goesOn) {
    return new RunningRace(problem, recipes, EFFORT, 1, checkpoint()).run(watch, goesOn);
  }

  /** A race that is not kept. */
  static Race whole(Problem problem, List<Recipe<?, ?>> recipes) {
    return Race.run(problem, recipes, EFFORT, 1, r -> {});
  }

  /** Says yes so many times. */
  static BooleanSupplier after(long times) {
    long[] left = {times};
    return () -> left[0]-- > 0;
  }

  static Recipe<?, ?> recipe(String id) {
    return Registry.find(id).orElseThrow();
  }

  static List<String> ids(List<Race.Failure> failures) {
    return failures.stream().map(failure -> failure.recipe().id()).toList();
  }

  /** Asserts that all but times are the same bits. */
  static void assertSame(Race expected, Race actual) {
    assertEquals(ids(expected.failures()), ids(actual.failures()));
    assertEquals(expected.entries().size(), actual.entries().size());
    for (int i = 0; i < expected.entries().size(); i++) {
      assertSame(expected.entries().get(i), actual.entries().get(i));
    }
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
}
