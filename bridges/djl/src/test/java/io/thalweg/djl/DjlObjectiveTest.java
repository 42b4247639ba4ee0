package io.thalweg.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimate;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.check.ExactGradient;
import io.thalweg.distribution.Categorical;
import io.thalweg.distribution.Gaussian;
import io.thalweg.estimator.coupling.Arsm;
import io.thalweg.estimator.pathwise.Reparameterization;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Blocks on the PyTorch engine, whose native code is in a jar, beside their closed forms. */
class DjlObjectiveTest {

  private static NDManager manager;

  @BeforeAll
  static void open() {
    Engine engine = Engine.getEngine("PyTorch");
    engine.setRandomSeed(1);
    manager = engine.newBaseManager();
  }

  @AfterAll
  static void close() {
    manager.close();
  }

  /** v tanh(W x + b) + c. */
  private static Block network(DataType type, int inputs) {
    var network = new SequentialBlock();
    network.add(Linear.builder().setUnits(4).build());
    network.add(Activation::tanh);
    network.add(Linear.builder().setUnits(1).build());
    network.setInitializer(new NormalInitializer(0.7f), parameter -> true);
    network.initialize(manager, type, new Shape(1, inputs));
    return network;
  }

  private static double[] weights(Block network, int index) {
    Parameter parameter = network.getParameters().valueAt(index);
    return parameter.getArray().toType(DataType.FLOAT64, false).toDoubleArray();
  }

  private static DifferentiableObjective closed(Block network) {
    double[] w = weights(network, 0);
    double[] b = weights(network, 1);
    double[] v = weights(network, 2);
    double[] c = weights(network, 3);
    return DifferentiableObjective.of(
        x -> {
          double sum = c[0];
          for (int unit = 0; unit < v.length; unit++) {
            sum += v[unit] * Math.tanh(inner(w, unit, x) + b[unit]);
          }
          return sum;
        },
        x -> {
          double[] gradient = new double[x.length];
          for (int unit = 0; unit < v.length; unit++) {
            double h = Math.tanh(inner(w, unit, x) + b[unit]);
            for (int i = 0; i < x.length; i++) {
              gradient[i] += v[unit] * (1 - h * h) * w[unit * x.length + i];
            }
          }
          return gradient;
        });
  }

