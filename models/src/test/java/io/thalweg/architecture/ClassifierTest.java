package io.thalweg.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.support.SplitMix;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassifierTest {

  private static Labelled batch(int count, int pixels) {
    SplitMix random = new SplitMix(3);
    return new Labelled(
        random.doubles((long) count * pixels).toArray(),
        random.ints(count, 0, Labelled.CLASSES).toArray(),
        pixels);
  }

  private static Blueprint blueprint(Integer... choices) {
    return new Blueprint(List.of(choices));
  }

  /** Parameters are floats: a difference of losses is known to some 1e-7 of the step. */
  @Test
  void gradientsAreThoseOfCentralDifferences() {
    Labelled batch = batch(7, 5);
    for (Blueprint blueprint :
        List.of(
            blueprint(0, 0, 0),
            blueprint(1, 0, 0),
            blueprint(1, 1, 3),
            blueprint(3, 0, 1, 1, 1, 1, 1, 0, 3),
            blueprint(1, 0, 2, 0, 3, 3, 3, 1, 3))) {
      Classifier network = new Classifier(blueprint, 5, 0.01, new SplitMix(1));
      double[] start = network.parameters().values();
      network.gather(batch);
      double[] gradient = network.parameters().takeGradient();
      for (int i = 0; i < start.length; i += 3) {
        double[] moved = start.clone();
        double h = 1.0 / 256;
        moved[i] = start[i] + h;
        network.parameters().set(moved);
        double up = network.loss(batch);
        moved[i] = start[i] - h;
        network.parameters().set(moved);
        double difference = (up - network.loss(batch)) / (2 * h);
        assertEquals(difference, gradient[i], 2e-4, blueprint + ", parameter " + i);
      }
    }
  }

  @Test
  void skipsMakeTheNextLayerWider() {
    int last = 10 * (4 + 1);
    assertEquals(4 * 6 + last, parameters(1, 0, 0));
    assertEquals(4 * 6 + last + 50, parameters(1, 0, 1));
    assertEquals(4 * 6 + last + 50, parameters(1, 0, 2));
    assertEquals(4 * 6 + last + 100, parameters(1, 0, 3));
    assertEquals(10 * 6, parameters(0, 3, 3));
  }

  private static int parameters(Integer... choices) {
    return new Classifier(blueprint(choices), 5, 0.01, new SplitMix(1)).parameters().size();
  }

  @Test
  void trainingLowersTheLossAndRaisesTheAccuracy() {
    Labelled batch = batch(20, 30);
    Classifier network = new Classifier(blueprint(2, 3, 1), 30, 0.01, new SplitMix(1));
    double before = network.loss(batch);
    for (int step = 0; step < 100; step++) {
      network.step(batch);
    }
    assertTrue(network.loss(batch) < before / 4);
    assertEquals(1, network.accuracy(batch));
  }
}
