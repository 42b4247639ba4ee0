package io.thalweg.surrogate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Differences;
import io.thalweg.Events;
import io.thalweg.optimizer.Adam;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TanhNetworkTest {

  private static final int INPUTS = 3;
  private static final int HIDDEN = 4;
  private static final int POINTS = 5;
  private static final double RATE = 0.3;

  private final SplittableRandom random = new SplittableRandom(31);
  private final double[] parameters = random.doubles(HIDDEN * (INPUTS + 2) + 1, -1, 1).toArray();
  private final double[] z = random.doubles(POINTS * INPUTS, -2, 2).toArray();

  private static Surrogate.Outputs at(double[] parameters, double[] z) {
    return Networks.of(parameters, INPUTS, HIDDEN, RATE).at(Events.of(z, 1, INPUTS));
  }

  @Test
  void valueIsThatOfTheFormula() {
    double[] parameters = {0.5, -1, 2, 0.3, 0.1, -0.2, 0.7, -0.4, 0.9};
    double[] z = {0.6, -1.5};
    double first = Math.tanh(0.3);
    double second = Math.tanh(-0.75);
    double expected =
        0.9
            + 0.7 * Math.tanh(0.5 * first - second + 0.1)
            - 0.4 * Math.tanh(2 * first + 0.3 * second - 0.2);
    double value = Networks.of(parameters, 2, 2, RATE).at(Events.of(z, 1, 2)).values()[0];
    assertEquals(expected, value, 1e-15);
  }

  @Test
  void gradientMatchesCentralDifferences() {
    double[] gradients = at(parameters, z).gradients();
    for (int k = 0; k < POINTS; k++) {
      int row = k;
      double[] differences = Differences.gradient(x -> at(parameters, x).values()[row], z);
      double[] expected = new double[z.length];
      System.arraycopy(gradients, k * INPUTS, expected, k * INPUTS, INPUTS);
      Differences.assertClose(differences, expected, 1);
    }
  }

  /** Three steps, each with another functional, arrive where Adam on central differences does. */
  @Test
  void descendFollowsTheGradientOfItsFunctional() {
    TanhNetwork network = Networks.of(parameters, INPUTS, HIDDEN, RATE);
    Adam adam = new Adam(RATE, parameters.length);
    double[] followed = parameters.clone();
    double[] elsewhere = random.doubles(POINTS * INPUTS, -2, 2).toArray();
    for (int step = 0; step < 3; step++) {
      double[] weights = random.doubles(POINTS, -1, 1).toArray();
      double[] directions = random.doubles(z.length, -1, 1).toArray();
      network
          .at(Events.of(z, 1, INPUTS))
          .descend(Descent.times(Descent.SMALL, weights), Descent.times(Descent.SMALL, directions));
      followed =
          Descent.after(
              adam,
              followed,
              theta -> Descent.functional(at(theta, z), weights, directions),
              Descent.SMALL);
      Surrogate.Outputs actual = network.at(Events.of(elsewhere, 1, INPUTS));
      Surrogate.Outputs expected = at(followed, elsewhere);
      Differences.assertClose(expected.values(), actual.values(), 1);
      Differences.assertClose(expected.gradients(), actual.gradients(), 1);
    }
    assertTrue(distance(parameters, followed) > 0.1, "the test must move the parameters");
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }

  /** Uniform within sqrt(6 / (inputs + outputs)), biases at zero. */
  @Test
  void weightsStartWithinTheirBounds() {
    TanhNetwork network = new TanhNetwork(INPUTS, HIDDEN, RATE, new SplittableRandom(3));
    double bound = HIDDEN * Math.sqrt(6.0 / (HIDDEN + 1));
    double[] values = network.at(Events.of(z, 1, INPUTS)).values();
    assertTrue(Arrays.stream(values).allMatch(v -> Math.abs(v) <= bound));
    assertArrayEquals(
        new double[1], network.at(Events.of(new double[INPUTS], 1, INPUTS)).values(), 0);
    assertArrayEquals(
        new TanhNetwork(INPUTS, HIDDEN, RATE, new SplittableRandom(3))
            .at(Events.of(z, 1, INPUTS))
            .values(),
        network.at(Events.of(z, 1, INPUTS)).values());
  }

  @Test
  void pointsOfAnotherSizeAreRefused() {
    TanhNetwork network = new TanhNetwork(INPUTS, HIDDEN, RATE, new SplittableRandom(3));
    Events wrong = Events.of(new double[4], 1, 2);
    var thrown = assertThrows(IllegalArgumentException.class, () -> network.at(wrong));
    assertEquals(
        "a network of 3 inputs was given 2 events [1 contexts x 2 variables]", thrown.getMessage());
  }
}
