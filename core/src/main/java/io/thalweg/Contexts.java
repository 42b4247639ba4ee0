package io.thalweg;

import io.thalweg.support.Require;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Laws of chosen contexts of a law, with the parameters of these contexts and the events that were
 * {@linkplain Drawn#given drawn already}.
 */
public final class Contexts {

  private Contexts() {}

  /**
   * Makes the law of some contexts.
   *
   * @param chosen the contexts in the order of the new law; one may come several times
   * @throws IllegalArgumentException if no context is chosen
   * @throws IndexOutOfBoundsException if the law has no such context
   * @throws IllegalStateException if {@link Distribution#at} ignored contexts or returned null
   */
  public static <D extends Distribution> D of(D law, int... chosen) {
    Require.atLeast(1, "the number of chosen contexts", chosen.length);
    D some = Checked.at(law, rows(law.parameters(), law.contexts(), chosen), chosen.length);
    if (law instanceof Drawn whole && whole.drawn().isPresent()) {
      double[] events = rows(whole.drawn().get().values(), law.contexts(), chosen);
      return given(some, events);
    }
    return some;
  }

  /**
   * Makes the law of the contexts from .. to - 1.
   *
   * @throws IllegalArgumentException if the range is empty
   * @throws IndexOutOfBoundsException if the law has no such contexts
   * @throws IllegalStateException if {@link Distribution#at} ignored contexts or returned null
   */
  public static <D extends Distribution> D range(D law, int from, int to) {
    return of(law, IntStream.range(from, to).toArray());
  }

  /**
   * Makes the law of all contexts, repeated one after the other.
   *
   * <p>Events that were drawn already are those of the first copy; for the other copies new ones
   * are drawn.
   *
   * @param times how often, at least 1
   * @throws IllegalStateException if {@link Distribution#at} ignored contexts or returned null
   */
  public static <D extends Distribution> D repeated(D law, int times, RandomGenerator random) {
    double[] theta = law.parameters();
    double[] repeated = new double[Require.numbers(times, theta.length)];
    for (int i = 0; i < repeated.length; i++) {
      repeated[i] = theta[i % theta.length];
    }
    D many = Checked.at(law, repeated, Require.numbers(times, law.contexts()));
    return law instanceof Drawn whole && whole.drawn().isPresent()
        ? given(many, law.sample(times, random).values())
        : many;
  }

  /** Copies the rows of chosen contexts. */
  private static double[] rows(double[] matrix, int contexts, int[] chosen) {
    int width = matrix.length / contexts;
    double[] rows = new double[Require.numbers(chosen.length, width)];
    for (int row = 0; row < chosen.length; row++) {
      int from = Objects.checkIndex(chosen[row], contexts) * width;
      System.arraycopy(matrix, from, rows, row * width, width);
    }
    return rows;
  }

  private static <D extends Distribution> D given(D law, double[] events) {
    @SuppressWarnings("unchecked") // The same law, by the contract of given().
    D given = (D) ((Drawn) law).given(Events.of(events, law.shape()));
    return given;
  }
}
