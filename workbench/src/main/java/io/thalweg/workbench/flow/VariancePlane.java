package io.thalweg.workbench.flow;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Reparameterized;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;

/**
 * The variance of the probability flow gradient as a function of two settings: the weight w of the
 * law's path, and the tail weight t of the sampling law q.
 *
 * <pre>
 *   g = p/q { w u . grad f + (1 - w) f score - beta score },   x ~ q
 *   q stretches the normal scores of the law's noise by t, so that t = 1 is the law itself
 *   variance = E_q |g - grad E f|^2, summed over the parameters
 * </pre>
 *
 * <p>w = 0 is the likelihood ratio, w = 1 reparameterisation. All points share one set of draws, so
 * that the plane is smooth.
 *
 * <p>Source: Parmas &amp; Sugiyama (2021), AISTATS, arXiv:2105.14900, equation 19, with u = w times
 * the path.
 *
 * @param draws the number of draws that all points share
 * @param weights w, from left to right
 * @param tails t, upwards
 * @param surfaces the variance, one for each baseline
 */
public record VariancePlane(int draws, double[] weights, double[] tails, List<Surface> surfaces) {

  private static final double[] WEIGHTS = OneVariable.grid(-0.25, 1.5, 71);
  private static final double[] TAILS = OneVariable.grid(0.8, 2.5, 35);

  /** The likelihood ratio, for which nothing flows. */
  public static final Place LR = new Place("lr", 0, 1);

  /** Reparameterisation, for which everything flows along the path. */
  public static final Place RP = new Place("rp", 1, 1);

  /**
   * A point of the plane.
   *
   * @param id its name
   * @param weight w
   * @param tail t
   */
  public record Place(String id, double weight, double tail) {}

  /**
   * A point with its variance.
   *
   * @param id its name
   * @param weight w
   * @param tail t
   * @param variance there
   * @param ci its 95 % interval
   */
  public record Mark(String id, double weight, double tail, double variance, double[] ci) {}

  /**
   * The variance with one baseline.
   *
   * @param baseline its name
   * @param variance [tails x weights]
   * @param marks points of interest: the requested ones, then the best weight at q = p as
   *     "optimal", then the least variance of the plane as "best"
   */
  public record Surface(String baseline, double[][] variance, List<Mark> marks) {}

  /**
   * Computes the plane of a law of one context.
   *
   * @param places points to mark
   * @param draws the number of draws of x, each with one value and one gradient of f; rounded up to
   *     whole blocks
   * @param progress receives the number of finished draws and says whether to go on
   * @return the plane of as many draws as were finished; empty if there is no whole block
   */
  public static Optional<VariancePlane> of(
      Reparameterized law,
      DifferentiableObjective f,
      List<Place> places,
      int draws,
      RandomGenerator random,
      IntPredicate progress) {
    return PlaneDraws.of(law, f, draws, random, progress).map(drawn -> of(drawn, places));
  }

  private static VariancePlane of(PlaneDraws drawn, List<Place> places) {
    List<Gram> grams = new ArrayList<>();
    for (double tail : TAILS) {
      grams.add(drawn.at(tail));
    }
    List<Surface> surfaces = new ArrayList<>();
    for (BaselineChoice baseline : BaselineChoice.values()) {
      List<Mark> marks = new ArrayList<>();
      for (Place place : places) {
        marks.add(drawn.mark(place, baseline));
      }
      double weight = drawn.at(1).bestWeight(baseline);
      marks.add(drawn.mark(new Place("optimal", weight, 1), baseline));
      marks.add(drawn.mark(best(grams, baseline), baseline));
      String name = baseline.name().toLowerCase(Locale.ROOT);
      surfaces.add(new Surface(name, surface(grams, baseline), marks));
    }
    return new VariancePlane(drawn.count(), WEIGHTS, TAILS, surfaces);
  }

  /** Returns this plane with one more mark on every surface. */
  public VariancePlane with(Mark mark) {
    List<Surface> marked = new ArrayList<>();
    for (Surface surface : surfaces) {
      List<Mark> marks = new ArrayList<>(surface.marks());
      marks.add(mark);
      marked.add(new Surface(surface.baseline(), surface.variance(), marks));
    }
    return new VariancePlane(draws, weights, tails, marked);
  }

  private static double[][] surface(List<Gram> grams, BaselineChoice baseline) {
    double[][] variance = new double[TAILS.length][WEIGHTS.length];
    for (int row = 0; row < TAILS.length; row++) {
      Gram gram = grams.get(row);
      for (int i = 0; i < WEIGHTS.length; i++) {
        variance[row][i] = gram.variance(WEIGHTS[i], baseline.beta(gram, WEIGHTS[i]));
      }
    }
    return variance;
  }

  /** Finds the least variance over all tails and weights of the plane. */
  private static Place best(List<Gram> grams, BaselineChoice baseline) {
    double least = Double.POSITIVE_INFINITY;
    Optional<Place> best = Optional.empty();
    for (int row = 0; row < TAILS.length; row++) {
      Gram gram = grams.get(row);
      double vertex = gram.bestWeight(baseline);
      double weight = Math.min(WEIGHTS[WEIGHTS.length - 1], Math.max(WEIGHTS[0], vertex));
      double variance = gram.variance(weight, baseline.beta(gram, weight));
      if (variance < least) {
        least = variance;
        best = Optional.of(new Place("best", weight, TAILS[row]));
      }
    }
    return best.orElseThrow();
  }
}
