package io.thalweg.surrogate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.Concrete;
import io.thalweg.Differences;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Events;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.distribution.PlackettLuce;
import io.thalweg.optimizer.Adam;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RescaledRelaxationTest {

  private static final double[] A = {0.9, -0.4, 0.3, 0.8, -1.1, 0.5, -0.7, 0.6, 0.2};
  private static final double[] B = {-0.6, 0.2, 0.7, -0.3, 0.4, 1.0, 0.5, -0.9, 0.1};
  private static final double TEMPERATURE = 0.7;
  private static final double RATE = 0.2;

  /** Relaxed points of a law of two contexts, and an objective. */
  record Setting(String name, Concrete law, Events relaxed, DifferentiableObjective f) {

    Events draws() {
      return law.sample(1, new SplittableRandom(44));
    }

    Surrogate.Joint joint(RescaledRelaxation surrogate) {
      return Answers.of(surrogate, law, f, draws(), relaxed);
    }

    Surrogate.Outputs outputs(RescaledRelaxation surrogate) {
      return joint(surrogate).surrogate();
    }

    Setting at(double[] z) {
      return new Setting(name, law, Events.ofPoints(z, relaxed), f);
    }

    int size() {
      return relaxed.points().length;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Setting> settings() {
    double[] logits = new double[12];
    return Stream.<Concrete>of(
            Bernoulli.ofLogits(logits).inContexts(2),
            Categorical.ofLogits(logits, 3).inContexts(2),
            PlackettLuce.ofLogits(new double[6]).inContexts(2))
        .flatMap(RescaledRelaxationTest::settings);
  }

  private static Stream<Setting> settings(Concrete law) {
    double[] z = new SplittableRandom(41).doubles(4L * law.relaxedSize(), -2, 2).toArray();
    Events relaxed = law.relax(2, new SplittableRandom(45)).relaxed().points().at(z);
    double[] a = Arrays.copyOf(A, law.shape().pointSize());
    double[] b = Arrays.copyOf(B, a.length);
    return Stream.of(
        new Setting("exact, " + law, law, relaxed, Bends.exact(a, b)),
        new Setting("differenced, " + law, law, relaxed, Bends.differenced(a, b)));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void valuesAreThoseOfTheObjectiveAtRelaxedPoints(Setting setting) {
    RescaledRelaxation surrogate = RescaledRelaxation.scaled(TEMPERATURE, RATE);
    Surrogate.Joint joint = setting.joint(surrogate);
    double[] z = setting.relaxed().points();
    double[] y = setting.law().squash().at(z, TEMPERATURE).points();
    Events relaxed = Events.ofPoints(y, setting.draws());
    assertArrayEquals(setting.f().evaluate(relaxed).values(), joint.surrogate().values());
    // The draws come first, evaluated in the same call.
    assertEquals(6, joint.events().count());
    assertArrayEquals(
        setting.f().evaluate(setting.draws()).values(),
        Arrays.copyOf(joint.objective().values(), 2));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void gradientMatchesCentralDifferences(Setting setting) {
    double[] ones = {1, 1, 1, 1};
    double[] none = new double[setting.size()];
    RescaledRelaxation surrogate = RescaledRelaxation.scaled(TEMPERATURE, RATE);
    double[] differences =
        Differences.gradient(
            z -> Descent.functional(setting.at(z).outputs(surrogate), ones, none),
            setting.relaxed().points());
    Differences.assertClose(differences, setting.outputs(surrogate).gradients(), 4);
  }

  /**
   * Three steps arrive where Adam on central differences does. c is proportional to eta, so that
   * its functional at any eta is eta times that at 1.
   */
  @ParameterizedTest
  @MethodSource("settings")
  void descendFollowsTheGradientInScaleAndLogTemperature(Setting setting) {
    RescaledRelaxation surrogate = RescaledRelaxation.scaled(TEMPERATURE, RATE);
    Adam adam = new Adam(RATE, 2);
    double[] followed = {1, Math.log(TEMPERATURE)};
    SplittableRandom random = new SplittableRandom(42);
    for (int step = 0; step < 3; step++) {
      double[] weights = random.doubles(4, -1, 1).toArray();
      double[] directions = random.doubles(setting.size(), -1, 1).toArray();
      setting
          .outputs(surrogate)
          .descend(Descent.times(Descent.SMALL, weights), Descent.times(Descent.SMALL, directions));
      followed =
          Descent.after(
              adam,
              followed,
              p ->
                  p[0]
                      * Descent.functional(
                          setting.outputs(RescaledRelaxation.scaled(Math.exp(p[1]), RATE)),
                          weights,
                          directions),
              Descent.SMALL);
      double[] actual = {surrogate.scale(), Math.log(surrogate.temperature())};
      Differences.assertClose(followed, actual, 1);
    }
  }

  @ParameterizedTest
  @MethodSource("settings")
  void unscaledLearnsItsTemperatureAlone(Setting setting) {
    RescaledRelaxation scaled = RescaledRelaxation.scaled(TEMPERATURE, RATE);
    RescaledRelaxation unscaled = RescaledRelaxation.unscaled(TEMPERATURE, RATE);
    double[] weights = {0.3, -0.2, 0.5, 0.1};
    double[] directions = new SplittableRandom(43).doubles(setting.size(), -1, 1).toArray();
    setting.outputs(scaled).descend(weights, directions);
    setting.outputs(unscaled).descend(weights, directions);
    assertEquals(1, unscaled.scale());
    assertEquals(scaled.temperature(), unscaled.temperature());
  }
}
