package io.thalweg.train;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Episodes of a walk, whose drift is learned; it counts them and its moves, as a policy does. */
final class Walk implements Training {
  private final long seed;
  private final int episodes;
  private final byte[] padding;
  double drift;
  private int played;
  long moves;

  Walk(long seed, int episodes) {
    this(seed, episodes, 0);
  }

  /** Begins with so many more bytes in its state, which mean nothing. */
  Walk(long seed, int episodes, int padding) {
    this.seed = seed;
    this.episodes = episodes;
    this.padding = new byte[padding];
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("episodes", Integer.toString(episodes));
  }

  @Override
  public void step(int step) {
    SplittableRandom random = new SplittableRandom(31 * seed + step);
    for (int episode = 0; episode < episodes; episode++) {
      int length = 1 + random.nextInt(9);
      for (int move = 0; move < length; move++) {
        drift += 0.01 * (random.nextDouble() - drift);
      }
      moves += length;
      played++;
    }
  }

  @Override
  public Map<String, Double> measure(int step) {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("return", drift + new SplittableRandom(seed - step).nextDouble());
    values.put("episodes", (double) played);
    values.put("environment steps", (double) moves);
    return values;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeDouble(drift);
    out.writeInt(played);
    out.writeLong(moves);
    out.write(padding);
  }

  @Override
  public void load(DataInput in) throws IOException {
    drift = in.readDouble();
    played = in.readInt();
    moves = in.readLong();
    in.readFully(padding);
  }
}
