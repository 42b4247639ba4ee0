package io.thalweg.objective;

import io.thalweg.ObjectiveException;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The language of {@link Command}: an event is a line of JSON, and so is its value.
 *
 * <p>An answer has one of three forms, so that a parser for all of JSON is not needed.
 */
record JsonLines(boolean noisy) implements Wire {

  private static final int LONGEST = 1 << 16;
  private static final int SHOWN = 80;
  private static final double MOST_WHOLE = 0x1p53;
  // Some libraries also write these three, which JSON does not have.
  private static final String NUMBER =
      "(-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?|NaN|-?Infinity)";
  private static final Pattern VALUE =
      Pattern.compile("\\s*(?:" + NUMBER + "|\\{\\s*\"value\"\\s*:\\s*" + NUMBER + "\\s*\\})\\s*");
  private static final Pattern ERROR =
      Pattern.compile("\\s*\\{\\s*\"error\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*\\}\\s*");

  @Override
  public void greet(DataInputStream in) {
    // A program says nothing before it is asked.
  }

  @Override
  public void write(DataOutputStream out, Request request, int row) throws IOException {
    out.write(line(request, row).getBytes(StandardCharsets.UTF_8));
  }

  /** The line that asks for a row. */
  String line(Request request, int row) {
    StringBuilder line = new StringBuilder("{\"x\": [");
    double[] event = request.events().value(row);
    for (int i = 0; i < event.length; i++) {
      line.append(i == 0 ? "" : ", ").append(number(event[i]));
    }
    line.append(']');
    if (noisy) {
      // The upper half of a seed is the better mixed one.
      line.append(", \"seed\": ").append(request.seeds()[row] >>> 33);
    }
    return line.append("}\n").toString();
  }

  private static String number(double x) {
    boolean whole = x == Math.rint(x) && Math.abs(x) < MOST_WHOLE && Double.compare(x, -0.0) != 0;
    return whole ? Long.toString((long) x) : Double.toString(x);
  }

  @Override
  public double read(DataInputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("it closed its output");
      }
      if (bytes.size() == LONGEST) {
        throw new IOException("it answered a line of more than %,d bytes".formatted(LONGEST));
      }
      bytes.write(next);
    }
    return value(bytes.toString(StandardCharsets.UTF_8));
  }

  /** The value that a line states. */
  static double value(String line) throws IOException {
    Matcher value = VALUE.matcher(line);
    if (value.matches()) {
      return Double.parseDouble(value.group(1) == null ? value.group(2) : value.group(1));
    }
    Matcher error = ERROR.matcher(line);
    if (error.matches()) {
      throw new ObjectiveException(error.group(1));
    }
    String shown = line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
    throw new IOException(
        "it answered '%s'; it must be a number, {\"value\": number} or {\"error\": text}"
            .formatted(shown));
  }
}
