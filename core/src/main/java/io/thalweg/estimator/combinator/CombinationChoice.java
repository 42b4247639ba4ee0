package io.thalweg.estimator.combinator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The choice among combinations of the estimators of a {@link Mixed}.
 *
 * <p>There is a combination for each estimator: with all others whose events are among its own, so
 * that they cost nothing; and one of all, unless one of these has them all. The one of least
 * variance x evaluations is chosen. All are asked at first, and as long as that costs no more than
 * 3 % of all evaluations.
 */
final class CombinationChoice {

  // The draws, and the estimates, at first for which all are asked.
  private static final long ROWS = 200;
  private static final long ESTIMATES = 16;
  private static final double LEAST_JUDGED = 12;
  private static final double SHARE = 0.03;
  // A combination takes the place of another if its loss is below this share; changes cost draws.
  private static final double LEAD = 0.9;
  // One that learns is always asked if it adds no more than this share to the evaluations.
  private static final double COMPANY = 0.1;
  // The draws after which an estimator that answers 0 to 1 is taken to do so always.
  private static final long BLIND = 64;

  private final int members;
  private int parameters;
  // [member x member], whether the events of the second are always among those of the first.
  private final boolean[][] contains;
  private final List<Combination> combinations = new ArrayList<>();
  private int chosen;
  private int best;
  private long estimatesOfAll;
  private long drawsOfAll;
  private double evaluationsOfAll;
  private double evaluations;
  // Sums of the events of each estimator, then of all together: those of the combinations.
  private final double[] costs;
  private final long[] zeroAnswers;
  private final boolean[] answersOnes;

  CombinationChoice(int members) {
    this.members = members;
    contains = new boolean[members][members];
    for (boolean[] row : contains) {
      Arrays.fill(row, true);
    }
    costs = new double[members + 1];
    zeroAnswers = new long[members];
    answersOnes = new boolean[members];
  }

  /**
   * The combination that is used: that of least variance if all are asked anyway, or else of least
   * variance x evaluations; none before all were asked for the first time.
   *
   * @param given whether an event was drawn already; then all begin with it, which they may not do
   *     by chance unless one has the events of the others
   */
  Optional<Combination> used(boolean given) {
    if (combinations.isEmpty()) {
      return Optional.empty();
    }
    boolean all = triesAll();
    int one = all ? best : chosen;
    return Optional.of(combinations.get(given && one == members ? least(members, !all) : one));
  }

  /**
   * Refuses a law with another number of parameters than that from which was learned.
   *
   * @param dimension the parameters of a context
   * @throws IllegalArgumentException if it is another one
   */
  void require(int dimension) {
    if (!combinations.isEmpty() && parameters != dimension) {
      throw new IllegalArgumentException(
          "a mixture that learned with %d parameters a context was given a law with %d"
              .formatted(parameters, dimension));
    }
  }

  /** Whether all are to be asked. */
  boolean triesAll() {
    boolean alwaysAll =
        !combinations.isEmpty() && combinations.get(chosen).members().length == members;
    boolean begins = drawsOfAll < ROWS || estimatesOfAll < ESTIMATES;
    return combinations.isEmpty()
        || (combinations.size() > 1 && begins)
        || (!alwaysAll && evaluationsOfAll <= SHARE * evaluations);
  }

  /**
   * Whether an estimator that learns costs so little beside those that are asked that it is asked,
   * too, so that it is known what it can do when it has learned.
   */
  boolean learnsBeside(int member) {
    return costs[member] <= COMPANY * costs[chosen];
  }

  /** Whether the answer of an estimator to the constant 1 may differ from 0. */
  boolean mayAnswerOnes(int member) {
    return answersOnes[member] || zeroAnswers[member] < BLIND;
  }

  /** Notes the answer of an estimator to the constant 1. */
  void note(int member, double[] ones, int contexts) {
    zeroAnswers[member] += contexts;
    answersOnes[member] |= Arrays.stream(ones).anyMatch(one -> one != 0);
  }

  /** Counts the evaluations of an estimate. */
  void count(double rows, boolean triedAll) {
    evaluations += rows;
    evaluationsOfAll += triedAll ? rows : 0;
  }

