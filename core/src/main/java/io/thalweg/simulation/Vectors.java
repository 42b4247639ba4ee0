package io.thalweg.simulation;

import io.thalweg.support.Numbers;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes vectors to streams and reads them back. */
final class Vectors {

  private Vectors() {}

  static void save(Map<String, List<double[]>> named, DataOutput out) throws IOException {
    out.writeInt(named.size());
    for (Map.Entry<String, List<double[]>> entry : named.entrySet()) {
      out.writeUTF(entry.getKey());
      save(entry.getValue(), out);
    }
  }

  static void load(Map<String, List<double[]>> named, DataInput in) throws IOException {
    for (int count = in.readInt(); count > 0; count--) {
      named.put(in.readUTF(), load(in));
    }
  }

  static void save(List<double[]> vectors, DataOutput out) throws IOException {
    out.writeInt(vectors.size());
    for (double[] vector : vectors) {
      Numbers.write(out, vector);
    }
  }

  static List<double[]> load(DataInput in) throws IOException {
    List<double[]> vectors = new ArrayList<>();
    for (int count = in.readInt(); count > 0; count--) {
      vectors.add(Numbers.read(in));
    }
    return vectors;
  }
}
