package io.thalweg.estimator.regression;

import io.thalweg.MeanField;
import io.thalweg.support.Numbers;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Fits main effects and {@link WaveExpansion} along directions that it learns.
 *
 * <p>The waves of a direction d have the frequencies k pi / (1.25 max |d . u|), k = 1 .. 16. Each
 * fit moves the directions by Gauss-Newton steps, ridge regressions on the features and their
 * slopes in d, and tries one more direction: the leading one of the products of two variables in
 * what the present ones leave; at first, for numbers, also that of the main effects. It stays if
 * errors fall by a tenth; if not, the next one is tried when the evaluations have grown by half.
 * Errors left out count the slopes as features, because the directions have seen all evaluations.
 * At most {@link #MOST_DIRECTIONS} directions are used, fewer if there would be more than {@link
 * #MOST_FEATURES} numbers to fit, or more than a half of the evaluations.
 */
final class WavesLearner implements SurrogateFamily {

  private static final int MOST_DIRECTIONS = 4;
  private static final int MOST_FEATURES = 400;
  private static final int STEPS = 3;
  private static final double WORTH = 0.9;
  private static final double GROWTH = 1.5;
  private static final int POWER_ITERATIONS = 20;
  private static final double MARGIN = 1.25;
  private static final double STEP = 8;
  private static final double LEAST_PENALTY = 1e-6;
  private static final double MOST_PENALTY = 1e3;

  // Of a kind; each fit has a code of its own.
  private final FeatureMap kind;
  private final int linear;
  // The places of the codes along which waves run.
  private final int[] waved;
  private final WaveFeatures features;
  private double penalty = 1e-2;
  private double[][] directions = new double[0][];
  // The number of evaluations from which one more direction is tried.
  private long due;

  WavesLearner(FeatureMap kind, int size) {
    this.kind = kind;
    linear = size * kind.width();
    waved = IntStream.range(0, linear).filter(i -> i % kind.width() < kind.waved()).toArray();
    features = new WaveFeatures(linear, waved);
  }

  /** Directions with their fit, scaled so that the waves have whole frequencies. */
  private record Model(
      double[][] directions, double[][] slopes, WaveExpansion waves, Fitted fitted) {}

  @Override
  public @Nullable Fitted fit(Observations seen, MeanField law) {
    int count = directions.length;
    Model best = count == 0 ? null : refined(seen, directions);
    boolean room = count < MOST_DIRECTIONS && !tooMany(count + 1, seen);
    if (room && seen.past().count() >= due) {
      Model model = bestOf(seen, newDirections(seen, best));
      if (best == null || model.fitted.error() < WORTH * best.fitted.error()) {
        best = model;
      } else {
        due = (long) (GROWTH * seen.past().count());
      }
    }
    if (best == null || !Double.isFinite(best.fitted.error())) {
      return null;
    }
    directions = best.directions;
    return best.fitted;
  }

  /** Refines each of some further directions, and returns the model of the least error. */
  private Model bestOf(Observations seen, List<double[]> further) {
    Model best = null;
    for (double[] direction : further) {
      double[][] more = Arrays.copyOf(directions, directions.length + 1);
      more[directions.length] = direction;
      Model model = refined(seen, more);
      if (best == null || model.fitted.error() < best.fitted.error()) {
        best = model;
      }
    }
    return Objects.requireNonNull(best);
  }

  private boolean tooMany(int count, Observations seen) {
    int numbers = features.countWithSlopes(count);
    return numbers > MOST_FEATURES || 2 * numbers > seen.count();
  }

  /** Moves the directions, and keeps the place of the least error left out. */
  private Model refined(Observations seen, double[][] start) {
    Model best = fitted(seen, start, true);
    for (int step = 0; step < STEPS; step++) {
      Model next = fitted(seen, moved(best), false);
      if (!(next.fitted.error() < best.fitted.error())) {
        return best;
      }
      best = next;
    }
    return best;
  }

  private double[][] moved(Model model) {
    double[][] directions = new double[model.directions.length][];
    for (int j = 0; j < directions.length; j++) {
      directions[j] = model.directions[j].clone();
      for (int i = 0; i < waved.length; i++) {
        directions[j][waved[i]] += model.slopes[j][i];
      }
    }
    return directions;
  }

  /**
   * Fits the waves, then waves and slopes together, which tell where the directions should go.
   *
   * @param search whether to try other penalties
   */
  private Model fitted(Observations seen, double[][] start, boolean search) {
    double[][] scaled = scaled(seen, start);
    int count = features.count(scaled.length);
    Ridge ridge = new Ridge(count);
    for (int place = 0; place < seen.count(); place++) {
      double[] own = features.of(seen.u(place), scaled);
      ridge.add(own, seen.y(place), seen.weight(place));
    }
    Ridge.Fit fit = search ? bestOfPenalties(seen, scaled, ridge) : ridge.fit(count, penalty);
    return judged(seen, scaled, fit);
  }

  private Ridge.Fit bestOfPenalties(Observations seen, double[][] scaled, Ridge ridge) {
    int count = features.count(scaled.length);
    Ridge.Fit best = ridge.fit(count, penalty);
    double least = error(seen, scaled, best);
    double middle = penalty;
    for (double tried : new double[] {middle / STEP, middle * STEP}) {
      double bounded = Math.min(Math.max(tried, LEAST_PENALTY), MOST_PENALTY);
      Ridge.Fit fit = ridge.fit(count, bounded);
      double error = error(seen, scaled, fit);
      if (error < least) {
        best = fit;
        least = error;
        penalty = bounded;
      }
    }
    return best;
  }

  /** The error left out, as if the directions had seen nothing. */
  private double error(Observations seen, double[][] scaled, Ridge.Fit fit) {
    return seen.error(seen.residualsWithout(fit, u -> features.of(u, scaled)));
  }

  private Model judged(Observations seen, double[][] scaled, Ridge.Fit plain) {
    WaveExpansion waves = features.surrogate(seen, scaled, plain.coefficients());
    int all = features.countWithSlopes(scaled.length);
    Ridge ridge = new Ridge(all);
    for (int place = 0; place < seen.count(); place++) {
      double[] own = features.withSlopes(seen.u(place), waves);
      ridge.add(own, seen.y(place), seen.weight(place));
    }
    Ridge.Fit fit = ridge.fit(all, penalty);
    double[][] newest = seen.judged(u -> features.withSlopes(u, waves));
    double[] residuals = fit.freedoms(newest, seen.newestWeights(newest.length));
    double[] y = seen.newest(newest.length);
    Arrays.setAll(residuals, age -> plain.residual(newest[age], y[age]) / residuals[age]);
    double[][] slopes = new double[scaled.length][];
    for (int j = 0; j < slopes.length; j++) {
      int from = features.count(scaled.length) + j * waved.length;
      slopes[j] = Arrays.copyOfRange(fit.coefficients(), from, from + waved.length);
    }
    return new Model(scaled, slopes, waves, new Fitted(waves, residuals, seen.error(residuals)));
  }

  /** Scales each direction so that the widest event lies within a half of the lowest wave. */
  private double[][] scaled(Observations seen, double[][] start) {
    double[] widest = new double[start.length];
    for (int place = 0; place < seen.count(); place++) {
      double[] u = seen.u(place);
      for (int j = 0; j < start.length; j++) {
        widest[j] = Math.max(widest[j], Math.abs(WaveExpansion.dot(start[j], u)));
      }
    }
    double[][] scaled = new double[start.length][];
    for (int j = 0; j < start.length; j++) {
      double factor = widest[j] > 0 ? Math.PI / (MARGIN * widest[j]) : 1;
      scaled[j] = Arrays.stream(start[j]).map(d -> factor * d).toArray();
    }
    return scaled;
  }

  /**
   * The leading direction of the products in what the present model, or main effects, leave; and
   * for numbers the direction of the main effects, at first.
   */
  private List<double[]> newDirections(Observations seen, @Nullable Model present) {
    double[] start = new double[linear];
    double[] residuals = new double[seen.count()];
    if (present == null) {
      Ridge.Fit main = mainEffects(seen);
      for (int i = 0; i < waved.length; i++) {
        start[waved[i]] = main.coefficients()[1 + i];
      }
      Arrays.setAll(residuals, place -> main.residual(mainFeatures(seen, place), seen.y(place)));
    } else {
      double[] predicted = seen.values(present.waves);
      for (int i : waved) {
        start[i] = 1 + i % 3;
      }
      Arrays.setAll(residuals, place -> seen.y(place) + seen.mean() - predicted[place]);
    }
    List<double[]> found = new ArrayList<>();
    found.add(
        new Quadratic(seen.code(), seen.centre(), 0, start, products(seen, residuals))
            .leadingDirection(start, POWER_ITERATIONS));
    if (present == null && hasSquares()) {
      found.add(start);
    }
    return found;
  }

  /** Whether the square of a code is no main effect of the codes along which waves run. */
  private boolean hasSquares() {
    return kind.waved() < kind.width();
  }

  /** 1, and the codes along which waves run. */
  private double[] mainFeatures(Observations seen, int place) {
    double[] u = seen.u(place);
    double[] features = new double[1 + waved.length];
    features[0] = 1;
    for (int i = 0; i < waved.length; i++) {
      features[1 + i] = u[waved[i]];
    }
    return features;
  }

  private Ridge.Fit mainEffects(Observations seen) {
    Ridge ridge = new Ridge(1 + waved.length);
    for (int place = 0; place < seen.count(); place++) {
      ridge.add(mainFeatures(seen, place), seen.y(place), seen.weight(place));
    }
    return ridge.fit(1 + waved.length, 1);
  }

  /** Sums residual times u_i u_j, with weights; for finite variables, i and j of different ones. */
  private double[][] products(Observations seen, double[] residuals) {
    double[][] products = new double[linear][linear];
    int width = kind.width();
    for (int place = 0; place < seen.count(); place++) {
      double[] u = seen.u(place);
      for (int i : waved) {
        double factor = seen.weight(place) * residuals[place] * u[i];
        for (int j : waved) {
          boolean same = i / width == j / width && !hasSquares();
          products[i][j] += same ? 0 : factor * u[j];
        }
      }
    }
    return products;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeDouble(penalty);
    out.writeLong(due);
    out.writeInt(directions.length);
    for (double[] direction : directions) {
      Numbers.write(out, direction);
    }
  }

  @Override
  public void load(DataInput in) throws IOException {
    penalty = in.readDouble();
    due = in.readLong();
    directions = new double[in.readInt()][linear];
    for (double[] direction : directions) {
      Numbers.read(in, direction);
    }
  }

  @Override
  public KnownMean loadSurrogate(DataInput in) throws IOException {
    return WaveExpansion.load(kind, linear, in);
  }
}
