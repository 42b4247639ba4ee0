package io.thalweg.rl.training;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.thalweg.Distribution;
import io.thalweg.Drawn;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Path;
import io.thalweg.Question;
import io.thalweg.check.Unbiasedness;
import io.thalweg.distribution.Gaussian;
import io.thalweg.estimator.Registry;
import io.thalweg.rl.Credit;
import io.thalweg.rl.Credit.Truncation;
import io.thalweg.rl.Episodes;
import io.thalweg.rl.Judge;
import io.thalweg.rl.Player;
import io.thalweg.rl.policy.ActionLaw;
import io.thalweg.rl.policy.GaussianActions;
import io.thalweg.rl.policy.LinearPolicy;
import io.thalweg.rl.policy.Policy;
import io.thalweg.rl.policy.Waves;
import io.thalweg.support.SplitMix;
import io.thalweg.surrogate.Observed;
import io.thalweg.surrogate.Surrogate;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole updates of policies with continuous actions against exact gradients. */
@Tag("proof")
class ContinuousGradientTest {

  private static final ActionLaw OWN = new ThreeStates.OwnDeviations(new GaussianActions(1));
  // In units of the natural scale.
  private static final double RESOLUTION = 0.025;
  private static final double[] GOLDEN = Tabular.joined(ThreeStates.USUAL, ThreeStates.DISCOUNTED);

  private static Update update(Estimator<Distribution, Objective> estimator) {
    return Update.of(
            new Player(ThreeStates::new, ThreeStates.LIMIT),
            LinearPolicy.table(OWN, ThreeStates.PARAMETERS),
            estimator,
            Credit.of(ThreeStates.GAMMA))
        .with(Method.Baseline.CRITIC, Tabular.values(new double[] {-4, -3, -3}));
  }

  private static Update update(String id) {
    Observed.Sight sight = new Observed.Sight();
    return update(Tabular.estimator(Registry.find(id).orElseThrow(), OWN, sight, 3)).with(sight);
  }

  /**
   * The natural scale of the gradient, from a thousand episodes.
   *
   * <pre>
   *   sqrt(Var R_0  E |sum_t J_t^T score_t|^2)
   * </pre>
   */
  private static double scale(Update update) {
    int count = 1_000;
    SplitMix random = new SplitMix(1);
    Policy policy = update.policy();
    double[] returns = new double[count];
    double scores = 0;
    for (int e = 0; e < count; e++) {
      Episodes one = update.player().play(policy.sampling(), 1, random);
      returns[e] = update.options().credit().returns(one, update.values())[0];
      Policy.Outputs outputs = policy.at(one.observations(), one.steps());
      Drawn law = outputs.law(policy.actions());
      outputs.pullback(law.scores(Events.of(one.actions(), law.shape())));
      policy.step();
      for (double g : policy.gradient()) {
        scores += g * g / count;
      }
    }
    double mean = Arrays.stream(returns).average().orElseThrow();
    double variance = Arrays.stream(returns).map(r -> (r - mean) * (r - mean)).sum() / count;
    return Math.sqrt(variance * scores);
  }

  private static Unbiasedness judge(
      String name, Update update, Judge.Draws draws, double[] golden) {
    Unbiasedness verdict = Judge.of(draws, golden, RESOLUTION * scale(update), name);
    return verdict;
  }

  @ParameterizedTest
  @ValueSource(strings = {"reinforce", "lax", "rloo", "measure_valued"})
  void updateIsUnbiased(String id) {
    Update update = update(id);
    Unbiasedness verdict = judge(id, update, random -> update.both(8, random), GOLDEN);
    assertInstanceOf(Unbiasedness.Unbiased.class, verdict, verdict::toString);
  }

  @Test
  void likelihoodRatioOfTheLinearQuadraticWorldIsUnbiased() {
    double gamma = LinearQuadratic.GAMMA;
    Update update =
        Update.of(
                new Player(LinearQuadratic::new, LinearQuadratic.STEPS),
                LinearQuadratic.policy(),
                update("reinforce").estimator(),
                new Credit(gamma, 1, true, Truncation.AS_TERMINATION))
            .with(Method.Baseline.CRITIC, ContinuousGradientTest::quadratic);
    Unbiasedness verdict =
        judge(
            "linear-quadratic",
            update,
            random -> update.gradient(8, random),
            LinearQuadratic.GRADIENT);
    assertInstanceOf(Unbiasedness.Unbiased.class, verdict, verdict::toString);
  }

  /** A guess at V of the linear-quadratic world. */
  private static double[] quadratic(double[] observations, int rows) {
    double[] values = new double[rows];
    for (int row = 0; row < rows; row++) {
      double x = observations[2 * row];
      double v = observations[2 * row + 1];
      values[row] = -6 * x * x - 2 * x * v - 0.5 * v * v - 0.5;
    }
    return values;
  }

  /** The released code of LAX draws an action anew for the surrogate. */
  @Test
  void surrogateAtAnotherActionIsFoundBiased() {
    Update fresh = update(lax(true));
    Unbiasedness verdict =
        judge("lax, fresh", fresh, random -> fresh.gradient(8, random), ThreeStates.USUAL);
    assertInstanceOf(Unbiasedness.Biased.class, verdict, verdict::toString);
  }

  /** Otherwise a slip in the code below could be what is found. */
  @Test
  void laxWrittenOutWithoutMistakeIsUnbiased() {
    Update sound = update(lax(false));
    Unbiasedness verdict =
        judge("lax, written out", sound, random -> sound.gradient(8, random), ThreeStates.USUAL);
    assertInstanceOf(Unbiasedness.Unbiased.class, verdict, verdict::toString);
  }

  /**
   * LAX, written out.
   *
   * @param fresh whether the surrogate is evaluated at an action that was not taken
   */
  private static Estimator<Distribution, Objective> lax(boolean fresh) {
    Waves surrogate = new Waves(1, new SplitMix(3));
    return (q, random) -> {
      Gaussian law = (Gaussian) q;
      Events taken = law.drawn().orElseThrow();
      Path path = (fresh ? law.at(law.parameters()) : law).path(1, random);
      Surrogate.Outputs c = surrogate.at(path.points());
      return Question.ofValues(
          law,
          taken,
          1,
          f -> {
            double[] weights = f.clone();
            for (int i = 0; i < weights.length; i++) {
              weights[i] -= c.values()[i];
            }
            double[] gradient = law.weightedScore(taken, weights);
            path.pullback(c.gradients(), 0, gradient);
            return gradient;
          });
    };
  }
}
