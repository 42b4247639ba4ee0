package io.thalweg.distribution;

import io.thalweg.support.Uniforms;
import java.util.random.RandomGenerator;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;

/** Draws logarithms of gamma variables, which do not underflow at any shape. */
final class LogGammas {

  private LogGammas() {}

  /**
   * Draws the logarithm of a gamma variable of rate 1.
   *
   * <pre>
   *   shape &gt;= 1:  log x,  x ~ Gamma(shape)
   *   shape &lt; 1:   log x + log(u) / shape,  x ~ Gamma(shape + 1),  u ~ Uniform(0, 1)
   * </pre>
   *
   * <p>Source: Marsaglia &amp; Tsang (2000), ACM Transactions on Mathematical Software 26, 363-372,
   * as in Apache Commons RNG.
   */
  static double sample(double shape, RandomGenerator random) {
    boolean small = shape < 1;
    double x =
        AhrensDieterMarsagliaTsangGammaSampler.of(random::nextLong, small ? shape + 1 : shape, 1)
            .sample();
    return small ? Math.log(x) + Math.log(Uniforms.open(random)) / shape : Math.log(x);
  }
}
