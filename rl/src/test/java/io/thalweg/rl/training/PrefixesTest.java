package io.thalweg.rl.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.rl.Credit;
import io.thalweg.rl.Credit.Truncation;
import io.thalweg.rl.FourStates;
import io.thalweg.rl.KnownWorld;
import io.thalweg.rl.Player;
import io.thalweg.rl.Space;
import io.thalweg.rl.Stub;
import io.thalweg.support.SplitMix;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Estimates at every state and step, summed over all actions and all ways that lead there.
 *
 * <pre>
 *   sum over t, s of w_t P(s_t = s) J_s^T sum_a pi(a | s) g(s, a, t) = gradient
 * </pre>
 */
class PrefixesTest {

  private static final double ROUNDING = 1e-12;

  /** An estimator that draws nothing but the action, or may draw more. */
  static List<String> exactRecipes() {
    return Method.fitting(Stub.of(Space.discrete(4, 3))).stream()
        .filter(method -> method.baseline() == Method.Baseline.NONE)
        .map(Method::id)
        .filter(id -> Arrays.equals(prefixes(id, false, 1), prefixes(id, false, 2)))
        .toList();
  }

  private static double[] prefixes(String id, boolean discounted, long seed) {
    Credit credit = SharedWeights.credit(1, discounted, Truncation.AS_TERMINATION);
    return prefixes(id, FourStates.world(), credit, seed);
  }

  private static double[] prefixes(String id, KnownWorld world, Credit credit, long seed) {
    double[][][] q = world.q();
    Kept kept = new Kept(q, world.beyond());
    double[][] visits = world.visits();
    Player player = new Player(() -> new Kept(q, world.beyond()), world.limit());
    return Update.of(player, SharedWeights.policy(4), SharedWeights.estimator(id), credit)
        .with(Method.Baseline.NONE, Tabular.values(world.beyond()))
        .gradient(
            kept.all(),
            (observation, random) -> new double[1],
            new SplitMix(seed),
            slopes -> {
              for (int i = 0; i < slopes.length; i++) {
                int step = i / 3;
                int pair = step / world.limit();
                double p = world.pi()[pair / 3][pair % 3];
                slopes[i] *= 12 * visits[step % world.limit()][pair / 3] * p;
              }
              return slopes;
            });
  }

  @ParameterizedTest
  @MethodSource("exactRecipes")
  void estimatesOverAllPrefixesAreTheGoldenGradients(String id) {
    assertArrayEquals(
        SharedWeights.pulledBack(FourStates.usual()), prefixes(id, false, 1), ROUNDING);
    assertArrayEquals(
        SharedWeights.pulledBack(FourStates.discounted()), prefixes(id, true, 1), ROUNDING);
    KnownWorld goesOn = FourStates.world().withLimit(6, FourStates.world().forever());
    assertArrayEquals(
        SharedWeights.pulledBack(FourStates.bootstrapped()),
        prefixes(id, goesOn, SharedWeights.credit(1, false, Truncation.BOOTSTRAP), 1),
        ROUNDING);
  }

  @Test
  void atLeastTheEstimatorsOfOneDrawAreExact() {
    assertTrue(
        exactRecipes()
            .containsAll(List.of("enumeration", "reinforce", "nvil", "local_expectation", "go")),
        exactRecipes().toString());
  }
}
