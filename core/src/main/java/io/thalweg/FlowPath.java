package io.thalweg;

/** A path of points that follow a velocity field. */
record FlowPath(Events points, VelocityField velocity) implements Path {

  @Override
  public void pullback(double[] cotangents, int offset, double[] gradient) {
    velocity.pullback(points, cotangents, offset, gradient);
  }

  @Override
  public void pushforward(double[] tangents, double[] out, int offset) {
    velocity.pushforward(points, tangents, out, offset);
  }
}
