package io.thalweg.vae;

/**
 * The part of f besides the likelihood, of a batch at the prior as it is.
 *
 * <pre>
 *   r(b) = log p(b) - log q(b),   q that of the context of b
 * </pre>
 */
interface LogRatio {

  /** A part of f that is 0, where the divergence of q and p is taken in closed form. */
  LogRatio NONE =
      new LogRatio() {
        @Override
        public double value(int context, double[] points, int from, Space space) {
          return 0;
        }

        @Override
        public void addSlopes(int context, double[] points, int from, double[] out) {}

        @Override
        public void addBends(int context, double[] directions, int from, double[] out) {}
      };

  /** Arrays to be overwritten, of one thread. */
  final class Space {
    final float[] point;
    final float[] sums;

    Space(int size, int sums) {
      this.point = new float[size];
      this.sums = new float[sums];
    }
  }

  /** Computes r at the point that begins at {@code from}. */
  double value(int context, double[] points, int from, Space space);

  /** Adds the gradient of r at the point that begins at {@code from}, there. */
  void addSlopes(int context, double[] points, int from, double[] out);

  /** Adds the Hessian of r times a direction that begins at {@code from}, there. */
  void addBends(int context, double[] directions, int from, double[] out);
}
