package io.thalweg.estimator.combinator;

import io.thalweg.Adaptive;
import io.thalweg.Distribution;
import io.thalweg.Drawn;
import io.thalweg.Estimand;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Evaluation;
import io.thalweg.Objective;
import io.thalweg.Question;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The combination of least variance of several estimators that share their evaluations of f.
 *
 * <pre>
 *   g_1 .. g_M estimates at common random numbers,   u_m = g_m - g_1,   o_m = answer of m to f = 1
 *   e_j = g_1j - sum_m sum_i (a_mij u_mi + b_mij o_mi),   E u = E o = 0
 * </pre>
 *
 * <p>Estimators without bias differ by a vector of mean zero, and so does what they answer to a
 * constant from zero, if that has the gradient 0: for a bound, b = 0. So e is unbiased whatever the
 * weights a and b, and those of least variance are a regression. All estimators draw from the same
 * random numbers, so that those that draw in the same way draw the same events; an event is
 * evaluated once.
 *
 * <p>Weights are none, shared by all parameters, one for each parameter (i = j), or across
 * parameters with three penalties. They are fitted to past estimates alone, and each kind is judged
 * by the variance that it had at estimates to which it was not fitted. An estimator leads together
 * with all others whose events are among its own, for these cost nothing; the leader of least
 * variance x evaluations is asked, and the rest now and then.
 *
 * <p>Needs: estimators without bias of one estimand, and what they need. Shapes: g, e [contexts x
 * dimension]; contexts share the weights. Cost: the evaluations of the leader; of all at the first
 * 200 draws, and later in 3 % of the evaluations. Of its own O(n^3) for a fit of n controls, n^2
 * for an estimate; weights across parameters are tried for up to n = 640, controls times
 * parameters. Bias: none. Learns by {@link Adaptive}, and lets those learn that do; without
 * learning, it asks all and returns the estimate of the first. One that learned takes laws of the
 * same dimension alone.
 *
 * <p>Source: Geffner &amp; Domke (2018), NeurIPS, arXiv:1810.12482, for the combination of control
 * variates; Lavenberg &amp; Welch (1981), Management Science 27, doi 10.1287/mnsc.27.3.322, for
 * weights by regression.
 *
 * @param <D> what the law must be able to do
 * @param <F> what the objective must be able to do
 */
