package io.thalweg.estimator.pathwise;

import io.thalweg.support.Uniforms;
import java.util.random.RandomGenerator;

/**
 * How the uniform numbers of several draws are chosen.
 *
 * <p>Each point must be uniform on the cube; on each other they may depend.
 */
@FunctionalInterface
public interface PointSet {

  /**
   * Points at random.
   *
   * @param count how many, at least 1
   * @param dimensions numbers of a point
   * @return [count x dimensions], each of (0, 1)
   */
  double[] draw(int count, int dimensions, RandomGenerator random);

  /** Points that do not depend on each other. */
  static PointSet independent() {
    return (count, dimensions, random) -> Uniforms.open(random, count * dimensions);
  }

  /**
   * Pairs u, 1 - u: what is odd about the middle of the cube has no variance. The last of an odd
   * number is alone.
   *
   * <p>Source: Hammersley &amp; Morton (1956), Mathematical Proceedings of the Cambridge
   * Philosophical Society 52.
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
   * Sobol's sequence, scrambled at random: a power of 2 of points are spread evenly.
   *
   * <p>It has 32 dimensions; further numbers do not depend on each other.
   *
   * <p>Source: Sobol (1967); Joe &amp; Kuo (2008), SIAM Journal on Scientific Computing 30;
   * Matousek (1998), Journal of Complexity 14.
   */
  static PointSet sobol() {
    return Sobol::scrambled;
  }
}
