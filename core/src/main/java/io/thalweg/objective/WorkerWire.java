package io.thalweg.objective;

import io.thalweg.Checked;
import io.thalweg.Events;
import io.thalweg.ObjectiveException;
import io.thalweg.Shape;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The language of {@link WorkerPool} and {@link Worker}: doubles, bit by bit. */
enum WorkerWire implements Wire {
  /** The only one. */
  INSTANCE;

  // Native code may print between two answers.
  private static final int MARK = 0x7468616c;
  private static final int MOST_TEXT = 10_000;
  private static final int MOST_PRINTED = 200;
  private static final byte VALUE = 0;
  private static final byte FAILURE = 1;

  @Override
  public void greet(DataInputStream in) throws IOException {
    read(in);
  }

  @Override
  public void write(DataOutputStream out, Request request, int row) throws IOException {
    Shape shape = request.events().shape();
    out.writeInt(shape.contexts());
    out.writeInt(shape.size());
    out.writeInt(shape.categories());
    out.writeInt(request.events().context(row));
    out.writeLong(request.seeds()[row]);
    for (double coordinate : request.events().value(row)) {
      out.writeDouble(coordinate);
    }
  }

  /** Reads what {@link #write} has written. */
  Request request(DataInputStream in) throws IOException {
    int contexts = in.readInt();
    Shape shape = new Shape(contexts, in.readInt(), in.readInt());
    int context = in.readInt();
    long seed = in.readLong();
    double[] event = new double[shape.size()];
    for (int i = 0; i < event.length; i++) {
      event[i] = in.readDouble();
    }
    return new Request(Events.ragged(event, new int[] {context}, shape), new long[] {seed});
  }

  void writeValue(DataOutputStream out, double value) throws IOException {
    out.writeInt(MARK);
    out.writeByte(VALUE);
    out.writeDouble(value);
    out.flush();
  }

  void writeFailure(DataOutputStream out, Throwable reason) throws IOException {
    String text =
        reason instanceof ObjectiveException && reason.getMessage() != null
            ? reason.getMessage()
            : Checked.described(reason);
    out.writeInt(MARK);
    out.writeByte(FAILURE);
    out.writeUTF(text.substring(0, Math.min(text.length(), MOST_TEXT)));
    out.flush();
  }

  @Override
  public double read(DataInputStream in) throws IOException {
    int mark = in.readInt();
    if (mark != MARK) {
      throw new IOException(
          "'%s' was printed on its standard output, past System.out".formatted(text(mark, in)));
    }
    if (in.readByte() == VALUE) {
      return in.readDouble();
    }
    throw new ObjectiveException(in.readUTF());
  }

  /** Reads what stands in the place of an answer, as far as it is there. */
  private static String text(int mark, DataInputStream in) throws IOException {
    byte[] first = ByteBuffer.allocate(Integer.BYTES).putInt(mark).array();
    byte[] rest = in.readNBytes(Math.min(MOST_PRINTED, in.available()));
    String text =
        new String(first, StandardCharsets.ISO_8859_1)
            + new String(rest, StandardCharsets.ISO_8859_1);
    return text.replaceAll("[^\\x20-\\x7e]+", " ").strip();
  }
}
