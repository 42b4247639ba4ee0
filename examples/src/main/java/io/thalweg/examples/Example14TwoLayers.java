package io.thalweg.examples;

import io.thalweg.Events;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.coupling.DisArm;
import io.thalweg.estimator.score.LocalExpectation;
import io.thalweg.optimizer.Adam;
import io.thalweg.program.Builder;
import io.thalweg.program.Cost;
import io.thalweg.program.Estimates;
import io.thalweg.program.Given;
import io.thalweg.program.Node;
import io.thalweg.program.Program;
import io.thalweg.program.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;

/**
 * Trains a model with two layers of bits, each with an estimator of its own.
 *
 * <p>Six pictures of 3 x 3 pixels show a row or a column each. Three bits code the picture, and one
 * bit above them codes these. All laws of the model and of the upper layer are tables, and each
 * picture has logits of its own for the lower layer. What is raised is the evidence lower bound; no
 * model has a mean above -log 6 = -1.79.
 */
public final class Example14TwoLayers {

  private static final double[] PICTURES = {
    1, 1, 1, 0, 0, 0, 0, 0, 0, // a row
    0, 0, 0, 1, 1, 1, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 1, 1, 1,
    1, 0, 0, 1, 0, 0, 1, 0, 0, // a column
    0, 1, 0, 0, 1, 0, 0, 1, 0,
    0, 0, 1, 0, 0, 1, 0, 0, 1
  };
  private static final int CONTEXTS = 6;

  private Example14TwoLayers() {}

  /** Prints the bound, which began at -9 ln 2 = -6.24. */
  public static void main(String[] arguments) {
    System.out.println("bound " + train(2_000, new SplittableRandom(1)));
  }

  /** Trains for some steps and returns the mean bound over the last hundred. */
  static double train(int steps, SplittableRandom random) {
    var start = new SplittableRandom(7);
    double[] logits = start.doubles(3 * CONTEXTS, -0.5, 0.5).toArray();
    double[] slopes = new double[logits.length];
    var upper = Table.of(Bernoulli.of(0.5), start.doubles(8, -0.5, 0.5).toArray());
    var pixels = Table.of(Bernoulli.ofLogits(new double[9]), new double[8 * 9]);
    var middle = Table.of(Bernoulli.ofLogits(new double[3]), new double[2 * 3]);
    var top = Table.of(Bernoulli.of(0.5), 0.0).inContexts(CONTEXTS);

    Builder builder = Program.of(CONTEXTS);
    Node<Bernoulli> b1 = builder.node("b1", none -> own(logits, slopes), new DisArm());
    Node<Bernoulli> b2 = builder.node("b2", upper, new LocalExpectation(), b1);
    Events pictures = Events.of(PICTURES, CONTEXTS, 9);
    builder.cost("picture given b1", Cost.logDensity(pixels, pictures), b1);
    builder.cost("b1 given b2", Cost.logDensity(middle), b1, b2);
    builder.cost("b2", Cost.logDensity(top), b2);
    builder.entropy(b1);
    builder.entropy(b2);
    Program program = builder.build();

    var adam = new Adam(0.05, logits.length);
    List<Runnable> updates = new ArrayList<>();
    for (Table<Bernoulli> table : List.of(upper, pixels, middle, top)) {
      BiConsumer<double[], double[]> own = new Adam(0.05, table.parameters().length)::step;
      updates.add(() -> table.update(own));
    }
    double bound = 0;
    for (int step = 0; step < steps; step++) {
      Estimates estimates = program.estimate(random);
      estimates.pullback(-1.0 / CONTEXTS); // Adam descends
      adam.step(logits, slopes);
      Arrays.fill(slopes, 0);
      updates.forEach(Runnable::run);
      bound += step < steps - 100 ? 0 : estimates.value() / 100;
    }
    return bound;
  }

  /** The law of every picture's own logits. */
  private static Given<Bernoulli> own(double[] logits, double[] slopes) {
    return Given.of(
        Bernoulli.ofLogits(logits).inContexts(CONTEXTS),
        gradient -> {
          for (int i = 0; i < slopes.length; i++) {
            slopes[i] += gradient[i];
          }
        });
  }
}
