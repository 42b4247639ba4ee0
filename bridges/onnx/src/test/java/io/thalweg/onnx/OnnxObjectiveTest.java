package io.thalweg.onnx;

import static io.thalweg.onnx.TinyModel.ANY;
import static io.thalweg.onnx.TinyModel.DOUBLE;
import static io.thalweg.onnx.TinyModel.FLOAT;
import static io.thalweg.onnx.TinyModel.INT64;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.thalweg.Estimate;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.ObjectiveException;
import io.thalweg.check.ExactGradient;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.distribution.Gaussian;
import io.thalweg.estimator.coupling.DisArm;
import io.thalweg.objective.Fallible;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Models are compared with their closed forms; refusals name the shapes. */
class OnnxObjectiveTest {

  private static final Objective CLOSED = x -> Math.pow(x[0] + 2 * x[1] - x[2] - 0.45, 2);

  @TempDir private Path folder;

  private static Estimate throughAModel(Path file, Bernoulli law, RandomGenerator random)
      throws IOException {
    try (var f = OnnxObjective.load(file)) {
      return new DisArm().estimate(law, f, random); // one run of the model, for two rows
    }
  }

  @Test
  void theGradientOfAModelIsThatOfItsClosedForm() throws IOException {
    Path file = TinyModel.square(DOUBLE).in(folder);
    var law = Bernoulli.ofLogits(0.2, -1.0, 0.7);
    Estimate estimate = throughAModel(file, law, new SplittableRandom(1));
    assertEquals(2, estimate.evaluations());
    Estimate closed = new DisArm().estimate(law, CLOSED, new SplittableRandom(1));
    assertArrayEquals(closed.gradient(), estimate.gradient(), 1e-14);
    try (var f = OnnxObjective.load(file)) {
      assertArrayEquals(ExactGradient.of(law, CLOSED), ExactGradient.of(law, f), 1e-14);
    }
  }

  /** Products of numbers up to 15, each rounded to 2^-24 of its size, some of them twice. */
  @Test
  void floatsAreRoundedToTheirDigits() throws IOException {
    Events x =
        Gaussian.of(new double[3], new double[] {1, 1, 1}).sample(100, new SplittableRandom(1));
    try (var f = OnnxObjective.load(TinyModel.square(FLOAT).in(folder))) {
      double[] exact = CLOSED.evaluate(x).values();
      double[] values = f.evaluate(x).values();
      for (int row = 0; row < 100; row++) {
        assertEquals(exact[row], values[row], 8 * 0x1p-24 * (15 + exact[row]));
      }
      assertEquals(values[7], f.value(x.value(7)));
    }
  }

  @Test
  void categoriesComeAsIndicesOrOneHot() throws IOException {
    Events x = Categorical.ofLogits(new double[6], 3).sample(50, new SplittableRandom(1));
    TinyModel doubled =
        new TinyModel()
            .node("Add", "y", "x", "x")
            .input("x", INT64, ANY, 2)
            .output("y", INT64, ANY, 2);
    TinyModel weighted =
        new TinyModel()
            .node("MatMul", "y", "x", "w")
            .constant("w", DOUBLE, new int[] {6, 1}, 1, 2, 3, 40, 50, 60)
            .input("x", DOUBLE, ANY, ANY)
            .output("y", DOUBLE, ANY, 1);
    try (var f = OnnxObjective.load(doubled.in(folder));
        var g = OnnxObjective.load(weighted.in(folder))) {
      double[] indices = f.column(1).evaluate(x).values();
      double[] oneHot = g.oneHot().evaluate(x).values();
      for (int row = 0; row < 50; row++) {
        double[] event = x.value(row);
        assertEquals(2 * event[1], indices[row]);
        assertEquals(1 + event[0] + 40 + 10 * event[1], oneHot[row]);
      }
    }
  }

  @Test
  void rowsMayHaveSeveralDimensions() throws IOException {
    double[] event = {1, 2, 3, 4};
    try (var fixed = OnnxObjective.load(identity(DOUBLE, ANY, 2, 2));
        var free = OnnxObjective.load(identity(DOUBLE, ANY, 2, ANY))) {
      assertEquals(4, fixed.column(3).value(event));
      assertEquals(3, free.column(2).value(event));
    }
  }

