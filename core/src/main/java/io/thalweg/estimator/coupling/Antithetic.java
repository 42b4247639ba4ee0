package io.thalweg.estimator.coupling;

import io.thalweg.Events;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.internal.kernel.Kernels;
import io.thalweg.support.Workspace;
import java.util.random.RandomGenerator;

/**
 * Two Bernoulli events from one set of uniform numbers u: one uses u, the other 1 - u.
 *
 * <pre>
 *   b_i = 1[u_i &gt; 1 - p_i],   b'_i = 1[u_i &lt; p_i]
 * </pre>
 *
 * @param uniforms u, [contexts x variables]
 * @param events b, then b', [2 x contexts x variables]; each is distributed as q
 */
record Antithetic(double[] uniforms, Events events) {

  static Antithetic draw(Bernoulli law, RandomGenerator random) {
    double[] p = law.probabilities();
    double[] u = law.uniforms(random);
    double[] b = Workspace.doubles(2 * p.length);
    Kernels.get().antithetic(u, p, b);
    // An event that was drawn already is not left to rounding.
    law.drawn().ifPresent(drawn -> System.arraycopy(drawn.values(), 0, b, 0, p.length));
    return new Antithetic(u, Events.of(b, law.contexts(), law.dimension()));
  }
}
