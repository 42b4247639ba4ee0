package io.thalweg.estimator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Adaptive;
import io.thalweg.Case;
import io.thalweg.Cases;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Estimand;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.check.ExactGradient;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Gaussian;
import io.thalweg.estimator.combinator.Raced;
import io.thalweg.estimator.combinator.Standing;
import io.thalweg.estimator.coupling.DisArm;
import io.thalweg.estimator.pathwise.Reparameterization;
import io.thalweg.estimator.regression.SurrogateRegression;
import io.thalweg.estimator.relaxation.StraightThrough;
import io.thalweg.estimator.score.LocalExpectation;
import io.thalweg.estimator.score.Reinforce;
import io.thalweg.estimator.score.Rloo;
import io.thalweg.optimizer.Descent;
import io.thalweg.support.SplitMix;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("proof")
class RacedTest {

  private static final Objective F = x -> 3 + x[0] - 2 * x[0] * x[1];
  private static final Bernoulli BITS = Bernoulli.ofLogits(0.4, -0.9);

  private static Map<String, Estimator<Distribution, Objective>> named(
      Estimator<?, ?>... estimators) {
    Map<String, Estimator<Distribution, Objective>> named = new LinkedHashMap<>();
    for (Estimator<?, ?> estimator : estimators) {
      @SuppressWarnings("unchecked") // The tests give them the laws that they need.
      Estimator<Distribution, Objective> any = (Estimator<Distribution, Objective>) estimator;
      named.put(estimator.getClass().getSimpleName() + named.size(), any);
    }
    return named;
  }

