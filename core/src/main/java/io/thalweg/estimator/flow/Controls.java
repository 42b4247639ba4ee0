package io.thalweg.estimator.flow;

import io.thalweg.Checked;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.Reparameterized;
import io.thalweg.VelocityField;
import io.thalweg.support.Require;
import io.thalweg.surrogate.Surrogate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The likelihood ratio of every draw, and controls of it, whose mean is known to be zero.
 *
 * <pre>
 *   target        w f score_i
 *   its score     w score_i
 *   the path      w (u_i . grad f - f score_i)
 *   the weight    w - 1
 *   companions    w score_j, of the parameters j that move the same coordinate
 *   of each psi   w (u_i . grad psi - psi score_i)   and   psi times the path + w f u_i . grad psi
 *   of a direction in theta: the sum over j of theta_j times the score, the path or a psi of j
 * </pre>
 *
 * <p>u is the path of the law, for which score + u . grad log p + div u = 0, so that no divergence
 * is needed; w = p / q. The controls are tried in this order. Each has a number for every draw and
 * parameter.
 */
final class Controls {

  // Companions of a parameter; of a law with no more parameters, all are companions.
  private static final int COMPANIONS = 7;

  // Its place among the controls: with weight -1 it turns the likelihood ratio into the path.
  private static final Whole PATH = new Whole(1, true);

  private final Reparameterized law;
  private final Events x;
  private final double[] weights;
  private final double[] values;
  private final double[] scores;
  // Of as many contexts as draws, so that what is added up over a context belongs to one draw.
  private final VelocityField field;
  private final Events singles;
  private final Coordinates coordinates;
  // u along the only coordinate that a parameter moves; null where one moves several.
  private final double @Nullable [] velocities;
  private final double[] target;
  private final double[] path;
  private final List<double[]> controls = new ArrayList<>();

  /** Makes the controls that need no basis. */
  Controls(Reparameterized law, Weighted draws, Linearization f) {
    this.law = law;
    this.x = draws.events();
    this.values = f.values();
    int times = x.draws();
    this.weights = Arrays.stream(draws.weights()).map(weight -> weight * times).toArray();
    double[] theta = law.parameters();
    double[] repeated = new double[Require.numbers(times, theta.length)];
    Arrays.setAll(repeated, i -> theta[i % theta.length]);
    this.field = Checked.at(law, repeated, Require.numbers(times, law.contexts())).velocity();
    this.singles = Events.of(x.points(), x.count(), x.pointSize());
    this.coordinates = Coordinates.of(law);
    this.scores = law.scores(x);
    this.velocities = coordinates.separate() ? alongAll() : null;
    this.target = each(at -> weights[at / parameters()] * values[at / parameters()] * scores[at]);
    double[] moved = pullback(f.gradients());
    this.path = each(at -> weights[at / parameters()] * moved[at] - target[at]);
    controls.add(each(at -> weights[at / parameters()] * scores[at]));
    controls.add(path);
    controls.add(each(at -> weights[at / parameters()] - 1));
    addCompanions();
  }

  int parameters() {
    return law.dimension();
  }

  /** The likelihood ratio and all controls. */
  Draws draws() {
    return new Draws(parameters(), target, controls, PATH);
  }

  private interface Entry {
    double at(int index);
  }

  private double[] each(Entry entry) {
    double[] all = new double[scores.length];
    for (int at = 0; at < all.length; at++) {
      all[at] = entry.at(at);
    }
    return all;
  }

  private void addCompanions() {
    List<int[]> companions = new ArrayList<>();
    int most = 0;
    for (int i = 0; i < parameters(); i++) {
      int[] others = parameters() <= COMPANIONS + 1 ? allBut(i) : coordinates.companions(i);
      most = Math.max(most, others.length);
      companions.add(others);
    }
    for (int k = 0; k < Math.min(most, COMPANIONS); k++) {
      int place = k;
      controls.add(
          each(
              at -> {
                int row = at / parameters();
                int[] others = companions.get(at % parameters());
                return place < others.length
                    ? weights[row] * scores[row * parameters() + others[place]]
                    : 0;
              }));
    }
  }

  private int[] allBut(int parameter) {
    return IntStream.range(0, parameters()).filter(j -> j != parameter).toArray();
  }

  /** Adds the functions of a basis. */
  Controls with(Basis basis) {
    if (basis.degree() > 0 && velocities != null) {
      for (Polynomial polynomial : Polynomial.upTo(basis.degree(), law, x)) {
        add(
            at -> polynomial.values()[place(at)],
            at -> polynomial.slopes()[place(at)] * velocities[at]);
      }
    }
    basis.features().forEach(feature -> add(Checked.linearize(feature, x)));
    return this;
  }

