package io.thalweg.attention;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.dense.DenseObjective;
import io.thalweg.dense.Head;
import io.thalweg.dense.Layers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The log-probability of a label by a classifier that sees what was chosen, less its price.
 *
 * <pre>
 *   f(x) = log p(y_c | v(x)) - price_c sum_i x_i,   v(x) = V_c x
 *   grad f = V_c^T grad_v log p - price_c,   H u = V_c^T H_v V_c u
 * </pre>
 *
 * <p>The parameters of f are those of the classifier. Several evaluations can be alive until this
 * is closed.
 */
final class Recognition implements DifferentiableObjective, AutoCloseable {

  /** The digits that there are. */
  static final int CLASSES = 10;

  private final View view;
  private final DenseObjective classifier;
  private final List<DenseObjective.Answer> open = new ArrayList<>();

  /**
   * Makes an objective of a batch.
   *
   * @param labels y of each context
   */
  Recognition(Layers classifier, View view, int[] labels) {
    this(classifier, view, Head.categorical(labels, CLASSES));
  }

  /**
   * Makes an objective of a batch with any head.
   *
   * @param head log p of each context
   */
  Recognition(Layers classifier, View view, Head head) {
    this.view = view;
    this.classifier = new DenseObjective(classifier, head);
  }

  /** Returns the likeliest class of each row of outputs of a classifier, [rows x classes]. */
  static int[] likeliest(double[] outputs) {
    int[] best = new int[outputs.length / CLASSES];
    for (int i = 0; i < outputs.length; i++) {
      int row = i / CLASSES;
      best[row] = outputs[i] > outputs[row * CLASSES + best[row]] ? i % CLASSES : best[row];
    }
    return best;
  }

  @Override
  public double value(double[] point) {
    return evaluate(Events.of(point, 1, point.length)).values()[0];
  }

  @Override
  public Linearization evaluate(Events events) {
    DenseObjective.Answer answer = classifier.evaluate(seen(events));
    open.add(answer);
    return new At(events, answer);
  }

  /**
   * Gathers the gradient of the negative mean of f at events that are given, in the parameters.
   *
   * @param events as many of each context
   */
  void learn(Events events) {
    double[] down = new double[events.count()];
    Arrays.fill(down, -1.0 / down.length);
    evaluate(events).pullback(down);
  }

  /** Returns what is seen after each event, in the contexts of the events. */
  private Events seen(Events events) {
    double[] all = new double[events.count() * view.size()];
    for (int row = 0; row < events.count(); row++) {
      view.see(events, row, all, row * view.size());
    }
    Events seen = Events.of(all, 1, view.size());
    int[] owners = new int[events.count()];
    for (int row = 0; row < owners.length; row++) {
      owners[row] = events.context(row);
    }
    return seen.ragged(owners, events.contexts());
  }

  @Override
  public void close() {
    open.forEach(DenseObjective.Answer::close);
  }

  private final class At implements Linearization {
    private final Events events;
    private final DenseObjective.Answer answer;
    private final double[] values;

    At(Events events, DenseObjective.Answer answer) {
      this.events = events;
      this.answer = answer;
      this.values = answer.values().clone();
      for (int row = 0; row < values.length; row++) {
        double price = view.price(events.context(row));
        if (price != 0) {
          values[row] -= price * sum(events.points(), row * events.pointSize(), events.pointSize());
        }
      }
    }

    private static double sum(double[] numbers, int from, int count) {
      double sum = 0;
      for (int i = from; i < from + count; i++) {
        sum += numbers[i];
      }
      return sum;
    }

    @Override
    public double[] values() {
      return values;
    }

    @Override
    public double[] gradients() {
      double[] gradients = pulledBack(answer.gradients());
      for (int i = 0; i < gradients.length; i++) {
        gradients[i] -= view.price(events.context(i / events.pointSize()));
      }
      return gradients;
    }

    @Override
    public double[] curvatures(double[] directions) {
      return pulledBack(answer.curvatures(seen(events.at(directions)).points()));
    }

    private double[] pulledBack(double[] slopes) {
      double[] out = new double[events.count() * events.pointSize()];
      for (int row = 0; row < events.count(); row++) {
        view.pullback(
            events.context(row), slopes, row * view.size(), out, row * events.pointSize());
      }
      return out;
    }

    @Override
    public void pullback(double[] weights) {
      answer.pullback(weights);
    }
  }
}