  private static double inner(double[] w, int unit, double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += w[unit * x.length + i] * x[i];
    }
    return sum;
  }

  private static Gaussian normal(int size) {
    double[] deviations = new double[size];
    Arrays.fill(deviations, 1.5);
    return Gaussian.of(new double[size], deviations);
  }

  @Test
  void anEstimateThroughABlockIsThatOfItsClosedForm() {
    Block network = network(DataType.FLOAT64, 3);
    RandomGenerator random = new SplittableRandom(1);
    var law = Gaussian.of(new double[] {0.5, -1, 0}, new double[] {1, 2, 1});
    var f = new DjlObjective(network, manager);
    Estimate estimate = new Reparameterization().estimate(law, f, random);
    assertArrayEquals(
        new Reparameterization().estimate(law, closed(network), new SplittableRandom(1)).gradient(),
        estimate.gradient(),
        1e-13);
  }

  @Test
  void valuesAndGradientsAreThoseOfTheClosedForm() {
    Block network = network(DataType.FLOAT64, 3);
    Events x = normal(3).sample(50, new SplittableRandom(2));
    Linearization exact = closed(network).evaluate(x);
    var f = new DjlObjective(network, manager);
    Linearization answer = f.evaluate(x);
    assertArrayEquals(exact.values(), answer.values(), 1e-13);
    assertArrayEquals(exact.gradients(), answer.gradients(), 1e-13);
    assertEquals(exact.values()[7], f.value(x.point(7)), 1e-13);
  }

  /** Central differences of step 1e-5 err by its square and by 1e-16 over it. */
  @Test
  void gradientsAreThoseOfDifferences() {
    var f = new DjlObjective(network(DataType.FLOAT64, 3), manager);
    double[] x = {0.4, -0.7, 1.1};
    double[] gradient = f.evaluate(Events.of(x, 1, 3)).gradients();
    for (int i = 0; i < 3; i++) {
      double[] up = x.clone();
      double[] down = x.clone();
      up[i] += 1e-5;
      down[i] -= 1e-5;
      assertEquals((f.value(up) - f.value(down)) / 2e-5, gradient[i], 1e-9);
    }
  }

  /** Sums of a few numbers up to 5, each rounded to 2^-24 of its size. */
  @Test
  void floatsAreRoundedToTheirDigits() {
    Block network = network(DataType.FLOAT32, 3);
    Events x = normal(3).sample(50, new SplittableRandom(2));
    Linearization exact = closed(network).evaluate(x);
    Linearization answer = new DjlObjective(network, manager).evaluate(x);
    assertArrayEquals(exact.values(), answer.values(), 1e-5);
    assertArrayEquals(exact.gradients(), answer.gradients(), 1e-5);
  }

  @Test
  void categoriesAreOneHot() {
    Block network = network(DataType.FLOAT64, 6);
    var law = Categorical.ofLogits(new double[] {0.2, -1, 0.7, 0, 0.3, -0.4}, 3);
    var f = new DjlObjective(network, manager);
    assertArrayEquals(ExactGradient.of(law, closed(network)), ExactGradient.of(law, f), 1e-13);
    assertArrayEquals(
        new Arsm().estimate(law, closed(network), new SplittableRandom(3)).gradient(),
        new Arsm().estimate(law, f, new SplittableRandom(3)).gradient(),
        1e-13);
  }

  @Test
  void nothingIsLeftBehind() {
    Block network = network(DataType.FLOAT64, 3);
    var f = new DjlObjective(network, manager);
    Events x = normal(3).sample(50, new SplittableRandom(2));
    f.evaluate(x).gradients();
    int arrays = manager.getManagedArrays().size();
    for (int i = 0; i < 20; i++) {
      f.evaluate(x).gradients();
    }
    assertEquals(arrays, manager.getManagedArrays().size());
    // Nor in the gradients of the block's own parameters, which a trainer may be adding up.
    for (Parameter parameter : network.getParameters().values()) {
      NDArray array = parameter.getArray();
      assertFalse(
          array.hasGradient() && array.getGradient().any().getBoolean(), parameter::getName);
    }
  }

  /** The gradient in v is the weighted sum of the hidden units, in c the sum of the weights. */
  @Test
  void aPullbackIsAddedUntilATrainerStepsAlongIt() {
    Block network = network(DataType.FLOAT32, 3);
    double[] w = weights(network, 0);
    double[] b = weights(network, 1);
    double[] v = weights(network, 2);
    double[] c = weights(network, 3);
    Events x = normal(3).sample(2, new SplittableRandom(4));
    double[] expected = new double[4];
    for (int unit = 0; unit < 4; unit++) {
      for (int row = 0; row < 2; row++) {
        double weight = row == 0 ? 3 : -1;
        expected[unit] += weight * Math.tanh(inner(w, unit, x.point(row)) + b[unit]);
      }
    }
    try (Model model = Model.newInstance("network", "PyTorch")) {
      model.setBlock(network);
      var rate = Tracker.fixed(0.1f);
      var config =
          new DefaultTrainingConfig(Loss.l2Loss())
              .optOptimizer(Optimizer.sgd().setLearningRateTracker(rate).build());
      try (Trainer trainer = model.newTrainer(config)) {
        var f = new DjlObjective(network, manager);
        f.evaluate(x).pullback(new double[] {1, -1});
        f.evaluate(x).pullback(new double[] {2, 0});
        trainer.step();
      }
      for (int unit = 0; unit < 4; unit++) {
        assertEquals(v[unit] - 0.1 * expected[unit], weights(network, 2)[unit], 1e-6);
      }
      assertEquals(c[0] - 0.1 * 2, weights(network, 3)[0], 1e-6);
    }
  }

  @Test
  void whatCannotBeAnsweredIsRefused() {
    var uninitialised = Linear.builder().setUnits(1).build();
    refused(
        "the parameter weight of the block is not initialised; call block.initialize or load a model",
        () -> new DjlObjective(uninitialised, manager));
    Block same = new LambdaBlock(x -> x);
    refused(
        "the block answered (1, 2) for points of (1, 2); it must be one number for each of 1 rows",
        () -> new DjlObjective(same, manager).value(new double[] {1, 2}));
    Block sum = new LambdaBlock(x -> new NDList(x.singletonOrThrow().sum()));
    refused(
        "the block answered () for points of (2, 1); it must be one number for each of 2 rows",
        () -> new DjlObjective(sum, manager).evaluate(Events.of(new double[] {1, 2}, 1, 1)));
    var f = new DjlObjective(network(DataType.FLOAT32, 3), manager);
    Linearization answer = f.evaluate(Events.of(new double[3], 1, 3));
    var refusal =
        assertThrows(
            UnsupportedOperationException.class, () -> answer.curvatures(new double[] {1, 0, 0}));
    assertEquals(
        "DJL has no second derivatives; an objective of thalweg-torch has them",
        refusal.getMessage());
  }

  private static void refused(String why, Executable call) {
    var refusal = assertThrows(IllegalArgumentException.class, call);
    assertTrue(refusal.getMessage().contains(why), refusal::getMessage);
  }
}
