package io.thalweg.estimator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Javac;
import io.thalweg.Objective;
import io.thalweg.optimizer.Descent;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java of a recipe, compiled and run, makes the estimator that the recipe makes. */
class CodeTest {

  private static final int ESTIMATES = 30;
  private static final Settings OTHERS =
      Settings.defaults().withDraws(6).withTemperature(0.7).withRate(0.02);
  private static final List<Sample> SAMPLES = samples();

  @TempDir private static Path folder;
  private static URLClassLoader compiled;

  /** One construction of a recipe, on the first case that it fits, at some settings. */
  private record Sample(Recipe<?, ?> recipe, Trial trial, Settings settings, String type) {

    Construction<?, ?> construction() {
      return recipe.fitting(law(), f().getClass());
    }

    Distribution law() {
      return trial.problem().law();
    }

    Objective f() {
      return trial.problem().objective();
    }

    String program() {
      Code code = recipe.code(law(), f().getClass(), settings);
      TreeSet<String> imports = new TreeSet<>();
      Stream.concat(
              code.classes().stream(),
              Stream.of(
                  construction().law(),
                  construction().objective(),
                  Descent.class,
                  Distribution.class,
                  Objective.class,
                  RandomGenerator.class,
                  List.class,
                  ArrayList.class))
          .forEach(type -> imports.add("import " + type.getName() + ";\n"));
      return String.join("", imports)
          + """
          public class %s {
            public static List<double[]> run(
                Distribution someLaw, Objective someF, RandomGenerator random) {
              var law = (%s) someLaw;
              var f = (%s) someF;
              var estimator = %s;
              List<double[]> gradients = new ArrayList<>();
              for (int i = 0; i < %d; i++) {
                gradients.add(Descent.learn(estimator, law, f, random).gradient());
              }
              return gradients;
            }
          }
          """
              .formatted(
                  type,
                  construction().law().getSimpleName(),
                  construction().objective().getSimpleName(),
                  code.expression(),
                  ESTIMATES);
    }

    @Override
    public String toString() {
      return recipe.id() + " on " + trial.problem().name();
    }
  }

  static List<Sample> all() {
    return SAMPLES;
  }

  private static List<Sample> samples() {
    List<Sample> samples = new ArrayList<>();
    for (Recipe<?, ?> recipe : Registry.all()) {
      List<Construction<?, ?>> wanted = new ArrayList<>(List.of(recipe.construction()));
      recipe.richer().ifPresent(wanted::add);
      for (Construction<?, ?> construction : wanted) {
        Trial trial =
            Trial.all().stream()
                .filter(t -> t.recipe().equals(recipe))
                .filter(t -> fitting(t).equals(construction))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no case of " + recipe.id()));
        for (Settings settings : List.of(Settings.defaults(), OTHERS)) {
          Settings given = settings.withDrawsOf(trial.problem().estimand());
          samples.add(new Sample(recipe, trial, given, "Made" + samples.size()));
        }
      }
    }
    return samples;
  }

  private static Construction<?, ?> fitting(Trial trial) {
    return trial.recipe().fitting(trial.problem().law(), trial.problem().objective().getClass());
  }

  @BeforeAll
  static void compileAll() throws IOException, URISyntaxException {
    Map<String, String> programs = new LinkedHashMap<>();
    SAMPLES.forEach(sample -> programs.put(sample.type(), sample.program()));
    assertEquals("", new Javac(folder).compile(programs));
    compiled = new URLClassLoader(new URL[] {folder.toUri().toURL()});
  }

  @AfterAll
  static void close() throws IOException {
    compiled.close();
  }

  @ParameterizedTest
  @MethodSource("all")
  void codeMakesTheEstimatorOfTheRecipeToTheLastBit(Sample sample)
      throws ReflectiveOperationException {
    RandomGenerator random = new SplittableRandom(3);
    Estimator<Distribution, Objective> estimator =
        sample.recipe().create(sample.law(), sample.f().getClass(), sample.settings(), random);
    List<double[]> expected = new ArrayList<>();
    for (int i = 0; i < ESTIMATES; i++) {
      expected.add(Descent.learn(estimator, sample.law(), sample.f(), random).gradient());
    }
    Object actual =
        Class.forName(sample.type(), true, compiled)
            .getMethod("run", Distribution.class, Objective.class, RandomGenerator.class)
            .invoke(null, sample.law(), sample.f(), new SplittableRandom(3));
    List<?> gradients = (List<?>) actual;
    assertEquals(expected.size(), gradients.size());
    for (int i = 0; i < ESTIMATES; i++) {
      assertArrayEquals(expected.get(i), (double[]) gradients.get(i));
    }
  }
}
