package io.thalweg.surrogate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.Differences;
import io.thalweg.Events;
import io.thalweg.distribution.Gaussian;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AngularTest {

  private static final boolean[] SECOND = {false, true, false};

  private static Angular network() {
    return new Angular(new TanhNetwork(4, 5, 0.01, new SplittableRandom(1)), SECOND);
  }

  private static Events at(double... x) {
    return Events.of(x, 1, 3);
  }

  @Test
  void isTheSameAfterAFullTurn() {
    double turn = 2 * Math.PI;
    double here = network().at(at(0.3, 1.2, -0.5)).values()[0];
    assertEquals(here, network().at(at(0.3, 1.2 - turn, -0.5)).values()[0], 1e-14);
  }

  @Test
  void gradientMatchesCentralDifferences() {
    double[] x = {0.3, 1.2, -0.5};
    double[] differences = Differences.gradient(y -> network().at(at(y)).values()[0], x);
    Differences.assertClose(differences, network().at(at(x)).gradients(), 1);
  }

  /** One step lowers what it descends. */
  @Test
  void descendsAlongDirectionsOfTheAngleItself() {
    Angular learned = network();
    double[] direction = {0.2, -0.7, 0.4};
    Surrogate.Outputs outputs = learned.at(at(0.3, 1.2, -0.5));
    double before = along(outputs, direction);
    outputs.descend(new double[1], direction);
    double after = along(learned.at(at(0.3, 1.2, -0.5)), direction);
    assertEquals(-1, Math.signum(after - before));
  }

  private static double along(Surrogate.Outputs outputs, double[] direction) {
    double sum = 0;
    for (int i = 0; i < direction.length; i++) {
      sum += outputs.gradients()[i] * direction[i];
    }
    return sum;
  }

  @Test
  void otherCoordinatesPassThrough() {
    TanhNetwork plain = new TanhNetwork(2, 3, 0.01, new SplittableRandom(2));
    Events x = Events.of(new double[] {0.4, -1}, 1, 2);
    Angular angular = new Angular(plain, new boolean[2]);
    assertEquals(2, Angular.inputs(Gaussian.ofParameters(new double[2], new double[2])));
    assertArrayEquals(plain.at(x).values(), angular.at(x).values());
    assertArrayEquals(plain.at(x).gradients(), angular.at(x).gradients());
  }

  @Test
  void pointsOfAnotherSizeAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> network().at(Events.of(new double[2], 1, 2)));
  }
}
