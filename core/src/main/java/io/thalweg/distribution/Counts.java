package io.thalweg.distribution;

import io.thalweg.Events;
import io.thalweg.Ordinal;
import io.thalweg.support.Require;
import java.util.function.BiFunction;

/** Independent variables of one family, whose values are whole numbers from 0 on. */
public abstract class Counts extends Independent<Variable> implements Ordinal {

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
  protected Counts(
      double[] parameters, int size, Variable.Family<Variable> family, String... names) {
    super(parameters, size, family, names);
  }

  /** Makes a law of other variables, each with one parameter more than those of a law. */
  Counts(
      Counts law, double[] parameters, BiFunction<Variable, Double, Variable> change, String name) {
    super(law, parameters, change, name);
  }

  /** The largest value of a variable; infinite unless a law has another. */
  @Override
  public double largest() {
    return Double.POSITIVE_INFINITY;
  }

  @Override
  public final void addTransport(Events events, double[] differences, double[] gradient) {
    requireShape(events);
    double[] x = events.values();
    Require.length("the array of differences", differences, x.length);
    Require.length("the gradient", gradient, contexts() * dimension());
    double[] u = new double[kinds()];
    for (int i = 0; i < x.length; i++) {
      variable(events, i / size(), i % size()).velocity(x[i], u);
      int place = place(events, i / size(), i % size());
      for (int j = 0; j < u.length; j++) {
        gradient[place + j * size()] += u[j] * differences[i];
      }
    }
  }
}
