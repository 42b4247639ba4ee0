package io.thalweg.rl.training;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.thalweg.Distribution;
import io.thalweg.Drawn;
import io.thalweg.Estimator;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.check.Unbiasedness;
import io.thalweg.rl.Actor;
import io.thalweg.rl.Credit.Truncation;
import io.thalweg.rl.Episodes;
import io.thalweg.rl.FourStates;
import io.thalweg.rl.Judge;
import io.thalweg.rl.Mistakes;
import io.thalweg.rl.Player;
import io.thalweg.rl.Returns;
import io.thalweg.rl.ValueFunction;
import io.thalweg.rl.policy.Policy;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Updates with one mistake each, as published or shipped, in the test that right ones pass. */
@Tag("proof")
class MistakesTest {

  private static final Update REINFORCE = Tabular.update("reinforce");
  private static final Update BOOTSTRAPPED = cut(Truncation.BOOTSTRAP);
  private static final Update ARSM = Tabular.update("arsm");
  private static final ValueFunction WRONG = Tabular.values(FourStates.wrongValues());

  /** A wrong update, and the gradient that it was meant to have. */
  private record Mistake(String name, Judge.Draws draws, double[] meant) {

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Mistake> mistakes() {
    return List.of(
        new Mistake("gamma^t dropped", ofBatches(REINFORCE, 8), FourStates.discounted()),
        new Mistake(
            "terminal reward lost",
            random -> changed(REINFORCE, Mistakes::withoutLastReward, random),
            FourStates.usual()),
        new Mistake(
            "truncation taken for a termination",
            ofBatches(cut(Truncation.AS_TERMINATION), 8),
            FourStates.bootstrappedAfterTwo()),
        new Mistake(
            "V of the state before the last step",
            random -> changed(BOOTSTRAPPED, Mistakes::stateBefore, random),
            FourStates.bootstrappedAfterTwo()),
        new Mistake(
            "GAE with lambda 0.5 and a wrong V",
            ofBatches(
                REINFORCE
                    .with(Tabular.credit(0.5, Truncation.AS_TERMINATION))
                    .with(Method.Baseline.CRITIC, WRONG),
                8),
            FourStates.usual()),
        new Mistake(
            "advantages standardised in the batch",
            random -> ofReturns(MistakesTest::standardised, random),
            FourStates.usual()),
        new Mistake(
            "baseline that is the mean of the episode",
            random -> ofReturns(MistakesTest::lessTheirMean, random),
            FourStates.usual()),
        new Mistake(
            "rloo whose baseline sees itself",
            ofBatches(Tabular.update(seesItself()), 4),
            FourStates.usual()),
        new Mistake(
            "arsm, at most 4 branches without weights",
            MistakesTest::arsmAsPublished,
            FourStates.usual()),
        new Mistake(
            "relax, z given the action as published",
            ofBatches(Tabular.update(WrongRelax.PUBLISHED_CONDITION), 8),
            FourStates.usual()),
        new Mistake(
            "relax, z moves along the conditional path",
            ofBatches(Tabular.update(WrongRelax.CONDITIONAL_PATH), 8),
            FourStates.usual()));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void mistakeIsFound(Mistake mistake) {
    Unbiasedness verdict = Tabular.judge(mistake.name(), mistake.draws(), mistake.meant());
    assertInstanceOf(Unbiasedness.Biased.class, verdict, verdict::toString);
  }

  /** Otherwise a slip in the wrong ones could be what is found. */
  @Test
  void relaxWrittenOutWithoutMistakeIsUnbiased() {
    Update sound = Tabular.update(WrongRelax.NONE);
    Unbiasedness verdict =
        Tabular.judge("relax, written out", ofBatches(sound, 8), FourStates.usual());
    assertInstanceOf(Unbiasedness.Unbiased.class, verdict, verdict::toString);
  }

  /** Otherwise a slip in the code below could be what is found. */
  @Test
  void returnsAsTheyAreGiveAnUnbiasedUpdate() {
    Unbiasedness verdict =
        Tabular.judge(
            "returns",
            random -> ofReturns((episodes, returns) -> returns, random),
            FourStates.usual());
    assertInstanceOf(Unbiasedness.Unbiased.class, verdict, verdict::toString);
  }

  private static Judge.Draws ofBatches(Update update, int episodes) {
    return random -> update.gradient(episodes, random);
  }

  private static double[] changed(
      Update update, UnaryOperator<Episodes> mistake, RandomGenerator random) {
    Actor actor = update.policy().sampling();
    Episodes played = update.player().play(actor, 8, random);
    return update.gradient(mistake.apply(played), actor, random, slopes -> slopes);
  }

  private static Update cut(Truncation truncation) {
    return Update.of(
            Tabular.player(2),
            Tabular.policy(),
            REINFORCE.estimator(),
            Tabular.credit(1, truncation))
        .with(Method.Baseline.NONE, Tabular.values(Tabular.FOREVER));
  }

  /** A change of the returns of a batch. */
  private interface Change {
    double[] of(Episodes episodes, double[] returns);
  }

  private static double[] standardised(Episodes episodes, double[] returns) {
    double mean = Arrays.stream(returns).average().orElseThrow();
    double square =
        Arrays.stream(returns).map(r -> (r - mean) * (r - mean)).average().orElseThrow();
    return Arrays.stream(returns).map(r -> (r - mean) / (Math.sqrt(square) + 1e-8)).toArray();
  }

  private static double[] lessTheirMean(Episodes episodes, double[] returns) {
    double[] less = returns.clone();
    for (int e = 0; e < episodes.count(); e++) {
      int from = episodes.first()[e];
      int to = episodes.first()[e + 1];
      double mean = Arrays.stream(returns, from, to).average().orElseThrow();
      for (int t = from; t < to; t++) {
        less[t] -= mean;
      }
    }
    return less;
  }

  private static double[] ofReturns(Change change, RandomGenerator random) {
    Player player = REINFORCE.player();
    Episodes episodes = player.play(REINFORCE.policy().sampling(), 8, random);
    double[] returns = REINFORCE.options().credit().returns(episodes, ValueFunction.ZERO);
    Objective f =
        new Returns(
            episodes,
            Returns.Answers.of(change.of(episodes, returns)),
            new double[returns.length],
            (steps, actions) -> Returns.Answers.of(),
            0,
            new boolean[returns.length],
            random);
    return gradient(episodes, REINFORCE.estimator(), f, random);
  }

  private static double[] gradient(
      Episodes episodes,
      Estimator<Distribution, Objective> estimator,
      Objective f,
      RandomGenerator random) {
    Policy policy = REINFORCE.policy();
    Policy.Outputs outputs = policy.at(episodes.observations(), episodes.steps());
    Drawn law = outputs.law(policy.actions());
    double[] slopes =
        estimator
            .estimate(law.given(Events.of(episodes.actions(), law.shape())), f, random)
            .gradient();
    outputs.pullback(Arrays.stream(slopes).map(g -> g / episodes.count()).toArray());
    policy.step();
    return policy.gradient();
  }

  private static Estimator<Distribution, Objective> seesItself() {
    return (law, random) -> {
      Events two = law.sample(2, random);
      return Question.ofValues(
          law,
          two,
          2,
          f -> {
            double[] weights = new double[f.length];
            for (int i = 0; i < f.length; i++) {
              weights[i] = (f[i] - (f[i] + f[(i + f.length / 2) % f.length]) / 2) / 2;
            }
            return law.weightedScore(two, weights);
          });
    };
  }

  /** Steps are taken in random order until the next would exceed the budget; all others get 0. */
  private static double[] arsmAsPublished(RandomGenerator random) {
    Update arsm = ARSM;
    Player player = arsm.player();
    Actor actor = arsm.policy().sampling();
    Episodes episodes = player.play(actor, 4, random);
    double[] taken = arsm.options().credit().returns(episodes, ValueFunction.ZERO);
    boolean[] every = new boolean[taken.length];
    Arrays.fill(every, true);
    Returns all =
        new Returns(
            episodes,
            Returns.Answers.of(taken),
            new double[taken.length],
            (steps, actions) -> {
              Episodes tails = player.branch(episodes, steps, actions, actor, random);
              double[] returns = arsm.options().credit().returns(tails, ValueFunction.ZERO);
              return Returns.Answers.of(
                  Arrays.stream(tails.first(), 0, steps.length)
                      .mapToDouble(t -> returns[t])
                      .toArray());
            },
            Integer.MAX_VALUE,
            every,
            random);
    Objective some =
        new Objective() {
          @Override
          public double value(double[] event) {
            throw new UnsupportedOperationException();
          }

          @Override
          public Evaluation evaluate(Events events) {
            double[] f = all.evaluate(events).values().clone();
            boolean[] chosen = chosen(episodes, events, 4, random);
            for (int row = 0; row < f.length; row++) {
              int c = events.context(row);
              f[row] = chosen[c] ? f[row] : taken[c];
            }
            return Evaluation.of(f);
          }
        };
    return gradient(episodes, arsm.estimator(), some, random);
  }

  private static boolean[] chosen(
      Episodes episodes, Events events, int budget, RandomGenerator random) {
    int[] costs = new int[episodes.steps()];
    for (int row = episodes.steps(); row < events.count(); row++) {
      // Rows after the first of each step are further actions without repeats.
      costs[events.context(row)]++;
    }
    boolean[] chosen = new boolean[costs.length];
    for (int e = 0; e < episodes.count(); e++) {
      int[] order = new int[episodes.length(e)];
      int left = budget;
      for (int i = 0; i < order.length; i++) {
        int j = random.nextInt(i + 1);
        order[i] = order[j];
        order[j] = episodes.first()[e] + i;
      }
      for (int i = 0; i < order.length && costs[order[i]] <= left; i++) {
        chosen[order[i]] = true;
        left -= costs[order[i]];
      }
    }
    return chosen;
  }
}
