package io.thalweg.program;

import io.thalweg.Checked;
import io.thalweg.Distribution;
import io.thalweg.Events;
import io.thalweg.support.Require;
import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * A link with parameters of the law for each outcome of discrete parents.
 *
 * <pre>
 *   parameters of the law at row r = table[outcome of the parents at row r]
 * </pre>
 *
 * <p>Outcomes are numbered as {@link io.thalweg.Finite#outcomes} numbers them: the first variable
 * of the first parent changes fastest. Parents are bits or categories; without parents there is one
 * outcome. The table holds its parameters and their gradient: {@link Given#pullback} adds to the
 * gradient, {@link #update} uses it up.
 *
 * <p>A node without parents needs a table {@linkplain #inContexts in the contexts} of its program.
 *
 * <pre>{@code
 * Table<Bernoulli> table = Table.of(Bernoulli.of(0.5), -1.0, 2.0); // a logit for each parent bit
 * }</pre>
 *
 * @param <D> the kind of law
 */
public final class Table<D extends Distribution> implements ParametricLink<D> {

  private final D kind;
  private final double[] parameters;
  private final double[] gradient;
  // Of the law of a node without parents.
  private final int contexts;

  private Table(D kind, double[] parameters, double[] gradient, int contexts) {
    this.kind = kind;
    this.parameters = parameters;
    this.gradient = gradient;
    this.contexts = contexts;
  }

  /**
   * Makes a table.
   *
   * @param kind a law of one context, of the family and the size of the node's laws
   * @param parameters [outcomes of the parents x dimension of the law], copied. A node without
   *     parents has one outcome. Of several parents, the value of the first changes fastest from
   *     row to row: (0, 0), (1, 0), (0, 1), (1, 1)
   * @throws IllegalArgumentException if the law has several contexts, or the parameters are not a
   *     positive multiple of its dimension or not finite
   */
  public static <D extends Distribution> Table<D> of(D kind, double... parameters) {
    if (kind.contexts() != 1) {
      throw new IllegalArgumentException(
          "the kind of law of a table must have one context, but is %s".formatted(kind));
    }
    Require.contexts("Table", parameters, kind.dimension());
    Require.finite("Table: parameter", parameters);
    return new Table<>(kind, parameters.clone(), new double[parameters.length], 1);
  }

  /**
   * Returns this table for a node without parents in a program of several contexts. Both share
   * parameters and gradient.
   *
   * @throws IllegalArgumentException if there is no context
   */
  public Table<D> inContexts(int number) {
    Require.atLeast(1, "the number of contexts", number);
    return new Table<>(kind, parameters, gradient, number);
  }

  @Override
  public double[] parameters() {
    return parameters.clone();
  }

  /** A copy of the gradient that was pulled back since the last update. */
  public double[] gradient() {
    return gradient.clone();
  }

  /**
   * Moves the parameters, and begins a new gradient.
   *
   * <pre>{@code
   * table.update(adam::step);
   * }</pre>
   *
   * @param step is given the parameters, to be changed in place, and the gradient
   */
  public void update(BiConsumer<double[], double[]> step) {
    step.accept(parameters, gradient);
    Arrays.fill(gradient, 0);
  }

  @Override
  public Given<D> given(Events... parents) {
    int[] entries = parents.length == 0 ? new int[contexts] : entries(parents);
    int width = kind.dimension();
    double[] theta = new double[Require.numbers(entries.length, width)];
    for (int row = 0; row < entries.length; row++) {
      System.arraycopy(parameters, entries[row] * width, theta, row * width, width);
    }
    return Given.of(Checked.at(kind, theta, entries.length), pulled -> add(pulled, entries));
  }

  private void add(double[] pulled, int[] entries) {
    int width = kind.dimension();
    for (int i = 0; i < pulled.length; i++) {
      gradient[entries[i / width] * width + i % width] += pulled[i];
    }
  }

  @Override
  public Laws<D> at(double[] other, Events... parents) {
    int own = parameters.length;
    int width = kind.dimension();
    int[] entries =
        parents.length == 0 ? new int[Require.contexts("Table", other, own)] : entries(parents);
    double[] theta = new double[Require.numbers(entries.length, width)];
    for (int row = 0; row < entries.length; row++) {
      int context = parents.length == 0 ? row : parents[0].context(row);
      System.arraycopy(other, context * own + entries[row] * width, theta, row * width, width);
    }
    D law = Checked.at(kind, theta, entries.length);
    return new Laws<>() {
      @Override
      public D law() {
        return law;
      }

      @Override
      public double[] pullback(double[] gradients) {
        double[] pulled = new double[Require.numbers(gradients.length / width, own)];
        for (int i = 0; i < gradients.length; i++) {
          int row = i / width;
          // Without parents all rows have the one entry.
          int entry = parents.length == 0 ? 0 : entries[row];
          pulled[row * own + entry * width + i % width] = gradients[i];
        }
        return pulled;
      }
    };
  }

  /** The number of the outcome of the parents, for each row. */
  private int[] entries(Events... parents) {
    int outcomes = parameters.length / kind.dimension();
    int[] entries = new int[parents[0].count()];
    long stride = 1;
    for (int number = 0; number < parents.length; number++) {
      Events parent = parents[number];
      int values = parent.categories() == 1 ? 2 : parent.categories();
      for (int variable = 0; variable < parent.size(); variable++) {
        for (int row = 0; row < entries.length; row++) {
          double value = parent.values()[row * parent.size() + variable];
          if (!(value >= 0 && value < values && value == (int) value)) {
            throw new IllegalArgumentException(
                "a table needs parents of bits or categories, but variable %d of parent %d is %s"
                    .formatted(variable, number, value));
          }
          entries[row] += (int) (value * stride);
        }
        stride *= values;
        if (stride > outcomes) {
          break;
        }
      }
    }
    if (stride != outcomes) {
      throw new IllegalArgumentException(
          "the number of rows of the table is %d, but its parents have %s"
              .formatted(
                  outcomes,
                  stride > outcomes
                      ? "more outcomes"
                      : stride == 1 ? "one outcome" : stride + " outcomes"));
    }
    return entries;
  }

  @Override
  public String toString() {
    return "Table[%d x %s]".formatted(parameters.length / kind.dimension(), kind);
  }
}
