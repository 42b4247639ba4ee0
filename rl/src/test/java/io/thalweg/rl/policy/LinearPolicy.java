package io.thalweg.rl.policy;

import io.thalweg.rl.Actor;
import io.thalweg.rl.BatchActor;
import java.io.DataInput;
import java.io.DataOutput;
import java.util.Arrays;

/**
 * A policy in double precision whose law has parameters that are linear in features of what is
 * observed.
 *
 * <pre>
 *   phi(o) = sum_i o_i sum_k features[i][k] weights[k]
 * </pre>
 *
 * <p>It never moves. Parameters: weights, [features x outputs], then the shared ones.
 */
public final class LinearPolicy implements Policy {

  private final ActionLaw actions;
  private final double[][] features;
  // phi where one number is observed, [observations][outputs].
  private final double[][] table;
  private final double[] shared;
  private double[] gathered;
  private double[] gradient = {};

  /**
   * Makes a policy.
   *
   * @param features [observations][features]
   * @param parameters weights, then shared parameters
   */
  public LinearPolicy(ActionLaw actions, double[][] features, double[] parameters) {
    int outputs = actions.outputs();
    this.actions = actions;
    this.features = features;
    this.table = new double[features.length][outputs];
    for (int i = 0; i < features.length; i++) {
      for (int at = 0; at < features[i].length * outputs; at++) {
        table[i][at % outputs] += features[i][at / outputs] * parameters[at];
      }
    }
    this.shared =
        Arrays.copyOfRange(parameters, parameters.length - actions.shared(), parameters.length);
    this.gathered = new double[parameters.length];
  }

  /**
   * Makes a table of parameters for each state.
   *
   * @param parameters [states][outputs]
   */
  public static LinearPolicy table(ActionLaw actions, double[][] parameters) {
    double[][] one = new double[parameters.length][parameters.length];
    for (int i = 0; i < one.length; i++) {
      one[i][i] = 1;
    }
    return new LinearPolicy(
        actions, one, Arrays.stream(parameters).flatMapToDouble(Arrays::stream).toArray());
  }

  @Override
  public ActionLaw actions() {
    return actions;
  }

  @Override
  public Outputs at(double[] observations, int rows) {
    return new AtRows(observations, rows);
  }

  private void apply(double[] observations, int row, double[] out, int at) {
    for (int i = 0; i < table.length; i++) {
      double seen = observations[row * table.length + i];
      for (int o = 0; seen != 0 && o < actions.outputs(); o++) {
        out[at + o] += seen * table[i][o];
      }
    }
    System.arraycopy(shared, 0, out, at + actions.outputs(), shared.length);
  }

  private double[] single(double[] observation) {
    double[] p = new double[actions.dimension()];
    apply(observation, 0, p, 0);
    return p;
  }

  @Override
  public Actor sampling() {
    return (observation, random) -> actions.draw(single(observation), random);
  }

  @Override
  public Actor greedy() {
    return (observation, random) -> actions.best(single(observation));
  }

  @Override
  public BatchActor samplingMany() {
    return (observations, rows, random) ->
        at(observations, rows).law(actions).sample(1, random).values();
  }

  @Override
  public double[] takeGradient() {
    double[] taken = gathered;
    gathered = new double[taken.length];
    return taken;
  }

  @Override
  public void step() {
    gradient = takeGradient();
  }

  @Override
  public double[] gradient() {
    return gradient.clone();
  }

  @Override
  public void save(DataOutput out) {}

  @Override
  public void load(DataInput in) {}

  private final class AtRows implements Outputs {

    private final double[] observations;
    private final double[] p;

    AtRows(double[] observations, int rows) {
      this.observations = observations;
      this.p = new double[rows * actions.dimension()];
      for (int row = 0; row < rows; row++) {
        apply(observations, row, p, row * actions.dimension());
      }
    }

    @Override
    public double[] parameters() {
      return p;
    }

    @Override
    public void pullback(double[] slopes) {
      int dimension = actions.dimension();
      int outputs = actions.outputs();
      for (int row = 0; row < p.length / dimension; row++) {
        for (int i = 0; i < features.length; i++) {
          double seen = observations[row * features.length + i];
          for (int at = 0; seen != 0 && at < features[i].length * outputs; at++) {
            gathered[at] +=
                seen * features[i][at / outputs] * slopes[row * dimension + at % outputs];
          }
        }
        for (int j = 0; j < shared.length; j++) {
          gathered[gathered.length - shared.length + j] += slopes[row * dimension + outputs + j];
        }
      }
    }

    @Override
    public double[] inputGradients(double[] slopes) {
      double[] gradients = new double[observations.length];
      for (int i = 0; i < gradients.length; i++) {
        int row = i / table.length;
        for (int o = 0; o < actions.outputs(); o++) {
          gradients[i] += slopes[row * actions.dimension() + o] * table[i % table.length][o];
        }
      }
      return gradients;
    }

    @Override
    public double[] pushforward(double[] tangent) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