public final class Mixed<D extends Distribution, F extends Objective>
    implements Estimator<D, F>, Adaptive {

  private final List<String> names;
  private final List<Estimator<? super D, ? super F>> estimators;
  private final CombinationChoice combinations;

  private Mixed(Map<String, ? extends Estimator<? super D, ? super F>> estimators) {
    names = List.copyOf(estimators.keySet());
    this.estimators = List.copyOf(estimators.values());
    combinations = new CombinationChoice(names.size());
  }

  /**
   * Makes a mixture of estimators.
   *
   * @param estimators by their names; the first one leads until a better one is known
   * @throws IllegalArgumentException if there is none, one is biased, or they estimate the
   *     gradients of different quantities
   */
  public static <D extends Distribution, F extends Objective> Mixed<D, F> of(
      Map<String, ? extends Estimator<? super D, ? super F>> estimators) {
    Members.require(estimators, "a mixture", "only estimators without bias can be mixed");
    return new Mixed<>(new LinkedHashMap<>(estimators));
  }

  /** The question of one estimator, and its answer to the constant 1, if that is asked. */
  private record Part<F extends Objective>(Question<? super F> question, double[] ones) {}

  /**
   * The material that an estimate is learned from.
   *
   * @param order the estimators that were asked
   * @param estimates of these
   * @param ones their answers to the constant 1; empty if that was not asked
   */
  private record Memory(
      boolean triedAll,
      int[] order,
      SharedRows shared,
      List<Estimate> estimates,
      List<double[]> ones) {}

  @Override
  public Question<? super F> ask(D law, RandomGenerator random) {
    boolean given = law instanceof Drawn drawn && drawn.drawn().isPresent();
    combinations.require(law.dimension());
    Optional<Combination> known = combinations.used(given);
    boolean triesAll = combinations.triesAll();
    int[] order = order(known, triesAll);
    CommonNumbers numbers = new CommonNumbers(random);
    List<Part<F>> parts = new ArrayList<>();
    for (int member : order) {
      parts.add(part(member, law, numbers));
    }
    SharedRows shared =
        SharedRows.of(parts.stream().map(part -> part.question().events()).toList());
    Asked<F> asked =
        new Asked<>(triesAll, order, shared, parts, known, known.map(Combination::weights));
    var kind = Slice.kind(parts.stream().map(part -> part.question().kind()).toList());
    return Question.of(kind, shared.events(), f -> answered(law, asked, f));
  }

  /** The estimators that are asked, those of the combination first. */
  private int[] order(Optional<Combination> known, boolean triesAll) {
    int[] leaders = known.map(Combination::members).orElse(new int[] {0});
    boolean[] asked = new boolean[names.size()];
    int[] order = new int[names.size()];
    int count = 0;
    for (int leader : leaders) {
      order[count++] = leader;
      asked[leader] = true;
    }
    for (int m = 0; m < asked.length; m++) {
      boolean learns = estimators.get(m).learner().isPresent() && combinations.learnsBeside(m);
      if (!asked[m] && (triesAll || learns)) {
        order[count++] = m;
      }
    }
    return Arrays.copyOf(order, count);
  }

  /**
   * All that an answer is made with.
   *
   * @param weights those at the time of the question, since it may be answered again after the
   *     combination has learned from it
   */
  private record Asked<F extends Objective>(
      boolean triesAll,
      int[] order,
      SharedRows shared,
      List<Part<F>> parts,
      Optional<Combination> combination,
      Optional<CombinationWeights> weights) {}

  private Part<F> part(int member, D law, CommonNumbers numbers) {
    Estimator<? super D, ? super F> estimator = estimators.get(member);
    double[] ones = {};
    if (onesHaveMeanZero() && combinations.mayAnswerOnes(member)) {
      Question<? super F> other = estimator.ask(law, numbers.reader());
      if (ConstantOne.answers(other.kind())) {
        ones = other.answer(ConstantOne.at(other.events())).gradient();
      }
    }
    return new Part<>(estimator.ask(law, numbers.reader()), ones);
  }

  /** A bound of f = 1 is no constant in theta, and the gradient of a risk of it is not defined. */
  private boolean onesHaveMeanZero() {
    return estimand() instanceof Estimand.Mean || estimand() instanceof Estimand.Best;
  }

  private Estimate answered(D law, Asked<F> asked, Evaluation f) {
    SharedRows shared = asked.shared;
    List<Estimate> estimates = new ArrayList<>();
    for (int n = 0; n < asked.order.length; n++) {
      Evaluation own =
          asked.order.length == 1 ? f : Slice.of(f, shared.events(), shared.rows().get(n));
      estimates.add(asked.parts.get(n).question().answer(own));
    }
    List<double[]> ones = asked.parts.stream().map(Part::ones).toList();
    double[] gradient = estimates.get(0).gradient();
    if (asked.combination.isPresent()) {
      Combination one = asked.combination.get();
      double[][] all = byMember(asked.order, estimates.stream().map(Estimate::gradient).toList());
      double[][] allOnes = byMember(asked.order, ones);
      gradient = new double[gradient.length];
      for (int c = 0; c < law.contexts(); c++) {
        double[] e =
            asked.weights.orElseThrow().apply(one.target(all, c), one.controls(all, allOnes, c));
        System.arraycopy(e, 0, gradient, c * e.length, e.length);
      }
    }
    double[] weights = new double[shared.events().count()];
    int[] rows = shared.rows().get(0);
    for (int n = 0; n < rows.length; n++) {
      weights[rows[n]] = estimates.get(0).weights()[n];
    }
    return new Estimate(law, gradient, shared.events(), weights, f)
        .remembering(this, new Memory(asked.triesAll, asked.order, shared, estimates, ones));
  }

  private double[][] byMember(int[] order, List<double[]> arrays) {
    double[][] all = new double[names.size()][0];
    for (int n = 0; n < order.length; n++) {
      all[order[n]] = arrays.get(n);
    }
    return all;
  }

  @Override
  public void learn(Estimate past) {
    Memory memory = past.memory(this, Memory.class);
    int contexts = past.law().contexts();
    combinations.require(past.law().dimension());
    for (int n = 0; n < memory.order.length; n++) {
      int member = memory.order[n];
      Estimate own = memory.estimates.get(n);
      estimators.get(member).learner().ifPresent(learner -> learner.learn(own));
      combinations.note(member, memory.ones.get(n), contexts);
    }
    combinations.count(past.evaluations(), memory.triedAll);
    if (memory.triedAll) {
      combinations.share(memory.shared, memory.order, contexts, past.law().dimension());
    }
    combinations.learn(
        byMember(memory.order, memory.estimates.stream().map(Estimate::gradient).toList()),
        byMember(memory.order, memory.ones));
  }

  /** The names of the estimators that are combined, the one first that pays for the events. */
  public List<String> chosen() {
    return combinations.used(false).stream()
        .flatMapToInt(one -> Arrays.stream(one.members()))
        .mapToObj(names::get)
        .toList();
  }

  @Override
  public Estimand estimand() {
    return estimators.get(0).estimand();
  }

  private List<Adaptive> learners() {
    return estimators.stream().map(Estimator::learner).flatMap(Optional::stream).toList();
  }

  @Override
  public void save(DataOutput out) throws IOException {
    combinations.save(out);
    for (Adaptive learner : learners()) {
      learner.save(out);
    }
  }

  @Override
  public void load(DataInput in) throws IOException {
    combinations.load(in);
    for (Adaptive learner : learners()) {
      learner.load(in);
    }
  }
}
