package io.thalweg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.ForwardingLaw;
import io.thalweg.distribution.OneContext;
import io.thalweg.estimator.combinator.MeanOf;
import io.thalweg.estimator.combinator.Parallel;
import io.thalweg.estimator.score.Reinforce;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Chosen contexts keep their parameters and events; a law whose at() makes another number of
 * contexts is refused, not averaged away.
 */
class ContextsTest {

  private static final Objective F = x -> x[0];
  private static final SplittableRandom RANDOM = new SplittableRandom(1);
  private static final Bernoulli THREE =
      Bernoulli.ofLogits(new double[] {0.3, -0.2, 1.5, 2.5, -1, -2}).inContexts(3);
  private static final Events TAKEN = Events.of(new double[] {0, 1, 1, 1, 0, 0}, 3, 2);

  @Test
  void chosenContextsHaveTheirParametersAndEvents() {
    Bernoulli some = Contexts.of(THREE.given(TAKEN), 2, 0, 2);
    assertArrayEquals(new double[] {-1, -2, 0.3, -0.2, -1, -2}, some.parameters());
    assertArrayEquals(new double[] {0, 0, 0, 1, 0, 0}, some.drawn().orElseThrow().values());
    assertEquals(3, some.drawn().orElseThrow().contexts());
    Bernoulli range = Contexts.range(THREE.given(TAKEN), 1, 3);
    assertArrayEquals(new double[] {1.5, 2.5, -1, -2}, range.parameters());
    assertArrayEquals(new double[] {1, 1, 0, 0}, range.drawn().orElseThrow().values());
  }

  @Test
  void contextsOfAPlainLawAreAPlainLaw() {
    assertEquals(Optional.empty(), Contexts.of(THREE, 1).drawn());
    assertEquals(Optional.empty(), Contexts.repeated(THREE, 2, RANDOM).drawn());
  }

  @Test
  void repeatedLawBeginsWithTheEventsAndDrawsOthersForFurtherCopies() {
    Bernoulli many = Contexts.repeated(THREE.given(TAKEN), 50, new SplittableRandom(1));
    assertEquals(150, many.contexts());
    assertArrayEquals(THREE.parameters(), Contexts.range(many, 147, 150).parameters());
    double[] events = many.drawn().orElseThrow().values();
    double[] plain = THREE.sample(50, new SplittableRandom(1)).values();
    System.arraycopy(TAKEN.values(), 0, plain, 0, 6);
    assertArrayEquals(plain, events);
  }

  @Test
  void contextsThatAreNoneAreRefused() {
    var none = assertThrows(IllegalArgumentException.class, () -> Contexts.of(THREE));
    assertEquals("the number of chosen contexts is 0; it must be at least 1", none.getMessage());
    assertThrows(IllegalArgumentException.class, () -> Contexts.range(THREE, 2, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> Contexts.of(THREE, 3));
    assertThrows(IndexOutOfBoundsException.class, () -> Contexts.range(THREE, -1, 2));
  }

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
