package io.thalweg.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.baseline.PastMean;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.distribution.PlackettLuce;
import io.thalweg.estimator.score.Reinforce;
import io.thalweg.estimator.score.Rloo;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recipes with settings of their own, and the Java that they write. */
class RecipeTest {

  private static final Bernoulli LAW = Bernoulli.ofLogits(0.3, -0.2);

  private static Recipe<?, ?> recipe(String name) {
    return Registry.find(name).orElseThrow();
  }

  private static String code(Recipe<?, ?> recipe) {
    return recipe.code(LAW, Objective.class, Settings.defaults()).expression();
  }

  @Test
  void aSettingOfTheRecipeShowsInNameCostAndCode() {
    Recipe<?, ?> eight = recipe("rloo").with(Setting.DRAWS, 8);
    assertEquals("rloo:draws=8", eight.id());
    assertEquals("rloo", eight.name());
    assertEquals("K = 8", eight.evaluations());
    assertEquals("new Rloo(8)", code(eight));
    assertEquals("new Rloo(2)", code(recipe("rloo")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rloo",
        "rloo:draws=8",
        "rebar:temperature=0.3,rate=0.02",
        "regression:base=local_expectation",
        "regression:base=arms,draws=3"
      })
  void theRegistryReadsTheIdOfARecipe(String id) {
    assertEquals(id, Registry.parse(id).id());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "roo:draws=8 | there is no estimator 'roo'",
        "rloo:draws | 'draws' of rloo is no setting with a value, such as draws=8",
        "rloo:draw=8 | rloo has no setting 'draw'; it has draws",
        "rloo:rate=8 | rloo has no setting 'rate'; it has draws",
        "rloo:base=arms | rloo has no setting 'base' here; it has draws",
        "regression:base=arm_s | there is no estimator 'arm_s'",
        "regression:base=rebar | regression cannot correct rebar, which needs Concrete law,"
            + " gradient of f",
        "rloo:draws=many | draws of rloo is 'many'; it must be a number",
      })
  void anIdThatIsNoneIsRefused(String id, String sentence) {
    Exception refusal = assertThrows(IllegalArgumentException.class, () -> Registry.parse(id));
    assertEquals(sentence, refusal.getMessage());
  }

  @Test
  void regressionOnABaseIsMadeFromTheRecipeOfTheBase() {
    Recipe<?, ?> onArms = Registry.parse("regression:base=arms,draws=3");
    assertEquals("SurrogateRegression.of(new Arms(3))", code(onArms));
    assertEquals("K = 3", onArms.evaluations());
    Estimator<Distribution, Objective> made =
        onArms.create(LAW, Objective.class, Settings.defaults(), new SplittableRandom(1));
    assertEquals(3, made.estimate(LAW, x -> x[0], new SplittableRandom(2)).evaluations());
  }

  @Test
  void aSettingOfTheRecipeOverridesThoseItIsMadeWith() {
    SplittableRandom random = new SplittableRandom(1);
    Settings three = Settings.defaults().withDraws(3);
    Objective f = x -> x[0];
    for (Recipe<?, ?> recipe : List.of(recipe("rloo"), recipe("rloo").with(Setting.DRAWS, 8))) {
      assertEquals(
          recipe.stated().isEmpty() ? 3 : 8,
          recipe.create(LAW, f.getClass(), three, random).estimate(LAW, f, random).evaluations());
    }
  }

  @Test
  void settingsAreNamedInOneOrder() {
    Recipe<?, ?> rebar = recipe("rebar").with(Setting.RATE, 0.02).with(Setting.TEMPERATURE, 1);
    assertEquals("rebar:temperature=1,rate=0.02", rebar.id());
    assertEquals("rebar:temperature=2,rate=0.02", rebar.with(Setting.TEMPERATURE, 2).id());
  }

  @Test
  void drawsAreTheNumberOfDrawsWhateverTheDefault() {
    assertEquals("K = 4", recipe("arms").evaluations());
    assertEquals("K = 3", recipe("arms").with(Setting.DRAWS, 3).evaluations());
  }

