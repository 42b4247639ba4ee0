package io.thalweg.workbench.flow;

import io.thalweg.Checked;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.Reparameterized;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;

/**
 * Draws that serve every sampling law of the plane; they come from r, the even mixture of a few
 * tail weights.
 *
 * <pre>
 *   E_q |g - G|^2 = E_r (q / r) |g - G|^2
 * </pre>
 *
 * <p>Source: Owen &amp; Zhou (2000), JASA 95, mixtures as sampling laws.
 */
final class PlaneDraws {

  private static final double[] TAILS = {0.8, 1, 1.3, 1.7, 2.2, 2.8};
  private static final int DRAWS_PER_TAIL = 200;

  /** The number of draws of a block; each tail weight has an equal share. */
  static final int BLOCK = TAILS.length * DRAWS_PER_TAIL;

  private static final double NORMAL_95 = 1.959964;

  private final Stretch stretch;
  private final double[] squares;
  // log r / p of each draw.
  private final double[] logMixture;
  private final Gram.Draw[] draws;
  private final double gg;

  private PlaneDraws(Stretch stretch, Parts parts) {
    this.stretch = stretch;
    this.squares = parts.squares;
    this.logMixture = Arrays.stream(squares).map(s -> logMixture(stretch, s)).toArray();
    double[] gradient = parts.gradient(logMixture);
    this.draws = new Gram.Draw[squares.length];
    Arrays.setAll(draws, row -> parts.draw(row, gradient));
    this.gg = dot(gradient, 0, gradient, 0, gradient.length);
  }

  /**
   * Draws events and evaluates the objective at them.
   *
   * @param draws the number of draws, rounded up to whole blocks
   * @param progress receives the number of finished draws and says whether to go on
   * @return as many whole blocks as were finished; empty if there is none
   */
  static Optional<PlaneDraws> of(
      Reparameterized law,
      DifferentiableObjective f,
      int draws,
      RandomGenerator random,
      IntPredicate progress) {
    Stretch stretch = new Stretch(law);
    int blocks = (draws + BLOCK - 1) / BLOCK;
    Parts parts = new Parts(blocks * BLOCK, law.dimension());
    int from = 0;
    boolean goesOn = true;
    while (from < blocks * BLOCK && goesOn) {
      double tail = TAILS[from / DRAWS_PER_TAIL % TAILS.length];
      parts.fill(from, law, f, stretch.sample(tail, DRAWS_PER_TAIL, random));
      from += DRAWS_PER_TAIL;
      goesOn = progress.test(DRAWS_PER_TAIL);
    }
    int whole = from / BLOCK * BLOCK;
    return whole == 0 ? Optional.empty() : Optional.of(new PlaneDraws(stretch, parts.first(whole)));
  }

  int count() {
    return draws.length;
  }

  /** Computes the moments under the sampling law of a tail weight. */
  Gram at(double tail) {
    Gram gram = new Gram();
    for (int row = 0; row < draws.length; row++) {
      add(gram, row, tail, 1.0 / draws.length);
    }
    return gram;
  }

  private void add(Gram gram, int row, double tail, double share) {
    double log = stretch.logRatio(tail, squares[row]);
    gram.add(draws[row], share * Math.exp(log - logMixture[row]), Math.exp(-log), gg);
  }

  /** Computes the variance at a point of the plane, with its 95 % interval. */
  VariancePlane.Mark mark(VariancePlane.Place place, BaselineChoice baseline) {
    double w = place.weight();
    double beta = baseline.beta(at(place.tail()), w);
    double mean = 0;
    double spread = 0;
    for (int row = 0; row < draws.length; row++) {
      Gram one = new Gram();
      add(one, row, place.tail(), 1);
      double above = one.variance(w, beta) - mean;
      mean += above / (row + 1);
      spread += above * (one.variance(w, beta) - mean);
    }
    double error = Math.sqrt(spread / (draws.length - 1) / draws.length);
    double factor = mean > 0 ? Math.exp(NORMAL_95 * error / mean) : 1;
    return new VariancePlane.Mark(
        place.id(), w, place.tail(), mean, new double[] {mean / factor, mean * factor});
  }

  private static double logMixture(Stretch stretch, double squares) {
    double sum = 0;
    for (double tail : TAILS) {
      sum += Math.exp(stretch.logRatio(tail, squares));
    }
    return Math.log(sum / TAILS.length);
  }

  private static double dot(double[] a, int from, double[] b, int start, int size) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += a[from + i] * b[start + i];
    }
    return sum;
  }

  /** u . grad f and the score of each draw, [draws x dimension]. */
  private static final class Parts {

    private final int dimension;
    private final double[] squares;
    private final double[] values;
    private final double[] paths;
    private final double[] scores;

    Parts(int draws, int dimension) {
      this(
          dimension,
          new double[draws],
          new double[draws],
          new double[Math.multiplyExact(draws, dimension)],
          new double[Math.multiplyExact(draws, dimension)]);
    }

    private Parts(
        int dimension, double[] squares, double[] values, double[] paths, double[] scores) {
      this.dimension = dimension;
      this.squares = squares;
      this.values = values;
      this.paths = paths;
      this.scores = scores;
    }

    /** The parts of the first draws. */
    Parts first(int draws) {
      return new Parts(
          dimension,
          Arrays.copyOf(squares, draws),
          Arrays.copyOf(values, draws),
          Arrays.copyOf(paths, draws * dimension),
          Arrays.copyOf(scores, draws * dimension));
    }

    void fill(int from, Reparameterized law, DifferentiableObjective f, Stretch.Draws drawn) {
      Events x = drawn.events();
      Linearization linear = Checked.linearize(f, x);
      double[] slopes = Checked.gradients(linear, x);
      System.arraycopy(drawn.squares(), 0, squares, from, x.count());
      System.arraycopy(linear.values(), 0, values, from, x.count());
      System.arraycopy(law.scores(x), 0, scores, from * dimension, x.count() * dimension);
      for (int row = 0; row < x.count(); row++) {
        double[] path = new double[dimension];
        law.velocity().pullback(x.draw(row), slopes, row * x.pointSize(), path);
        System.arraycopy(path, 0, paths, (from + row) * dimension, dimension);
      }
    }

    Gram.Draw draw(int row, double[] gradient) {
      int at = row * dimension;
      return new Gram.Draw(
          values[row],
          dot(paths, at, paths, at, dimension),
          dot(paths, at, scores, at, dimension),
          dot(scores, at, scores, at, dimension),
          dot(paths, at, gradient, 0, dimension),
          dot(scores, at, gradient, 0, dimension));
    }

    /**
     * Computes the gradient of E f, with the weight and the multiple of the score that are best for
     * r.
     */
    double[] gradient(double[] logMixture) {
      Gram gram = new Gram();
      double[] zero = new double[dimension];
      for (int row = 0; row < squares.length; row++) {
        gram.add(draw(row, zero), 1, Math.exp(-logMixture[row]), 0);
      }
      double w = gram.bestWeight(BaselineChoice.SCORE);
      double beta = gram.bestMultiple(w);
      double[] gradient = new double[dimension];
      for (int row = 0; row < squares.length; row++) {
        double ratio = Math.exp(-logMixture[row]) / squares.length;
        double score = (1 - w) * values[row] - beta;
        for (int i = 0; i < dimension; i++) {
          int at = row * dimension + i;
          gradient[i] += ratio * (w * paths[at] + score * scores[at]);
        }
      }
      return gradient;
    }
  }
}
