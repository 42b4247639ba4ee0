package io.thalweg.distribution;

import io.thalweg.CharacteristicFunctions;
import io.thalweg.Events;
import io.thalweg.Parameter;
import io.thalweg.support.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Independent variables of one family, each a number.
 *
 * <p>Parameters: all first parameters, then all second ones and so on, [contexts x parameters of a
 * variable x variables].
 *
 * @param <V> the family
 */
public abstract class Independent<V extends Variable> extends Law {

  private final int kinds;
  private final List<String> names;
  // [contexts x size]
  private final List<V> variables;

  /**
   * Makes a law of its parameters.
   *
   * @param size variables of a context
   * @param names of the parameters of a variable, for messages
   */
  Independent(double[] parameters, int size, Variable.Family<V> family, String... names) {
    super(parameters.clone(), names.length * size, size, 1);
    this.kinds = names.length;
    this.names = List.of(names);
    this.variables = new ArrayList<>(contexts * size);
    double[] theta = new double[kinds];
    for (int i = 0; i < contexts * size; i++) {
      for (int j = 0; j < kinds; j++) {
        theta[j] = finite(i, j);
      }
      try {
        variables.add(family.at(theta.clone()));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "%s, variable %d of context %d: %s"
                .formatted(name(), i % size, i / size, e.getMessage()),
            e);
      }
    }
  }

  /** Returns a parameter of a variable, if it is finite. */
  private double finite(int variable, int kind) {
    double theta = parameters[place(variable) + kind * size];
    if (!Double.isFinite(theta)) {
      throw new IllegalArgumentException(
          "%s, variable %d of context %d: %s is %s; it must be finite"
              .formatted(name(), variable % size, variable / size, names.get(kind), theta));
    }
    return theta;
  }

  /**
   * Makes a law of other variables, each with one parameter more than those of a law.
   *
   * @param parameters those of the law, and then the new ones of a context
   * @param change makes a variable of one of the law and the new parameter
   * @param name of the new parameter, for messages
   */
  Independent(
      Independent<V> law, double[] parameters, BiFunction<V, Double, V> change, String name) {
    super(parameters.clone(), law.dimension() + law.size, law.size, 1);
    this.kinds = law.kinds + 1;
    this.names = Stream.concat(law.names.stream(), Stream.of(name)).toList();
    this.variables = new ArrayList<>(contexts * size);
    for (int i = 0; i < contexts * size; i++) {
      variables.add(change.apply(law.variables.get(i), finite(i, law.kinds)));
    }
  }

  /** Makes a law of other variables with the same parameters. */
  Independent(Independent<V> law, UnaryOperator<V> change) {
    super(law.parameters, law.dimension(), law.size, 1);
    this.kinds = law.kinds;
    this.names = law.names;
    this.variables = law.variables.stream().map(change).toList();
  }

  /** Makes the law of the same variables of which the first draw is known already. */
  Independent(Independent<V> law, Events first) {
    super(law.parameters, law.dimension(), law.size, 1, first);
    this.kinds = law.kinds;
    this.names = law.names;
    this.variables = law.variables;
  }

  /**
   * Joins arrays of parameters: the first parameters of all variables, then the second ones and so
   * on.
   */
  protected static double[] join(String law, double[] first, double[]... rest) {
    double[] all = new double[first.length * (rest.length + 1)];
    System.arraycopy(first, 0, all, 0, first.length);
    for (int j = 0; j < rest.length; j++) {
      if (rest[j].length != first.length) {
        throw new IllegalArgumentException(
            "%s: the arrays of parameters have %d and %d numbers; they must be as long"
                .formatted(law, first.length, rest[j].length));
      }
      System.arraycopy(rest[j], 0, all, (j + 1) * first.length, first.length);
    }
    return all;
  }

  /** The parameters of the same variables in another number of contexts. */
  final double[] shared(int contexts) {
    int share = share(contexts);
    double[] shared = new double[parameters.length];
    for (int i = 0; i < variables.size(); i++) {
      for (int j = 0; j < kinds; j++) {
        shared[i / share * kinds * share + j * share + i % share] = parameters[place(i) + j * size];
      }
    }
    return shared;
  }

  @Override
  public List<Parameter> units() {
    List<Parameter> units = new ArrayList<>();
    for (int i = 0; i < dimension(); i++) {
      units.add(numbered(Parameter.of(names.get(i / size), parameters[i]), i % size));
    }
    return units;
  }

  /** The number of variables of a context. */
  protected final int size() {
    return size;
  }

  /** The number of parameters of a variable. */
  final int kinds() {
    return kinds;
  }

  /** The variable at coordinate i of a row. */
  final V variable(Events events, int row, int i) {
    return variables.get(events.context(row) * size + i);
  }

  /** The variable at a coordinate of a batch that is not ragged. */
  final V variable(int coordinate) {
    return variables.get(coordinate % variables.size());
  }

  /**
   * The index of the first parameter of a variable; its others follow at distances of {@link
   * #size}.
   */
  final int place(int variable) {
    return variable / size * kinds * size + variable % size;
  }

  /** The index in [contexts x dimension] of the first parameter of coordinate i of a row. */
  final int place(Events events, int row, int i) {
    return place(events.context(row) * size + i);
  }

  /**
   * Returns the characteristic functions of all variables, which must be {@link Spectral}.
   *
   * @throws IllegalArgumentException if a variable is not
   */
  protected final CharacteristicFunctions spectra() {
    return new Spectra(this);
  }

  @Override
  public final Events sample(int draws, RandomGenerator random) {
    Require.atLeast(1, "the number of draws", draws);
    double[] x = new double[Require.numbers(draws, variables.size())];
    for (int i = 0; i < x.length; i++) {
      x[i] = variable(i).sample(random);
    }
    return Events.of(Given.first(first, x), contexts, size);
  }

  @Override
  public final double[] logProbability(Events events) {
    return sums(events, Variable::logProbability);
  }

  @Override
  public final double[] logDensity(Events events) {
    return sums(events, Variable::logDensity);
  }

  private interface Coordinate {
    double of(Variable variable, double x);
  }

  /** Sums a function over the coordinates of each event. */
  private double[] sums(Events events, Coordinate log) {
    requireShape(events);
    double[] x = events.values();
    double[] sums = new double[events.count()];
    for (int i = 0; i < x.length; i++) {
      sums[i / size] += log.of(variable(events, i / size, i % size), x[i]);
    }
    return sums;
  }

  @Override
  public final double[] scores(Events events) {
    requireShape(events);
    double[] x = events.values();
    double[] scores = new double[events.count() * dimension()];
    double[] score = new double[kinds];
    for (int i = 0; i < x.length; i++) {
      variable(events, i / size, i % size).score(x[i], score);
      for (int j = 0; j < kinds; j++) {
        scores[i / size * dimension() + j * size + i % size] = score[j];
      }
    }
    return scores;
  }
}
