package io.thalweg.estimator.combinator;

import io.thalweg.Adaptive;
import io.thalweg.Checked;
import io.thalweg.Distribution;
import io.thalweg.Drawn;
import io.thalweg.Estimand;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Question;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The best of several estimators by variance times cost, found by a race while they are used.
 *
 * <pre>
 *   g = the estimate of the chosen one; while a race goes on, a pair of estimates of another beside
 *   d = |g1 - g2|^2 / 2 of a pair,   loss = log(mean d x mean cost)
 * </pre>
 *
 * <p>The first estimator draws until the race knows a better one. The turn is that of the estimator
 * on which least was spent. One is dropped as soon as its loss is 3 standard errors above the
 * least, from 3 pairs on. The race ends when one is left, or the rest have 64 pairs; then the least
 * loss is chosen. It begins again, with all of them, as soon as it has cost no more than a tenth of
 * all: so it changes its mind as theta moves. Those that learn do so from 16 estimates before they
 * are judged for the first time, and from all of theirs afterwards. Both estimates of a pair stand
 * in one question: where its events share the noise of f, the variance is that without this noise.
 *
 * <p>The draws of a race decide which estimator makes later estimates, and never this one; and the
 * pairs are no part of the gradient. So it is unbiased in every state. Cost: that of the chosen
 * one, and during a race that of two estimates beside, in the same batch; they count as evaluations
 * and have weight 0. Bias: none. Learns by {@link Adaptive}; without learning, it stays in the
 * state in which it is.
 *
 * <p>The cost is evaluations of f, so that the same seed makes the same estimates. {@link
 * #byTime()} takes the time of an estimate with learning, and its share in that of f; then runs
 * differ, for clocks do.
 *
 * <p>Source: Maron &amp; Moore (1994), NeurIPS 6, "Hoeffding races", for the rule; Owen (2013),
 * Monte Carlo theory, methods and examples, chapter 8, for variance x cost.
 *
 * @param <D> what the law must be able to do
 * @param <F> what the objective must be able to do
 */
public final class Raced<D extends Distribution, F extends Objective>
    implements Estimator<D, F>, Adaptive {

  private final List<String> names;
  private final List<Estimator<? super D, ? super F>> estimators;
  private final boolean timed;
  private final Heats heats;

  private Raced(Map<String, ? extends Estimator<? super D, ? super F>> estimators, boolean timed) {
    this.names = List.copyOf(estimators.keySet());
    this.estimators = List.copyOf(estimators.values());
    this.timed = timed;
    this.heats = new Heats(names.size(), timed);
  }

  /**
   * Makes a race of estimators.
   *
   * @param estimators by their names; the first one draws until a better one is known
   * @throws IllegalArgumentException if there is none, one is biased, or they estimate the
   *     gradients of different quantities
   */
  public static <D extends Distribution, F extends Objective> Raced<D, F> of(
      Map<String, ? extends Estimator<? super D, ? super F>> estimators) {
    Members.require(
        estimators, "a race", "only estimators without bias can race for their variance");
    return new Raced<>(new LinkedHashMap<>(estimators), false);
  }

  /** Returns a new race of the same estimators, which takes time as their cost. */
  public Raced<D, F> byTime() {
    Map<String, Estimator<? super D, ? super F>> same = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      same.put(names.get(i), estimators.get(i));
    }
    return new Raced<>(same, true);
  }

  /** One question among those of an estimate, with the nanoseconds that it took to ask. */
  private record Part<F extends Objective>(int who, Question<? super F> question, double nanos) {

    int rows() {
      return question.events().count();
    }
  }

  /**
   * The material that an estimate is learned from.
   *
   * @param parts the estimates: of the chosen one, then those beside, if there are any
   * @param costs of each
   * @param price the evaluations beside, or those of a turn that could not be afforded
   */
  private record Memory(
      int chosen, Optional<Integer> turn, List<Estimate> parts, List<Double> costs, long price) {}

  @Override
  public Question<? super F> ask(D law, RandomGenerator random) {
    int chosen = heats.chosen();
    Optional<Integer> turn = heats.turn();
    List<Part<F>> parts = new ArrayList<>();
    if (turn.isPresent()) {
      D plain = plain(law);
      for (int i = 0; i < beside(turn.get(), chosen); i++) {
        parts.add(ask(turn.get(), plain, random));
      }
    }
    long price = parts.stream().mapToLong(Part::rows).sum();
    // The last one asked, for whoever learns may need that it is the latest.
    Part<F> own = ask(chosen, law, random);
    long asked = System.nanoTime();
    if (parts.isEmpty() || !heats.affords(price, own.rows())) {
      return own.question()
          .then(one -> alone(chosen, turn, own, price, one, System.nanoTime() - asked));
    }
    parts.add(0, own);
    Events all = Events.joined(parts.stream().map(part -> part.question().events()).toList());
    return Question.of(
        Slice.kind(parts.stream().map(part -> part.question().kind()).toList()),
        all,
        f -> answered(law, chosen, turn, parts, all, f, System.nanoTime() - asked));
  }

  private Part<F> ask(int who, D law, RandomGenerator random) {
    long start = System.nanoTime();
    Question<? super F> question = estimators.get(who).ask(law, random);
    return new Part<>(who, question, System.nanoTime() - start);
  }

  /** The number of estimates beside: one to learn from, one to pair with that returned, or two. */
  private int beside(int turn, int chosen) {
    return turn == chosen || learnsFirst(turn) ? 1 : 2;
  }

  private boolean learnsFirst(int who) {
    return estimators.get(who).learner().isPresent()
        && heats.contender(who).lessons() < Heats.LESSONS;
  }

  /** The law without an event that was drawn already, for draws beside are new ones. */
  private D plain(D law) {
    return law instanceof Drawn given && given.drawn().isPresent()
        ? Checked.at(law, law.parameters(), law.contexts())
        : law;
  }

  /** Answers without a turn, or with one that is too dear; the time is that of f, too. */
  private Estimate alone(
      int chosen, Optional<Integer> turn, Part<F> part, long price, Estimate one, long nanos) {
    double cost = timed ? part.nanos() + nanos : part.rows();
    return one.remembering(this, new Memory(chosen, turn, List.of(one), List.of(cost), price));
  }

  private Estimate answered(
      D law,
      int chosen,
      Optional<Integer> turn,
      List<Part<F>> parts,
      Events all,
      Evaluation f,
      long nanos) {
    List<Estimate> estimates = new ArrayList<>();
    List<Double> costs = new ArrayList<>();
    int from = 0;
    for (Part<F> part : parts) {
      long start = System.nanoTime();
      int to = from + part.rows();
      estimates.add(part.question().answer(Slice.of(f, all, from, to)));
      double own = part.nanos() + (System.nanoTime() - start);
      costs.add(timed ? own + (double) nanos * part.rows() / all.count() : part.rows());
      from = to;
    }
    Estimate own = estimates.get(0);
    double[] weights = Arrays.copyOf(own.weights(), all.count());
    return new Estimate(law, own.gradient(), all, weights, f)
        .remembering(
            this, new Memory(chosen, turn, estimates, costs, all.count() - own.evaluations()));
  }

  @Override
  public void learn(Estimate past) {
    Memory memory = past.memory(this, Memory.class);
    double own = memory.costs.get(0) + learn(memory.chosen, memory.parts.get(0));
    double beside = 0;
    if (memory.turn.isPresent()) {
      heats.contender(memory.turn.get()).price(memory.price);
      if (memory.parts.size() > 1) {
        beside = judge(memory, memory.turn.get(), own);
      }
    }
    heats.count(memory.parts.get(0).evaluations(), past.evaluations());
    heats.spend(own, memory.turn, beside);
    heats.settle();
  }

  /** Takes notice of the estimates beside, and returns what they cost. */
  private double judge(Memory memory, int turn, double own) {
    int end = memory.parts.size() - 1;
    Estimate last = memory.parts.get(end);
    Contender contender = heats.contender(turn);
    double beside = memory.costs.stream().skip(1).mapToDouble(cost -> cost).sum();
    if (turn == memory.chosen && learnsFirst(turn)) {
      contender.teach();
      return beside;
    }
    if (turn == memory.chosen) {
      contender.add(memory.parts.get(0).gradient(), last.gradient());
      contender.charge(own);
      return beside;
    }
    double lesson = learn(turn, last);
    if (end == 1) {
      contender.teach();
    } else {
      contender.add(memory.parts.get(1).gradient(), last.gradient());
      contender.charge(memory.costs.get(end) + lesson);
    }
    return beside + lesson;
  }

  /** Lets an estimator learn, and returns what that costs beside evaluations. */
  private double learn(int who, Estimate estimate) {
    long start = System.nanoTime();
    estimators.get(who).learner().ifPresent(learner -> learner.learn(estimate));
    return timed ? System.nanoTime() - start : 0;
  }

  /** The name of the estimator that draws. */
  public String chosen() {
    return names.get(heats.chosen());
  }

  /** The number of races that came to their end. */
  public long races() {
    return heats.races();
  }

  /** The share of races in what was spent. */
  public double overhead() {
    double all = heats.raced() + heats.served();
    return all == 0 ? 0 : heats.raced() / all;
  }

  /** Lists the findings of the last race, or of the one that goes on, about each estimator. */
  public List<Standing> standings() {
    List<Standing> standings = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Contender one = heats.contender(i);
      standings.add(
          new Standing(
              names.get(i),
              one.pairs(),
              one.variance(),
              one.cost(),
              one.isOut(),
              i == heats.chosen(),
              heats.confidence(i)));
    }
    return standings;
  }

  @Override
  public Estimand estimand() {
    return estimators.get(0).estimand();
  }

  private Collection<Adaptive> learners() {
    return estimators.stream().map(Estimator::learner).flatMap(Optional::stream).toList();
  }

  @Override
  public void save(DataOutput out) throws IOException {
    heats.save(out);
    for (Adaptive learner : learners()) {
      learner.save(out);
    }
  }

  @Override
  public void load(DataInput in) throws IOException {
    heats.load(in);
    for (Adaptive learner : learners()) {
      learner.load(in);
    }
  }
}
