package io.thalweg.distribution;

import io.thalweg.Averaged;
import io.thalweg.Events;
import io.thalweg.Finite;
import io.thalweg.Parameter;
import io.thalweg.Path;
import io.thalweg.internal.Softmax;
import io.thalweg.support.Require;
import io.thalweg.support.Uniforms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The states of a Markov chain at T steps.
 *
 * <pre>
 *   P(x) = start(x_1) prod over t of move(x_t, x_{t + 1})
 *   start = softmax(start logits),   move(i, .) = softmax(move logits of state i)
 *   score of start logit k = 1[x_1 = k] - start(k)
 *   score of move logit i, j = moves from i to j - moves from i * move(i, j)
 *   P(x_{t + 1} = j) = sum over i of P(x_t = i) move(i, j)
 * </pre>
 *
 * <p>All steps share the same moves. Shapes: an event is [steps], the state at each step; as a
 * point it is [steps x states], of which the mean is P(x_t = k). Cost: steps x states^2 operations
 * for the mean and its derivative, steps for a draw. Parameters: start logits, then move logits by
 * the state that is left, [contexts x (states + states x states)].
 *
 * <p>Source: Rabiner (1989), Proceedings of the IEEE 77, 257-286, for the recursions.
 */
public final class MarkovChain extends Law implements Averaged, Finite {

  private final int steps;
  private final int states;
  // The start, and what follows each state: [contexts x (1 + states)] rows.
  private final SoftmaxRows rows;

  private MarkovChain(int steps, int states, double[] parameters) {
    super(
        parameters.clone(),
        Require.numbers(states, Require.atLeast(2, "the number of states", states) + 1L),
        Require.atLeast(1, "the number of steps", steps),
        states);
    this.steps = steps;
    this.states = states;
    Require.finite("MarkovChain: logit", this.parameters, dimension());
    this.rows = new SoftmaxRows(this.parameters, states);
  }

  /**
   * Makes a law of one context.
   *
   * @param steps T
   * @param start weights of the first state, of which only the ratios count
   * @param moves weights of the next state, a row for each state that is left
   * @throws IllegalArgumentException if there is no step, there are fewer than two states, there is
   *     not a row of as many weights for each, or a weight is not finite and above 0
   */
  public static MarkovChain of(int steps, double[] start, double[][] moves) {
    double[][] rows = new double[moves.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = logs("MarkovChain: the weight", "a move from state %d to".formatted(i), moves[i]);
    }
    return ofLogits(steps, logs("MarkovChain: the weight", "start", start), rows);
  }

  /**
   * Makes a law of one context from logits.
   *
   * @param steps T
   * @param start a logit for each state
   * @param moves a row of logits for each state that is left
   * @throws IllegalArgumentException if there is no step, there are fewer than two states, there is
   *     not a row of as many logits for each, or a logit is not finite
   */
  public static MarkovChain ofLogits(int steps, double[] start, double[][] moves) {
    int states = start.length;
    if (moves.length != states || !Arrays.stream(moves).allMatch(row -> row.length == states)) {
      throw new IllegalArgumentException(
          "MarkovChain: there are %d states, and rows of %s moves; there must be a row of %d for each"
              .formatted(
                  states,
                  Arrays.toString(Arrays.stream(moves).mapToInt(r -> r.length).toArray()),
                  states));
    }
    double[] theta = Arrays.copyOf(start, states * (states + 1));
    for (int i = 0; i < states; i++) {
      System.arraycopy(moves[i], 0, theta, (1 + i) * states, states);
    }
    return new MarkovChain(steps, states, theta);
  }

  @Override
  public List<Parameter> units() {
    List<Parameter> units = new ArrayList<>();
    for (int from = -1; from < states; from++) {
      int row = (from + 1) * states;
      double[] p = new Softmax(states).apply(Arrays.copyOfRange(parameters, row, row + states), 1);
      String name = from < 0 ? "start in" : "move from %d to".formatted(from);
      for (int to = 0; to < states; to++) {
        units.add(Parameter.share("%s %d".formatted(name, to), p[to], 1 - p[to]));
      }
    }
    return units;
  }

  @Override
  public MarkovChain at(double[] parameters) {
    return new MarkovChain(steps, states, parameters);
  }

  /** The number of steps, T. */
  public int steps() {
    return steps;
  }

  /** The number of states. */
  public int states() {
    return states;
  }

  /** The first place of the probabilities of what follows a state; -1 stands for the start. */
  private int row(int context, int state) {
    return context * dimension() + (1 + state) * states;
  }

  /** The place of what a row of events does at a step, by its context. */
  private int place(Events events, int row, int step) {
    double[] x = events.values();
    int at = row * steps + step;
    return row(events.context(row), step == 0 ? -1 : (int) x[at - 1]) + (int) x[at];
  }

