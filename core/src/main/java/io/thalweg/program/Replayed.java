package io.thalweg.program;

import io.thalweg.Checked;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.Objective;
import io.thalweg.ObjectiveException;
import java.util.List;
import java.util.function.Supplier;

/**
 * The sum of the parts that a node answers for, at the rows of its estimate.
 *
 * <p>The pullback is that of the parts of which the node is the first to answer, so that over all
 * nodes every part is pulled back once.
 */
class Replayed implements Evaluation {

  /**
   * One part of the sum.
   *
   * @param isFirst whether the node is the first that answers for it
   */
  record Answer(int number, Part part, Evaluation evaluation, boolean isFirst) {}

  final Node<?> node;
  final Trace at;
  final List<Answer> answers;
  private final double[] values;

  Replayed(Node<?> node, Trace at, List<Answer> answers) {
    this.node = node;
    this.at = at;
    this.answers = answers;
    this.values = new double[at.draw(node).rows().count()];
    for (Answer answer : answers) {
      add(answer.evaluation().values(), values);
    }
  }

  /** Evaluates a part at the rows of a node; failures name part, node and row. */
  static <E extends Evaluation> E evaluate(Part part, Node<?> node, Events rows, Supplier<E> f) {
    try {
      @SuppressWarnings("unchecked") // It returns what f returned.
      E answer = (E) Checked.evaluate(new Once(f), rows);
      return answer;
    } catch (ObjectiveException e) {
      throw new ObjectiveException(
          "cost '%s', at the rows of node '%s': %s".formatted(part.name(), node, e.getMessage()),
          e);
    }
  }

  /** An objective of one known batch. */
  private record Once(Supplier<? extends Evaluation> f) implements Objective {

    @Override
    public double value(double[] event) {
      throw new UnsupportedOperationException("rows are evaluated together");
    }

    @Override
    public Evaluation evaluate(Events events) {
      return f.get();
    }
  }

  @Override
  public double[] values() {
    return values;
  }

  @Override
  public void pullback(double[] weights) {
    for (Answer answer : answers) {
      if (answer.isFirst()) {
        answer.evaluation().pullback(weights);
      }
    }
  }

  static void add(double[] some, double[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += some[i];
    }
  }

  /** The sum with its slopes in the points of the node. */
  static final class Smooth extends Replayed implements Linearization {

    Smooth(Node<?> node, Trace at, List<Answer> answers) {
      super(node, at, answers);
    }

    @Override
    public boolean jumps() {
      return answers.stream()
          .anyMatch(answer -> answer.evaluation() instanceof Linearization f && f.jumps());
    }

    @Override
    public double[] gradients() {
      return sum((part, answer) -> part.gradients(answer, at, node));
    }

    @Override
    public double[] curvatures(double[] directions) {
      return sum((part, answer) -> part.curvatures(answer, at, node, directions));
    }

    private interface Slopes {
      double[] of(Part part, Evaluation answer);
    }

    private double[] sum(Slopes slopes) {
      Events rows = at.draw(node).rows();
      double[] sums = new double[rows.count() * rows.pointSize()];
      for (Answer answer : answers) {
        double[] own = slopes.of(answer.part(), answer.evaluation());
        for (int i = 0; i < own.length; i++) {
          if (!Double.isFinite(own[i])) {
            throw new ObjectiveException(
                "cost '%s', at the rows of node '%s': a slope is %s at %s; it must be finite"
                    .formatted(
                        answer.part().name(), node, own[i], rows.name(i / rows.pointSize())));
          }
        }
        add(own, sums);
      }
      return sums;
    }
  }
}
