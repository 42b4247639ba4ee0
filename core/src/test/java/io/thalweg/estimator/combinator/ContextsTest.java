package io.thalweg.estimator.combinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.Distribution;
import io.thalweg.Objective;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.ForwardingLaw;
import io.thalweg.distribution.OneContext;
import io.thalweg.estimator.score.Reinforce;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A law whose at() makes another number of contexts is refused, not averaged away. */
class ContextsTest {

  private static final Objective F = x -> x[0];
  private static final SplittableRandom RANDOM = new SplittableRandom(1);

  @Test
  void meanRefusesALawThatIgnoresContexts() {
    Distribution law = new OneContext(Bernoulli.ofLogits(0.3, -0.2));
    var mean = new MeanOf<>(4, new Reinforce());
    var refusal = assertThrows(IllegalStateException.class, () -> mean.estimate(law, F, RANDOM));
    assertEquals(
        "at() of %1$s was given parameters of 4 contexts and returned %1$s; it must return a law of"
                .formatted(law)
            + " as many contexts",
        refusal.getMessage());
  }

  /** Two laws side by side, of which at() returns both whatever is asked for. */
  private record Both(Bernoulli law) implements ForwardingLaw {

    @Override
    public Distribution at(double[] parameters) {
      return this;
    }
  }

  @Test
  void partsRefuseALawThatIgnoresContexts() {
    Distribution law = new Both(Bernoulli.ofLogits(new double[] {0.3, -0.2}).inContexts(2));
    var parts = new Parallel<>(new Reinforce(), Runnable::run, 1);
    for (RuntimeException refusal :
        List.of(
            assertThrows(IllegalStateException.class, () -> parts.estimate(law, F, RANDOM)),
            assertThrows(IllegalStateException.class, () -> parts.ask(law, RANDOM)))) {
      assertEquals(
          "at() of %1$s was given parameters of 1 contexts and returned %1$s; it must return a law"
                  .formatted(law)
              + " of as many contexts",
          refusal.getMessage());
    }
  }
}
