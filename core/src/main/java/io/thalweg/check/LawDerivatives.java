package io.thalweg.check;

import io.thalweg.Cumulative;
import io.thalweg.Differentiable;
import io.thalweg.Distribution;
import io.thalweg.Events;
import io.thalweg.Reparameterized;
import io.thalweg.VelocityField;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** Compares the derivatives that a law states with central differences. */
final class LawDerivatives {

  private static final int EVENTS = 3;
  private static final double STEP = 6e-6;
  private static final double TOLERANCE = 1e-4;
  // Between two steps; where differences disagree by more there is a kink, and no derivative.
  private static final double SMOOTH = 1e-5;

  private final Distribution law;
  private final Events x;
  private final double[] theta;
  private final int dimension;
  private final RandomGenerator random;

  LawDerivatives(Distribution law, RandomGenerator random) {
    this.law = law;
    this.x = law.sample(EVENTS, random);
    this.theta = law.parameters();
    this.dimension = law.dimension();
    this.random = random;
  }

  Map<String, Supplier<Optional<String>>> checks() {
    Map<String, Supplier<Optional<String>>> checks = new LinkedHashMap<>();
    checks.put("scores are derivatives of logProbability", this::scores);
    checks.put("weightedScore adds up scores", this::weightedScore);
    if (law instanceof Differentiable smooth) {
      checks.put("densityGradient is the derivative of logDensity", () -> densityGradient(smooth));
    }
    if (law instanceof Reparameterized moving) {
      checks.put("pullback and pushforward are one velocity", () -> adjoint(moving));
      checks.put("divergences are those of the velocity", () -> divergence(moving));
    }
    if (law instanceof Cumulative one) {
      checks.put("velocity is -dF/dtheta / p", () -> velocity(one));
    }
    return checks;
  }

  /** One coordinate of a vector that is compared: what the law says, and what differences say. */
  private record Compared(String what, double stated, double coarse, double fine) {

    Optional<String> fault() {
      double size = 1 + Math.abs(stated) + Math.abs(coarse);
      boolean smooth = Math.abs(coarse - fine) <= SMOOTH * size;
      return smooth && !(Math.abs(stated - coarse) <= TOLERANCE * size)
          ? Optional.of("%s is %.6g, differences give %.6g".formatted(what, stated, coarse))
          : Optional.empty();
    }
  }

  private static double[] difference(
      UnaryOperator<double[]> g, double[] at, int coordinate, double relative) {
    double step = relative * Math.max(1, Math.abs(at[coordinate]));
    double[] above = at.clone();
    double[] below = at.clone();
    above[coordinate] += step;
    below[coordinate] -= step;
    double[] slope = g.apply(above);
    double[] low = g.apply(below);
    for (int i = 0; i < slope.length; i++) {
      slope[i] = (slope[i] - low[i]) / (above[coordinate] - below[coordinate]);
    }
    return slope;
  }

  /** Returns the row and parameter of a place in [rows x dimension], in words. */
  private String place(int row, int parameter) {
    return "parameter %d at %s".formatted(parameter, x.name(row));
  }

