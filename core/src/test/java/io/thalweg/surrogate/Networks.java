package io.thalweg.surrogate;

import io.thalweg.optimizer.Adam;
import io.thalweg.support.Numbers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;

/** Networks of given parameters, loaded as a saved network is. */
public final class Networks {

  private Networks() {}

  /** Parameters W1 [hidden x inputs], b1, w2 [hidden], b2. */
  public static TanhNetwork of(double[] parameters, int inputs, int hidden, double rate) {
    TanhNetwork network = new TanhNetwork(inputs, hidden, rate, new SplittableRandom(0));
    ByteArrayOutputStream saved = new ByteArrayOutputStream();
    try {
      DataOutputStream out = new DataOutputStream(saved);
      Numbers.write(out, parameters);
      new Adam(rate, parameters.length).save(out);
      network.load(new DataInputStream(new ByteArrayInputStream(saved.toByteArray())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return network;
  }
}
