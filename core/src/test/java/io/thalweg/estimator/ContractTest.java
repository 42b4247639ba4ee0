package io.thalweg.estimator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.Adaptive;
import io.thalweg.Answerable;
import io.thalweg.Differences;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Estimand;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.objective.Piecewise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of every estimator of the registry, except its mean. */
@Tag("proof")
class ContractTest {

  static List<Trial> trials() {
    return Trial.all();
  }

  private static Estimate draw(Estimator<Distribution, Objective> estimator, Trial trial) {
    return estimator.estimate(
        trial.problem().law(), trial.problem().objective(), new SplittableRandom(91));
  }

  /** Also after many others were drawn: only learning changes an estimator. */
  @ParameterizedTest
  @MethodSource("trials")
  void sameSeedGivesTheSameEstimate(Trial trial) {
    Estimator<Distribution, Objective> estimator = trial.estimator();
    Estimate first = draw(estimator, trial);
    SplittableRandom random = new SplittableRandom(92);
    for (int n = 0; n < 20; n++) {
      estimator.estimate(trial.problem().law(), trial.problem().objective(), random);
    }
    Estimate again = draw(estimator, trial);
    assertArrayEquals(first.gradient(), again.gradient());
    assertArrayEquals(first.values(), again.values());
    if (estimator.learner().isEmpty()) {
      // Those that learn are made again, which takes longer, in the next test.
      assertArrayEquals(draw(trial.create(), trial).gradient(), again.gradient());
    }
  }

  static List<Trial> trialsThatLearn() {
    return trials().stream().filter(trial -> trial.estimator().learner().isPresent()).toList();
  }

  /**
   * Learning changes neither a past estimate nor the answer to a question that was asked before.
   */
  @ParameterizedTest
  @MethodSource("trialsThatLearn")
  void twinLearnsWithoutAChangeOfPastEstimatesAndQuestions(Trial trial) {
    Estimator<Distribution, Objective> estimator = trial.create();
    Adaptive learner = estimator.learner().orElseThrow();
    Estimate first = draw(estimator, trial);
    assertArrayEquals(draw(trial.estimator(), trial).gradient(), first.gradient());
    double[] gradient = first.gradient().clone();
    double[] values = first.values();
    Question<Objective> question =
        Answerable.byAny(estimator.ask(trial.problem().law(), new SplittableRandom(91)));
    learner.learn(first);
    assertArrayEquals(gradient, first.gradient());
    assertArrayEquals(values, first.values());
    SplittableRandom random = new SplittableRandom(92);
    for (int n = 0; n < 20; n++) {
      Distribution law = trial.problem().law();
      learner.learn(estimator.estimate(law, trial.problem().objective(), random));
    }
    QuestionTest.assertSame(first, question.put(trial.problem().objective()));
  }

  /** One call with all events, and as many as the estimate says. */
  @ParameterizedTest
  @MethodSource("trials")
  void objectiveIsCalledOnceWithAllEvents(Trial trial) {
    List<Events> calls = new ArrayList<>();
    Objective f = trial.problem().objective();
    Objective counting = counting(f, calls);
    Estimate estimate =
        trial.estimator().estimate(trial.problem().law(), counting, new SplittableRandom(91));
    assertEquals(1, calls.size());
    assertEquals(calls.get(0).count(), estimate.evaluations());
    assertArrayEquals(estimate.evaluation().values(), f.evaluate(estimate.events()).values());
  }

  /** Wraps an objective and records each batch of events that it is asked. */
  private static Objective counting(Objective f, List<Events> calls) {
    if (f instanceof Piecewise pieces) {
      return Piecewise.ofBatch(
          events -> {
            calls.add(events);
            return pieces.evaluate(events);
          });
    }
    if (f instanceof DifferentiableObjective smooth) {
      return DifferentiableObjective.ofBatch(
          events -> {
            calls.add(events);
            return smooth.evaluate(events);
          });
    }
    return Objective.ofBatch(
        events -> {
          calls.add(events);
          return f.evaluate(events).values();
        });
  }

  static List<Trial> trialsOfBounds() {
    return trials().stream()
        .filter(trial -> trial.problem().estimand() instanceof Estimand.Bound)
        .toList();
  }

  /**
   * The slopes of the bound in the values of f are its weights: a pullback with them gives the
   * gradient in f's own parameters. Of several sets of draws it is the mean of their bounds.
   */
  @ParameterizedTest
  @MethodSource("trialsOfBounds")
  void weightsAreTheSlopesOfTheBoundInTheValuesOfTheObjective(Trial trial) {
    Estimate estimate = draw(trial.estimator(), trial);
    Distribution law = trial.problem().law();
    double[] log = law.logProbability(estimate.events());
    int set = ((Estimand.Bound) trial.problem().estimand()).draws() * law.contexts();
    int sets = log.length / set;
    double[] slopes =
        Differences.gradient(
            f -> {
              double[] weights = new double[sets * law.contexts()];
              for (int row = 0; row < f.length; row++) {
                int context = estimate.events().context(row);
                weights[row / set * law.contexts() + context] += Math.exp(f[row] - log[row]);
              }
              return Arrays.stream(weights).map(Math::log).sum() / sets;
            },
            estimate.evaluation().values());
    Differences.assertClose(slopes, estimate.weights(), 10);
  }
}
