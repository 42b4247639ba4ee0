package io.thalweg.rl;

import java.util.random.RandomGenerator;

/** An environment of which only the space matters; that of continuous actions has derivatives. */
public class Stub implements Environment {

  private final Space space;

  private Stub(Space space) {
    this.space = space;
  }

  public static Environment of(Space space) {
    return space.isDiscrete() ? new Stub(space) : new Smooth(space);
  }

  @Override
  public Space space() {
    return space;
  }

  @Override
  public double[] reset(RandomGenerator random) {
    return new double[space.observations()];
  }

  @Override
  public Step step(double[] action) {
    return new Step(new double[space.observations()], 0, false);
  }

  private static final class Smooth extends Stub implements DifferentiableEnvironment {

    Smooth(Space space) {
      super(space);
    }

    @Override
    public Slopes slopes() {
      throw new UnsupportedOperationException();
    }
  }
}
