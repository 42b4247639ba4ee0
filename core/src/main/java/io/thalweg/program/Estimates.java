package io.thalweg.program;

import io.thalweg.Estimate;
import io.thalweg.Events;
import io.thalweg.Linearization;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The estimates of all nodes of a program, with the trace at which they were drawn. */
public final class Estimates {

  /**
   * The estimate of one node.
   *
   * @param given the law at the trace's parents
   * @param direct the terms on this law
   */
  record OfNode(Given<?> given, Estimate estimate, Replayed replayed, List<Direct> direct) {}

  /**
   * A term on the law of a node at the trace's parents.
   *
   * @param isFirst whether no ancestor answers for it
   */
  record Direct(int number, Linearization answer, boolean isFirst) {}

  private final Program program;
  private final Trace trace;
  private final List<OfNode> estimates;
  // The mean of each part, for each context.
  private final double[][] values;

  Estimates(Program program, Trace trace, List<OfNode> estimates) {
    this.program = program;
    this.trace = trace;
    this.estimates = estimates;
    this.values = new double[program.parts().size()][program.contexts()];
    for (OfNode own : estimates) {
      double[] weights = own.estimate().weights();
      for (Replayed.Answer answer : own.replayed().answers) {
        if (answer.isFirst()) {
          addMeans(answer, own.estimate().events(), weights);
        }
      }
      for (Direct term : own.direct()) {
        if (term.isFirst()) {
          values[term.number()] = term.answer().values().clone();
        }
      }
    }
  }

  private void addMeans(Replayed.Answer answer, Events rows, double[] weights) {
    double[] f = answer.evaluation().values();
    for (int row = 0; row < f.length; row++) {
      values[answer.number()][rows.context(row)] += weights[row] * f[row];
    }
  }

  /** The trace at which the estimates were drawn: one draw of each node. */
  public Trace trace() {
    return trace;
  }

  /**
   * The estimate of a node, as its estimator made it; without terms on the node's own law.
   *
   * @throws IllegalArgumentException if the node is of another program
   */
  public Estimate of(Node<?> node) {
    return estimates.get(Trace.own(program.nodes(), node).index()).estimate();
  }

  /**
   * The gradient in the parameters of a node's law, [contexts x dimension], with that of the terms
   * on this law.
   *
   * @throws IllegalArgumentException if the node is of another program
   */
  public double[] gradient(Node<?> node) {
    return gradient(estimates.get(Trace.own(program.nodes(), node).index()));
  }

  private static double[] gradient(OfNode own) {
    double[] gradient = own.estimate().gradient().clone();
    for (Direct term : own.direct()) {
      Replayed.add(term.answer().gradients(), gradient);
    }
    return gradient;
  }

  /**
   * Adds the gradient of the mean cost, summed over the contexts, to the gradients of the own
   * parameters of all links and costs.
   *
   * <p>A cost is pulled back from the estimate of the first node that answers for it, with that
   * estimate's weights, so that no evaluation is spent on the trace alone.
   *
   * @param scale a factor, such as -1 / contexts to descend what is to be maximised
   */
  public void pullback(double scale) {
    for (OfNode own : estimates) {
      own.given().pullback(scaled(gradient(own), scale));
      own.replayed().pullback(scaled(own.estimate().weights(), scale));
      for (Direct term : own.direct()) {
        if (term.isFirst()) {
          double[] weights = new double[program.contexts()];
          Arrays.fill(weights, scale);
          term.answer().pullback(weights);
        }
      }
    }
  }

  private static double[] scaled(double[] numbers, double factor) {
    double[] products = new double[numbers.length];
    for (int i = 0; i < products.length; i++) {
      products[i] = factor * numbers[i];
    }
    return products;
  }

  /** The estimate of the mean total cost of each context. */
  public double[] values() {
    double[] sums = new double[program.contexts()];
    for (double[] part : values) {
      Replayed.add(part, sums);
    }
    return sums;
  }

  /**
   * The estimate of the mean of one cost in each context, a copy.
   *
   * @param cost the name of a cost, an entropy or a term
   * @throws IllegalArgumentException if there is no such cost
   */
  public double[] values(String cost) {
    int number =
        IntStream.range(0, values.length)
            .filter(p -> program.parts().get(p).name().equals(cost))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "there is no cost '%s'; there are %s"
                            .formatted(cost, program.parts().stream().map(Part::name).toList())));
    return values[number].clone();
  }

  /** The estimate of the mean total cost, averaged over the contexts. */
  public double value() {
    return Arrays.stream(values()).average().orElseThrow();
  }

  /** The number of rows at which costs were evaluated, over all nodes. */
  public long evaluations() {
    return estimates.stream().mapToLong(own -> own.estimate().evaluations()).sum();
  }
}
