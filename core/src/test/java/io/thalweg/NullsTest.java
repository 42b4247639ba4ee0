package io.thalweg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.check.ExactGradient;
import io.thalweg.check.LawCheck;
import io.thalweg.check.VarianceReport;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.combinator.MeanOf;
import io.thalweg.estimator.combinator.Parallel;
import io.thalweg.estimator.score.Rloo;
import io.thalweg.optimizer.Descent;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Null is refused in words where users enter. */
@SuppressWarnings("NullAway") // Users' code is not checked.
class NullsTest {

  private static final Bernoulli LAW = Bernoulli.ofLogits(0.2, -0.1);
  private static final Objective F = x -> x[0];
  private static final Rloo RLOO = new Rloo(2);
  private static final SplittableRandom RANDOM = new SplittableRandom(1);

  static List<Arguments> calls() {
    return List.of(
        call("the law", () -> RLOO.estimate(null, F, RANDOM)),
        call("the objective", () -> RLOO.estimate(LAW, null, RANDOM)),
        call("the random generator", () -> RLOO.estimate(LAW, F, null)),
        call("the objective", () -> RLOO.ask(LAW, RANDOM).put(null)),
        call("the law", () -> parallel().estimate(null, F, RANDOM)),
        call("the objective", () -> parallel().estimate(LAW, null, RANDOM)),
        call("the random generator", () -> parallel().estimate(LAW, F, null)),
        call("the executor", () -> new Parallel<>(RLOO, null, 1)),
        call("the estimator of a part", () -> new Parallel<>(null, Runnable::run, 1)),
        call("the estimator of a mean", () -> new MeanOf<>(2, null)),
        call("an estimator of a list", () -> Estimator.listOf(RLOO, null)),
        call("the function of a batch", () -> Objective.ofBatch(null)),
        call("the function of a batch", () -> DifferentiableObjective.ofBatch(null)),
        call("the value of an objective", () -> DifferentiableObjective.of(null, x -> x)),
        call("the gradient of an objective", () -> DifferentiableObjective.of(x -> 0, null)),
        call("the objective", () -> ExactGradient.of(LAW, null)),
        call("the law", () -> ExactGradient.of(null, F)),
        call("the law", () -> LawCheck.of(null, RANDOM)),
        call("the law", () -> VarianceReport.of(RLOO, null, F, 100, RANDOM)),
        call("the objective", () -> VarianceReport.of(RLOO, LAW, null, 100, RANDOM)),
        call("the estimator", () -> new Descent<>(null, LAW, 0.1)),
        call("the law", () -> new Descent<>(RLOO, null, 0.1)));
  }

  private static Parallel<Distribution, Objective> parallel() {
    return new Parallel<>(RLOO, Runnable::run, 1);
  }

  private static Arguments call(String what, Executable call) {
    return Arguments.of(what, call);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void nullIsRefusedInWords(String what, Executable call) {
    var refusal = assertThrows(NullPointerException.class, call);
    assertEquals(what + " must not be null", refusal.getMessage());
  }
}