  private Optional<String> scores() {
    double[] scores = law.scores(x);
    UnaryOperator<double[]> log = at -> law.at(at).logProbability(x).clone();
    for (int i = 0; i < theta.length; i++) {
      double[] coarse = difference(log, theta, i, STEP);
      double[] fine = difference(log, theta, i, STEP / 4);
      for (int row = 0; row < x.count(); row++) {
        boolean own = x.context(row) == i / dimension;
        double stated = own ? scores[row * dimension + i % dimension] : 0;
        String what = "the score of " + place(row, i % dimension);
        Optional<String> fault = new Compared(what, stated, coarse[row], fine[row]).fault();
        if (fault.isPresent()) {
          return fault;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> weightedScore() {
    double[] weights = random.doubles(x.count(), -1, 1).toArray();
    double[] scores = law.scores(x);
    double[] sums = new double[theta.length];
    for (int i = 0; i < scores.length; i++) {
      int row = i / dimension;
      sums[x.context(row) * dimension + i % dimension] += weights[row] * scores[i];
    }
    return compared("weightedScore()", law.weightedScore(x, weights), sums);
  }

  private static Optional<String> compared(String what, double[] stated, double[] expected) {
    for (int i = 0; i < expected.length; i++) {
      Optional<String> fault =
          new Compared("entry %d of %s".formatted(i, what), stated[i], expected[i], expected[i])
              .fault();
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  private Optional<String> densityGradient(Differentiable smooth) {
    double[] stated = smooth.densityGradient(x);
    UnaryOperator<double[]> log = points -> smooth.logDensity(at(points)).clone();
    int size = x.pointSize();
    for (int i = 0; i < stated.length; i++) {
      int row = i / size;
      Compared compared =
          new Compared(
              "the slope in coordinate %d at %s".formatted(i % size, x.name(row)),
              stated[i],
              difference(log, x.points(), i, STEP)[row],
              difference(log, x.points(), i, STEP / 4)[row]);
      if (compared.fault().isPresent()) {
        return compared.fault();
      }
    }
    return Optional.empty();
  }

  private Events at(double[] points) {
    return Events.of(points, law.shape());
  }

  private double[] pushed(VelocityField field, Events points, int parameter) {
    double[] tangents = new double[theta.length];
    for (int i = parameter; i < tangents.length; i += dimension) {
      tangents[i] = 1;
    }
    double[] out = new double[points.points().length];
    field.pushforward(points, tangents, out, 0);
    return out;
  }

  private Optional<String> adjoint(Reparameterized moving) {
    double[] cotangents = random.doubles(x.points().length, -1, 1).toArray();
    double[] pulled = new double[theta.length];
    moving.velocity().pullback(x, cotangents, 0, pulled);
    double[] expected = new double[theta.length];
    for (int k = 0; k < dimension; k++) {
      double[] moved = pushed(moving.velocity(), x, k);
      for (int i = 0; i < moved.length; i++) {
        expected[x.context(i / x.pointSize()) * dimension + k] += moved[i] * cotangents[i];
      }
    }
    return compared("pullback(), by pushforward()", pulled, expected);
  }

  private Optional<String> divergence(Reparameterized moving) {
    VelocityField field = moving.velocity();
    int size = x.pointSize();
    double[] weights = new double[x.count()];
    weights[0] = 1;
    double[] stated = new double[theta.length];
    field.addDivergence(x, weights, stated);
    for (int k = 0; k < dimension; k++) {
      int parameter = k;
      UnaryOperator<double[]> moved = points -> pushed(field, at(points), parameter);
      double coarse = 0;
      double fine = 0;
      for (int i = 0; i < size; i++) {
        coarse += difference(moved, x.points(), i, STEP)[i];
        fine += difference(moved, x.points(), i, STEP / 4)[i];
      }
      Compared compared = new Compared("the divergence of " + place(0, k), stated[k], coarse, fine);
      if (compared.fault().isPresent()) {
        return compared.fault();
      }
    }
    return Optional.empty();
  }

  private Optional<String> velocity(Cumulative one) {
    double[] densities = Arrays.stream(one.logDensities(x)).map(Math::exp).toArray();
    int size = x.size();
    for (int k = 0; k < dimension; k++) {
      double[] moved = pushed(one.velocity(), x, k);
      for (int i = 0; i < moved.length; i++) {
        int row = i / size;
        int place = x.context(row) * dimension + k;
        UnaryOperator<double[]> function = at -> ((Cumulative) law.at(at)).cumulative(x).clone();
        Compared compared =
            new Compared(
                "the velocity of coordinate %d with %s".formatted(i % size, place(row, k)),
                moved[i] * densities[i],
                -difference(function, theta, place, STEP)[i],
                -difference(function, theta, place, STEP / 4)[i]);
        if (compared.fault().isPresent()) {
          return compared.fault();
        }
      }
    }
    return Optional.empty();
  }
}
