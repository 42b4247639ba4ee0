package io.thalweg.surrogate;

import java.util.random.RandomGenerator;

/** Networks of given parameters, by way of the numbers that their weights start from. */
public final class Networks {

  private Networks() {}

  /** Parameters W1 [hidden x inputs], b1, w2 [hidden], b2. */
  public static TanhNetwork of(double[] parameters, int inputs, int hidden, double rate) {
    RandomGenerator script =
        new RandomGenerator() {
          private int used;

          @Override
          public double nextDouble() {
            int fan = used < hidden * (inputs + 1) ? inputs : hidden;
            return (parameters[used++] * Math.sqrt(fan) + 1) / 2;
          }

          @Override
          public long nextLong() {
            throw new UnsupportedOperationException("weights start from nextDouble");
          }
        };
    return new TanhNetwork(inputs, hidden, rate, script);
  }
}
