package io.thalweg.examples;

import io.thalweg.Objective;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.tune.LeastMean;
import io.thalweg.tune.SurrogateDescent;
import java.util.SplittableRandom;

/**
 * The switches of {@link Example9LearnFromThePast}, set by a search that asks f seldom.
 *
 * <p>Run it with {@code java -cp ... io.thalweg.examples.Example28SurrogateDescent}.
 */
public final class Example28SurrogateDescent {

  private Example28SurrogateDescent() {}

  /** Searches within 500 evaluations. */
  static LeastMean search() {
    var random = new SplittableRandom(1);
    var law = Bernoulli.ofLogits(new double[Example9LearnFromThePast.SWITCHES]);
    Objective f = Example9LearnFromThePast.OFF_TARGET;
    LeastMean best = SurrogateDescent.minimize(law, f, 500, random);
    System.out.println(best.mean());
    return best;
  }

  /** Prints the mean of f that was found. */
  public static void main(String[] arguments) {
    search();
  }
}
