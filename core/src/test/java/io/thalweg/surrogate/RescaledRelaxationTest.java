package io.thalweg.surrogate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.Differences;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Events;
import io.thalweg.internal.Squash;
import io.thalweg.optimizer.Adam;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RescaledRelaxationTest {

  private static final double[] A = {0.9, -0.4, 0.3, 0.8, -1.1, 0.5};
  private static final double[] B = {-0.6, 0.2, 0.7, -0.3, 0.4, 1.0};
  private static final double TEMPERATURE = 0.7;
  private static final double RATE = 0.2;

  /** Relaxed points of bits or of two variables of three categories, and an objective. */
  record Setting(String name, Events draws, Events relaxed, DifferentiableObjective f) {
    Surrogate.Outputs outputs(RescaledRelaxation surrogate) {
      return Answers.of(surrogate, f, draws, relaxed).surrogate();
    }

    Setting at(double[] z) {
      return new Setting(name, draws, Events.ofPoints(z, draws), f);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Setting> settings() {
    double[] z = new SplittableRandom(41).doubles(4 * 6, -2, 2).toArray();
    Events bits = Events.of(new double[] {1, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 1}, 2, 6);
    Events indices = Events.ofCategories(new double[] {0, 2, 1, 1}, 2, 2, 3);
    return Stream.of(bits, indices)
        .flatMap(
            draws ->
                Stream.of(
                    new Setting(
                        "exact, " + draws, draws, Events.ofPoints(z, draws), Bends.exact(A, B)),
                    new Setting(
                        "differenced, " + draws,
                        draws,
                        Events.ofPoints(z, draws),
                        Bends.differenced(A, B))));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void valuesAreThoseOfTheObjectiveAtRelaxedPoints(Setting setting) {
    RescaledRelaxation surrogate = RescaledRelaxation.scaled(TEMPERATURE, RATE);
    Surrogate.Joint joint = Answers.of(surrogate, setting.f(), setting.draws(), setting.relaxed());
    double[] y =
        new Squash(setting.draws().categories()).apply(setting.relaxed().points(), TEMPERATURE);
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
    double[] none = new double[24];
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
      double[] directions = random.doubles(24, -1, 1).toArray();
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
    double[] directions = new SplittableRandom(43).doubles(24, -1, 1).toArray();
    setting.outputs(scaled).descend(weights, directions);
    setting.outputs(unscaled).descend(weights, directions);
    assertEquals(1, unscaled.scale());
    assertEquals(scaled.temperature(), unscaled.temperature());
  }
}
