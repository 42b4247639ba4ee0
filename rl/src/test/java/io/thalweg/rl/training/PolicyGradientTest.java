package io.thalweg.rl.training;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.thalweg.check.Unbiasedness;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Registry;
import io.thalweg.estimator.Setting;
import io.thalweg.rl.Branching;
import io.thalweg.rl.Credit.Truncation;
import io.thalweg.rl.FourStates;
import io.thalweg.rl.Judge;
import io.thalweg.rl.KnownWorld;
import io.thalweg.rl.Player;
import io.thalweg.rl.ValueFunction;
import io.thalweg.rl.policy.BernoulliActions;
import io.thalweg.rl.policy.LinearPolicy;
import io.thalweg.surrogate.Observed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole updates, from episodes to the gradient of the policy, against dynamic programming. */
@Tag("proof")
class PolicyGradientTest {

  private static final double[] GOLDEN =
      Tabular.joined(FourStates.usual(), FourStates.discounted());

  /** An update whose mean is known. */
  private record Trial(String name, Judge.Draws draws, double[] exact) {

    /** Both directions, from the same episodes. */
    static Trial both(String name, Update update, int episodes) {
      return new Trial(name, random -> update.both(episodes, random), GOLDEN);
    }

    Unbiasedness verdict() {
      return Tabular.judge(name, draws, exact);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Trial> trials() {
    List<Trial> trials = new ArrayList<>();
    ValueFunction wrong = Tabular.values(FourStates.wrongValues());
    Update reinforce = Tabular.update("reinforce");
    trials.add(Trial.both("reinforce", reinforce, 8));
    trials.add(
        Trial.both("reinforce less a wrong V", reinforce.with(Method.Baseline.CRITIC, wrong), 8));
    trials.add(
        Trial.both(
            "reinforce less the other episodes",
            reinforce.with(Method.Baseline.OTHER_EPISODES, wrong),
            8));
    trials.add(Trial.both("relax, any surrogate", Tabular.update("relax"), 8));
    for (Recipe<?, ?> recipe : branching()) {
      trials.add(Trial.both(recipe.id(), Tabular.update(recipe), 4));
    }
    for (String id : List.of("rloo", "arsm")) {
      Update budgeted = Tabular.update(id).with(Branching.atMost(4));
      trials.add(Trial.both(id + ", at most 4 branches", budgeted, 4));
    }
    for (String id : List.of("arsm", "local_expectation")) {
      Update shared = Tabular.update(id).with(new Branching(4, 0.3));
      trials.add(Trial.both(id + ", at most 4 branches of three in ten steps", shared, 4));
    }
    trials.add(disarm());
    Update limited =
        Update.of(
                Tabular.player(2),
                Tabular.policy(),
                reinforce.estimator(),
                Tabular.credit(1, Truncation.BOOTSTRAP))
            .with(Method.Baseline.CRITIC, Tabular.values(Tabular.FOREVER));
    trials.add(
        new Trial(
            "cut after two steps and bootstrapped",
            random -> limited.gradient(8, random),
            FourStates.bootstrappedAfterTwo()));
    Update gae =
        reinforce
            .with(Tabular.credit(0.5, Truncation.BOOTSTRAP))
            .with(Method.Baseline.CRITIC, Tabular.values(Tabular.FOREVER));
    trials.add(
        new Trial(
            "GAE with exact V", random -> gae.gradient(8, random), FourStates.bootstrapped()));
    return trials;
  }

  /** Estimators that ask for further actions. */
  private static List<Recipe<?, ?>> branching() {
    List<Recipe<?, ?>> recipes = new ArrayList<>();
    for (String id : List.of("rloo", "ars", "arsm", "local_expectation")) {
      recipes.add(Registry.find(id).orElseThrow());
    }
    for (String id : List.of("unordered_set", "carms")) {
      Recipe<?, ?> pair = Registry.find(id).orElseThrow().with(Setting.DRAWS, 2);
      recipes.add(pair);
    }
    return recipes;
  }

  /** DisARM in the world with its first two actions alone. */
  private static Trial disarm() {
    double[][] logits = {{0.4}, {-0.7}, {1.1}, {0.2}};
    double[][] pi = new double[4][];
    for (int s = 0; s < 4; s++) {
      double one = 1 / (1 + Math.exp(-logits[s][0]));
      pi[s] = new double[] {1 - one, one};
    }
    KnownWorld world = FourStates.world().withPolicy(pi);
    double[] exact = new double[8];
    for (int i = 0; i < 8; i++) {
      exact[i] = world.gradient(i >= 4)[2 * (i % 4) + 1];
    }
    BernoulliActions bits = new BernoulliActions(1);
    Observed.Sight sight = new Observed.Sight();
    Update update =
        Update.of(
            new Player(world.environments(), world.limit()),
            LinearPolicy.table(bits, logits),
            Tabular.estimator(Registry.find("disarm").orElseThrow(), bits, sight, 4),
            Tabular.credit(1, Truncation.AS_TERMINATION));
    return new Trial("disarm, two actions", random -> update.both(4, random), exact);
  }

  @ParameterizedTest
  @MethodSource("trials")
  void updateIsUnbiased(Trial trial) {
    Unbiasedness verdict = trial.verdict();
    assertInstanceOf(Unbiasedness.Unbiased.class, verdict, verdict::toString);
  }
}