  /** The mean over all draws of one estimate, in the state in which the estimator is. */
  private static double[] mean(Estimator<Distribution, Objective> estimator, Distribution law) {
    Cells cells = Cells.of(estimator, law, F);
    double[] mean = new double[law.dimension()];
    for (long cell = 0; cell < cells.count(); cell++) {
      double[] gradient = cells.gradient(estimator, law, F, cell);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += cells.volume(cell) * gradient[i];
      }
    }
    return mean;
  }

  /** States are those in the first race, after it, and in later ones, with theta on its way. */
  @Test
  void meanOverAllDrawsIsTheGradientWhateverThePastWas() {
    Raced<Distribution, Objective> raced =
        Raced.of(named(new Reinforce(), new LocalExpectation(), new DisArm()));
    SplitMix random = new SplitMix(1);
    int duringRaces = 0;
    for (int step = 0; step < 6_000; step++) {
      double turn = 0.01 * step;
      Distribution law = BITS.at(new double[] {Math.cos(turn), Math.sin(turn)});
      if (step % 100 == 0 || step < 40) {
        double[] exact = ExactGradient.of((Bernoulli) law, F);
        // Rounding of a sum of at most 729 terms whose weights add up to 1.
        assertArrayEquals(exact, mean(raced, law), 1e-13);
        duringRaces += raced.estimate(law, F, new SplitMix(step)).evaluations() > 3 ? 1 : 0;
      }
      Descent.learn(raced, law, F, random);
    }
    assertTrue(raced.races() > 1, () -> raced.races() + " races");
    assertTrue(duringRaces > 1 && duringRaces < 80, duringRaces + " times in a race");
  }

  /** Two estimates, of which the one nearer to zero is returned: the draw chooses for itself. */
  private record Peeking(Estimator<Distribution, Objective> one)
      implements Estimator<Distribution, Objective> {

    @Override
    public Question<? super Objective> ask(Distribution law, RandomGenerator random) {
      Question<? super Objective> first = one.ask(law, random);
      Question<? super Objective> second = one.ask(law, random);
      Events all = Events.concat(first.events(), second.events());
      return Question.ofValues(
          law,
          all,
          2,
          f -> {
            double[] left = first.answer(Evaluation.of(new double[] {f[0]})).gradient();
            double[] right = second.answer(Evaluation.of(new double[] {f[1]})).gradient();
            return norm(left) <= norm(right) ? left : right;
          });
    }

    private static double norm(double[] g) {
      return Arrays.stream(g).map(x -> x * x).sum();
    }
  }

  @Test
  void drawThatChoosesForItselfIsRejected() {
    double[] exact = ExactGradient.of(BITS, F);
    double[] wrong = mean(new Peeking(named(new Reinforce()).get("Reinforce0")), BITS);
    assertTrue(Math.abs(wrong[0] - exact[0]) > 0.1 * Math.abs(exact[0]));
  }

  /** An estimator of a gradient of 1 with a known variance and number of evaluations. */
  private record Known(double variance, int cost) implements Estimator<Distribution, Objective> {

    @Override
    public Question<? super Objective> ask(Distribution law, RandomGenerator random) {
      Events x = law.sample(cost, random);
      double noise = Math.sqrt(variance) * random.nextGaussian();
      return Question.ofValues(law, x, cost, f -> new double[] {1 + noise, 0});
    }
  }

  private static final Gaussian LEVEL = Gaussian.of(0, 1);

  private static Raced<Distribution, Objective> of(Known... estimators) {
    Map<String, Estimator<Distribution, Objective>> named = new LinkedHashMap<>();
    for (Known known : estimators) {
      named.put("%.0f".formatted(100 * known.variance * known.cost), known);
    }
    return Raced.of(named);
  }

  /** The fourth would be best by variance alone, the second by cost alone. */
  @Test
  void leastVarianceTimesCostIsChosenAndLosersCostLittle() {
    int right = 0;
    double onWorst = 0;
    double all = 0;
    for (int seed = 0; seed < 100; seed++) {
      Raced<Distribution, Objective> raced =
          of(new Known(10, 1), new Known(2, 1), new Known(0.05, 4), new Known(0.04, 32));
      SplitMix random = new SplitMix(seed);
      while (raced.races() == 0) {
        Descent.learn(raced, LEVEL, x -> 0, random);
      }
      right += raced.chosen().equals("20") ? 1 : 0;
      for (Standing standing : raced.standings()) {
        onWorst += standing.name().equals("1000") ? standing.pairs() * standing.cost() : 0;
        all += standing.pairs() * standing.cost();
      }
    }
    assertEquals(100, right);
    assertTrue(onWorst < 0.05 * all, onWorst + " of " + all);
  }

  /** The better one of close rivals is chosen as often as the stated confidence says. */
  @Test
  void confidenceIsHowOftenTheChoiceIsRight() {
    double stated = 0;
    int right = 0;
    int races = 400;
    for (int seed = 0; seed < races; seed++) {
      Raced<Distribution, Objective> raced = of(new Known(1.3, 1), new Known(1, 1));
      SplitMix random = new SplitMix(seed);
      while (raced.races() == 0) {
        Descent.learn(raced, LEVEL, x -> 0, random);
      }
      right += raced.chosen().equals("100") ? 1 : 0;
      stated +=
          raced.standings().stream()
              .filter(standing -> !standing.isChosen())
              .mapToDouble(Standing::confidence)
              .sum();
    }
    double share = (double) right / races;
    double error = Math.sqrt(share * (1 - share) / races);
    assertEquals(share, stated / races, 4 * error);
  }

  /** p (1 - p)^3 for f = b, and p^3 (1 - p) for f = b with a baseline of 1: they cross at 1/2. */
  @Test
  void mindChangesAsThetaMoves() {
    Map<String, Estimator<Distribution, Objective>> both = new LinkedHashMap<>();
    both.put("none", (law, random) -> new Reinforce().ask(law, random));
    both.put("one", (law, random) -> new Reinforce().minus(q -> new double[] {1}).ask(law, random));
    Raced<Distribution, Objective> raced = Raced.of(both);
    SplitMix random = new SplitMix(4);
    Objective f = b -> b[0];
    for (double p : new double[] {0.2, 0.8, 0.2}) {
      Bernoulli law = Bernoulli.of(p);
      for (int step = 0; step < 4_000; step++) {
        Descent.learn(raced, law, f, random);
      }
      assertEquals(p < 0.5 ? "one" : "none", raced.chosen());
    }
    assertTrue(raced.overhead() < 0.2, () -> "overhead " + raced.overhead());
  }

  /** A bit that is hardly ever 1: REINFORCE shows nothing but zeros, and has a variance. */
  @Test
  void estimatorThatShowedNothingIsNotTakenForOneWithoutVariance() {
    Raced<Distribution, Objective> raced =
        Raced.of(named(new Rloo(2), new Reinforce(), new LocalExpectation()));
    SplitMix random = new SplitMix(5);
    for (int step = 0; step < 500; step++) {
      Descent.learn(raced, Bernoulli.of(0.001), x -> x[0], random);
    }
    assertEquals("LocalExpectation2", raced.chosen());
  }

  /** Values and gradients are asked for in one question. */
  @Test
  void estimatorsOfValuesAndOfSlopesRaceTogether() {
    DifferentiableObjective f =
        DifferentiableObjective.of(x -> x[0] * x[0], x -> new double[] {2 * x[0]});
    Raced<Distribution, Objective> raced = Raced.of(named(new Rloo(2), new Reparameterization()));
    SplitMix random = new SplitMix(6);
    for (int step = 0; step < 300; step++) {
      Estimate estimate = Descent.learn(raced, Gaussian.of(0.5, 1), f, random);
      assertEquals(1, Arrays.stream(estimate.weights()).sum(), 1e-15);
    }
    assertEquals("Reparameterization1", raced.chosen());
  }

  /** The draws beside are new ones, or a pair would show no variance. */
  @Test
  void eventThatWasDrawnAlreadyIsThatOfTheChosenOneAlone() {
    Raced<Distribution, Objective> raced = Raced.of(named(new Reinforce(), new Rloo(2)));
    SplitMix random = new SplitMix(7);
    for (int step = 0; step < 40; step++) {
      Events taken = BITS.sample(1, random);
      Estimate estimate = Descent.learn(raced, BITS.given(taken), F, random);
      assertArrayEquals(taken.values(), estimate.events().value(0));
    }
    for (Standing standing : raced.standings()) {
      assertTrue(standing.variance() > 0, standing::toString);
    }
  }

  private static Raced<Bernoulli, Objective> auto() {
    return Estimators.auto(BITS, F, new SplitMix(9));
  }

  /** A copy that was loaded goes on to the same bits. */
  @Test
  void whatWasSavedGoesOnToTheSameBits() throws IOException {
    Raced<Bernoulli, Objective> whole = auto();
    SplitMix random = new SplitMix(8);
    for (int step = 0; step < 150; step++) {
      Descent.learn(whole, BITS, F, random);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    whole.save(new DataOutputStream(bytes));
    Raced<Bernoulli, Objective> copy = auto();
    copy.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    for (int step = 0; step < 500; step++) {
      double[] expected = Descent.learn(whole, BITS, F, new SplitMix(step)).gradient();
      assertArrayEquals(expected, Descent.learn(copy, BITS, F, new SplitMix(step)).gradient());
    }
    assertEquals(whole.standings(), copy.standings());
    Adaptive other = Raced.of(named(new Reinforce(), new Rloo(2)));
    assertThrows(
        IOException.class,
        () -> other.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))));
  }

  /** First estimates, which are those of RLOO, and tell nothing of what it will be. */
  @Test
  void theFirstEstimatorLearnsBeforeItIsJudged() {
    Raced<Distribution, Objective> raced =
        Raced.of(named(new SurrogateRegression<>(2), new Reinforce()));
    SplitMix random = new SplitMix(10);
    for (int step = 0; step < 15; step++) {
      Descent.learn(raced, BITS, F, random);
    }
    assertEquals(0, raced.standings().get(0).pairs());
    for (int step = 0; step < 100; step++) {
      Descent.learn(raced, BITS, F, random);
    }
    assertTrue(raced.standings().get(0).pairs() > 0, raced.standings()::toString);
  }

  @Test
  void biasedEstimatorsAreRefused() {
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> Raced.of(named(new Reinforce(), new StraightThrough(1))));
    assertTrue(thrown.getMessage().startsWith("StraightThrough1 is biased: "), thrown::getMessage);
  }

  /** A case of each kind of law, with all estimators that fit. */
  @Test
  void registryRacesOnEveryKindOfLaw() {
    Map<Class<?>, Case> kinds = new LinkedHashMap<>();
    Cases.ofMean().forEach(problem -> kinds.putIfAbsent(problem.law().getClass(), problem));
    for (Case problem : kinds.values()) {
      Recipe<?, ?> recipe = Registry.find("auto").orElseThrow();
      Distribution law = problem.law();
      Objective f = problem.objective();
      assertTrue(recipe.fits(Estimand.MEAN, law, f.getClass()));
      Estimator<Distribution, Objective> auto =
          recipe.create(law, f.getClass(), Settings.defaults(), new SplitMix(1));
      SplitMix random = new SplitMix(2);
      for (int step = 0; step < 50; step++) {
        Descent.learn(auto, law, f, random);
      }
    }
    assertFalse(Registry.all().stream().anyMatch(recipe -> recipe.id().equals("auto")));
    assertEquals(
        "rloo", Estimators.candidates(BITS, F.getClass(), Settings.defaults()).get(0).id());
    assertEquals(
        List.of("auto", "auto_by_time"), Registry.choices().stream().map(Recipe::id).toList());
  }
}
