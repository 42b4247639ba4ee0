package io.thalweg.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Case;
import io.thalweg.Cases;
import io.thalweg.Distribution;
import io.thalweg.Estimand;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Finite;
import io.thalweg.Objective;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.combinator.Parallel;
import io.thalweg.estimator.combinator.Raced;
import io.thalweg.estimator.score.Baselined;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RegistryTest {

  static List<Trial> trials() {
    return Trial.all();
  }

  static List<Recipe<?, ?>> recipes() {
    return Registry.all();
  }

  @Test
  void idsAreUniqueAndInSnakeCase() {
    Set<String> ids = new HashSet<>();
    for (Recipe<?, ?> recipe : recipes()) {
      assertTrue(recipe.id().matches("[a-z]+[a-z0-9]*(_[a-z0-9]+)*"), recipe.id());
      assertTrue(ids.add(recipe.id()), recipe.id());
      assertSame(recipe, Registry.find(recipe.id()).orElseThrow());
    }
    assertEquals(Optional.empty(), Registry.find("no_such_estimator"));
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void everyTextIsGiven(Recipe<?, ?> recipe) {
    assertFalse(recipe.evaluations().isBlank());
    assertFalse(recipe.source().isBlank());
    assertFalse(recipe.needs().isBlank());
    assertTrue(recipe.bias().map(reason -> !reason.isBlank()).orElse(true));
  }

  /** A link is that of a paper that some class of the library cites in its Javadoc. */
  @Test
  void linksOfPapersAreThoseOfTheJavadoc() throws IOException {
    String javadoc = sources();
    Papers.links()
        .values()
        .forEach(
            link -> {
              String id = link.replaceAll("https://(arxiv.org/abs|doi.org)/", "");
              assertTrue(javadoc.contains("arXiv:" + id) || javadoc.contains("doi " + id), link);
            });
    Set<String> cited = new TreeSet<>();
    recipes().forEach(recipe -> cited.addAll(recipe.papers().keySet()));
    assertTrue(cited.containsAll(Papers.links().keySet()), Papers.links()::toString);
  }

  private static String sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
      StringBuilder text = new StringBuilder();
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        text.append(Files.readString(file));
      }
      // A reference may be broken over two lines.
      return text.toString().replaceAll("\\n \\* ", " ");
    }
  }

  private static final Pattern DRAWS = Pattern.compile("K = (\\d+).*");

  static List<Trial> trialsOfSeveralDraws() {
    return Trial.all().stream()
        .filter(trial -> !trial.learned())
        .filter(trial -> DRAWS.matcher(trial.recipe().evaluations()).matches())
        .toList();
  }

  /** K as the recipe states it is what an estimate evaluates, whatever the settings. */
  @ParameterizedTest
  @MethodSource("trialsOfSeveralDraws")
  void costFollowsTheSettings(Trial trial) {
    Distribution law = trial.problem().law();
    Objective f = trial.problem().objective();
    // Of ten draws one lies beyond the quantile.
    int least = trial.recipe().estimand() == Estimand.Risk.class ? 10 : 2;
    for (int draws = least; draws <= least + 1; draws++) {
      Settings settings = Settings.defaults().withDraws(draws);
      Matcher cost = DRAWS.matcher(trial.recipe().cost().at(settings));
      assertTrue(cost.matches());
      int k = Integer.parseInt(cost.group(1));
      long outcomes = law instanceof Finite finite ? finite.outcomes() : Long.MAX_VALUE;
      SplittableRandom random = new SplittableRandom(1);
      int evaluations =
          trial
              .recipe()
              .create(law, f.getClass(), settings, random)
              .estimate(law, f, random)
              .evaluations();
      boolean differ = trial.recipe().id().equals("unordered_set");
      assertEquals((differ ? Math.min(k, outcomes) : k) * law.contexts(), evaluations);
    }
  }

  @ParameterizedTest
  @MethodSource("trials")
  void biasOfTheRecipeIsThatOfTheEstimator(Trial trial) {
    Optional<String> bias = trial.estimator().bias();
    assertTrue(
        trial.recipe().bias().equals(bias) || (bias.isEmpty() && trial.promisesNoBias()),
        bias::toString);
  }

  @ParameterizedTest
  @MethodSource("trials")
  void estimandOfTheEstimatorIsThatOfTheProblem(Trial trial) {
    assertEquals(trial.problem().estimand(), trial.estimator().estimand());
  }

  /** A pair that does not fit is refused in words; one that fits never fails. */
  @Test
  void pairsWorkIfAndOnlyIfTheyFit() {
    for (Case problem : Cases.all()) {
      for (Recipe<?, ?> recipe : recipes()) {
        SplittableRandom random = new SplittableRandom(1);
        Distribution law = problem.law();
        Objective f = problem.objective();
        if (recipe.fits(Estimand.MEAN, law, f.getClass())
            || recipe.fits(new Estimand.Bound(2), law, f.getClass())
            || recipe.fits(new Estimand.Best(2), law, f.getClass())
            || recipe.fits(new Estimand.TailMean(0.9), law, f.getClass())) {
          var estimator = recipe.create(law, f.getClass(), Settings.defaults(), random);
          Estimate estimate = estimator.estimate(law, f, random);
          assertEquals(problem.exact().length, estimate.gradient().length);
        } else {
          var thrown =
              assertThrows(
                  IllegalArgumentException.class,
                  () -> recipe.create(law, f.getClass(), Settings.defaults(), random));
          assertEquals(
              "%s needs %s; it does not fit %s".formatted(recipe.id(), recipe.needs(), law),
              thrown.getMessage());
        }
      }
    }
  }

  @Test
  void enumerationDoesNotFitLawsOfTooManyOutcomes() {
    Recipe<?, ?> enumeration = Registry.find("enumeration").orElseThrow();
    assertTrue(
        enumeration.fits(Estimand.MEAN, Bernoulli.ofLogits(new double[22]), Objective.class));
    assertFalse(
        enumeration.fits(Estimand.MEAN, Bernoulli.ofLogits(new double[23]), Objective.class));
    assertFalse(
        enumeration.fits(
            Estimand.MEAN, Bernoulli.ofLogits(new double[44]).inContexts(2), Objective.class));
  }

  /**
   * Every public class of the estimators' packages is what some recipe makes, with or without a
   * baseline, but for the one that takes any of them to other threads, and the race of all.
   */
  @Test
  void everyEstimatorCanBeReached() throws IOException, URISyntaxException {
    Set<String> made = new TreeSet<>();
    for (Trial trial : trials()) {
      Estimator<?, ?> estimator = trial.estimator();
      made.add(estimator.getClass().getName());
      if (estimator instanceof Baselined<?> centred) {
        made.add(centred.estimator().getClass().getName());
      }
    }
    made.add(Parallel.class.getName());
    made.add(Raced.class.getName());
    Path root = classes();
    Set<String> existing = new TreeSet<>();
    try (Stream<Path> files = Files.walk(root.resolve("io/thalweg/estimator"))) {
      files
          .map(file -> root.relativize(file).toString())
          .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
          .map(name -> name.replace(".class", "").replace('/', '.').replace('\\', '.'))
          .filter(RegistryTest::isEstimator)
          .forEach(existing::add);
    }
    assertTrue(existing.size() >= 10, existing::toString);
    assertEquals(existing, made);
  }

  private static Path classes() throws URISyntaxException {
    String file = "/io/thalweg/estimator/Registry.class";
    URI uri = Registry.class.getResource(file).toURI();
    return Path.of(uri).getParent().getParent().getParent().getParent();
  }

  private static boolean isEstimator(String name) {
    try {
      Class<?> type = Class.forName(name, false, Registry.class.getClassLoader());
      return Estimator.class.isAssignableFrom(type) && !type.isInterface();
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