  /** Computes u . grad f, [draws x parameters]. */
  double[] moved() {
    return each(at -> path[at] + target[at]);
  }

  /**
   * Adds the functions of directions, for each parameter, and fields along the paths of directions
   * in theta, whose controls all parameters of a draw share.
   */
  Controls with(Directions directions, int degree) {
    for (int d = 0; d < directions.count(); d++) {
      double[] theta =
          Arrays.copyOfRange(directions.inTheta(), d * parameters(), (d + 1) * parameters());
      controls.add(along(theta, controls.get(0)));
      controls.add(along(theta, path));
      for (Linearization psi : directions.functions(d, degree, law, x)) {
        add(psi);
        int before = controls.size() - 2;
        controls.add(along(theta, controls.get(before)));
        controls.add(along(theta, controls.get(before + 1)));
      }
    }
    return this;
  }

  /** The sum of a control over the parameters of each draw, times the coordinates of theta. */
  private double[] along(double[] theta, double[] control) {
    double[] all = new double[control.length];
    for (int row = 0; row < values.length; row++) {
      double sum = 0;
      for (int j = 0; j < theta.length; j++) {
        sum += theta[j] * control[row * theta.length + j];
      }
      Arrays.fill(all, row * theta.length, (row + 1) * theta.length, sum);
    }
    return all;
  }

  /** The coordinate of a draw that a parameter moves. */
  private int place(int at) {
    return at / parameters() * x.pointSize() + coordinates.of(at % parameters());
  }

  /** Adds a function psi of x, for all parameters alike. */
  private void add(Linearization psi) {
    double[] moved = pullback(Checked.gradients(psi, x));
    add(at -> psi.values()[at / parameters()], at -> moved[at]);
  }

  /** Adds the two controls of a function psi; its change is u . grad psi. */
  void add(Entry psi, Entry change) {
    controls.add(
        each(at -> weights[at / parameters()] * (change.at(at) - psi.at(at) * scores[at])));
    controls.add(
        each(
            at ->
                psi.at(at) * path[at]
                    + weights[at / parameters()] * values[at / parameters()] * change.at(at)));
  }

  /** Computes u . cotangents of every draw, [draws x parameters]. */
  private double[] pullback(double[] cotangents) {
    if (velocities != null) {
      return each(at -> velocities[at] * cotangents[place(at)]);
    }
    double[] out = new double[scores.length];
    field.pullback(singles, cotangents, 0, out);
    return out;
  }

  private double[] alongAll() {
    double[] ones = new double[x.points().length];
    Arrays.fill(ones, 1);
    double[] out = new double[scores.length];
    field.pullback(singles, ones, 0, out);
    return out;
  }

  /**
   * Makes the two controls of several networks, each of which serves a part of the parameters; the
   * control with f comes first.
   *
   * @param networks the outputs of the networks at the draws
   */
  List<double[]> along(List<Surrogate.Outputs> networks) {
    List<double[]> moved = new ArrayList<>();
    networks.forEach(network -> moved.add(pullback(network.gradients())));
    int before = controls.size();
    add(
        at -> networks.get(share(at, networks.size())).values()[at / parameters()],
        at -> moved.get(share(at, networks.size()))[at]);
    List<double[]> added = new ArrayList<>(controls.subList(before, before + 2));
    controls.subList(before, before + 2).clear();
    Collections.reverse(added);
    return added;
  }

  /** The index of the network that serves a parameter. */
  private int share(int at, int networks) {
    return at % parameters() * networks / parameters();
  }

  /**
   * Makes one step of each network r down the sum of factors times its control with f.
   *
   * @param factors [draws x parameters]
   */
  void descend(List<Surrogate.Outputs> networks, double[] factors) {
    for (int n = 0; n < networks.size(); n++) {
      double[] own = factors.clone();
      double[] ofValues = new double[values.length];
      for (int at = 0; at < own.length; at++) {
        own[at] = share(at, networks.size()) == n ? own[at] : 0;
        ofValues[at / parameters()] += own[at] * path[at];
      }
      double[] ofSlopes = new double[x.points().length];
      field.pushforward(singles, own, ofSlopes, 0);
      for (int i = 0; i < ofSlopes.length; i++) {
        ofSlopes[i] *= weights[i / x.pointSize()] * values[i / x.pointSize()];
      }
      networks.get(n).descend(ofValues, ofSlopes);
    }
  }
}
