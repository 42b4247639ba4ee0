package io.thalweg.rl.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Drawn;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.Objective;
import io.thalweg.estimator.Settings;
import io.thalweg.rl.DifferentiableEnvironment;
import io.thalweg.rl.Environment;
import io.thalweg.rl.Space;
import io.thalweg.rl.Step;
import io.thalweg.rl.policy.ActionLaw;
import io.thalweg.support.SplitMix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The part that returns of several steps have in the gradients of an episode.
 *
 * <p>The return of another step can depend on the action of this one, so it must have no part in
 * the gradient of this one. And the answers of a budget are right on average only, so the gradient
 * must be linear in them.
 */
class SeparateStepsTest {

  private static final int STEPS = 4;
  private static final int LESSONS = 3;
  private static final double ROUNDING = 1e-9;
  private static final List<Space> SPACES =
      List.of(
          Space.discrete(1, 2),
          Space.discrete(1, 3),
          Space.discrete(1, 2, 2),
          Space.discrete(1, 2, 3),
          Space.continuous(1, new double[1], new double[1]),
          Space.continuous(1, new double[2], new double[2]));

  /** An environment of which only the space matters. */
  private record Only(Space space) implements DifferentiableEnvironment {

    @Override
    public double[] reset(RandomGenerator random) {
      return new double[1];
    }

    @Override
    public Step step(double[] action) {
      return new Step(new double[1], 0, false);
    }

    @Override
    public Slopes slopes() {
      throw new UnsupportedOperationException();
    }
  }

  /** An environment of discrete actions, without derivatives. */
  private record Discrete(Space space) implements Environment {

    @Override
    public double[] reset(RandomGenerator random) {
      return new double[1];
    }

    @Override
    public Step step(double[] action) {
      return new Step(new double[1], 0, false);
    }
  }

  /** An estimator for actions of a space. */
  private record Trial(Method method, Space space) {

    private double[] gradient(long seed, double own, double others) {
      ActionLaw actions = method.actions(space);
      double[] parameters = new double[STEPS * actions.dimension()];
      Arrays.setAll(parameters, i -> 0.3 * Math.sin(1 + i));
      Drawn law = actions.law(parameters);
      Estimator<Distribution, Objective> estimator =
          method.recipe().create(law, method.objective(), Settings.defaults(), new SplitMix(1));
      SplitMix random = new SplitMix(seed);
      for (int n = 0; n < LESSONS && estimator.learner().isPresent(); n++) {
        Drawn given = law.given(law.sample(1, random));
        estimator.learner().get().learn(estimator.estimate(given, returns(1, 1), random));
      }
      Drawn given = law.given(law.sample(1, random));
      double[] all = estimator.estimate(given, returns(own, others), random).gradient();
      return Arrays.copyOf(all, actions.dimension());
    }

    private Objective returns(double own, double others) {
      DifferentiableObjective smooth =
          DifferentiableObjective.ofBatch(
              events -> {
                double[] values = new double[events.count()];
                double[] slopes = new double[events.values().length];
                for (int row = 0; row < values.length; row++) {
                  double factor = events.context(row) == 0 ? own : others;
                  for (int i = row * events.size(); i < (row + 1) * events.size(); i++) {
                    double x = 1 + i % events.size() + 2 * events.values()[i];
                    values[row] += factor * Math.sin(x);
                    slopes[i] = 2 * factor * Math.cos(x);
                  }
                }
                return Linearization.of(values, slopes);
              });
      return method.needsSlopes()
          ? smooth
          : Objective.ofBatch((Events events) -> smooth.evaluate(events).values());
    }

    @Override
    public String toString() {
      return method.id() + " on " + method.actions(space);
    }
  }

  static List<Trial> trials() {
    List<Trial> trials = new ArrayList<>();
    for (Space space : SPACES) {
      Environment world = space.isDiscrete() ? new Discrete(space) : new Only(space);
      for (Method method : Method.fitting(world)) {
        if (method.baseline() == Method.Baseline.NONE && method.bias().isEmpty()) {
          trials.add(new Trial(method, space));
        }
      }
    }
    return trials;
  }

  @ParameterizedTest
  @MethodSource("trials")
  void returnsOfOtherStepsHaveNoPartInTheGradientOfAStep(Trial trial) {
    for (long seed = 0; seed < 5; seed++) {
      assertArrayEquals(trial.gradient(seed, 1, 1), trial.gradient(seed, 1, -20), ROUNDING);
    }
  }

  @ParameterizedTest
  @MethodSource("trials")
  void gradientIsLinearInTheReturns(Trial trial) {
    for (long seed = 0; seed < 5; seed++) {
      double[] none = trial.gradient(seed, 0, 1);
      double[] one = trial.gradient(seed, 1, 1);
      double[] many = trial.gradient(seed, 7, 1);
      double[] expected = new double[one.length];
      Arrays.setAll(expected, i -> none[i] + 7 * (one[i] - none[i]));
      assertArrayEquals(expected, many, ROUNDING);
    }
  }

  /** The lists above must leave out only what says that it is biased. */
  @Test
  void onlyOptimalFlowFitsOnOtherStepsAndSaysSo() {
    Space space = SPACES.get(4);
    List<Method> biased =
        Method.fitting(new Only(space)).stream()
            .filter(method -> method.bias().isPresent() && method.recipe().bias().isEmpty())
            .toList();
    assertEquals(List.of("optimal_flow"), biased.stream().map(Method::id).toList());
    Trial flow = new Trial(biased.get(0), space);
    assertNotEquals(flow.gradient(1, 1, 1)[0], flow.gradient(1, 1, -20)[0], ROUNDING);
  }
}
