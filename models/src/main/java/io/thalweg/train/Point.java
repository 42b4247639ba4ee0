package io.thalweg.train;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One measurement of a run.
 *
 * @param step how many steps were made before
 * @param seconds spent on training until then, measurements not counted
 * @param values what was measured, by name
 */
public record Point(int step, double seconds, Map<String, Double> values) {

  /** Copies the values and keeps their order. */
  public Point {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * Finds one of the values.
   *
   * @throws IllegalArgumentException if nothing of that name was measured
   */
  public double value(String name) {
    Double value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "'%s' was not measured; there are %s".formatted(name, values.keySet()));
    }
    return value;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(step);
    out.writeDouble(seconds);
    out.writeInt(values.size());
    for (Map.Entry<String, Double> value : values.entrySet()) {
      out.writeUTF(value.getKey());
      out.writeDouble(value.getValue());
    }
  }

  static Point read(DataInput in) throws IOException {
    int step = in.readInt();
    double seconds = in.readDouble();
    Map<String, Double> values = new LinkedHashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      values.put(in.readUTF(), in.readDouble());
    }
    return new Point(step, seconds, values);
  }
}
