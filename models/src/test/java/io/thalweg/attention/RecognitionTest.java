package io.thalweg.attention;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.dense.Activation;
import io.thalweg.dense.Architecture;
import io.thalweg.dense.Forward;
import io.thalweg.dense.Layers;
import io.thalweg.dense.Parameters;
import io.thalweg.distribution.Categorical;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Networks compute in single precision: differences over STEP lose half of its seven digits. */
class RecognitionTest {

  private static final double STEP = 1e-2;
  private static final double TOLERANCE = 1e-3;
  private static final int[] LABELS = {3, 7};

  private final SplittableRandom random = new SplittableRandom(1);

  private Layers classifier(int inputs) {
    Architecture layers =
        Architecture.of(inputs)
            .then(5, Activation.TANH)
            .then(Recognition.CLASSES, Activation.LINEAR);
    return new Layers(new Parameters(layers.parameters()), 0, random, layers);
  }

  private double[] numbers(int count) {
    return random.doubles(count).toArray();
  }

  private View crops() {
    return new Crops(new Canvases(4, 3, numbers(2 * 16), LABELS, new int[] {0, 3}));
  }

  private View masks() {
    return new MaskedImages(numbers(2 * 4), 4, new double[] {0.5, 0.25});
  }

  /** Relaxed places of two canvases, two draws each. */
  private Events places() {
    Categorical law = Categorical.ofLogits(new double[8], 4).inContexts(2);
    return Events.ofPoints(numbers(4 * 4), law.sample(1, random));
  }

  private Events bits() {
    return Events.of(numbers(4 * 4), 2, 4);
  }

  @Test
  void aPlaceIsWorthAsMuchAsTheOneHotPointOfIt() {
    Events drawn = Categorical.ofLogits(new double[8], 4).inContexts(2).sample(3, random);
    Events points = Events.ofPoints(drawn.points(), drawn);
    try (Recognition f = new Recognition(classifier(9), crops(), LABELS)) {
      assertArrayEquals(f.evaluate(drawn).values(), f.evaluate(points).values(), 0);
    }
  }

  /** A second way to the same number: softmax in double precision, less the price. */
  @Test
  void valuesAreLogProbabilitiesLessThePrice() {
    Layers classifier = classifier(8);
    double[] images = numbers(8);
    double[] mask = {1, 0, 0, 1};
    View view = new MaskedImages(images, 4, new double[] {0.5, 0.25});
    Events events = Events.of(new double[] {1, 1, 0, 0, 1, 0, 0, 1}, 2, 4);
    double[] seen = {images[4], 0, 0, images[7], 1, 0, 0, 1};
    double[] outputs;
    try (Forward forward = classifier.forward(seen, 1)) {
      outputs = forward.outputs().clone();
    }
    double norm = Math.log(Arrays.stream(outputs).map(Math::exp).sum());
    try (Recognition f = new Recognition(classifier, view, LABELS)) {
      double expected = outputs[LABELS[1]] - norm - 0.25 * Arrays.stream(mask).sum();
      assertEquals(expected, f.evaluate(events).values()[1], 1e-6);
    }
  }

  @Test
  void gradientsAndCurvaturesOfPlacesAreThoseOfDifferences() {
    assertDerivatives(classifier(9), crops(), places());
  }

  @Test
  void gradientsAndCurvaturesOfMasksAreThoseOfDifferences() {
    assertDerivatives(classifier(8), masks(), bits());
  }

  private void assertDerivatives(Layers classifier, View view, Events events) {
    double[] directions = random.doubles(events.points().length, -1, 1).toArray();
    try (Recognition f = new Recognition(classifier, view, LABELS)) {
      Linearization here = f.evaluate(events);
      Linearization above = f.evaluate(moved(events, directions, STEP));
      Linearization below = f.evaluate(moved(events, directions, -STEP));
      int size = events.pointSize();
      for (int row = 0; row < events.count(); row++) {
        double along = 0;
        for (int i = row * size; i < (row + 1) * size; i++) {
          along += here.gradients()[i] * directions[i];
        }
        double difference = (above.values()[row] - below.values()[row]) / (2 * STEP);
        assertEquals(difference, along, TOLERANCE);
      }
      double[] bends = here.curvatures(directions);
      for (int i = 0; i < bends.length; i++) {
        double difference = (above.gradients()[i] - below.gradients()[i]) / (2 * STEP);
        assertEquals(difference, bends[i], TOLERANCE);
      }
    }
  }

  private static Events moved(Events events, double[] directions, double step) {
    double[] points = events.points().clone();
    Arrays.setAll(points, i -> points[i] + step * directions[i]);
    return events.at(points);
  }
}
