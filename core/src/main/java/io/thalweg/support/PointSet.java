package io.thalweg.support;

import java.util.random.RandomGenerator;

/**
 * A way to choose the uniform numbers of several draws.
 *
 * <p>Each point must be uniform on the cube; points may depend on each other.
 */
@FunctionalInterface
public interface PointSet {

  /**
   * Draws points.
   *
   * @param count the number of points, at least 1
   * @param dimensions the number of coordinates of a point
   * @return [count x dimensions], each of (0, 1)
   */
  double[] draw(int count, int dimensions, RandomGenerator random);

  /**
   * Draws points for several contexts, each of which has points of its own.
   *
   * @param count the number of points of a context, at least 1
   * @param contexts the number of contexts
   * @param dimensions the number of coordinates of a point
   * @return [count x contexts x dimensions], each of (0, 1)
   */
  default double[] draw(int count, int contexts, int dimensions, RandomGenerator random) {
    double[] all = new double[Require.numbers(count, contexts, dimensions)];
    for (int c = 0; c < contexts; c++) {
      double[] own = draw(count, dimensions, random);
      for (int k = 0; k < count; k++) {
        int to = (k * contexts + c) * dimensions;
        System.arraycopy(own, k * dimensions, all, to, dimensions);
      }
    }
    return all;
  }

  /** Independent points. */
  static PointSet independent() {
    return (count, dimensions, random) -> Uniforms.open(random, count * dimensions);
  }

  /**
   * Antithetic pairs u, 1 - u, which remove the variance of every function that is odd about the
   * middle of the cube. The last of an odd number of points has no partner.
   *
   * <p>Source: Hammersley &amp; Morton (1956), Mathematical Proceedings of the Cambridge
   * Philosophical Society 52, doi 10.1017/S0305004100031455.
   */
  static PointSet antithetic() {
    return (count, dimensions, random) -> {
      double[] u = Uniforms.open(random, count * dimensions);
      for (int n = 1; n < count; n += 2) {
        for (int i = n * dimensions; i < (n + 1) * dimensions; i++) {
          u[i] = 1 - u[i - dimensions];
        }
      }
      return u;
    };
  }

  /**
   * Sobol's sequence, randomly scrambled; a number of points that is a power of 2 is spread evenly.
   *
   * <p>It has 32 dimensions; further coordinates are independent.
   *
   * <p>Source: Sobol (1967); Joe &amp; Kuo (2008), SIAM Journal on Scientific Computing 30;
   * Matousek (1998), Journal of Complexity 14.
   */
  static PointSet sobol() {
    return Sobol::scrambled;
  }
}
