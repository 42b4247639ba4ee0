package io.thalweg.rl.training;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.thalweg.check.Unbiasedness;
import io.thalweg.dense.Activation;
import io.thalweg.rl.Branching;
import io.thalweg.rl.Credit;
import io.thalweg.rl.Credit.Truncation;
import io.thalweg.rl.FourStates;
import io.thalweg.rl.KnownWorld;
import io.thalweg.rl.policy.Net;
import io.thalweg.rl.policy.NetworkPolicy;
import io.thalweg.rl.policy.Policy;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps of a training whose policy stands still, while everything else learns. */
@Tag("proof")
class MeanStepTest {

  private static final Task TASK =
      new Task("four states", FourStates.world().environments(), FourStates.LIMIT, 100);

  /** A policy that stands still, and its exact gradient in the weights of its only layer. */
  private record Still(Method method, Options options) {

    PolicyTraining training() {
      return new PolicyTraining(TASK, method, options, 3);
    }

    /** Weights, [actions x states], then biases. */
    double[] exact() {
      double[][] logits = new double[4][];
      NetworkPolicy policy = training().policy();
      for (int s = 0; s < 4; s++) {
        double[] one = new double[4];
        one[s] = 1;
        try (Policy.Outputs outputs = policy.at(one, 1)) {
          logits[s] = outputs.parameters().clone();
        }
      }
      double[] table =
          FourStates.world()
              .withPolicy(KnownWorld.softmax(logits))
              .gradient(options.credit().discounted());
      double[] gradient = new double[15];
      for (int i = 0; i < 12; i++) {
        gradient[i % 3 * 4 + i / 3] = table[i];
        gradient[12 + i % 3] += table[i];
      }
      return gradient;
    }

    /** The steps of a training, each from new episodes, while everything but the policy learns. */
    Unbiasedness verdict(String name) {
      PolicyTraining training = training();
      int[] step = {0};
      return Tabular.judge(
          name,
          random -> {
            training.step(step[0]++);
            double[] down = training.policy().gradient();
            return Arrays.stream(down).map(g -> -g).toArray();
          },
          exact());
    }
  }

  private static Options still(boolean discounted) {
    Net policy = Net.of(1e-30, Activation.TANH);
    // A critic that follows each update closely, so that one that has seen its own would show.
    Net restless = Net.of(0.1, Activation.TANH, 4);
    return Options.of(policy, restless)
        .with(new Options.Critics(restless, 1, 8))
        .with(new Credit(FourStates.GAMMA, 1, discounted, Truncation.AS_TERMINATION))
        .withEpisodes(8);
  }

  /** Anything that is learned from episodes before their own gradient would be found here. */
  @ParameterizedTest
  @CsvSource({"a2c, false", "relax+critic, true", "arsm, true"})
  void meanStepIsTheGradientOfDynamicProgramming(String id, boolean discounted) {
    Options options = still(discounted).with(new Branching(4, 0.5));
    Still still = new Still(Method.find(id).orElseThrow(), options);
    Unbiasedness verdict = still.verdict("training, " + id);
    assertInstanceOf(Unbiasedness.Unbiased.class, verdict, verdict::toString);
  }

  @Test
  void standardisedAdvantagesAreBiasedAsTheySay() {
    Still still = new Still(Method.find("a2c").orElseThrow(), still(true).standardising());
    Unbiasedness verdict = still.verdict("training, a2c, standardised");
    assertInstanceOf(Unbiasedness.Biased.class, verdict, verdict::toString);
  }
}
