package io.thalweg.estimator.regression;

import io.thalweg.Estimate;
import io.thalweg.Events;
import io.thalweg.MeanField;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Learns a surrogate of f from past evaluations, and chooses its family by the errors on
 * evaluations left out.
 *
 * <p>Whenever the evaluations have grown by a tenth, and the present surrogate did not predict the
 * new ones up to rounding, each family fits its best surrogate. The one that predicts the newest
 * evaluations best, each of them from all others, is kept. A family whose error was over {@link
 * #BEHIND} times the least rests until the evaluations have grown by half, one over {@link
 * #LITTLE_BEHIND} times by a quarter, and none is tried after one that leaves nothing but rounding,
 * so that they cost little where they do not help.
 */
final class SurrogateLearner {

  private static final int FIRST = 8;
  private static final double GROWTH = 0.1;
  private static final double BEHIND = 2;
  private static final double REST = 1.5;
  private static final double LITTLE_BEHIND = 1.2;
  private static final double SHORT_REST = 1.25;
  private static final double NEGLIGIBLE = 1e-9;

  private final PastEvaluations past;
  private final VariableKind kind;
  private final FeatureMap features;
  private final List<SurrogateFamily> families;
  private final long[] resting;
  private int chosen;
  private KnownMean surrogate;
  private double share = 1;
  private long due = FIRST;
  // The number of evaluations at the last fit.
  private long countAtFit;

  /**
   * Makes a learner.
   *
   * @param capacity the largest number of evaluations
   * @param size the number of variables
   * @param kind what each variable is
   */
  SurrogateLearner(int capacity, int size, VariableKind kind) {
    past = new PastEvaluations(capacity, size);
    this.kind = kind;
    features = kind.features(size);
    families = kind.families(size, capacity);
    resting = new long[families.size()];
    int linear = size * features.width();
    surrogate = new Quadratic(features, new double[linear], 0, new double[linear], new double[0][]);
  }

  /** Whether the surrogate was fitted to any evaluation. */
  boolean hasFitted() {
    return countAtFit > 0;
  }

  /** The surrogate c, which is 0 at first. */
  KnownMean surrogate() {
    return surrogate;
  }

  /**
   * The share of the mean residual f - c of other draws that predicts the residual of a draw: the
   * slope of the regression, from 1 if c knows nothing of the mean of f to 0 if it knows it
   * exactly.
   */
  double share() {
    return share;
  }

  /**
   * Refuses events of another shape.
   *
   * @throws IllegalArgumentException if their variables differ in number or kind
   */
  void require(MeanField law, Events events) {
    VariableKind given = VariableKind.of(law);
    if (events.size() != past.size() || !given.equals(kind)) {
      throw new IllegalArgumentException(
          "%s has %s; what was learned is about %s"
              .formatted(law, inWords(events.size(), given), inWords(past.size(), kind)));
    }
  }

  private static String inWords(int size, VariableKind kind) {
    return "%d variable%s %s".formatted(size, size == 1 ? "" : "s", kind.inWords());
  }

  /**
   * Adds the evaluations of an estimate.
   *
   * @param independent whether its draws are independent
   */
  void learn(Estimate estimate, MeanField law, boolean independent) {
    past.add(estimate, independent);
    if (past.count() >= due && law.hasClosedMeans()) {
      Observations seen = new Observations(past, features.at(law), law);
      if (!isExact(seen)) {
        fit(seen, law);
        countAtFit = past.count();
      }
      due = past.count() + Math.max(FIRST, (long) (GROWTH * past.kept()));
    }
  }

  /** Whether all evaluations since the last fit were predicted up to rounding. */
  private boolean isExact(Observations seen) {
    int fresh = (int) Math.min(past.count() - countAtFit, past.kept());
    double[] y = seen.newest(fresh);
    double[] predicted = seen.newestValues(surrogate, fresh);
    double[] residuals = new double[fresh];
    Arrays.setAll(residuals, age -> y[age] + seen.mean() - predicted[age]);
    return countAtFit > 0 && seen.error(residuals) < NEGLIGIBLE * seen.error(y);
  }

  private void fit(Observations seen, MeanField law) {
    SurrogateFamily.Fitted best = null;
    double[] errors = new double[families.size()];
    Arrays.fill(errors, Double.NaN);
    for (int n = 0; n < errors.length; n++) {
      if (past.count() < resting[n]) {
        continue;
      }
      SurrogateFamily.Fitted fitted = families.get(n).fit(seen, law);
      // Squares of values beyond 1e154 overflow; then what was learned before stays.
      if (fitted == null || !Double.isFinite(fitted.error())) {
        continue;
      }
      errors[n] = fitted.error();
      if (best == null || fitted.error() < best.error()) {
        best = fitted;
        chosen = n;
      }
      if (best.error() < NEGLIGIBLE * seen.error(seen.newest(SurrogateFamily.JUDGED))) {
        break;
      }
    }
    if (best == null) {
      return;
    }
    for (int n = 0; n < errors.length; n++) {
      if (!Double.isNaN(errors[n])) {
        resting[n] = (long) (rest(errors[n] / best.error()) * past.count());
      }
    }
    share = share(seen, best.residuals());
    surrogate = best.surrogate();
  }

  /** The number of evaluations until a family is tried again, over the number now. */
  private double rest(double behind) {
    if (behind > BEHIND) {
      return REST;
    }
    // Before, fits are cheap.
    boolean judged = past.count() > 2 * SurrogateFamily.JUDGED;
    return behind > LITTLE_BEHIND && judged ? SHORT_REST : 0;
  }

  /**
   * Computes the slope of the residuals in the mean residual of the other draws of the same
   * estimate; 0 if all draws are coupled.
   */
  private double share(Observations seen, double[] residuals) {
    double products = 0;
    double squares = 0;
    boolean coupled = true;
    int to;
    for (int from = 0; from < residuals.length; from = to) {
      double sum = 0;
      for (to = from; to < residuals.length && past.together(past.place(from), past.place(to)); ) {
        sum += residuals[to++];
      }
      if (!past.independent(past.place(from))) {
        continue;
      }
      coupled = false;
      for (int age = from; age < to && to - from > 1; age++) {
        double others = (sum - residuals[age]) / (to - from - 1);
        double weight = seen.weight(past.place(age));
        products += weight * residuals[age] * others;
        squares += weight * others * others;
      }
    }
    double unknown = coupled ? 0 : share;
    return squares > 0 ? Math.min(1, Math.max(0, products / squares)) : unknown;
  }

  /** Writes all that was learned. */
  void save(DataOutput out) throws IOException {
    out.writeInt(past.size());
    kind.save(out);
    past.save(out);
    for (int n = 0; n < resting.length; n++) {
      families.get(n).save(out);
      out.writeLong(resting[n]);
    }
    out.writeInt(chosen);
    surrogate.save(out);
    out.writeDouble(share);
    out.writeLong(due);
    out.writeLong(countAtFit);
  }

  /**
   * Reads what was saved.
   *
   * @throws IOException if another number of evaluations was kept
   */
  static SurrogateLearner load(int capacity, DataInput in) throws IOException {
    SurrogateLearner learner = new SurrogateLearner(capacity, in.readInt(), VariableKind.load(in));
    learner.past.load(in);
    for (int n = 0; n < learner.resting.length; n++) {
      learner.families.get(n).load(in);
      learner.resting[n] = in.readLong();
    }
    learner.chosen = in.readInt();
    learner.surrogate = learner.families.get(learner.chosen).loadSurrogate(in);
    learner.share = in.readDouble();
    learner.due = in.readLong();
    learner.countAtFit = in.readLong();
    return learner;
  }
}