  @Override
  public Events sample(int draws, RandomGenerator random) {
    Require.atLeast(1, "the number of draws", draws);
    double[] x = Uniforms.open(random, Require.numbers(draws, contexts, steps));
    for (int at = 0; at < x.length; at++) {
      int context = at / steps % contexts;
      x[at] = draw(x[at], row(context, at % steps == 0 ? -1 : (int) x[at - 1]));
    }
    return Events.ofCategories(x, contexts, steps, states);
  }

  /** Inverts the distribution function of a row. */
  private int draw(double u, int row) {
    int state = 0;
    double rest = u - rows.probability(row);
    while (rest > 0 && state + 1 < states) {
      state++;
      rest -= rows.probability(row + state);
    }
    return state;
  }

  @Override
  public double[] logProbability(Events events) {
    requireShape(events);
    double[] log = new double[events.count()];
    for (int row = 0; row < log.length; row++) {
      for (int step = 0; step < steps; step++) {
        log[row] += rows.log(place(events, row, step));
      }
    }
    return log;
  }

  @Override
  public double[] scores(Events events) {
    requireShape(events);
    double[] scores = new double[Require.numbers(events.count(), dimension())];
    for (int row = 0; row < events.count(); row++) {
      int here = row * dimension() - events.context(row) * dimension();
      for (int step = 0; step < steps; step++) {
        int chosen = place(events, row, step);
        int first = chosen - (int) events.values()[row * steps + step];
        for (int k = first; k < first + states; k++) {
          scores[here + k] += k == chosen ? rows.complement(k) : -rows.probability(k);
        }
      }
    }
    return scores;
  }

  @Override
  public long outcomes() {
    return Enumerated.count(steps, states);
  }

  @Override
  public Events outcomes(long from, int count) {
    return Enumerated.outcomes(this, from, count, steps, states, states);
  }

  /** P(x_t = k), [contexts x steps x states]. */
  public double[] marginals() {
    double[] marginals = new double[Require.numbers(contexts, steps, states)];
    for (int c = 0; c < contexts; c++) {
      int at = c * steps * states;
      for (int k = 0; k < states; k++) {
        marginals[at + k] = rows.probability(row(c, -1) + k);
      }
      for (int step = 1; step < steps; step++) {
        addMoved(c, marginals, at + (step - 1) * states, marginals, at + step * states);
      }
    }
    return marginals;
  }

  /** Adds what a step makes of numbers that stand at the states. */
  private void addMoved(int context, double[] before, int from, double[] after, int to) {
    for (int i = 0; i < states; i++) {
      int row = row(context, i);
      for (int j = 0; j < states; j++) {
        after[to + j] += before[from + i] * rows.probability(row + j);
      }
    }
  }

  @Override
  public Path mean() {
    double[] marginals = marginals();
    Events any = Events.ofCategories(new double[contexts * steps], contexts, steps, states);
    return new Marginals(Events.ofPoints(marginals, any), marginals);
  }

  /** The marginals of all steps, which move as the recursions say, backwards and forwards. */
  private final class Marginals implements Path {
    private final Events points;
    private final double[] marginals;

    Marginals(Events points, double[] marginals) {
      this.points = points;
      this.marginals = marginals;
    }

    @Override
    public Events points() {
      return points;
    }

    /** Adds what is to come of the cotangents, given the state, through each row of logits. */
    @Override
    public void pullback(double[] cotangents, int offset, double[] gradient) {
      for (int c = 0; c < contexts; c++) {
        double[] later = new double[states];
        for (int step = steps - 1; step >= 0; step--) {
          int at = (c * steps + step) * states;
          for (int k = 0; k < states; k++) {
            later[k] += cotangents[offset + at + k];
          }
          double[] earlier = new double[states];
          for (int i = step == 0 ? -1 : 0; i < (step == 0 ? 0 : states); i++) {
            double weight = i < 0 ? 1 : marginals[at - states + i];
            double mean = rows.pullback(row(c, i), weight, later, gradient);
            if (i >= 0) {
              earlier[i] = mean;
            }
          }
          later = earlier;
        }
      }
    }

    @Override
    public void pushforward(double[] tangents, double[] out, int offset) {
      Arrays.fill(out, offset, offset + marginals.length, 0);
      for (int c = 0; c < contexts; c++) {
        for (int step = 0; step < steps; step++) {
          int at = (c * steps + step) * states;
          if (step == 0) {
            rows.pushforward(row(c, -1), 1, tangents, out, offset + at);
          }
          for (int i = 0; step > 0 && i < states; i++) {
            rows.pushforward(row(c, i), marginals[at - states + i], tangents, out, offset + at);
          }
          if (step > 0) {
            addMoved(c, out, offset + at - states, out, offset + at);
          }
        }
      }
    }
  }
}
