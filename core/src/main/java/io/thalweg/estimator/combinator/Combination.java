package io.thalweg.estimator.combinator;

import io.thalweg.support.Numbers;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Combinations of some estimators with all that was learned about them: the estimate of the first
 * one, less controls of mean zero.
 *
 * <pre>
 *   controls: g_m - g_first for the others,   answers of all to the constant 1
 * </pre>
 *
 * <p>Each {@link CombinationRule} fits weights to the past, and is judged by the variance that they
 * had at estimates to which they were not yet fitted. The best of the latest few hundred is used.
 */
final class Combination {

  // The draws from which weights are fitted, and judged, for the first time.
  private static final int FIRST = 12;
  // The draws by which weights are judged before one of them is chosen.
  private static final int LEAST_JUDGED = 8;
  // Draws that are remembered, at least, and for each control of a parameter.
  private static final double MEMORY = 2000;
  private static final double MEMORY_OF_A_CONTROL = 10;
  // Judgements count less when half as many draws as there were before have followed, or 2,000.
  private static final double JUDGED = 2000;
  private static final double JUDGED_AT_FIRST = 20;
  private static final double GROWTH = 0.25;
  // The contexts of an estimate from which is learned; the cost of its own grows with each.
  private static final int MOST_CONTEXTS = 32;
  // The largest square of which some thousands have a finite sum.
  private static final double MOST_SQUARE = 1e300;
  private static final CombinationRule[] RULES = CombinationRule.values();

  private final int[] members;
  private final int parameters;
  private final ControlMoments moments;
  private final @Nullable CombinationWeights[] fits = new CombinationWeights[RULES.length];
  private int chosen;
  private long sinceFit;
  private final List<Judgement> judgements = new ArrayList<>();

  /**
   * Makes a combination of which nothing is known.
   *
   * @param members the estimators, the one first from whose estimate the controls are subtracted
   */
  Combination(int[] members, int parameters) {
    this.members = members;
    this.parameters = parameters;
    moments = new ControlMoments(kinds(), parameters);
    for (int rule = 0; rule < RULES.length; rule++) {
      judgements.add(new Judgement(parameters));
    }
    fits[0] = CombinationRule.ALONE.fit(moments, kinds(), members.length - 1, parameters);
  }

  private int kinds() {
    return 2 * members.length - 1;
  }

  /** The estimators, the first one first. */
  int[] members() {
    return members;
  }

  /** The weights of the rule that was best. */
  CombinationWeights weights() {
    CombinationWeights weights = fits[chosen];
    return weights == null ? new CombinationWeights(kinds(), parameters, new double[0]) : weights;
  }

  /** The judgement of the estimates by the best rule. */
  Judgement judgement() {
    return judgements.get(chosen);
  }

  /** Puts together the controls of one context, [kinds x parameters]. */
  double[] controls(double[][] gradients, double[][] ones, int context) {
    double[] u = new double[kinds() * parameters];
    int from = context * parameters;
    int kind = 0;
    for (int m = 1; m < members.length; m++, kind++) {
      for (int i = 0; i < parameters; i++) {
        u[kind * parameters + i] =
            gradients[members[m]][from + i] - gradients[members[0]][from + i];
      }
    }
    for (int member : members) {
      if (ones[member].length > 0) {
        System.arraycopy(ones[member], from, u, kind * parameters, parameters);
      }
      kind++;
    }
    return u;
  }

  /** The estimate of the first of the estimators for one context. */
  double[] target(double[][] gradients, int context) {
    int from = context * parameters;
    return Arrays.copyOfRange(gradients[members[0]], from, from + parameters);
  }

  /**
   * Judges the present weights by estimates and then learns from them; of many contexts, 32 serve.
   *
   * <p>Contexts with a number whose square may overflow are left out: one of them would be in all
   * sums to come.
   *
   * @param gradients of each estimator, [contexts x parameters]
   * @param ones the answer of each to the constant 1; empty if that is known to be 0
   */
  void learn(double[][] gradients, double[][] ones) {
    int all = gradients[members[0]].length / parameters;
    List<double[]> targets = new ArrayList<>();
    List<double[]> controls = new ArrayList<>();
    int some = Math.min(MOST_CONTEXTS, all);
    for (int c = 0; c < some; c++) {
      int context = (int) ((long) c * all / some);
      double[] target = target(gradients, context);
      double[] u = controls(gradients, ones, context);
      if (hasSquares(target) && hasSquares(u)) {
        targets.add(target);
        controls.add(u);
      }
    }
    if (!targets.isEmpty()) {
      learn(targets, controls);
    }
  }

  private static boolean hasSquares(double[] numbers) {
    return Arrays.stream(numbers).allMatch(number -> number * number <= MOST_SQUARE);
  }

  private void learn(List<double[]> targets, List<double[]> controls) {
    int contexts = targets.size();
    double memory = Math.max(MEMORY, MEMORY_OF_A_CONTROL * kinds() * parameters);
    moments.decay(Math.pow(1 - 1 / memory, contexts));
    double window = Math.min(JUDGED, JUDGED_AT_FIRST + moments.count() / 2);
    double factor = Math.pow(1 - 1 / window, contexts);
    judgements.forEach(judgement -> judgement.decay(factor));
    for (int c = 0; c < contexts; c++) {
      judge(targets.get(c), controls.get(c));
    }
    for (int c = 0; c < contexts; c++) {
      moments.add(targets.get(c), controls.get(c));
    }
    sinceFit += contexts;
    if (sinceFit >= Math.max(LEAST_JUDGED, GROWTH * moments.count())) {
      fit();
    }
    choose();
  }

  private void judge(double[] target, double[] u) {
    for (int rule = 1; rule < RULES.length; rule++) {
      CombinationWeights weights = fits[rule];
      if (weights != null && !hasSquares(weights.apply(target, u))) {
        fits[rule] = null;
      }
    }
    double[] best = weights().apply(target, u);
    for (int rule = 0; rule < RULES.length && moments.count() >= FIRST; rule++) {
      CombinationWeights weights = fits[rule];
      // One that waits for more draws begins with the record of the best.
      judgements.get(rule).add(weights == null ? best : weights.apply(target, u));
    }
  }

  private void fit() {
    sinceFit = 0;
    for (int rule = 1; rule < RULES.length; rule++) {
      fits[rule] = RULES[rule].fit(moments, kinds(), members.length - 1, parameters);
    }
  }

  private void choose() {
    chosen = 0;
    for (int rule = 1; rule < RULES.length && judgement().count() >= LEAST_JUDGED; rule++) {
      if (fits[rule] != null && judgements.get(rule).variance() < judgement().variance()) {
        chosen = rule;
      }
    }
  }

  void save(DataOutput out) throws IOException {
    moments.save(out);
    for (CombinationWeights weights : fits) {
      out.writeBoolean(weights != null);
      if (weights != null) {
        out.writeInt(weights.numbers().length);
        Numbers.write(out, weights.numbers());
      }
    }
    out.writeInt(chosen);
    out.writeLong(sinceFit);
    for (Judgement judgement : judgements) {
      judgement.save(out);
    }
  }

  void load(DataInput in) throws IOException {
    moments.load(in);
    for (int rule = 0; rule < fits.length; rule++) {
      fits[rule] = null;
      if (in.readBoolean()) {
        double[] numbers = new double[in.readInt()];
        Numbers.read(in, numbers);
        fits[rule] = new CombinationWeights(kinds(), parameters, numbers);
      }
    }
    chosen = in.readInt();
    sinceFit = in.readLong();
    for (Judgement judgement : judgements) {
      judgement.load(in);
    }
  }
}
