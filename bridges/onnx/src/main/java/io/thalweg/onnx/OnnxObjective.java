package io.thalweg.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.ObjectiveException;
import io.thalweg.support.Require;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A model of ONNX Runtime as a black box: rows of numbers in, a number for each row out.
 *
 * <p>All events that an estimate needs are one batch, and one run of the model. The model must have
 * one input of floats, doubles or 64-bit integers, [rows, size] or [rows, ...] with size numbers in
 * a row, whose first dimension is free; a float is the double rounded to 24 bits. Its output must
 * have one number for each row, unless a {@link #column} is chosen.
 *
 * <p>ONNX Runtime has no gradients, so that this is for estimators that need values alone. Calls
 * from several threads are safe. Native memory is kept until {@link #close}.
 */
public final class OnnxObjective implements Objective, AutoCloseable {

  private final OrtSession session;
  private final Port input;
  private final Port output;
  private final boolean oneHot;
  private final int column;

  private OnnxObjective(OrtSession session, Port input, Port output, boolean oneHot, int column) {
    this.session = session;
    this.input = input;
    this.output = output;
    this.oneHot = oneHot;
    this.column = column;
  }

  /**
   * Loads a model that has one output.
   *
   * @throws NoSuchFileException if there is no such file
   * @throws IllegalArgumentException if the file is no model, or the model has not one input and
   *     one output of numbers
   */
  public static OnnxObjective load(Path model) throws NoSuchFileException {
    OrtSession session = open(model);
    return orClose(session, () -> of(session));
  }

  /**
   * Loads a model and chooses one of its outputs.
   *
   * @param output its name in the model
   * @throws NoSuchFileException if there is no such file
   * @throws IllegalArgumentException if the file is no model, or the model has not one input of
   *     numbers and this output
   */
  public static OnnxObjective load(Path model, String output) throws NoSuchFileException {
    OrtSession session = open(model);
    return orClose(session, () -> of(session, output));
  }

  /**
   * Makes an objective of a session that has one output and was made with options of its own, such
   * as a number of threads. {@link #close} closes the session.
   *
   * @throws IllegalArgumentException if the model has not one input and one output of numbers
   */
  public static OnnxObjective of(OrtSession session) {
    return of(session, Port.only("output", "load(model, name)", session.getOutputNames()));
  }

  /**
   * Makes an objective of one output of a session. {@link #close} closes the session.
   *
   * @param output its name in the model
   * @throws IllegalArgumentException if the model has not one input of numbers and this output
   */
  public static OnnxObjective of(OrtSession session, String output) {
    Require.given("the name of an output", output);
    String input = Port.only("input", "a model with one", session.getInputNames());
    try {
      return new OnnxObjective(
          session,
          Port.input(input, session.getInputInfo()),
          Port.output(output, session.getOutputInfo()),
          false,
          -1);
    } catch (OrtException e) {
      throw new IllegalArgumentException("ONNX Runtime cannot describe the model", e);
    }
  }

  /**
   * Chooses one of several numbers that the output has for each row, such as the probability of one
   * class. The session is shared.
   *
   * @param column from 0
   * @throws IllegalArgumentException if it is below 0
   */
  public OnnxObjective column(int column) {
    Require.atLeast(0, "the column of the output", column);
    return new OnnxObjective(session, input, output, oneHot, column);
  }

  /**
   * Passes each categorical variable as a point of the simplex, one-hot for a draw, in place of the
   * index of its category. The session is shared.
   */
  public OnnxObjective oneHot() {
    return new OnnxObjective(session, input, output, true, column);
  }

  @Override
  public double value(double[] event) {
    return evaluate(Events.of(event, 1, event.length)).values()[0];
  }

  /**
   * Runs the model once for all events.
   *
   * @throws ObjectiveException if an event does not fit the model, or ONNX Runtime fails
   */
  @Override
  public Evaluation evaluate(Events events) {
    int rows = events.count();
    try (OnnxTensor x = input.tensor(oneHot ? events.points() : events.values(), rows);
        OrtSession.Result answer = session.run(Map.of(input.name(), x), Set.of(output.name()))) {
      return Evaluation.of(output.column((OnnxTensor) answer.get(0), rows, column));
    } catch (OrtException e) {
      throw new ObjectiveException(
          "ONNX Runtime failed at %s: %s".formatted(events, e.getMessage()), e);
    }
  }

  /** Frees the native memory of the model, also of the objectives that share it. */
  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime cannot close the model", e);
    }
  }

  /** Describes the input and the output of the model. */
  @Override
  public String toString() {
    return "ONNX model %s -> %s".formatted(input, output);
  }

  private static OrtSession open(Path model) throws NoSuchFileException {
    if (!Files.isRegularFile(model)) {
      throw new NoSuchFileException(model.toString());
    }
    try {
      return OrtEnvironment.getEnvironment().createSession(model.toString());
    } catch (OrtException e) {
      throw new IllegalArgumentException(
          "ONNX Runtime cannot load %s: %s".formatted(model, e.getMessage()), e);
    }
  }

  private static OnnxObjective orClose(OrtSession session, Supplier<OnnxObjective> objective) {
    try {
      return objective.get();
    } catch (IllegalArgumentException e) {
      try {
        session.close();
      } catch (OrtException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }
}