  /** Notes which events all estimators share. */
  void share(SharedRows shared, int[] order, int contexts, int dimension) {
    estimatesOfAll++;
    drawsOfAll += contexts;
    boolean changed = combinations.isEmpty();
    parameters = dimension;
    for (int n = 0; n < members; n++) {
      costs[order[n]] += (double) shared.count(n) / contexts;
      for (int m = 0; m < members; m++) {
        boolean had = contains[order[n]][order[m]];
        contains[order[n]][order[m]] = had && shared.contains(n, m);
        changed |= had != contains[order[n]][order[m]];
      }
    }
    costs[members] += (double) shared.events().count() / contexts;
    if (changed) {
      make();
    }
  }

  private void make() {
    combinations.clear();
    chosen = 0;
    best = 0;
    for (int lead = 0; lead < members; lead++) {
      combinations.add(new Combination(together(lead), parameters));
    }
    if (combinations.stream().allMatch(one -> one.members().length < members)) {
      combinations.add(new Combination(IntStream.range(0, members).toArray(), parameters));
    }
  }

  private int[] together(int lead) {
    return IntStream.concat(
            IntStream.of(lead),
            IntStream.range(0, members).filter(m -> m != lead && contains[lead][m]))
        .toArray();
  }

  /** Lets all combinations learn whose estimators were asked. */
  void learn(double[][] gradients, double[][] ones) {
    for (Combination one : combinations) {
      if (Arrays.stream(one.members()).allMatch(m -> gradients[m].length > 0)) {
        one.learn(gradients, ones);
      }
    }
    best = least(combinations.size(), false);
    int cheapest = least(combinations.size(), true);
    if (loss(cheapest, true) < LEAD * loss(chosen, true) || !isJudged(chosen)) {
      chosen = cheapest;
    }
  }

  /** The first combination of least variance, or variance x evaluations, among the first few. */
  private int least(int few, boolean ofCost) {
    int least = 0;
    double loss = Double.POSITIVE_INFINITY;
    for (int n = 0; n < few; n++) {
      if (isJudged(n) && loss(n, ofCost) < loss) {
        least = n;
        loss = loss(n, ofCost);
      }
    }
    return least;
  }

  private boolean isJudged(int n) {
    Judgement one = combinations.get(n).judgement();
    return one.count() > LEAST_JUDGED && !one.isSilent();
  }

  private double loss(int n, boolean ofCost) {
    return combinations.get(n).judgement().variance() * (ofCost ? costs[n] : 1);
  }

  void save(DataOutput out) throws IOException {
    out.writeInt(members);
    out.writeInt(combinations.isEmpty() ? 0 : parameters);
    for (boolean[] row : contains) {
      for (boolean one : row) {
        out.writeBoolean(one);
      }
    }
    for (Combination one : combinations) {
      one.save(out);
    }
    out.writeInt(chosen);
    out.writeInt(best);
    out.writeLong(estimatesOfAll);
    out.writeLong(drawsOfAll);
    out.writeDouble(evaluationsOfAll);
    out.writeDouble(evaluations);
    for (double cost : costs) {
      out.writeDouble(cost);
    }
    for (int m = 0; m < members; m++) {
      out.writeLong(zeroAnswers[m]);
      out.writeBoolean(answersOnes[m]);
    }
  }

  void load(DataInput in) throws IOException {
    int saved = in.readInt();
    if (saved != members) {
      throw new IOException(
          "a mixture of %d estimators was saved; this one has %d".formatted(saved, members));
    }
    parameters = in.readInt();
    for (boolean[] row : contains) {
      for (int m = 0; m < members; m++) {
        row[m] = in.readBoolean();
      }
    }
    combinations.clear();
    if (parameters > 0) {
      make();
    }
    for (Combination one : combinations) {
      one.load(in);
    }
    chosen = in.readInt();
    best = in.readInt();
    estimatesOfAll = in.readLong();
    drawsOfAll = in.readLong();
    evaluationsOfAll = in.readDouble();
    evaluations = in.readDouble();
    for (int n = 0; n <= members; n++) {
      costs[n] = in.readDouble();
    }
    for (int m = 0; m < members; m++) {
      zeroAnswers[m] = in.readLong();
      answersOnes[m] = in.readBoolean();
    }
  }
}