  @Test
  void temperaturesOfPointsAndOfMeansHaveDefaultsOfTheirOwn() {
    for (String name : List.of("gumbel_softmax", "gumbel_straight_through")) {
      assertTrue(slopesCode(recipe(name)).endsWith("(0.5)"), name);
    }
    assertEquals("new Rebar(0.5, 0.01)", slopesCode(recipe("rebar")));
    assertEquals("new ReinMax(1.0)", slopesCode(recipe("reinmax")));
    assertEquals("new StraightThrough(1.0)", slopesCode(recipe("straight_through")));
    Recipe<?, ?> warm = recipe("reinmax").with(Setting.TEMPERATURE, 1.3);
    assertEquals("reinmax:temperature=1.3", warm.id());
    assertEquals("new ReinMax(1.3)", slopesCode(warm));
  }

  /** 1 / (K - 1) for K categories: 1 for bits. */
  @Test
  void logConvexTemperatureIsThatOfTheCategories() {
    Recipe<?, ?> relaxed = Registry.parse("rebar:temperature=log_convex,rate=0.02");
    assertEquals("rebar:temperature=log_convex,rate=0.02", relaxed.id());
    for (int k = 3; k <= 6; k++) {
      Categorical law = Categorical.ofLogits(new double[k]);
      String code =
          relaxed.code(law, DifferentiableObjective.class, Settings.defaults()).expression();
      assertEquals("new Rebar(%s, 0.02)".formatted(1.0 / (k - 1)), code);
    }
    Bernoulli bits = Bernoulli.ofLogits(0.3);
    String code =
        Registry.parse("gumbel_softmax:temperature=log_convex")
            .code(bits, DifferentiableObjective.class, Settings.defaults())
            .expression();
    assertEquals("new GumbelSoftmax(1.0)", code);
    assertEquals("rebar:temperature=2,rate=0.02", relaxed.with(Setting.TEMPERATURE, 2).id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rloo", "straight_through", "reinmax"})
  void logConvexTemperatureIsOneOfRelaxedPoints(String name) {
    var thrown =
        assertThrows(IllegalArgumentException.class, () -> recipe(name).withLogConvexTemperature());
    assertEquals(
        name + " has no temperature of relaxed points, so none that is log-convex",
        thrown.getMessage());
  }

  @Test
  void logConvexTemperatureIsOneOfBitsAndCategories() {
    PlackettLuce orders = PlackettLuce.of(0.1, 0.2, 0.3);
    Recipe<?, ?> relaxed = recipe("gumbel_softmax").withLogConvexTemperature();
    Settings settings = Settings.defaults();
    assertThrows(
        IllegalArgumentException.class,
        () -> relaxed.code(orders, DifferentiableObjective.class, settings));
  }

  private static String slopesCode(Recipe<?, ?> recipe) {
    return recipe.code(LAW, DifferentiableObjective.class, Settings.defaults()).expression();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          reinforce | DRAWS | 8 | reinforce has no setting 'draws'; it has none
          rloo | RATE | 8 | rloo has no setting 'rate'; it has draws
          rebar | DRAWS | 8 | rebar has no setting 'draws'; it has temperature and rate
          iwae | DRAWS | 8 | iwae has no setting 'draws'; it has none
          rloo | DRAWS | 2.5 | the number of draws is 2.5; it must be a whole number
          rloo | DRAWS | 0 | the number of draws is 0; it must be at least 1
          rebar | TEMPERATURE | 0 | the temperature is 0.0; it must be finite and above 0
          """)
  void aWrongSettingIsRefusedInOneSentence(
      String name, Setting setting, double value, String sentence) {
    var refusal =
        assertThrows(IllegalArgumentException.class, () -> recipe(name).with(setting, value));
    assertEquals(sentence, refusal.getMessage());
  }

  static List<Recipe<?, ?>> all() {
    return Registry.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void theClassOfARecipeIsAnEstimator(Recipe<?, ?> recipe) {
    assertTrue(Estimator.class.isAssignableFrom(recipe.type()), recipe.type()::getName);
  }

  @Test
  void codeKnowsTheClassesThatItNames() {
    Code code = Code.make(Reinforce.class).then("minus", Code.make(PastMean.class));
    assertEquals("new Reinforce().minus(new PastMean())", code.expression());
    assertEquals(List.of(Reinforce.class, PastMean.class), code.classes());
    assertEquals(Set.of(Rloo.class), Set.copyOf(Code.make(Rloo.class, 2).classes()));
  }

  @Test
  void networksOfUnknownJavaAreRefused() {
    Settings settings = Settings.defaults().withNetworks((inputs, random) -> null);
    assertThrows(
        UnsupportedOperationException.class,
        () -> recipe("nvil").code(LAW, Objective.class, settings));
  }
}
