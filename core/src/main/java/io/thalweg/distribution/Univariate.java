package io.thalweg.distribution;

import io.thalweg.Cumulative;
import io.thalweg.Events;
import io.thalweg.VelocityField;
import io.thalweg.support.Require;
import java.util.function.UnaryOperator;

/** Independent continuous variables of one family. */
public abstract class Univariate extends Independent<Variable.Continuous> implements Cumulative {

  private static final double LOG_OF_RARE = Math.log(1e-18);

  /**
   * Makes a law of its parameters: in each context the first parameters of all variables, then the
   * second ones and so on.
   *
   * @param parameters [contexts x parameters of a variable x size]
   * @param size variables of a context
   * @param family makes a variable from its parameters
   * @param names of the parameters of a variable, for messages
   * @throws IllegalArgumentException if a parameter is not finite or the family refuses it
   */
  protected Univariate(
      double[] parameters, int size, Variable.Family<Variable.Continuous> family, String... names) {
    super(parameters, size, family, names);
  }

  /** Makes a law of other variables with the same parameters. */
  Univariate(Univariate law, UnaryOperator<Variable.Continuous> change) {
    super(law, change);
  }

  /** Makes the law of the same variables of which the first draw is known already. */
  Univariate(Univariate law, Events first) {
    super(law, first);
  }

  @Override
  public final double[] densityGradient(Events events) {
    return map(events, Variable.Continuous::slope);
  }

  @Override
  public final double[] cumulative(Events events) {
    return map(events, Variable.Continuous::cumulative);
  }

  @Override
  public final double[] logDensities(Events events) {
    return map(events, Variable.Continuous::logDensity);
  }

  /** Whether the ends to which variables are set have less probability than a double has digits. */
  final boolean hasRareEnds() {
    boolean rare = true;
    for (int i = 0; i < contexts() * size(); i++) {
      if (variable(i) instanceof Censored ends) {
        double below = ends.logTail(ends.least(), -1);
        double above = ends.logTail(ends.greatest(), 1);
        rare &= Math.max(below, above) < LOG_OF_RARE;
      }
    }
    return rare;
  }

  private interface Coordinate {
    double of(Variable.Continuous variable, double x);
  }

  private double[] map(Events events, Coordinate function) {
    requireShape(events);
    double[] x = events.values();
    double[] out = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      out[i] = function.of(variable(events, i / size(), i % size()), x[i]);
    }
    return out;
  }

  @Override
  public final int noise() {
    return size();
  }

  @Override
  public final Events transform(double[] uniforms) {
    Require.uniforms(name(), uniforms, contexts() * size());
    double[] x = new double[uniforms.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = variable(i).quantile(uniforms[i]);
    }
    return Events.of(x, contexts(), size());
  }

  @Override
  public final int moved(int parameter) {
    return parameter % size();
  }

  @Override
  public final VelocityField velocity() {
    return new Transport();
  }

  /** The field in which each variable moves with its own parameters. */
  private final class Transport implements VelocityField {

    @Override
    public void pullback(Events events, double[] cotangents, int offset, double[] gradient) {
      requireShape(events);
      double[] x = events.values();
      double[] u = new double[kinds()];
      for (int i = 0; i < x.length; i++) {
        variable(events, i / size(), i % size()).velocity(x[i], u);
        int place = place(events, i / size(), i % size());
        for (int j = 0; j < u.length; j++) {
          gradient[place + j * size()] += u[j] * cotangents[offset + i];
        }
      }
    }

    @Override
    public void pushforward(Events events, double[] tangents, double[] out, int offset) {
      requireShape(events);
      double[] x = events.values();
      double[] u = new double[kinds()];
      for (int i = 0; i < x.length; i++) {
        variable(events, i / size(), i % size()).velocity(x[i], u);
        int place = place(events, i / size(), i % size());
        out[offset + i] = 0;
        for (int j = 0; j < u.length; j++) {
          out[offset + i] += u[j] * tangents[place + j * size()];
        }
      }
    }

    /**
     * Adds the divergence, which in one dimension follows from the continuity equation: du/dx =
     * -(score + u d log p/dx).
     */
    @Override
    public void addDivergence(Events events, double[] weights, double[] gradient) {
      requireShape(events);
      double[] x = events.values();
      double[] u = new double[kinds()];
      double[] score = new double[kinds()];
      for (int i = 0; i < x.length; i++) {
        Variable.Continuous variable = variable(events, i / size(), i % size());
        variable.velocity(x[i], u);
        variable.score(x[i], score);
        double slope = variable.slope(x[i]);
        int place = place(events, i / size(), i % size());
        for (int j = 0; j < u.length; j++) {
          gradient[place + j * size()] -= weights[i / size()] * (score[j] + u[j] * slope);
        }
      }
    }
  }
}
