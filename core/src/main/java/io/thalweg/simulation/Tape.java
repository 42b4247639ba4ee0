package io.thalweg.simulation;

import io.thalweg.support.Require;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.random.RandomGenerator;

/**
 * The record of what a simulator did in a run, with which another process can have the same run
 * without the simulation.
 *
 * <p>It holds the calls of the simulator, with the costs that it booked, and no draws: these follow
 * from the seed and the number of the run. So {@link #replay} makes the same run, to the last bit,
 * in the time that its draws take.
 */
public final class Tape {

  private static final byte DRAW = 0;
  private static final byte READ = 1;
  private static final byte COST = 2;
  private static final byte REGENERATE = 3;
  private static final byte LENGTH = 4;

  private final byte[] calls;

  private Tape(byte[] calls) {
    this.calls = Require.given("the calls of a run", calls);
  }

  /**
   * Runs a simulator and records what it does.
   *
   * @throws SimulatorException if the simulator failed
   */
  public static Tape record(Simulator simulator, Parameters parameters, long seed, long number) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    Run.of(in -> simulator.run(new Recorder(in, parameters, out)), parameters, seed, number);
    return new Tape(bytes.toByteArray());
  }

  /** Makes a tape of its bytes. */
  public static Tape of(byte[] bytes) {
    return new Tape(bytes);
  }

  /** The bytes from which another process makes the tape. */
  public byte[] bytes() {
    return calls.clone();
  }

  /**
   * Makes the run that was recorded.
   *
   * @param parameters those of the recorded run, with the same inputs in the same order
   * @param seed of the recorded run
   * @param number of the recorded run
   * @throws SimulatorException if the tape is damaged
   */
  public Run replay(Parameters parameters, long seed, long number) {
    return Run.of(in -> play(in, parameters), parameters, seed, number);
  }

  private void play(Inputs in, Parameters parameters) throws IOException {
    DataInputStream tape = new DataInputStream(new ByteArrayInputStream(calls));
    for (int call = tape.read(); call >= 0; call = tape.read()) {
      switch (call) {
        case DRAW -> in.drawAll(parameters.inputs().get(tape.readInt()));
        case READ -> in.read(parameters.inputs().get(tape.readInt()), tape.readInt());
        case COST -> in.cost(tape.readUTF(), tape.readDouble());
        case REGENERATE -> in.regenerate();
        case LENGTH -> in.length(tape.readDouble());
        default -> throw new EOFException("a tape has no call %d".formatted(call));
      }
    }
  }

  /** The desk of a run, which writes down what is done there. */
  private record Recorder(Inputs desk, Parameters parameters, DataOutputStream out)
      implements Inputs {

    /** Writing to memory, which does not fail. */
    private interface Writing {
      void write() throws IOException;
    }

    private static void write(Writing writing) {
      try {
        writing.write();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void written(byte call, Input input) {
      write(
          () -> {
            out.writeByte(call);
            out.writeInt(parameters.index(input));
          });
    }

    @Override
    public double draw(Input input) {
      double drawn = desk.draw(input);
      written(DRAW, input);
      return drawn;
    }

    @Override
    public double[] drawAll(Input input) {
      double[] drawn = desk.drawAll(input);
      written(DRAW, input);
      return drawn;
    }

    @Override
    public double read(Input input) {
      double value = desk.read(input);
      written(READ, input);
      write(() -> out.writeInt(0));
      return value;
    }

    @Override
    public double read(Input input, int parameter) {
      double value = desk.read(input, parameter);
      written(READ, input);
      write(() -> out.writeInt(parameter));
      return value;
    }

    // Not recorded: noise has no score, and the costs that it moved are on the tape.
    @Override
    public RandomGenerator noise() {
      return desk.noise();
    }

    @Override
    public void cost(String output, double cost) {
      desk.cost(output, cost);
      write(
          () -> {
            out.writeByte(COST);
            out.writeUTF(output);
            out.writeDouble(cost);
          });
    }

    @Override
    public void regenerate() {
      desk.regenerate();
      write(() -> out.writeByte(REGENERATE));
    }

    @Override
    public void length(double length) {
      desk.length(length);
      write(
          () -> {
            out.writeByte(LENGTH);
            out.writeDouble(length);
          });
    }
  }
}