  @Test
  void aSessionOfTheUsersOwnAnswersOtherThreads() throws IOException, OrtException {
    var law = Gaussian.of(new double[3], new double[] {1, 1, 1});
    Events x = law.sample(1_000, new SplittableRandom(1));
    var environment = OrtEnvironment.getEnvironment();
    try (var options = new SessionOptions()) {
      options.setIntraOpNumThreads(1);
      String file = TinyModel.square(DOUBLE).in(folder).toString();
      try (var f = OnnxObjective.of(environment.createSession(file, options))) {
        assertArrayEquals(
            f.evaluate(x).values(), Fallible.of(f).parallel(4).evaluate(x).values(), 1e-14);
      }
    }
  }

  private static TinyModel two() {
    return new TinyModel()
        .node("Add", "sum", "a", "b")
        .input("a", DOUBLE, ANY, 2)
        .input("b", DOUBLE, ANY, 2)
        .output("sum", DOUBLE, ANY, 2);
  }

  private static TinyModel outputs() {
    return new TinyModel()
        .node("Add", "sum", "a", "a")
        .node("Mul", "square", "a", "a")
        .input("a", DOUBLE, ANY, 2)
        .output("sum", DOUBLE, ANY, 2)
        .output("square", DOUBLE, ANY, 2);
  }

  @Test
  void oneOfSeveralOutputsIsChosen() throws IOException {
    Path file = outputs().in(folder);
    refused("the model has 2 outputs, sum, square; use load(model, name)", () -> load(file));
    refused(
        "the model has no output mean, but sum, square", () -> OnnxObjective.load(file, "mean"));
    try (var f = OnnxObjective.load(file, "square")) {
      assertEquals(9, f.column(1).value(new double[] {2, 3}));
      failed("the model's output square has 2 numbers for each row; choose one by column(k)", f);
      failed(
          "the model's output square has 2 numbers for each row, and none of column 2",
          f.column(2));
      assertEquals("ONNX model a [any, 2] of double -> square [any, 2] of double", f.toString());
    }
  }

  @Test
  void modelsThatDoNotFitAreRefused() {
    refused("the model has 2 inputs, a, b; use a model with one", () -> load(two().in(folder)));
    refused(
        "the first dimension of the model's input a [1, 2] of double must be free, for any number of rows",
        () -> load(identity(DOUBLE, 1, 2)));
    refused(
        "the model's input a [any, any, any] of double must have one free dimension beside that of the rows at most",
        () -> load(identity(DOUBLE, ANY, ANY, ANY)));
    refused(
        "must be a tensor of floats, doubles or 64-bit integers",
        () -> load(identity(TinyModel.STRING, ANY, 2)));
    refused(
        "ONNX Runtime cannot load", () -> load(Files.writeString(folder.resolve("no.onnx"), "no")));
    assertThrows(NoSuchFileException.class, () -> load(folder.resolve("none.onnx")));
  }

  @Test
  void eventsThatDoNotFitAreRefused() throws IOException {
    try (var f = OnnxObjective.load(TinyModel.square(DOUBLE).in(folder))) {
      failed("an event has 2 coordinates, but the model's input is x [any, 3] of double", f);
    }
    try (var f = OnnxObjective.load(identity(INT64, ANY, 2)).column(0)) {
      var halves = assertThrows(ObjectiveException.class, () -> f.value(new double[] {0.5, 1}));
      assertEquals(
          "a coordinate is 0.5, but the model's input a [any, 2] of int64 takes whole numbers",
          halves.getMessage());
    }
    TinyModel mean =
        new TinyModel()
            .node("ReduceMean", "y", "x")
            .input("x", DOUBLE, ANY, 2)
            .output("y", DOUBLE, 1, 1);
    try (var f = OnnxObjective.load(mean.in(folder))) {
      Events x = Events.of(new double[] {1, 2, 3, 4}, 1, 2);
      var one = assertThrows(ObjectiveException.class, () -> f.evaluate(x));
      assertEquals(
          "the model's output y has the shape [1, 1] for 2 rows; its first dimension must be that of the rows",
          one.getMessage());
    }
  }

  private Path identity(int type, int... shape) {
    return new TinyModel()
        .node("Identity", "y", "a")
        .input("a", type, shape)
        .output("y", type, shape)
        .in(folder);
  }

  private static OnnxObjective load(Path file) throws NoSuchFileException {
    return OnnxObjective.load(file);
  }

  private static void refused(String why, Executable load) {
    var refusal = assertThrows(IllegalArgumentException.class, load);
    assertTrue(refusal.getMessage().contains(why), refusal::getMessage);
  }

  private static void failed(String why, OnnxObjective f) {
    var failure = assertThrows(ObjectiveException.class, () -> f.value(new double[] {2, 3}));
    assertEquals(why, failure.getMessage());
  }
}
