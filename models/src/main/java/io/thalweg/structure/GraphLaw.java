package io.thalweg.structure;

import io.thalweg.Distribution;
import io.thalweg.Estimand;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.PlackettLuce;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Settings;
import io.thalweg.estimator.score.Rloo;
import io.thalweg.optimizer.Adam;
import io.thalweg.program.Builder;
import io.thalweg.program.Estimates;
import io.thalweg.program.Node;
import io.thalweg.program.Program;
import io.thalweg.program.Table;
import io.thalweg.support.Numbers;
import io.thalweg.train.Learned;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;

/** A law of graphs as a program of two nodes, the order and the bits, which descends E f. */
final class GraphLaw {

  private final Table<PlackettLuce> order;
  private final Table<Bernoulli> bits;
  private final Adam orderAdam;
  private final Adam bitAdam;
  private final List<Estimator<Distribution, Objective>> estimators;
  private final Program program;
  private final List<Node<?>> nodes;

  /**
   * Makes a law whose orders are equally probable.
   *
   * @param pairs the law of the bits at first
   * @param random draws the weights of surrogates
   * @throws IllegalArgumentException if the recipe does not fit
   */
  GraphLaw(
      Recipe<?, ?> recipe, Bernoulli pairs, Likelihood f, double rate, RandomGenerator random) {
    PlackettLuce orders = PlackettLuce.ofLogits(new double[f.nodes()]);
    this.order = Table.of(orders, orders.parameters());
    this.bits = Table.of(pairs, pairs.parameters());
    this.orderAdam = new Adam(rate, orders.dimension());
    this.bitAdam = new Adam(rate, pairs.dimension());
    this.estimators = List.of(ofOrder(recipe, orders, random), of(recipe, pairs, random));
    Builder builder = Program.of(1);
    Node<PlackettLuce> first = builder.node("order", order, estimators.get(0));
    Node<Bernoulli> second = builder.node("bits", bits, estimators.get(1));
    builder.cost("f", Orders.cost(f), first, second);
    this.program = builder.build();
    this.nodes = List.of(first, second);
  }

  private static Estimator<Distribution, Objective> of(
      Recipe<?, ?> recipe, Distribution law, RandomGenerator random) {
    return recipe.create(law, Objective.class, Settings.defaults(), random);
  }

  private static Estimator<Distribution, Objective> ofOrder(
      Recipe<?, ?> recipe, PlackettLuce law, RandomGenerator random) {
    return recipe.fits(Estimand.MEAN, law, Objective.class)
        ? of(recipe, law, random)
        : Estimator.<Distribution, Objective>listOf(new Rloo(StructureLearning.ORDER_DRAWS)).get(0);
  }

  /** The logits of the order; a copy. */
  double[] order() {
    return order.parameters();
  }

  /** The logits of the bits; a copy. */
  double[] bits() {
    return bits.parameters();
  }

  /**
   * Goes one step down.
   *
   * @return the evaluations of f
   */
  long step(RandomGenerator random) {
    Estimates estimates = program.estimate(random);
    program.learn(estimates);
    estimates.pullback(1);
    order.update(orderAdam::step);
    bits.update(bitAdam::step);
    return estimates.evaluations();
  }

  /** Draws one estimate of the gradient, first in the logits of the order, then of the bits. */
  double[] gradient(RandomGenerator random) {
    Estimates estimates = program.estimate(random);
    double[] first = estimates.gradient(nodes.get(0));
    double[] second = estimates.gradient(nodes.get(1));
    double[] all = new double[first.length + second.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  /** Evaluates f at draws. */
  double[] values(int draws, RandomGenerator random) {
    return program.values(program.sample(draws, random));
  }

  /** Writes the logits, which are the law, and what the estimators learned. */
  void save(DataOutput out) throws IOException {
    Numbers.write(out, order.parameters());
    Numbers.write(out, bits.parameters());
    orderAdam.save(out);
    bitAdam.save(out);
    for (Estimator<Distribution, Objective> estimator : estimators) {
      Learned.save(estimator, out);
    }
  }

  void load(DataInput in) throws IOException {
    read(in, order);
    read(in, bits);
    orderAdam.load(in);
    bitAdam.load(in);
    for (Estimator<Distribution, Objective> estimator : estimators) {
      Learned.load(estimator, in);
    }
  }

  private static void read(DataInput in, Table<?> table) throws IOException {
    double[] saved = table.parameters();
    Numbers.read(in, saved);
    table.update((logits, gradient) -> System.arraycopy(saved, 0, logits, 0, saved.length));
  }
}
